package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// aboutPage is /about: what the library covers and what it lacks, so that a reader knows what finding nothing means.
type aboutPage struct {
	frame
	Empty    bool // nothing indexed yet
	Numbers  []fact
	Ends     []endView // the oldest and the newest document
	Timeline *timeline
	Gaps     string // "3 of 14 months have nothing"
	Lacks    []shareRow
	Tables   []shareTable
	Files    *filesView
	Terms    []termRow
	Versions []factLink
}

// endView is the document at one end of time.
type endView struct {
	Label string
	newestView
}

// shareRow is a number of documents, what part of all that is, and the way to them.
type shareRow struct{ Label, Count, Share, URL string }

type shareTable struct {
	ID, Title string
	Rows      []shareRow
	More      string
}

// termRow is a language of the vocabulary's terms. Judged says on which documents its tags were judged by people.
type termRow struct {
	Label    string
	Reviewed bool
	Judged   string
}

const (
	// aboutSources are listed: enough to see whom a library listens to.
	aboutSources = 20
	// aboutMonths are drawn one by one, twenty years of them; a longer time is drawn as a search draws it.
	aboutMonths = 240
)

// aboutPage shows the coverage of the library. It has no parameters.
func (s *Server) aboutPage(c echo.Context) error {
	w := s.scribe(c)
	page := aboutPage{frame: w.frame(w.T("about.title"), box{})}
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

func (s scribe) fillAbout(ctx context.Context, page *aboutPage) error {
	st, err := s.Searcher.Status(ctx)
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	all := s.blank()
	q := s.countQuestion(all, index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat, index.FieldDate)
	q.Collapse = true
	r, err := s.Searcher.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	by := map[index.Field]index.FacetCounts{}
	for _, f := range r.Facets {
		by[f.Field] = f
	}
	page.Empty = r.Total == 0
	page.Numbers = []fact{
		s.fact("home.documents", r.Total), s.fact("home.passages", st.Generation.Passages),
		s.fact("about.sources", by[index.FieldSource].DistinctValues), s.fact("about.folded", r.Total-r.Groups),
	}
	page.Lacks = s.lacks(all, r.Total, by)
	for _, t := range []struct {
		field index.Field
		title string
		most  int
	}{{index.FieldSource, "about.by-source", aboutSources}, {index.FieldLang, "about.by-language", 0}, {index.FieldFormat, "about.by-format", 0}} {
		page.Tables = append(page.Tables, s.shareTable(all, by[t.field], s.T(t.title), t.most, r.Total))
	}
	page.Files, page.Versions = s.newFiles(st), s.versions(st)
	if page.Ends, err = s.ends(ctx); err != nil {
		return err
	}
	return s.aboutTime(ctx, page)
}

// aboutTime draws when the documents were published, month by month, and counts the months that have nothing.
func (s scribe) aboutTime(ctx context.Context, page *aboutPage) error {
	published := s.blank()
	published.DateField = index.DatePublished
	counts, err := s.dateCounts(ctx, published)
	if err != nil || len(counts.Buckets) == 0 {
		return err
	}
	from, _, _ := counts.Buckets[0].From.Civil()
	to, _, _ := counts.Buckets[len(counts.Buckets)-1].To.Civil()
	if months := 12 * (to - from + 1); months <= aboutMonths {
		published.Interval = index.IntervalMonth
		if counts, err = s.dateCounts(ctx, published); err != nil {
			return err
		}
	}
	empty := 0
	for _, b := range counts.Buckets {
		if b.Count == 0 {
			empty++
		}
	}
	page.Timeline = s.newTimeline(published, counts)
	if len(counts.Buckets) == 1 {
		return nil
	}
	page.Gaps = s.T("about.gaps", empty, len(counts.Buckets), s.T(intervalWords[counts.Interval]))
	return nil
}

func (s scribe) dateCounts(ctx context.Context, p Params) (index.FacetCounts, error) {
	r, err := s.Searcher.Search(ctx, s.countQuestion(p, index.FieldDate))
	if err != nil {
		return index.FacetCounts{}, fmt.Errorf("search: %w", err)
	}
	return r.Facets[0], nil
}

// ends are the oldest and the newest document that has a date.
func (s scribe) ends(ctx context.Context) (views []endView, err error) {
	for _, end := range []struct {
		sort  index.Sort
		label string
	}{{index.SortOldest, "about.oldest"}, {index.SortNewest, "about.newest"}} {
		q := s.countQuestion(s.blank())
		q.Facets, q.Sort, q.Limit, q.Snippets = nil, end.sort, 1, 0
		r, err := s.Searcher.Search(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		for _, h := range s.newest(r) {
			if h.Date != nil {
				views = append(views, endView{s.T(end.label), h})
			}
		}
	}
	return views, nil
}

// lacks counts the documents that have none of something, by which a search for it passes them over.
func (s scribe) lacks(all Params, total int, by map[index.Field]index.FacetCounts) (rows []shareRow) {
	undated := all
	undated.Undated = true
	rows = append(rows, s.share(s.Label(index.FieldDate, index.Missing), by[index.FieldDate].Missing, total, undated))
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang} {
		rows = append(rows, s.share(s.Label(f, index.Missing), by[f].Missing, total, all.only(f, index.Missing)))
	}
	return rows
}

func (s scribe) share(label string, n, total int, p Params) shareRow {
	row := shareRow{Label: label, Count: s.Number(n), Share: s.percent(n, total)}
	if n > 0 {
		row.URL = p.URL(pathSearch)
	}
	return row
}

// percent writes a part of all with one decimal; a part that is not nothing never reads as 0.
func (s speaker) percent(n, of int) string {
	const least = 0.1
	share := 100 * float64(n) / float64(max(of, 1))
	if n > 0 && share < least {
		return s.T("about.percent-less", s.Decimal(least))
	}
	return s.T("about.percent", s.Decimal(share))
}

// shareTable lists the values of a field, at most so many; 0 is all.
func (s scribe) shareTable(all Params, f index.FacetCounts, title string, most, total int) shareTable {
	out := shareTable{ID: "by-" + string(f.Field), Title: title}
	for n, b := range f.Buckets {
		if most > 0 && n == most {
			out.More = s.T("more", f.DistinctValues-most)
			break
		}
		out.Rows = append(out.Rows, s.share(s.Label(f.Field, b.Value), b.Count, total, all.only(f.Field, b.Value)))
	}
	return out
}

// terms are the languages in which themes are found, those that nobody has reviewed last.
func (s scribe) terms() (rows []termRow) {
	for _, l := range s.Vocabulary.TermLanguages() {
		rows = append(rows, termRow{s.Label(index.FieldLang, l.Code), l.Reviewed, l.Evaluation})
	}
	slices.SortStableFunc(rows, func(a, b termRow) int {
		if a.Reviewed == b.Reviewed {
			return 0
		}
		return map[bool]int{true: -1, false: 1}[a.Reviewed]
	})
	return rows
}
