package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"unicode"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// homePage is /: the box, what the library holds, and ways in by country, theme and time.
type homePage struct {
	frame
	Empty     bool // nothing indexed yet
	Numbers   []fact
	Examples  []example
	Countries []facetRow
	Rest      []facetRow // folded
	Groups    []facetSection
	Timeline  *timeline
	Newest    []newestView
	NewestURL string
}

// newestView is one of the newest documents.
type newestView struct {
	Title, Lang, URL, Source string
	Date                     *dateView
}

type fact struct{ Value, Label string }

type example struct{ Label, Count, URL string }

type exampleTry struct {
	label  string
	params Params
}

// homeCountries are shown at once: about what fits beside the themes.
const homeCountries = 24

// homeNewest documents are shown: whether there is anything new is seen at a glance.
const homeNewest = 5

// homePage shows the library. It has no parameters.
func (s *Server) homePage(c echo.Context) error {
	w := s.scribe(c)
	page := homePage{frame: w.frame(w.T("home.title"), box{})}
	page.Big, page.Languages = true, w.languages(c)
	err := w.fillHome(c.Request().Context(), &page)
	if errors.Is(err, index.ErrUnavailable) {
		page.Empty = true
		return w.render(c, http.StatusServiceUnavailable, "home", page)
	}
	if err != nil {
		return err
	}
	return w.render(c, http.StatusOK, "home", page)
}

func (s scribe) fillHome(ctx context.Context, page *homePage) error {
	st, err := s.Searcher.Status(ctx)
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	all := s.blank()
	q := s.countQuestion(all, index.FieldCountry, index.FieldTheme, index.FieldThemeGroup, index.FieldLang, index.FieldDate)
	q.Limit, q.Snippets = homeNewest, 0
	r, err := s.Searcher.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	by := map[index.Field]index.FacetCounts{}
	for _, f := range r.Facets {
		by[f.Field] = f
	}
	dated, err := s.homeDates(ctx, all, r.Total, by)
	if err != nil {
		return err
	}
	page.Empty = r.Total == 0
	page.Numbers = s.homeNumbers(st, r.Total, by, dated.DateField)
	page.Countries = s.rows(all, by[index.FieldCountry])
	if len(page.Countries) > homeCountries {
		page.Countries, page.Rest = page.Countries[:homeCountries], page.Countries[homeCountries:]
	}
	var themes facetView
	s.themeSections(&themes, all, index.FacetCounts{Field: index.FieldTheme, Buckets: by[index.FieldTheme].Buckets}, by[index.FieldThemeGroup])
	page.Groups = slices.Concat(themes.Top, themes.More)
	page.Timeline = s.newTimeline(dated, by[index.FieldDate])
	page.Newest, page.NewestURL = s.newest(r), all.URL(pathSearch)
	page.Examples, err = s.examples(ctx, by)
	return err
}

// newest are the hits of the question for all documents, of which the newest come first.
func (s scribe) newest(r *index.Result) (views []newestView) {
	for _, h := range r.Hits {
		hit := s.hitView(s.blank(), h)
		views = append(views, newestView{hit.Title, hit.Lang, hit.URL, hit.Source.Label, hit.Date})
	}
	return views
}

// homeDates chooses the dates of the timeline and leaves their counts in by: those of the events, since a library of
// notes is often dated only by what they report, unless most of its documents name none.
func (s scribe) homeDates(ctx context.Context, all Params, total int, by map[index.Field]index.FacetCounts) (Params, error) {
	events := all
	events.DateField = index.DateEvent
	r, err := s.Searcher.Search(ctx, s.countQuestion(events, index.FieldDate))
	if err != nil {
		return all, fmt.Errorf("search: %w", err)
	}
	if missing := r.Facets[0].Missing; 2*missing > total && missing > by[index.FieldDate].Missing {
		return all, nil
	}
	by[index.FieldDate] = r.Facets[0]
	return events, nil
}

func (l Library) countQuestion(p Params, fields ...index.Field) index.Query {
	p.Limit, p.Facets = 0, fields
	return l.question(p).Query
}

func (s speaker) homeNumbers(st *index.Status, total int, by map[index.Field]index.FacetCounts, dates index.DateField) []fact {
	facts := []fact{
		s.fact("home.documents", total),
		s.fact("home.passages", st.Generation.Passages),
		s.fact("home.countries", by[index.FieldCountry].DistinctValues),
		s.fact("home.languages", by[index.FieldLang].DistinctValues),
	}
	if bins := by[index.FieldDate].Buckets; len(bins) > 0 {
		from, _, _ := bins[0].From.Civil()
		to, _, _ := bins[len(bins)-1].To.Civil()
		what := "home.dated"
		if dates == index.DateEvent {
			what = "home.events-dated"
		}
		facts = append(facts, fact{s.PlainNumber(from) + "–" + s.PlainNumber(to), s.T(what)})
	}
	return facts
}

// fact is a number over the word for what it counts.
func (s speaker) fact(key string, n int) fact { return fact{s.Number(n), s.T(key, n)} }

// blank is the question for all documents, in the language of the page.
func (w scribe) blank() Params { return Params{Limit: defaultLimit, Page: 1, UI: w.ui} }

// examples are questions made from the library's own facets and asked before they are shown: each has results.
func (s scribe) examples(ctx context.Context, by map[index.Field]index.FacetCounts) ([]example, error) {
	var out []example
	for _, p := range s.exampleQuestions(by) {
		r, _, err := s.counts(ctx, p.params)
		if err != nil {
			return nil, err
		}
		if r.Total > 0 {
			out = append(out, example{p.label, s.documents(r.Total), p.params.URL(pathSearch)})
		}
	}
	return out, nil
}

func (s scribe) exampleQuestions(by map[index.Field]index.FacetCounts) (tries []exampleTry) {
	blank := s.blank()
	themes, countries := by[index.FieldTheme].Buckets, by[index.FieldCountry].Buckets
	if len(themes) > 0 && len(countries) > 0 {
		c, t := countries[0].Value, themes[0].Value
		tries = append(tries, exampleTry{s.T("example.both", s.Label(index.FieldCountry, c), lower(s.Label(index.FieldTheme, t))),
			blank.only(index.FieldCountry, c).only(index.FieldTheme, t)})
	}
	if len(countries) > 1 {
		a, b := countries[0].Value, countries[1].Value
		both := blank.also(index.FieldCountry, a).also(index.FieldCountry, b)
		tries = append(tries, exampleTry{s.T("example.together", s.Label(index.FieldCountry, a), s.Label(index.FieldCountry, b)), both})
	}
	for n := 1; n < min(len(themes), 3); n++ {
		label := s.Label(index.FieldTheme, themes[n].Value)
		words := blank
		words.Text, words.Any = lower(label), true
		tries = append(tries, exampleTry{s.T("example.words", lower(label)), words})
	}
	for _, b := range by[index.FieldLang].Buckets {
		if b.Value != s.Language.Code {
			tries = append(tries, exampleTry{s.T("example.language", s.Label(index.FieldLang, b.Value)), blank.only(index.FieldLang, b.Value)})
			break
		}
	}
	return tries
}

// lower makes a label part of a sentence, unless it starts with an acronym.
func lower(label string) string {
	first := []rune(label)
	if len(first) > 1 && unicode.IsUpper(first[0]) && unicode.IsLower(first[1]) {
		first[0] = unicode.ToLower(first[0])
	}
	return string(first)
}
