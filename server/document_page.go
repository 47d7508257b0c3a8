package server

import (
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/vocabulary"
)

// documentPage is /documents/{id}: the text in its passages with the words of the question and of a tag marked, and at
// its side what is known of it, each tag and date with the words it rests on.
type documentPage struct {
	frame
	Document    docHead
	Facts       []factLink
	Notices     []string // limits reached, handling
	Back        string   // the results, if a search led here
	Cited       *citedView
	Cite        *citeView
	Attached    attachedView
	File        *fileView
	LD          linkedData
	Meta        []pair
	Query       string
	HitPassages string // "3 passages with your words"
	FirstHit    string
	NoHits      bool
	Why         string // the tag whose words are marked
	WhyNone     bool   // there are none
	WhyOff      string
	Passages    []passageBlock
	Parts       *pager
	Countries   []tagView
	Themes      []tagView
	Dates       []tagView
	MoreDates   []tagView
	Copies      *copiesView
	Similar     []similarView

	RemovedCountries, RemovedThemes string // by a person
}

type docHead struct {
	Title         template.HTML
	Lang          string
	RTL           bool // the passages start on the right
	Derived       bool
	Date          *dateView
	API, Original string
	Source, URL   string // URL is the document's own address, without what is marked
}

type factLink struct{ Label, Value, URL string }

// passageBlock is one passage as shown, with the way to its neighbours that hold marked words.
type passageBlock struct {
	N          int
	Heading    string
	Name       string // "p7"
	Page       string // where a page or a slide begins
	Leaf       string // which of the two
	HTML       template.HTML
	Anchor     string
	Prev, Next string
	PrevPart   bool // Prev and Next lead to another part
	NextPart   bool
	Hit        bool
	CiteURL    string
	Cite       *citeView // if it is asked for
}

// tagView is a tag or a date with its evidence, each a quotation that leads to its place.
type tagView struct {
	Label, Role string
	Main        bool
	URL, All    string // the documents that have it, and what that link says
	Decided     bool
	Note        string
	Count       string
	Open        bool
	Quotes      []quote
	More        string

	Part       string  // what the country does: "host"
	PartQuotes []quote // the words that say so
}

type quote struct {
	Before, Words, After string
	Where, Rule, Means   string
	URL                  string
}

const (
	// partPassages are shown on one page of a document: about a hundred printed pages, which browsers still take easily.
	partPassages = 400
	// maxQuotes are listed below a tag; the marks in the text show them all.
	maxQuotes = 8
	// quoteReach bytes of text stand on either side of quoted words.
	quoteReach = 45
	// shownDates are listed before the rest is folded.
	shownDates = 12
)

// partOf returns the part, from 1, of a document's page that holds a passage.
func partOf(passage int) int { return max(passage, 0)/partPassages + 1 }

// documentPage shows a document. Parameters: those of the search that led there, of which q and match mark words, and
// those of reading.
func (s *Server) documentPage(c echo.Context) error {
	w := s.scribe(c)
	params, err := Read(c.QueryParams(), s.Vocabulary)
	if err != nil {
		return err
	}
	params = params.forPage()
	params.UI = w.ui
	d, marks, err := s.marked(c.Request().Context(), c.Param("id"), params)
	if err != nil {
		return err
	}
	note(c, params, 1)
	asked, err := readReading(c, d)
	if err != nil {
		return err
	}
	view := docView{w, asked, d, params, marks, func(passage int) string { return s.here(c, d, passage) }}
	page := view.page()
	page.File = view.newFile(c.Request().Context())
	similar, err := s.Searcher.Similar(c.Request().Context(), d.ID, defaultSimilar)
	if err != nil {
		return fmt.Errorf("documents like it: %w", err)
	}
	page.Copies = w.newCopiesView(similar.NearDuplicates, similar.MoreNearDuplicates, func(id string) string { return params.documentURL(id, -1) })
	page.Similar = view.similar(similar.Documents)
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "document", page)
}

// docView is what the page of one document is made from.
type docView struct {
	scribe
	reading
	doc    *index.Document
	params Params
	marks  map[int][]index.Span
	here   func(passage int) string // the address by which the document, or a passage of it, is cited
}

func (v docView) page() documentPage {
	d := v.doc
	title := d.Title
	if strings.TrimSpace(title) == "" {
		title = d.Path
	}
	evidence, label := v.evidence()
	page := documentPage{
		frame: v.frame(short(title), box{Text: v.params.Text}),
		Document: docHead{
			Title: mark(title, titleMarks(evidence)), Lang: d.Lang, RTL: v.rightToLeft(), Derived: d.TitleDerived,
			Date: v.newDateView(d), API: address(pathAPIDoc+d.ID, nil), Original: webAddress(d.URL),
			Source: d.Source, URL: passageURL(d.ID, -1),
		},
		Facts: v.facts(), Notices: v.problems(d.Limits), Query: v.params.Text, Why: label,
		Passages: v.passages(evidence), Parts: v.parts(),
		Countries: v.tags(index.KindCountry), Themes: v.tags(index.KindTheme),
		RemovedCountries: v.removed(index.KindCountry, d.Overrides.Countries),
		RemovedThemes:    v.removed(index.KindTheme, d.Overrides.Themes),
		Cited:            v.cited(), Cite: v.newCite(-1), Attached: v.newAttached(d), LD: v.linkedData(), Meta: v.citationMeta(),
	}
	if d.Handling != "" {
		page.Notices = append([]string{v.T("handling", d.Handling)}, page.Notices...)
	}
	page.Skip = v.T("skip.text")
	page.Dates = v.dates()
	if len(page.Dates) > shownDates {
		page.Dates, page.MoreDates = page.Dates[:shownDates], page.Dates[shownDates:]
	}
	if label != "" {
		page.WhyOff, page.WhyNone = v.params.documentURL(d.ID, -1), len(evidence) == 0
	}
	if back := v.params; len(back.pairs()) > min(1, len(v.ui)) {
		page.Back = back.URL(pathSearch)
	}
	if v.params.Text != "" {
		hits := v.hitPassages()
		page.NoHits = len(hits) == 0
		if len(hits) > 0 {
			page.HitPassages, page.FirstHit = v.T("passages", len(hits)), v.link(hits[0])
		}
	}
	return page
}

// link is the address of a passage on this page, with everything that is marked now.
func (v docView) link(passage int) string { return v.linkTag(v.tag, passage) }

func (v docView) linkTag(tag string, passage int) string {
	return passageURL(v.doc.ID, passage, v.pairs(tag)...)
}

// pairs are the parameters by which this page marks the words of the question and those of a tag, and finds back to the
// results.
func (v docView) pairs(tag string) []pair {
	pairs := v.params.pairs()
	if tag != "" {
		pairs = append(pairs, pair{"tag", tag})
	}
	return pairs
}

func (v docView) hitPassages() (all []int) {
	for n, spans := range v.marks {
		if len(spans) > 0 && n >= 0 && n < len(v.doc.Passages) {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all
}

// webAddress lets only links to the web through: a document's own metadata may say anything.
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

func (v docView) facts() (facts []factLink) {
	d := v.doc
	add := func(label, value, url string) {
		if value != "" {
			facts = append(facts, factLink{label, value, url})
		}
	}
	all := v.blank()
	add(v.T("fact.published"), v.Date(d.Published), "")
	add(v.T("fact.event"), v.Date(d.Event), "")
	add(v.T("facet.source"), d.Source, all.only(index.FieldSource, d.Source).URL(pathSearch))
	add(v.T("fact.author"), d.Author, "")
	if d.Lang != "" {
		add(v.T("facet.language"), v.Label(index.FieldLang, d.Lang), all.only(index.FieldLang, d.Lang).URL(pathSearch))
	}
	add(v.T("facet.format"), v.Label(index.FieldFormat, d.Format), all.only(index.FieldFormat, d.Format).URL(pathSearch))
	add(v.T("fact.file"), d.Path, "")
	add(v.T("fact.reliability"), d.Reliability, "")
	add(v.T("fact.credibility"), d.Credibility, "")
	add(v.T("fact.handling"), d.Handling, "")
	add(v.T("fact.added"), v.Day(d.Added), "")
	for _, name := range slices.Sorted(maps.Keys(d.Meta)) {
		add(name, d.Meta[name], webAddress(d.Meta[name]))
	}
	add(v.T("fact.hash"), d.Hash, "")
	return facts
}

func (v docView) rightToLeft() bool {
	lang, known := v.Vocabulary.Language(v.doc.Lang)
	return known && lang.Direction == vocabulary.RightToLeft
}
