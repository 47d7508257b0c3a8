package server

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"daftar/index"
	"daftar/server/request"
)

// Limits in bytes: a page of results loads within two seconds on a slow line.
const (
	maxPageBytes   = 60_000 // page of results with all facets, compressed
	maxScriptBytes = 15_000
	maxStyleBytes  = 25_000
)

// everyValue is a library with every country and theme and fifty sources, with texts as long as real ones that compress no
// better.
func everyValue(t testing.TB) *testLibrary {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := words(t)
	countries, themes := vocabulary.Countries(), vocabulary.Themes()
	var sources []string
	for range 50 {
		sources = append(sources, madeUp(random, 4))
	}
	f := &testLibrary{}
	for n, c := range countries {
		source, lang := sources[n%50], vocabulary.Languages()[n%len(vocabulary.Languages())].Code
		d := document(t, fmt.Sprintf("made%04d", n), madeUp(random, 9), index.Document{Source: source, Lang: lang, Format: []string{"pdf", "html", "docx", "md", "txt"}[n%5]},
			"drill "+madeUp(random, 90)+" drill "+madeUp(random, 60), "drill "+madeUp(random, 150), "drill "+madeUp(random, 150), "drill "+madeUp(random, 150))
		d.Published = parseDate(t, fmt.Sprintf("%d-%02d", 2005+n%20, n%12+1))
		for i := range 6 {
			theme := themes[(n+7*i)%len(themes)]
			d.Tags = append(d.Tags, index.Tag{Kind: index.KindCountry, ID: countries[(n+11*i)%len(countries)].ID, Role: index.RoleMain},
				index.Tag{Kind: index.KindTheme, ID: theme.ID, Group: theme.Group, Role: index.RoleMain})
		}
		d.Tags[0].ID = c.ID
		f.docs = append(f.docs, d)
	}
	return f
}

func madeUp(random *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		for range 2 + random.IntN(9) {
			b.WriteByte("eeeeetttaaooiinnsshrdlcumwfgypbvk"[random.IntN(33)])
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// answered returns the same result for every search.
type answered struct {
	*testLibrary
	result *index.Result
}

func (a answered) Search(context.Context, index.Query) (*index.Result, error) { return a.result, nil }

// everyFacet is a server whose result pages have all facets, and the path of one.
func everyFacet(t testing.TB) (*Server, string) {
	t.Helper()
	f := everyValue(t)
	s := serverOf(t, f)
	params, err := request.ParseParams(parse(t, "q=drill"), s.searcher.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	result, err := f.Search(t.Context(), s.searcher.Prepare(params).Query)
	if err != nil {
		t.Fatal(err)
	}
	s.searcher.Engine = answered{f, result}
	return s, "/search?q=drill"
}

func TestPagesAndAssetsStaySmall(t *testing.T) {
	s, path := everyFacet(t)
	for name, most := range map[string]int{path: maxPageBytes, path + "&ui=fa": maxPageBytes, assetPath(t, s, "page.js"): maxScriptBytes, assetPath(t, s, "style.css"): maxStyleBytes} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+name, nil)
		if strings.HasPrefix(name, "/search") {
			r.Header.Set("Accept-Encoding", "gzip")
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Body.Len() > most || w.Body.Len() < most/8 {
			t.Errorf("%s: %d, %d bytes, at most %d are allowed", name, w.Code, w.Body.Len(), most)
		}
		t.Logf("%s: %d bytes of %d", name, w.Body.Len(), most)
	}
	doc := getPage(t, s, path, http.StatusOK)
	if rows := len(find(doc, "li.row")); rows < len(s.searcher.Vocabulary.Countries())+len(s.searcher.Vocabulary.Themes())+50 || len(find(doc, "ol.hits .passage")) != 10*3 {
		t.Errorf("%d rows of facets, %d passages: this is not the largest page", rows, len(find(doc, "ol.hits .passage")))
	}
}

// BenchmarkResultPage measures a page of results with all facets without the search: parameters, page struct, template and
// compression.
func BenchmarkResultPage(b *testing.B) {
	s, path := everyFacet(b)
	for _, encoding := range []string{"identity", "gzip"} {
		b.Run(encoding, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
				r.Header.Set("Accept-Encoding", encoding)
				s.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
