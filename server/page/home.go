package page

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"unicode"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/request"
)

// homePage is the page /: the search box, the contents of the library, and links by country, theme and date.
type homePage struct {
	layout
	Empty     bool // nothing indexed yet
	Warnings  []string
	Numbers   []fact
	Examples  []example
	Countries []facetRow
	Rest      []facetRow // hidden under "more"
	Groups    []facetSection
	Timeline  *timeline
	Newest    []documentLink
	NewestURL string
}

// documentLink is a link to a document with its source and date.
type documentLink struct {
	Title, Lang, URL, Source string
	Date                     *dateView
}

type fact struct{ Value, Label string }

type example struct{ Label, Count, URL string }

type exampleTry struct {
	label  string
	params request.Params
}

// homeCountries is the number of countries that fit beside the themes.
const homeCountries = 24

// homeNewest is the number of newest documents.
const homeNewest = 5

// Home handles /. It has no parameters.
func (pages *Pages) Home(c echo.Context) error {
	w := pages.context(c)
	page := homePage{layout: w.layout(w.T("home.title"), searchBox{})}
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

func (w pageContext) fillHome(ctx context.Context, page *homePage) error {
	st, err := w.searcher.Engine.Status(ctx)
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	all := w.allDocuments()
	q := w.searcher.CountQuery(all, index.FieldCountry, index.FieldTheme, index.FieldThemeGroup, index.FieldLang, index.FieldDate)
	q.Limit, q.Snippets = homeNewest, 0
	r, err := w.searcher.Engine.Search(ctx, q)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	by := map[index.Field]index.FacetCounts{}
	for _, f := range r.Facets {
		by[f.Field] = f
	}
	dated, err := w.homeDates(ctx, all, r.Total, by)
	if err != nil {
		return err
	}
	page.Empty, page.Warnings = r.Total == 0, w.Messages(st.Warnings)
	page.Numbers = w.homeNumbers(st, r.Total, by, dated.DateField)
	page.Countries = w.rows(all, by[index.FieldCountry])
	if len(page.Countries) > homeCountries {
		page.Countries, page.Rest = page.Countries[:homeCountries], page.Countries[homeCountries:]
	}
	var themes facetView
	w.themeSections(&themes, all, index.FacetCounts{Field: index.FieldTheme, Buckets: by[index.FieldTheme].Buckets}, by[index.FieldThemeGroup])
	page.Groups = slices.Concat(themes.Top, themes.More)
	page.Timeline = w.newTimeline(dated, by[index.FieldDate])
	page.Newest, page.NewestURL = w.newest(r), all.URL(request.PathSearch)
	page.Examples, err = w.examples(ctx, by)
	return err
}

// newest returns the hits of a result as links.
func (w pageContext) newest(r *index.Result) (views []documentLink) {
	for _, h := range r.Hits {
		hit := w.hitView(w.allDocuments(), h)
		views = append(views, documentLink{hit.Title, hit.Lang, hit.URL, hit.Source.Label, hit.Date})
	}
	return views
}

// homeDates selects the dates of the timeline and stores their counts in by: those of the events, because notes often have no
// other date, unless most documents have none.
func (w pageContext) homeDates(ctx context.Context, all request.Params, total int, by map[index.Field]index.FacetCounts) (request.Params, error) {
	events := all
	events.DateField = index.DateEvent
	r, err := w.searcher.Engine.Search(ctx, w.searcher.CountQuery(events, index.FieldDate))
	if err != nil {
		return all, fmt.Errorf("search: %w", err)
	}
	if missing := r.Facets[0].Missing; 2*missing > total && missing > by[index.FieldDate].Missing {
		return all, nil
	}
	by[index.FieldDate] = r.Facets[0]
	return events, nil
}

func (w pageContext) homeNumbers(st *index.Status, total int, by map[index.Field]index.FacetCounts, dates index.DateField) []fact {
	facts := []fact{
		w.fact("home.documents", total),
		w.fact("home.passages", st.Generation.Passages),
		w.fact("home.countries", by[index.FieldCountry].DistinctValues),
		w.fact("home.languages", by[index.FieldLang].DistinctValues),
	}
	if bins := by[index.FieldDate].Buckets; len(bins) > 0 {
		from, _, _ := bins[0].From.Civil()
		to, _, _ := bins[len(bins)-1].To.Civil()
		what := "home.dated"
		if dates == index.DateEvent {
			what = "home.events-dated"
		}
		facts = append(facts, fact{w.PlainNumber(from) + "–" + w.PlainNumber(to), w.T(what)})
	}
	return facts
}

// fact is a number and the word for the things that it counts.
func (w pageContext) fact(key string, n int) fact { return fact{w.Number(n), w.T(key, n)} }

// examples returns searches made from the largest facet values; those without results are left out.
func (w pageContext) examples(ctx context.Context, by map[index.Field]index.FacetCounts) ([]example, error) {
	var out []example
	for _, p := range w.exampleQuestions(by) {
		r, _, err := w.searcher.Count(ctx, p.params)
		if err != nil {
			return nil, err
		}
		if r.Total > 0 {
			out = append(out, example{p.label, w.T("documents", r.Total), p.params.URL(request.PathSearch)})
		}
	}
	return out, nil
}

func (w pageContext) exampleQuestions(by map[index.Field]index.FacetCounts) (tries []exampleTry) {
	blank := w.allDocuments()
	themes, countries := by[index.FieldTheme].Buckets, by[index.FieldCountry].Buckets
	if len(themes) > 0 && len(countries) > 0 {
		c, t := countries[0].Value, themes[0].Value
		tries = append(tries, exampleTry{w.T("example.both", w.Label(index.FieldCountry, c), uncapitalize(w.Label(index.FieldTheme, t))),
			blank.Only(index.FieldCountry, c).Only(index.FieldTheme, t)})
	}
	if len(countries) > 1 {
		a, b := countries[0].Value, countries[1].Value
		both := blank.Require(index.FieldCountry, a).Require(index.FieldCountry, b)
		tries = append(tries, exampleTry{w.T("example.together", w.Label(index.FieldCountry, a), w.Label(index.FieldCountry, b)), both})
	}
	for n := 1; n < min(len(themes), 3); n++ {
		label := w.Label(index.FieldTheme, themes[n].Value)
		words := blank
		words.Text, words.MatchAny = uncapitalize(label), true
		tries = append(tries, exampleTry{w.T("example.words", uncapitalize(label)), words})
	}
	for _, b := range by[index.FieldLang].Buckets {
		if b.Value != w.Language.Code {
			tries = append(tries, exampleTry{w.T("example.language", w.Label(index.FieldLang, b.Value)), blank.Only(index.FieldLang, b.Value)})
			break
		}
	}
	return tries
}

// uncapitalize makes a label part of a sentence, unless it begins with an acronym.
func uncapitalize(label string) string {
	first := []rune(label)
	if len(first) > 1 && unicode.IsUpper(first[0]) && unicode.IsLower(first[1]) {
		first[0] = unicode.ToLower(first[0])
	}
	return string(first)
}
