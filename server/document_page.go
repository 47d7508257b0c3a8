package server

import (
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strconv"
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
	Back        string   // the results, if a question led here
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
}

type factLink struct{ Label, Value, URL string }

// passageBlock is one passage as shown, with the way to its neighbours that hold marked words.
type passageBlock struct {
	N          int
	Heading    string
	Name       string // "p7"
	Page       string // where a page begins
	HTML       template.HTML
	Anchor     string
	Prev, Next string
	Hit        bool
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

// documentPage shows a document. Parameters: q and match mark the words of a question; tag (country:PK, theme:ID,
// date:2025-07-26) the words behind a tag; part a part of a long document.
func (s *Server) documentPage(c echo.Context) error {
	w := s.scribe(c)
	params, err := Read(c.QueryParams(), s.Vocabulary)
	if err != nil {
		return err
	}
	params.UI = w.ui
	d, marks, err := s.marked(c.Request().Context(), c.Param("id"), params)
	if err != nil {
		return err
	}
	note(c, params, 1)
	part := 1
	if text := c.QueryParam("part"); text != "" {
		last := partOf(len(d.Passages) - 1)
		if part, err = strconv.Atoi(text); err != nil || part < 1 || part > last {
			return wrongPart(text, last)
		}
	}
	view := docView{w, d, params, marks, c.QueryParam("tag"), part}
	page := view.page()
	similar, err := s.Searcher.Similar(c.Request().Context(), d.ID, defaultSimilar)
	if err != nil {
		return fmt.Errorf("documents like it: %w", err)
	}
	page.Copies = w.newCopiesView(similar.Copies, similar.MoreCopies, func(id string) string { return params.documentURL(id, -1) })
	page.Similar = view.similar(similar.Alike)
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "document", page)
}

// wrongPart refuses a part that a document does not have.
func wrongPart(text string, last int) error {
	wrong := &index.InvalidError{Name: "part", Value: short(text), Allowed: fmt.Sprintf("a whole number from 1 to %d", last)}
	return &ParamsError{Wrong: []*index.InvalidError{wrong}, allowed: map[*index.InvalidError]said{wrong: saying("allowed.number", "1", strconv.Itoa(last))}}
}

// docView is what the page of one document is made from.
type docView struct {
	scribe
	doc    *index.Document
	params Params
	marks  map[int][]index.Span
	tag    string
	part   int
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
		},
		Facts: v.facts(), Notices: slices.Clone(d.Limits), Query: v.params.Text, Why: label,
		Passages: v.passages(evidence), Parts: v.parts(),
		Countries: v.tags(index.KindCountry), Themes: v.tags(index.KindTheme),
		RemovedCountries: v.removed(index.KindCountry, d.Decided.Countries),
		RemovedThemes:    v.removed(index.KindTheme, d.Decided.Themes),
	}
	if d.Handling != "" {
		page.Notices = append([]string{v.Say("handling", d.Handling)}, page.Notices...)
	}
	page.Skip = v.Say("skip.text")
	page.Dates = v.dates()
	if len(page.Dates) > shownDates {
		page.Dates, page.MoreDates = page.Dates[:shownDates], page.Dates[shownDates:]
	}
	if label != "" {
		page.WhyOff, page.WhyNone = v.params.documentURL(d.ID, -1), len(evidence) == 0
	}
	if v.params.Text != "" {
		page.Back = Params{Text: v.params.Text, Any: v.params.Any, Limit: defaultLimit, Page: 1, UI: v.ui}.URL(pathSearch)
		hits := v.hitPassages()
		page.NoHits = len(hits) == 0
		if len(hits) > 0 {
			page.HitPassages, page.FirstHit = v.Say("passages", len(hits)), v.link(hits[0])
		}
	}
	return page
}

// link is the address of a passage on this page, with everything that is marked now.
func (v docView) link(passage int) string { return v.linkTag(v.tag, passage) }

func (v docView) linkTag(tag string, passage int) string {
	return passageURL(v.doc.ID, passage, v.pairs(tag)...)
}

// pairs are the parameters by which this page marks the words of the question and those of a tag.
func (v docView) pairs(tag string) []pair {
	var pairs []pair
	if v.params.Text != "" {
		pairs = append(pairs, pair{"q", v.params.Text})
		if v.params.Any {
			pairs = append(pairs, pair{"match", "any"})
		}
	}
	if tag != "" {
		pairs = append(pairs, pair{"tag", tag})
	}
	if v.ui != "" {
		pairs = append(pairs, pair{parameterUI, v.ui})
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
	add(v.Say("fact.published"), v.date(d.Published), "")
	add(v.Say("fact.event"), v.date(d.Event), "")
	add(v.Say("facet.source"), d.Source, all.only(index.FieldSource, d.Source).URL(pathSearch))
	add(v.Say("fact.author"), d.Author, "")
	if d.Lang != "" {
		add(v.Say("facet.language"), v.label(index.FieldLang, d.Lang), all.only(index.FieldLang, d.Lang).URL(pathSearch))
	}
	add(v.Say("facet.format"), v.label(index.FieldFormat, d.Format), all.only(index.FieldFormat, d.Format).URL(pathSearch))
	add(v.Say("fact.file"), d.Path, "")
	add(v.Say("fact.reliability"), d.Reliability, "")
	add(v.Say("fact.credibility"), d.Credibility, "")
	add(v.Say("fact.handling"), d.Handling, "")
	add(v.Say("fact.added"), v.day(d.Added), "")
	for _, name := range slices.Sorted(maps.Keys(d.Meta)) {
		add(name, d.Meta[name], webAddress(d.Meta[name]))
	}
	add(v.Say("fact.hash"), d.Hash, "")
	return facts
}

func (v docView) rightToLeft() bool {
	lang, known := v.Vocabulary.Language(v.doc.Lang)
	return known && lang.Direction == vocabulary.RightToLeft
}
