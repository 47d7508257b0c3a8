package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/indextest"
	"daftar/server"
)

// The tests of the files bars_… hold what the users of other systems ask for (TestBar1… is their first complaint) on the
// real stack: the documents that come with Daftar, the embedded engine, the server.

// countedLink is a link of a page that says how many documents it leads to.
var countedLink = regexp.MustCompile(`<a\b[^>]*\bhref="(/search[^"]*)"[^>]*>[^<]*(?:<bdi>[^<]*</bdi>)?[^<]*<span class="n">([0-9,]+)</span></a>`)

// choice is a value to click on, and the number beside it.
type choice struct {
	href  string
	count int
}

func choices(t *testing.T, page string) (all []choice) {
	t.Helper()
	for _, m := range countedLink.FindAllStringSubmatch(page, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, choice{html.UnescapeString(m[1]), n})
	}
	return all
}

// TestBar1CountsAreTrue walks at random from value to value: wherever it comes, a value with number n leads to n
// documents, and the total is the number of different documents on all pages.
func TestBar1CountsAreTrue(t *testing.T) {
	s, docs := typedLibrary(t)
	web := serve1(t, s)
	r := rand.New(rand.NewPCG(1, 1))
	starts := []string{"/search", "/search?mentions=any", "/search?q=" + url.QueryEscape("пакистан OR border")}
	for _, q := range indextest.RandomTypedQueries(docs, typedLangs, 12, 3) {
		starts = append(starts, "/search?"+url.Values{"q": {q.Intended}}.Encode())
	}
	clicked := 0
	for _, at := range starts {
		for range 3 {
			links := choices(t, page(t, web, at))
			r.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
			for _, link := range links[:min(len(links), 14)] {
				if got := totalOf(t, web, link.href); got != link.count {
					t.Fatalf("on %s the link to %s says %d, there are %d", at, link.href, link.count, got)
				}
				clicked++
			}
			if len(links) == 0 {
				break
			}
			at = links[0].href
			if ids := idsOf(t, web, at); len(ids) != totalOf(t, web, at) {
				t.Errorf("%s says %d documents and lists %d", at, totalOf(t, web, at), len(ids))
			}
		}
	}
	if clicked < 300 {
		t.Errorf("only %d values clicked", clicked)
	}
}

// totalOf asks the API what a link to a page leads to.
func totalOf(t *testing.T, web http.Handler, link string) int {
	t.Helper()
	return search1(t, web, "/api/v1"+with(t, link, "limit", "0")).Total.Value
}

// with sets a parameter of a link.
func with(t *testing.T, link, name, value string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	values.Set(name, value)
	u.RawQuery = values.Encode()
	return u.String()
}

// idsOf returns the different documents that a link to a page leads to, one by one.
func idsOf(t *testing.T, web http.Handler, link string) map[string]bool {
	t.Helper()
	ids := make(map[string]bool)
	link = with(t, with(t, with(t, link, "fold", "0"), "limit", "7"), "facets", "none")
	for n := 1; ; n++ {
		var a server.Answer
		fetch(t, web, "/api/v1"+with(t, link, "page", strconv.Itoa(n)), &a)
		for _, h := range a.Hits {
			ids[h.ID] = true
		}
		if len(a.Hits) < 7 {
			return ids
		}
	}
}

// about returns the documents that have a main tag.
func about(docs []*index.Document, kind index.Kind, id string) map[string]bool {
	found := make(map[string]bool)
	for _, d := range docs {
		for _, tag := range d.Tags {
			if tag.Kind == kind && tag.ID == id && tag.Role == index.RoleMain {
				found[d.ID] = true
			}
		}
	}
	return found
}

func both(a, b map[string]bool) map[string]bool {
	out := make(map[string]bool)
	for id := range a {
		if b[id] {
			out[id] = true
		}
	}
	return out
}

func either(a, b map[string]bool) map[string]bool {
	out := make(map[string]bool)
	for _, m := range []map[string]bool{a, b} {
		for id := range m {
			out[id] = true
		}
	}
	return out
}

// TestBar2SeveralValuesOfAFacet counts by hand: values of one facet are alternatives, facets are conditions, each facet is
// countedLink without its own choice, and country_all asks for both.
func TestBar2SeveralValuesOfAFacet(t *testing.T) {
	s, docs := typedLibrary(t)
	web := serve1(t, s)
	names := []string{"PK", "AF", "IN", "TJ", "KG", "IR", "CN"}
	checked := 0
	for i, a := range names {
		for _, b := range names[i+1:] {
			for _, theme := range []string{"armed-conflict", "border-security", "nuclear"} {
				inA, inB, on := about(docs, index.KindCountry, a), about(docs, index.KindCountry, b), about(docs, index.KindTheme, theme)
				want := both(either(inA, inB), on)
				var got server.Answer
				fetch(t, web, fmt.Sprintf("/api/v1/search?fold=0&limit=100&country=%s&country=%s&theme=%s", a, b, theme), &got)
				if got.Total.Value != len(want) || len(got.Hits) != len(want) {
					t.Errorf("%s or %s, %s: got %d, want %d", a, b, theme, got.Total.Value, len(want))
				}
				checkFacet(t, docs, got, index.FieldCountry, index.KindCountry, on)
				checkFacet(t, docs, got, index.FieldTheme, index.KindTheme, either(inA, inB))
				if pair := totalOf(t, web, fmt.Sprintf("/search?country_all=%s&country_all=%s", a, b)); pair != len(both(inA, inB)) {
					t.Errorf("%s and %s: got %d, want %d", a, b, pair, len(both(inA, inB)))
				}
				checked += len(want)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d documents in all answers", checked)
	}
}

// checkFacet counts the values of a facet among the documents that the other facets leave.
func checkFacet(t *testing.T, docs []*index.Document, a server.Answer, field index.Field, kind index.Kind, among map[string]bool) {
	t.Helper()
	for _, v := range a.Facets[field].Values {
		value := v.(map[string]any)
		id, count := value["value"].(string), int(value["count"].(float64))
		if want := len(both(about(docs, kind, id), among)); count != want {
			t.Errorf("%s: %s %s says %d, want %d", a.Links.Self, field, id, count, want)
		}
	}
}

// TestBar3EachValueCanBeLeftOut asks for each value, and without it: together they are everything. The page offers both.
func TestBar3EachValueCanBeLeftOut(t *testing.T) {
	s, docs := typedLibrary(t)
	web := serve1(t, s)
	checked := 0
	for _, ask := range []string{"/search?mentions=any", "/search?mentions=any&q=border", "/search?mentions=any&q=" + url.QueryEscape("war OR войны")} {
		total := totalOf(t, web, ask)
		var a server.Answer
		fetch(t, web, "/api/v1"+ask, &a)
		shown := html.UnescapeString(page(t, web, ask))
		for _, field := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldThemeGroup, index.FieldSource, index.FieldLang, index.FieldFormat} {
			for _, v := range a.Facets[field].Values {
				value := v.(map[string]any)["value"].(string)
				with := totalOf(t, web, ask+"&"+url.Values{string(field): {value}}.Encode())
				without := totalOf(t, web, ask+"&"+url.Values{string(field) + "_not": {value}}.Encode())
				if with+without != total {
					t.Errorf("%s: %d have %s %s, %d have not, of %d", ask, with, field, value, without, total)
				}
				if !strings.Contains(shown, url.Values{string(field) + "_not": {value}}.Encode()) {
					t.Errorf("%s: the page has no link that leaves out %s %s", ask, field, value)
				}
				checked++
			}
		}
	}
	if checked < 100 || len(docs) == 0 {
		t.Errorf("only %d values", checked)
	}
}

// TestBar9WhichDate holds the dates apart: what the metadata say, what the text tells, when it came in; a file's time is
// none of them.
func TestBar9WhichDate(t *testing.T) {
	web := datedServer(t)
	for _, test := range []struct{ ask, want string }{
		{"date_from=2024-03&date_to=2024-03", "published.md"},
		{"date_from=2024-03-31&date_to=2024-03-31", "published.md"},
		{"date_from=2024-03-30&date_to=2024-03-30", ""},
		{"date_from=2024-04-01&date_to=2024-04-01", ""},
		{"date_from=2021-08-15&date_to=2021-08-15", "event.md"},
		{"date_field=event&date_from=2021-08-15&date_to=2021-08-15", "event.md published.md"},
		{"date_field=published&date_from=2021-08-15&date_to=2021-08-15", ""},
		{"date_field=published&date_from=2023&date_to=2023", "year.md"},
		{"date_field=published&date_from=2023-07&date_to=2023-07", "year.md"},
		{"date=_missing", "none.md"},
		{"date_field=published&date=_missing", "event.md none.md"},
		{"date_field=added&date=_missing", ""},
		{"date_field=added&date_from=1990&date_to=2000", ""},
		{"", "event.md none.md published.md year.md"},
	} {
		var a server.Answer
		fetch(t, web, "/api/v1/search?"+test.ask, &a)
		var got []string
		for _, h := range a.Hits {
			got = append(got, h.Path)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, want %q", test.ask, got, test.want)
		}
	}
	var a server.Answer
	fetch(t, web, "/api/v1/search?q=title:Undated", &a)
	if a.Hits[0].Date != nil {
		t.Errorf("a file's time became a date: %+v", a.Hits[0].Date)
	}
	fetch(t, web, "/api/v1/search?q=title:Year", &a)
	if d := a.Hits[0].Date; d == nil || d.Precision != date.PrecisionYear || d.From.String() != "2023-01-01" || d.To.String() != "2023-12-31" || d.Kind != "published" {
		t.Errorf("a year is %+v", d)
	}
	if !strings.Contains(page(t, web, "/search"), `name="date" value="_missing"`) {
		t.Error("the page does not offer documents without a date")
	}
}
