package server

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// searchPage is /search: the answer for people. Its struct holds nothing to decide, only to print.
type searchPage struct {
	frame
	Heading    string
	About      string // the text asked for
	Status     string // the short live status
	Took       string
	Understood string
	Also       []Also
	Notes      []string
	Chosen     []chosenFilter
	ClearURL   string
	Sorts      []choiceLink
	Timeline   *timeline
	Filters    filterPanel
	First      int // number of the first hit
	Hits       []hitView
	Fold       *foldView
	Pager      *pager
	Views      []choiceLink
	Map        *mapView
	Grid       *gridView
	Meant      []lessLink
	Nothing    *nothing
}

// choiceLink is one of a few choices, of which one is in force.
type choiceLink struct {
	Label, URL string
	Current    bool
}

type hitView struct {
	Title, URL, Lang string
	Derived          bool
	Date             *dateView
	Source           choiceLink
	Language, Path   string
	Tags             []choiceLink
	MoreTags         int
	Passages         []passageView
	More             string
	MoreURL          string
	Explanation      *Explanation
	Copies           *copiesView
}

type dateView struct{ Words, Machine, Kind string }

type passageView struct {
	HTML  template.HTML
	Where string
	URL   string
}

// mainTags of a hit are shown; a document about more is a survey, and the rest stand on its page.
const mainTags = 12

// searchPage answers a question in a browser. Unknown parameters are passed over: links from elsewhere carry them.
func (s *Server) searchPage(c echo.Context) error {
	w := s.scribe(c)
	params, err := Read(c.QueryParams(), s.Vocabulary)
	if err != nil {
		return err
	}
	params = params.forPage()
	params.UI = w.ui
	page, err := w.searched(c.Request().Context(), params)
	if err != nil {
		return err
	}
	note(c, params, page.total)
	if page.past {
		return c.Redirect(http.StatusFound, params.at(1).URL(pathSearch))
	}
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "search", page.searchPage)
}

// found is a search page with what its handler must know of it.
type found struct {
	searchPage
	total int
	past  bool // beyond the last page
}

func (s scribe) searched(ctx context.Context, p Params) (found, error) {
	asked := s.question(p)
	result, err := s.Searcher.Search(ctx, asked.Query)
	if err != nil {
		return found{}, fmt.Errorf("search: %w", err)
	}
	page := searchPage{
		frame:   s.frame(s.title(asked, result), p.box()),
		Heading: s.documents(result.Total), About: p.Text, Took: s.T("took", s.Decimal(milliseconds(result.Took))),
		Status:     s.status(result.Total, asked.Query.Sort),
		Understood: s.Message(asked.Parsed.Description), Notes: append(s.Messages(asked.Parsed.Notes), s.notes(result.Notes)...), Also: asked.also(pathSearch),
		Chosen: s.chosen(p), ClearURL: p.cleared().URL(pathSearch), Sorts: s.sorts(asked),
		Filters: s.filterPanel(p, result.Facets), First: asked.Query.Offset + 1, Pager: s.newPager(p, p.hits(result)),
		Fold: s.foldView(p, result),
	}
	page.Views, page.Grid = s.viewLinks(p), s.newGrid(p, result.Grid)
	if p.View != viewList {
		page.Sorts, page.Fold, page.Pager = nil, nil, nil
	}
	page.Feed = s.keep(p.feedURL())
	page.Skip = s.T("skip.results")
	if p.Text == "" {
		page.Understood = ""
	}
	for _, f := range result.Facets {
		if f.Field == index.FieldDate && result.Total > 0 {
			page.Timeline = s.newTimeline(p, f)
		}
		if f.Field == index.FieldCountry && p.View == viewMap && result.Total > 0 {
			page.Map = s.newMap(p, f)
		}
	}
	for _, h := range result.Hits {
		page.Hits = append(page.Hits, s.hitView(p, h))
	}
	meant, instead, err := s.helped(ctx, s.speaker, asked, result.Total)
	if err != nil {
		return found{}, err
	}
	for _, m := range meant {
		page.Meant = append(page.Meant, lessLink{m.Q, s.documents(m.Count), m.params.URL(pathSearch)})
	}
	if result.Total == 0 {
		page.Nothing = s.newNothing(instead)
	}
	return found{page, result.Total, len(result.Hits) == 0 && result.Total > 0 && p.Page > 1 && p.View == viewList}, nil
}

// box is the search box of a page of results; what its controls show is not repeated as hidden fields.
func (p Params) box() box {
	b := box{Text: p.Text}
	for _, pair := range p.pairs() {
		switch pair.Name {
		case "match", "sort", "limit", "fold", "view", "zoom":
			b.Hidden = append(b.Hidden, pair)
		case "together":
			// Its control is there only with several countries to be together.
			if len(p.Choices[index.FieldCountry].All) < 2 {
				b.Hidden = append(b.Hidden, pair)
			}
		}
	}
	return b
}

// title is "counterterrorism, Pakistan - 23 documents (page 2 of 3)".
func (s speaker) title(asked Question, r *index.Result) string {
	var parts []string
	if asked.Params.Text != "" {
		parts = append(parts, short(asked.Params.Text))
	}
	for _, c := range s.chosen(asked.Params) {
		parts = append(parts, c.Label)
	}
	if len(parts) == 0 {
		parts = append(parts, s.T("all-documents"))
	}
	title := short(strings.Join(parts, s.T("comma"))) + " - " + s.documents(r.Total)
	if pages := pagesOf(asked.Params.hits(r), asked.Params.Limit); pages > 1 {
		title += " (" + s.T("page-of", asked.Params.Page, pages) + ")"
	}
	return title
}

var sortWords = map[index.Sort]string{
	index.SortRelevance: "sort.relevance", index.SortNewest: "sort.newest", index.SortOldest: "sort.oldest", index.SortAdded: "sort.added",
}

var statusWords = map[index.Sort]string{
	index.SortRelevance: "status.relevance", index.SortNewest: "status.newest", index.SortOldest: "status.oldest", index.SortAdded: "status.added",
}

func (s speaker) status(total int, by index.Sort) string {
	if total == 0 {
		return s.T("status.none")
	}
	return s.T(statusWords[by], s.documents(total))
}

func (s speaker) sorts(asked Question) (links []choiceLink) {
	for _, by := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest, index.SortAdded} {
		if by == index.SortRelevance && !hasWords(asked.Query.Tree) {
			continue
		}
		p := asked.Params.at(1)
		p.Sort = by
		if by == defaultSort(asked.Query.Tree) {
			p.Sort = ""
		}
		links = append(links, choiceLink{s.T(sortWords[by]), p.URL(pathSearch), by == asked.Query.Sort})
	}
	return links
}

func (s scribe) hitView(p Params, h index.Hit) hitView {
	d := h.Document
	first := -1
	if len(h.Snippets) > 0 && len(h.Snippets[0].Highlights) > 0 {
		first = h.Snippets[0].Passage
	}
	view := hitView{
		Title: d.Title, URL: p.documentURL(d.ID, -1), Lang: d.Lang, Derived: d.TitleDerived, Date: s.newDateView(d), Path: d.Path,
		Explanation: explanation(h.Explanation), MoreURL: p.documentURL(d.ID, first),
	}
	if strings.TrimSpace(view.Title) == "" {
		view.Title = d.Path
	}
	if d.Source != "" {
		view.Source = choiceLink{Label: d.Source, URL: p.only(index.FieldSource, d.Source).URL(pathSearch)}
	}
	if d.Lang != "" && d.Lang != s.Language.Code {
		view.Language = s.Label(index.FieldLang, d.Lang)
	}
	view.Tags, view.MoreTags = s.mainTags(p, d)
	for _, e := range h.Snippets {
		view.Passages = append(view.Passages, passageView{snippet(e), s.where(e.Passage, e.Page, d.Format), p.documentURL(d.ID, e.Passage)})
	}
	link := func(id string) string { return p.documentURL(id, -1) }
	if view.Copies = s.newCopiesView(h.NearDuplicates, h.MoreNearDuplicates, link); view.Copies != nil && h.MoreNearDuplicates > 0 {
		view.Copies.All = p.folding(false).URL(pathSearch)
	}
	if h.MorePassages > 0 {
		view.More = s.T("more-passages", h.MorePassages)
	}
	return view
}

// where names a passage: its number, which is that of its anchor, and its page or slide.
func (s speaker) where(passage, page int, format string) string {
	if page > 0 {
		return s.T(leafKeys[leaf(format)], s.PlainNumber(passage), s.PlainNumber(page))
	}
	return s.T("where.passage", s.PlainNumber(passage))
}

var leafKeys = map[string]string{"page": "where.page", "slide": "where.slide"}

// leaf is what the pages of a format are called. The rows of a sheet stand in the heading of their passage.
func leaf(format string) string {
	if format == "pptx" || format == "odp" {
		return "slide"
	}
	return "page"
}

func (s speaker) newDateView(d *index.Document) *dateView {
	date, inferred := d.Date()
	switch {
	case date.IsZero():
		return nil
	case inferred:
		return &dateView{s.Date(date), machineDate(date), s.T("date.inferred")}
	case d.Published.IsZero():
		return &dateView{s.Date(date), machineDate(date), s.T("date.decided")}
	}
	return &dateView{s.Date(date), machineDate(date), s.T("date.published")}
}

// mainTags are the countries and themes that a document is about, each a link that adds it to the question.
func (s scribe) mainTags(p Params, d *index.Document) (links []choiceLink, more int) {
	for _, t := range d.Tags {
		if t.Role != index.RoleMain {
			continue
		}
		if len(links) == mainTags {
			more++
			continue
		}
		f := index.Field(t.Kind)
		links = append(links, choiceLink{s.Label(f, t.ID), p.adding(f, t.ID).URL(pathSearch), contains(p.Choices[f], t.ID)})
	}
	return links, more
}

// adding narrows a question by a value: beside values of which any may hold it is required, alone it is chosen.
func (p Params) adding(f index.Field, value string) Params {
	c := p.Choices[f]
	if contains(c, value) {
		return p.at(1)
	}
	if len(c.Any)+len(c.All) > 0 {
		return p.also(f, value)
	}
	return p.only(f, value)
}
