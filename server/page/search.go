package page

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/cite"
	"daftar/server/handler"
	"daftar/server/highlight"
	"daftar/server/request"
)

// searchPage is the page /search.
type searchPage struct {
	layout
	Heading       string
	About         string // the text search for
	Status        string // announced by screen readers
	Took          string
	Description   string
	Expansions    []request.Expansion
	Notes         []string
	ActiveFilters []request.ActiveFilter
	ClearURL      string
	Sorts         []choiceLink
	Timeline      *timeline
	Filters       filterPanel
	First         int // number of the first hit
	Hits          []hitView
	Collapse      *collapseView
	Pager         *pager
	Views         []choiceLink
	Map           *mapView
	Grid          *gridView
	Corrections   []countLink
	EmptyState    *emptyState
}

// choiceLink is one of several choices, of which one is current.
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
	NearDuplicates   *nearDuplicatesView
}

type dateView struct{ Words, Machine, Kind string }

type passageView struct {
	HTML  template.HTML
	Where string
	URL   string
}

// maxMainTags bounds the tags of a hit; its page has all of them.
const maxMainTags = 12

// Search handles /search. Unknown parameters are ignored, because links of other sites may have them.
func (pages *Pages) Search(c echo.Context) error {
	w := pages.context(c)
	params, err := request.ParseParams(c.QueryParams(), pages.searcher.Vocabulary)
	if err != nil {
		return err
	}
	params = params.ForPage()
	params.UI = w.ui
	page, err := w.searched(c.Request().Context(), params)
	if err != nil {
		return err
	}
	handler.RecordSearch(c, params, page.total)
	if page.past {
		return c.Redirect(http.StatusFound, params.AtPage(1).URL(request.PathSearch))
	}
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "search", page.searchPage)
}

// found is a search page with the facts that its handler needs.
type found struct {
	searchPage
	total int
	past  bool // the page is after the last one
}

func (w pageContext) searched(ctx context.Context, p request.Params) (found, error) {
	search := w.searcher.Prepare(p)
	result, err := w.searcher.Engine.Search(ctx, search.Query)
	if err != nil {
		return found{}, fmt.Errorf("search: %w", err)
	}
	page := searchPage{
		layout:  w.layout(request.Title(w.Localizer, search, result), newSearchBox(p)),
		Heading: w.T("documents", result.Total), About: p.Text, Took: w.T("took", w.Decimal(request.Milliseconds(result.Took))),
		Status:      request.Status(w.Localizer, result.Total, search.Query.Sort),
		Description: w.Message(search.Parsed.Description), Notes: append(w.Messages(search.Parsed.Notes), request.Notes(w.Localizer, result.Notes)...), Expansions: search.Expansions(request.PathSearch),
		ActiveFilters: request.ActiveFilters(w.Localizer, p), ClearURL: p.ClearFilters().URL(request.PathSearch), Sorts: w.sorts(search),
		Filters: w.filterPanel(p, result.Facets), First: search.Query.Offset + 1, Pager: w.newPager(p, p.HitCount(result)),
		Collapse: w.collapseView(p, result),
	}
	page.Views, page.Grid = w.viewLinks(p), w.newGrid(p, result.Grid)
	if p.View != request.ViewList {
		page.Sorts, page.Collapse, page.Pager = nil, nil, nil
	}
	page.Feed = w.withLang(p.FeedURL())
	page.Skip = w.T("skip.results")
	if p.Text == "" {
		page.Description = ""
	}
	for _, f := range result.Facets {
		if f.Field == index.FieldDate && result.Total > 0 {
			page.Timeline = w.newTimeline(p, f)
		}
		if f.Field == index.FieldCountry && p.View == request.ViewMap && result.Total > 0 {
			page.Map = w.newMap(p, f)
		}
	}
	for _, h := range result.Hits {
		page.Hits = append(page.Hits, w.hitView(p, h))
	}
	meant, instead, err := w.searcher.Assist(ctx, w.Localizer, search, result.Total)
	if err != nil {
		return found{}, err
	}
	for _, m := range meant {
		page.Corrections = append(page.Corrections, countLink{m.Q, w.T("documents", m.Count), m.Params.URL(request.PathSearch)})
	}
	if result.Total == 0 {
		page.EmptyState = w.newEmptyState(instead)
	}
	return found{page, result.Total, len(result.Hits) == 0 && result.Total > 0 && p.Page > 1 && p.View == request.ViewList}, nil
}

// newSearchBox returns the search box of a page of results. Parameters that have a control are not repeated as hidden fields.
func newSearchBox(p request.Params) searchBox {
	b := searchBox{Text: p.Text}
	for _, pair := range p.Pairs() {
		switch pair.Name {
		case "match", "sort", "limit", "collapse", "view", "zoom":
			b.Hidden = append(b.Hidden, pair)
		case "same_passage":
			// The control exists only if several countries are required.
			if len(p.Choices[index.FieldCountry].All) < 2 {
				b.Hidden = append(b.Hidden, pair)
			}
		}
	}
	return b
}

var sortKeys = map[index.Sort]string{
	index.SortRelevance: "sort.relevance", index.SortNewest: "sort.newest", index.SortOldest: "sort.oldest", index.SortAdded: "sort.added",
}

func (w pageContext) sorts(search request.Search) (links []choiceLink) {
	for _, by := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest, index.SortAdded} {
		if by == index.SortRelevance && !request.HasWords(search.Query.Tree) {
			continue
		}
		p := search.Params.AtPage(1)
		p.Sort = by
		if by == request.DefaultSort(search.Query.Tree) {
			p.Sort = ""
		}
		links = append(links, choiceLink{w.T(sortKeys[by]), p.URL(request.PathSearch), by == search.Query.Sort})
	}
	return links
}

func (w pageContext) hitView(p request.Params, h index.Hit) hitView {
	d := h.Document
	first := -1
	if len(h.Snippets) > 0 && len(h.Snippets[0].Highlights) > 0 {
		first = h.Snippets[0].Passage
	}
	view := hitView{
		Title: d.Title, URL: p.DocumentURL(d.ID, -1), Lang: d.Lang, Derived: d.TitleDerived, Date: w.newDateView(d), Path: d.Path,
		MoreURL: p.DocumentURL(d.ID, first),
	}
	if strings.TrimSpace(view.Title) == "" {
		view.Title = d.Path
	}
	if d.Source != "" {
		view.Source = choiceLink{Label: d.Source, URL: p.Only(index.FieldSource, d.Source).URL(request.PathSearch)}
	}
	if d.Lang != "" && d.Lang != w.Language.Code {
		view.Language = w.Label(index.FieldLang, d.Lang)
	}
	view.Tags, view.MoreTags = w.mainTags(p, d)
	for _, e := range h.Snippets {
		view.Passages = append(view.Passages, passageView{highlight.SnippetHTML(e), w.where(e.Passage, e.Page, d.Format), p.DocumentURL(d.ID, e.Passage)})
	}
	link := func(id string) string { return p.DocumentURL(id, -1) }
	if view.NearDuplicates = w.newNearDuplicatesView(h.NearDuplicates, h.MoreNearDuplicates, link); view.NearDuplicates != nil && h.MoreNearDuplicates > 0 {
		view.NearDuplicates.All = p.Uncollapsed().URL(request.PathSearch)
	}
	if h.MorePassages > 0 {
		view.More = w.T("more-passages", h.MorePassages)
	}
	return view
}

// where returns the number of a passage and its page or slide.
func (w pageContext) where(passage, page int, format string) string {
	if page > 0 {
		return w.T(whereKeys[cite.PageUnit(format)], w.PlainNumber(passage+1), w.PlainNumber(page))
	}
	return w.T("where.passage", w.PlainNumber(passage+1))
}

var whereKeys = map[string]string{"page": "where.page", "slide": "where.slide"}

// machineDate returns the date for <time datetime>, "" for a span of days, for which HTML has no form.
func machineDate(d date.Date) string {
	if d.Precision == date.PrecisionRange {
		return ""
	}
	return d.String()
}

func (w pageContext) newDateView(d *index.Document) *dateView {
	filed, inferred := d.Date()
	switch {
	case filed.IsZero():
		return nil
	case inferred:
		return &dateView{w.Date(filed), machineDate(filed), w.T("date.inferred")}
	case d.Published.IsZero():
		return &dateView{w.Date(filed), machineDate(filed), w.T("date.decided")}
	}
	return &dateView{w.Date(filed), machineDate(filed), w.T("date.published")}
}

// mainTags returns the main tags of a document as links that narrow the search, and the number of further ones.
func (w pageContext) mainTags(p request.Params, d *index.Document) (links []choiceLink, more int) {
	for _, t := range d.Tags {
		if t.Role != index.RoleMain {
			continue
		}
		if len(links) == maxMainTags {
			more++
			continue
		}
		f := index.Field(t.Kind)
		links = append(links, choiceLink{w.Label(f, t.ID), p.Narrow(f, t.ID).URL(request.PathSearch), p.Choices[f].Includes(t.ID)})
	}
	return links, more
}
