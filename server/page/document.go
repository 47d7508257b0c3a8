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

// documentPage is the page /documents/{id}: the passages with matches and evidence highlighted, and beside them the metadata,
// tags and dates, each with its evidence.
type documentPage struct {
	layout
	Document         documentHead
	Facts            []factLink
	Notices          []string // limits that were hit, handling
	Back             string   // to the results, if a search led here
	Cited            *citedView
	Cite             *citeView
	Attached         attachmentsView
	File             *fileView
	LD               linkedData
	Meta             []request.Pair
	Query            string
	HitPassages      int // that match the search
	FirstHit         string
	NoHits           bool
	EvidenceFor      string // label of the tag whose evidence is highlighted
	NoEvidence       bool   // the tag has none
	ClearEvidenceURL string
	Passages         []passageBlock
	Parts            *pager
	Countries        []tagView
	Themes           []tagView
	Dates            []tagView
	MoreDates        []tagView
	NearDuplicates   *nearDuplicatesView
	Similar          []similarView

	RemovedCountries, RemovedThemes string // by an editor
}

type documentHead struct {
	Title         template.HTML
	Lang          string
	RTL           bool // the text is written from right to left
	Derived       bool
	Date          *dateView
	API, Original string
	Source, URL   string // URL is that of the page without parameters
}

type factLink struct{ Label, Value, URL string }

// passageBlock is a passage with links to the previous and next passage that has highlights.
type passageBlock struct {
	ID         string // of the element, "passage-7"
	Heading    string
	Name       string // "Passage 7"
	Page       string // number of the page or slide that begins here
	PageUnit   string // "page" or "slide"
	HTML       template.HTML
	Prev, Next string
	PrevPart   bool // Prev and Next lead to another section
	NextPart   bool
	Hit        bool
	CiteURL    string
	Cite       *citeView // if it is search for
}

// tagView is a tag or a date with its evidence as quotations that link to their place.
type tagView struct {
	Label, Role string
	Main        bool
	URL, All    string // link to the documents that have it, and its text
	Decided     bool
	Note        string
	Count       string
	Open        bool
	Quotes      []quote
	More        string

	EventRole       string  // role of the country in the event: "host"
	EventRoleTip    string  // explains it
	EventRoleQuotes []quote // its evidence
}

type quote struct {
	Before, Words, After string
	Where, Rule, Means   string
	URL                  string
}

const (
	// maxQuotes bounds the quotations below a tag; the text highlights all of them.
	maxQuotes = 8
	// quoteReach is the context on either side of quoted words, in bytes.
	quoteReach = 45
	// shownDates is the number of dates that are not hidden under "more".
	shownDates = 12
)

// Document handles /documents/{id}. Parameters: those of the search that led there, of which q and match highlight words, and
// documentParams.
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
	search, err := parseDocumentParams(c, d)
	if err != nil {
		return err
	}
	view := documentView{search, w, d, params, marks, handler.BaseURL(c)}
	page := view.page()
	page.File = view.newFile(c.Request().Context())
	similar, err := pages.searcher.Engine.Similar(c.Request().Context(), d.ID, request.DefaultSimilar)
	if err != nil {
		return fmt.Errorf("similar documents: %w", err)
	}
	page.NearDuplicates = w.newNearDuplicatesView(similar.NearDuplicates, similar.MoreNearDuplicates, func(id string) string { return params.DocumentURL(id, -1) })
	page.Similar = view.similar(similar.Documents)
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "document", page)
}

// documentView makes the page of one document.
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
		Document: documentHead{
			Title: highlight.HTML(title, titleMarks(evidence)), Lang: d.Lang, RTL: v.rightToLeft(), Derived: d.TitleDerived,
			Date: v.w.newDateView(d), API: request.Address(request.PathAPIDocuments+d.ID, nil), Original: webAddress(d.URL),
			Source: d.Source, URL: request.PassageURL(d.ID, -1),
		},
		Facts: v.facts(), Notices: request.Problems(v.w.Localizer, d.Limits), Query: v.params.Text, EvidenceFor: label,
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
		page.ClearEvidenceURL, page.NoEvidence = v.params.DocumentURL(d.ID, -1), len(evidence) == 0
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

// link returns the address of a passage on this page with the current highlights.
func (v documentView) link(passage int) string { return v.linkTag(v.tag, passage) }

func (v documentView) linkTag(tag string, passage int) string {
	return request.PassageURL(v.doc.ID, passage, v.pairs(tag)...)
}

// pairs returns the parameters of this page: those of the search and the highlighted tag.
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

// webAddress returns an address if it is one of the web: the metadata of a document is not trusted.
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
