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
	"daftar/server/request"
)

// The acceptance tests check what users of other search engines complain about, on the real stack: the documents of seeds,
// the embedded engine and the server.

// countedLink matches a link with the number of documents behind it.
var countedLink = regexp.MustCompile(`<a\b[^>]*\bhref="(/search[^"]*)"[^>]*>[^<]*(?:<bdi>[^<]*</bdi>)?[^<]*<span class="n">([0-9,]+)</span></a>`)

// linkWithCount is a facet value and the number beside it.
type linkWithCount struct {
	href  string
	count int
}

func countedLinks(t *testing.T, page string) (all []linkWithCount) {
	t.Helper()
	for _, m := range countedLink.FindAllStringSubmatch(page, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, linkWithCount{html.UnescapeString(m[1]), n})
	}
	return all
}

// TestCountBesideValueIsNumberOfDocumentsFound walks at random from value to value: on every page a value with number n
// leads to n documents, and the total is the number of different documents on all result pages.
func TestCountBesideValueIsNumberOfDocumentsFound(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	r := rand.New(rand.NewPCG(1, 1))
	starts := []string{"/search", "/search?mentions=any", "/search?q=" + url.QueryEscape("пакистан OR border")}
	for _, q := range indextest.RandomTypedQueries(docs, typedLangs, 12, 3) {
		starts = append(starts, "/search?"+url.Values{"q": {q.Intended}}.Encode())
	}
	clicked := 0
	for _, at := range starts {
		for range 3 {
			links := countedLinks(t, page(t, web, at))
			r.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
			for _, link := range links[:min(len(links), 14)] {
				if got := totalOf(t, web, link.href); got != link.count {
					t.Fatalf("on %s the link to %s shows %d, got %d documents", at, link.href, link.count, got)
				}
				clicked++
			}
			if len(links) == 0 {
				break
			}
			at = links[0].href
			if ids := documentIDs(t, web, at); len(ids) != totalOf(t, web, at) {
				t.Errorf("%s: total %d, but %d documents are listed", at, totalOf(t, web, at), len(ids))
			}
		}
	}
	if clicked < 300 {
		t.Errorf("followed only %d links", clicked)
	}
}

// totalOf returns the number of documents behind a link to a result page.
func totalOf(t *testing.T, web http.Handler, link string) int {
	t.Helper()
	return searchAPI(t, web, "/api/v1"+with(t, link, "limit", "0")).Total.Value
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

// documentIDs returns the documents on all pages behind a link, near-duplicates expanded.
func documentIDs(t *testing.T, web http.Handler, link string) map[string]bool {
	t.Helper()
	ids := make(map[string]bool)
	link = with(t, with(t, with(t, link, "collapse", "0"), "limit", "7"), "facets", "none")
	for n := 1; ; n++ {
		var a request.SearchResponse
		fetch(t, web, "/api/v1"+with(t, link, "page", strconv.Itoa(n)), &a)
		for _, h := range a.Hits {
			ids[h.ID] = true
		}
		if len(a.Hits) < 7 {
			return ids
		}
	}
}

// docsWithMainTag returns the ids of the documents that have the tag as main.
func docsWithMainTag(docs []*index.Document, kind index.Kind, id string) map[string]bool {
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

func intersection(a, b map[string]bool) map[string]bool {
	out := make(map[string]bool)
	for id := range a {
		if b[id] {
			out[id] = true
		}
	}
	return out
}

func union(a, b map[string]bool) map[string]bool {
	out := make(map[string]bool)
	for _, m := range []map[string]bool{a, b} {
		for id := range m {
			out[id] = true
		}
	}
	return out
}

// TestValuesOfOneFacetAreAlternatives compares with counts made from the documents: values of one facet are alternatives,
// different facets are conditions, each facet is counted without its own selection, and country_all requires both.
func TestValuesOfOneFacetAreAlternatives(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	names := []string{"PK", "AF", "IN", "TJ", "KG", "IR", "CN"}
	checked := 0
	for i, a := range names {
		for _, b := range names[i+1:] {
			for _, theme := range []string{"armed-conflict", "border-security", "nuclear"} {
				inA, inB, on := docsWithMainTag(docs, index.KindCountry, a), docsWithMainTag(docs, index.KindCountry, b), docsWithMainTag(docs, index.KindTheme, theme)
				want := intersection(union(inA, inB), on)
				var got request.SearchResponse
				fetch(t, web, fmt.Sprintf("/api/v1/search?collapse=0&limit=100&country=%s&country=%s&theme=%s", a, b, theme), &got)
				if got.Total.Value != len(want) || len(got.Hits) != len(want) {
					t.Errorf("%s or %s, %s: got %d, want %d", a, b, theme, got.Total.Value, len(want))
				}
				checkFacet(t, docs, got, index.FieldCountry, index.KindCountry, on)
				checkFacet(t, docs, got, index.FieldTheme, index.KindTheme, union(inA, inB))
				if pair := totalOf(t, web, fmt.Sprintf("/search?country_all=%s&country_all=%s", a, b)); pair != len(intersection(inA, inB)) {
					t.Errorf("%s and %s: got %d, want %d", a, b, pair, len(intersection(inA, inB)))
				}
				checked += len(want)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d documents in all results", checked)
	}
}

// checkFacet compares the counts of a facet with those among the documents that the other filters leave.
func checkFacet(t *testing.T, docs []*index.Document, a request.SearchResponse, field index.Field, kind index.Kind, among map[string]bool) {
	t.Helper()
	for _, v := range a.Facets[field].Values {
		value := v.(map[string]any)
		id, count := value["value"].(string), int(value["count"].(float64))
		if want := len(intersection(docsWithMainTag(docs, kind, id), among)); count != want {
			t.Errorf("%s: %s %s got %d, want %d", a.Links.Self, field, id, count, want)
		}
	}
}

// TestEveryValueCanBeExcluded: the documents with a value and those without it add up to all, and the page links to both.
func TestEveryValueCanBeExcluded(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	checked := 0
	for _, ask := range []string{"/search?mentions=any", "/search?mentions=any&q=border", "/search?mentions=any&q=" + url.QueryEscape("war OR войны")} {
		total := totalOf(t, web, ask)
		var a request.SearchResponse
		fetch(t, web, "/api/v1"+ask, &a)
		shown := html.UnescapeString(page(t, web, ask))
		for _, field := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldThemeGroup, index.FieldSource, index.FieldLang, index.FieldFormat} {
			for _, v := range a.Facets[field].Values {
				value := v.(map[string]any)["value"].(string)
				with := totalOf(t, web, ask+"&"+url.Values{string(field): {value}}.Encode())
				without := totalOf(t, web, ask+"&"+url.Values{string(field) + "_not": {value}}.Encode())
				if with+without != total {
					t.Errorf("%s: %d with %s %s, %d without, of %d", ask, with, field, value, without, total)
				}
				if !strings.Contains(shown, url.Values{string(field) + "_not": {value}}.Encode()) {
					t.Errorf("%s: the page has no link that excludes %s %s", ask, field, value)
				}
				checked++
			}
		}
	}
	if checked < 100 || len(docs) == 0 {
		t.Errorf("checked only %d values", checked)
	}
}

// TestDateFieldsAreKeptApart: published dates come from metadata, event dates from the text, added dates from the reindex,
// and file times are never used.
func TestDateFieldsAreKeptApart(t *testing.T) {
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
		var a request.SearchResponse
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
	var a request.SearchResponse
	fetch(t, web, "/api/v1/search?q=title:Undated", &a)
	if a.Hits[0].Date != nil {
		t.Errorf("file modification time became a date: %+v", a.Hits[0].Date)
	}
	fetch(t, web, "/api/v1/search?q=title:Year", &a)
	if d := a.Hits[0].Date; d == nil || d.Precision != date.PrecisionYear || d.From.String() != "2023-01-01" || d.To.String() != "2023-12-31" || d.Kind != "published" {
		t.Errorf("date of year precision: got %+v", d)
	}
	if !strings.Contains(page(t, web, "/search"), `name="date" value="_missing"`) {
		t.Error("the page does not offer documents without a date")
	}
}
