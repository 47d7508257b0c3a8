package page

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
	"daftar/server/handler"
	"daftar/server/highlight"
	"daftar/server/request"
)

// documentPage is /documents/{id}: the text in its passages with the words of the question and of a tag marked, and at
// its side what is known of it, each tag and date with the words it rests on.
type documentPage struct {
	layout
	Document    docHead
	Facts       []factLink
	Notices     []string // limits reached, handling
	Back        string   // the results, if a search led here
	Cited       *citedView
	Cite        *citeView
	Attached    attachedView
	File        *fileView
	LD          linkedData
	Meta        []request.Pair
	Query       string
	HitPassages int // that match the search
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
	ID         string // of the element, "passage-7"
	Heading    string
	Name       string // "Passage 7"
	Page       string // where a page or a slide begins
	Leaf       string // which of the two
	HTML       template.HTML
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

	Part       string  // role of the country in the event: "host"
	PartTip    string  // explains it
	PartQuotes []quote // the words that say so
}

type quote struct {
	Before, Words, After string
	Where, Rule, Means   string
	URL                  string
}

const (
	// maxQuotes are listed below a tag; the marks in the text show them all.
	maxQuotes = 8
	// quoteReach bytes of text stand on either side of quoted words.
	quoteReach = 45
	// shownDates are listed before the rest is folded.
	shownDates = 12
)

// documentPage shows a document. Parameters: those of the search that led there, of which q and match mark words, and
// those of reading.
func (pages *Pages) Document(c echo.Context) error {
	w := pages.context(c)
	params, err := request.ParseParams(c.QueryParams(), pages.searcher.Vocabulary)
	if err != nil {
		return err
	}
	params = params.ForPage()
	params.UI = w.ui
	d, marks, err := pages.searcher.Document(c.Request().Context(), c.Param("id"), params)
	if err != nil {
		return err
	}
	handler.RecordSearch(c, params, 1)
	asked, err := parseDocumentParams(c, d)
	if err != nil {
		return err
	}
	view := documentView{asked, w, d, params, marks, handler.BaseURL(c)}
	page := view.page()
	page.File = view.newFile(c.Request().Context())
	similar, err := pages.searcher.Engine.Similar(c.Request().Context(), d.ID, request.DefaultSimilar)
	if err != nil {
		return fmt.Errorf("documents like it: %w", err)
	}
	page.Copies = w.newCopiesView(similar.NearDuplicates, similar.MoreNearDuplicates, func(id string) string { return params.DocumentURL(id, -1) })
	page.Similar = view.similar(similar.Documents)
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "document", page)
}

// documentView is what the page of one document is made from.
type documentView struct {
	documentParams
	w       pageContext
	doc     *index.Document
	params  request.Params
	marks   map[int][]index.Span // that match the search, by passage
	baseURL string
}

func (v documentView) page() documentPage {
	d := v.doc
	title := d.Title
	if strings.TrimSpace(title) == "" {
		title = d.Path
	}
	evidence, label := v.evidence()
	page := documentPage{
		layout: v.w.layout(request.Abbreviate(title), searchBox{Text: v.params.Text}),
		Document: docHead{
			Title: highlight.HTML(title, titleMarks(evidence)), Lang: d.Lang, RTL: v.rightToLeft(), Derived: d.TitleDerived,
			Date: v.w.newDateView(d), API: request.Address(request.PathAPIDocuments+d.ID, nil), Original: webAddress(d.URL),
			Source: d.Source, URL: request.PassageURL(d.ID, -1),
		},
		Facts: v.facts(), Notices: request.Problems(v.w.Localizer, d.Limits), Query: v.params.Text, Why: label,
		Passages: v.passages(evidence), Parts: v.parts(),
		Countries: v.tags(index.KindCountry), Themes: v.tags(index.KindTheme),
		RemovedCountries: v.removed(index.KindCountry, d.Overrides.Countries),
		RemovedThemes:    v.removed(index.KindTheme, d.Overrides.Themes),
		Cited:            v.cited(), Cite: v.newCite(-1), Attached: v.w.newAttached(d), LD: v.linkedData(), Meta: v.citationMeta(),
	}
	if d.Handling != "" {
		page.Notices = append([]string{v.w.T("handling", d.Handling)}, page.Notices...)
	}
	page.Skip = v.w.T("skip.text")
	page.Dates = v.dates()
	if len(page.Dates) > shownDates {
		page.Dates, page.MoreDates = page.Dates[:shownDates], page.Dates[shownDates:]
	}
	if label != "" {
		page.WhyOff, page.WhyNone = v.params.DocumentURL(d.ID, -1), len(evidence) == 0
	}
	if back := v.params; len(back.Pairs()) > min(1, len(v.w.ui)) {
		page.Back = back.URL(request.PathSearch)
	}
	if v.params.Text != "" {
		hits := v.hitPassages()
		page.NoHits = len(hits) == 0
		if len(hits) > 0 {
			page.HitPassages, page.FirstHit = len(hits), v.link(hits[0])
		}
	}
	return page
}

// link is the address of a passage on this page, with everything that is marked now.
func (v documentView) link(passage int) string { return v.linkTag(v.tag, passage) }

func (v documentView) linkTag(tag string, passage int) string {
	return request.PassageURL(v.doc.ID, passage, v.pairs(tag)...)
}

// pairs are the parameters by which this page marks the words of the question and those of a tag, and finds back to the
// results.
func (v documentView) pairs(tag string) []request.Pair {
	pairs := v.params.Pairs()
	if tag != "" {
		pairs = append(pairs, request.Pair{Name: "tag", Value: tag})
	}
	return pairs
}

func (v documentView) hitPassages() (all []int) {
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

func (v documentView) facts() (facts []factLink) {
	d := v.doc
	add := func(label, value, url string) {
		if value != "" {
			facts = append(facts, factLink{label, value, url})
		}
	}
	all := v.w.allDocuments()
	add(v.w.T("fact.published"), v.w.Date(d.Published), "")
	add(v.w.T("fact.event"), v.w.Date(d.Event), "")
	add(v.w.T("facet.source"), d.Source, all.Only(index.FieldSource, d.Source).URL(request.PathSearch))
	add(v.w.T("fact.author"), d.Author, "")
	if d.Lang != "" {
		add(v.w.T("facet.language"), v.w.Label(index.FieldLang, d.Lang), all.Only(index.FieldLang, d.Lang).URL(request.PathSearch))
	}
	add(v.w.T("facet.format"), v.w.Label(index.FieldFormat, d.Format), all.Only(index.FieldFormat, d.Format).URL(request.PathSearch))
	add(v.w.T("fact.file"), d.Path, "")
	add(v.w.T("fact.reliability"), d.Reliability, "")
	add(v.w.T("fact.credibility"), d.Credibility, "")
	add(v.w.T("fact.handling"), d.Handling, "")
	add(v.w.T("fact.added"), v.w.Day(d.Added), "")
	for _, name := range slices.Sorted(maps.Keys(d.Meta)) {
		add(name, d.Meta[name], webAddress(d.Meta[name]))
	}
	add(v.w.T("fact.hash"), d.Hash, "")
	return facts
}

func (v documentView) rightToLeft() bool {
	lang, known := v.w.searcher.Vocabulary.Language(v.doc.Lang)
	return known && lang.Direction == vocabulary.RightToLeft
}
