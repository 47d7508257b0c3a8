package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/request"
)

// aboutPage is the page /about: the contents of the library and the values it lacks, so that a reader can judge an empty result.
type aboutPage struct {
	layout
	Empty         bool     // nothing indexed yet
	Warnings      []string // what is wrong with the index on disk
	Numbers       []fact
	Ends          []endView // the oldest and the newest document
	Timeline      *timeline
	Gaps          string // "No documents in 3 of 14 months."
	MissingValues []shareRow
	Tables        []shareTable
	Files         *filesView
	Terms         []termRow
	Versions      []factLink
}

// endView is the oldest or the newest document.
type endView struct {
	Label string
	documentLink
}

// shareRow is a number of documents, its share of all, and the search for them.
type shareRow struct{ Label, Count, Share, URL string }

type shareTable struct {
	ID, Title string
	Rows      []shareRow
	More      string
}

// termRow is a language of the vocabulary's terms. Evaluation names the documents on which people judged its tags.
type termRow struct {
	Label      string
	Reviewed   bool
	Evaluation string
}

const (
	// aboutSources bounds the sources that are listed.
	aboutSources = 20
	// aboutMonths bounds a timeline by month: twenty years. A longer one has the interval of a search.
	aboutMonths = 240
)

// About handles /about. It has no parameters.
func (pages *Pages) About(c echo.Context) error {
	w := pages.context(c)
	page := aboutPage{layout: w.layout(w.T("about.title"), searchBox{})}
	page.Languages = w.languages(c)
	page.Terms = w.terms()
	err := w.fillAbout(c.Request().Context(), &page)
	if errors.Is(err, index.ErrUnavailable) {
		page.Empty = true
		return w.render(c, http.StatusServiceUnavailable, "about", page)
	}
	if err != nil {
		return err
	}
	return w.render(c, http.StatusOK, "about", page)
}

func (w pageContext) fillAbout(ctx context.Context, page *aboutPage) error {
	st, err := w.searcher.Engine.Status(ctx)
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	all := w.allDocuments()
	q := w.searcher.CountQuery(all, index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat, index.FieldDate)
	q.Collapse = true
	r, err := w.searcher.Engine.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	by := map[index.Field]index.FacetCounts{}
	for _, f := range r.Facets {
		by[f.Field] = f
	}
	page.Empty, page.Warnings = r.Total == 0, w.Messages(st.Warnings)
	page.Numbers = []fact{
		w.fact("home.documents", r.Total), w.fact("home.passages", st.Generation.Passages),
		w.fact("about.sources", by[index.FieldSource].DistinctValues), w.fact("about.folded", r.Total-r.Groups),
	}
	page.MissingValues = w.lacks(all, r.Total, by)
	for _, t := range []struct {
		field index.Field
		title string
		most  int
	}{{index.FieldSource, "about.by-source", aboutSources}, {index.FieldLang, "about.by-language", 0}, {index.FieldFormat, "about.by-format", 0}} {
		page.Tables = append(page.Tables, w.shareTable(all, by[t.field], w.T(t.title), t.most, r.Total))
	}
	page.Files, page.Versions = w.newFiles(st), w.versions(st)
	if page.Ends, err = w.ends(ctx); err != nil {
		return err
	}
	return w.aboutTime(ctx, page)
}

var gapsKeys = map[index.Interval]string{
	index.IntervalYear: "about.gaps-year", index.IntervalQuarter: "about.gaps-quarter", index.IntervalMonth: "about.gaps-month", index.IntervalDay: "about.gaps-day",
}

// aboutTime adds the timeline of publication, by month if it is short enough, and the number of intervals without documents.
func (w pageContext) aboutTime(ctx context.Context, page *aboutPage) error {
	published := w.allDocuments()
	published.DateField = index.DatePublished
	counts, err := w.dateCounts(ctx, published)
	if err != nil || len(counts.Buckets) == 0 {
		return err
	}
	from, _, _ := counts.Buckets[0].From.Civil()
	to, _, _ := counts.Buckets[len(counts.Buckets)-1].To.Civil()
	if months := 12 * (to - from + 1); months <= aboutMonths {
		published.Interval = index.IntervalMonth
		if counts, err = w.dateCounts(ctx, published); err != nil {
			return err
		}
	}
	empty := 0
	for _, b := range counts.Buckets {
		if b.Count == 0 {
			empty++
		}
	}
	page.Timeline = w.newTimeline(published, counts)
	if len(counts.Buckets) == 1 {
		return nil
	}
	page.Gaps = w.T(gapsKeys[counts.Interval], empty, len(counts.Buckets))
	return nil
}

func (w pageContext) dateCounts(ctx context.Context, p request.Params) (index.FacetCounts, error) {
	r, err := w.searcher.Engine.Search(ctx, w.searcher.CountQuery(p, index.FieldDate))
	if err != nil {
		return index.FacetCounts{}, fmt.Errorf("search: %w", err)
	}
	return r.Facets[0], nil
}

// ends returns the oldest and the newest document with a date.
func (w pageContext) ends(ctx context.Context) (views []endView, err error) {
	for _, end := range []struct {
		sort  index.Sort
		label string
	}{{index.SortOldest, "about.oldest"}, {index.SortNewest, "about.newest"}} {
		q := w.searcher.CountQuery(w.allDocuments())
		q.Facets, q.Sort, q.Limit, q.Snippets = nil, end.sort, 1, 0
		r, err := w.searcher.Engine.Search(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		for _, h := range w.newest(r) {
			if h.Date != nil {
				views = append(views, endView{w.T(end.label), h})
			}
		}
	}
	return views, nil
}

// lacks counts the documents without a value of each field: a filter on the field leaves them out.
func (w pageContext) lacks(all request.Params, total int, by map[index.Field]index.FacetCounts) (rows []shareRow) {
	undated := all
	undated.Undated = true
	rows = append(rows, w.share(w.Label(index.FieldDate, index.Missing), by[index.FieldDate].Missing, total, undated))
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang} {
		rows = append(rows, w.share(w.Label(f, index.Missing), by[f].Missing, total, all.Only(f, index.Missing)))
	}
	return rows
}

func (w pageContext) share(label string, n, total int, p request.Params) shareRow {
	row := shareRow{Label: label, Count: w.Number(n), Share: w.percent(n, total)}
	if n > 0 {
		row.URL = p.URL(request.PathSearch)
	}
	return row
}

// percent returns a share with one decimal. A share above 0 is never shown as 0.
func (w pageContext) percent(n, of int) string {
	const least = 0.1
	share := 100 * float64(n) / float64(max(of, 1))
	if n > 0 && share < least {
		return w.T("about.percent-less", w.Decimal(least))
	}
	return w.T("about.percent", w.Decimal(share))
}

// shareTable lists the values of a field, at most a number of them; 0 means all.
func (w pageContext) shareTable(all request.Params, f index.FacetCounts, title string, most, total int) shareTable {
	out := shareTable{ID: "by-" + string(f.Field), Title: title}
	for n, b := range f.Buckets {
		if most > 0 && n == most {
			out.More = w.T("more", f.DistinctValues-most)
			break
		}
		out.Rows = append(out.Rows, w.share(w.Label(f.Field, b.Value), b.Count, total, all.Only(f.Field, b.Value)))
	}
	return out
}

// terms returns the languages of theme terms, those that are not reviewed last.
func (w pageContext) terms() (rows []termRow) {
	for _, l := range w.searcher.Vocabulary.TermLanguages() {
		rows = append(rows, termRow{w.Label(index.FieldLang, l.Code), l.Reviewed, l.Evaluation})
	}
	slices.SortStableFunc(rows, func(a, b termRow) int {
		if a.Reviewed == b.Reviewed {
			return 0
		}
		return map[bool]int{true: -1, false: 1}[a.Reviewed]
	})
	return rows
}
