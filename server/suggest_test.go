package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// knowing is the library of the tests with suggestions of its engine.
func knowing(t testing.TB) *testLibrary {
	f := library(t)
	word := func(text string, n int) index.Suggestion {
		return index.Suggestion{Text: text, Kind: index.SuggestWord, Count: n}
	}
	f.suggestions = map[string][]index.Suggestion{
		"dr":         {word("Drones", 1), word("drill", 3), word("dreadnought", 9), {Text: "Joint drill in Islamabad", Kind: index.SuggestTitle, Count: 1}},
		"border dr":  {{Text: "border drones", Kind: index.SuggestPhrase, Count: 1}},
		"pa":         {word("passing", 1)},
		"رز":         {word("رزمایش", 1)},
		"<script>al": {word("alert", 2)},
	}
	spelled := func(texts ...string) (all []index.Suggestion) {
		for _, text := range texts {
			all = append(all, index.Suggestion{Text: text, Kind: index.SuggestSpelling, Count: 1})
		}
		return all
	}
	f.spellings = map[string][]index.Suggestion{
		"dril": nil, "drilll": spelled("drill", "drills"), "obsevers": spelled("observers"), "Pakistann": spelled("Pakistan"),
		"NATTO": spelled("drill"), "Steppeworld": spelled("Steppe"),
		"Kazaxie": {{Text: "Казахстане", Kind: index.SuggestScript, Count: 1}},
	}
	return f
}

func TestSuggestions(t *testing.T) {
	s := serverOf(t, knowing(t))
	for _, test := range []struct{ name, typed string }{
		{"suggest.json", "dr"}, {"suggest-last.json", "border dr"}, {"suggest-country.json", "drill country:pa"}, {"suggest-none.json", "zymurgy"},
		{"suggest-persian.json", "رز"}, {"suggest-hostile.json", "<script>al"},
	} {
		w := get(t, s, "/api/v1/suggest?q="+url.QueryEscape(test.typed))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/x-suggestions+json" {
			t.Errorf("%s: %d %s", test.typed, w.Code, w.Header().Get("Content-Type"))
		}
		golden(t, test.name, w.Body.Bytes())
	}
	for path, want := range map[string]string{
		"/api/v1/suggest":    `["",[],[],[]]`,
		"/api/v1/suggest?q=": `["",[],[],[]]`,
		"/api/v1/suggest?q=" + strings.Repeat("long+", 100): `,[],[],[]]`,
		"/api/v1/suggest?q=%FF":                             `["` + "\uFFFD" + `",[],[],[]]`,
	} {
		if w := get(t, s, path); w.Code != http.StatusOK || !strings.HasSuffix(strings.TrimSpace(w.Body.String()), want) {
			t.Errorf("%.40s: %d %s, want %s", path, w.Code, w.Body, want)
		}
	}
	for _, path := range []string{"/api/v1/suggest?p=x", "/api/v1/suggest?q=a&q=b", "/api/v1/suggest?q=a&country=PK"} {
		if w := get(t, s, path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	s = serverOf(t, &testLibrary{err: index.ErrUnavailable})
	if w := get(t, s, "/api/v1/suggest?q=dr"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("no library: %d", w.Code)
	}
}

func TestSuggestionOmitsUnknownCount(t *testing.T) {
	f := knowing(t)
	known := get(t, serverOf(t, f), "/api/v1/suggest?q=dr").Body.String()
	f.sampled = true
	unknown := get(t, serverOf(t, f), "/api/v1/suggest?q=dr").Body.String()
	var with, without []any
	if err := errors.Join(json.Unmarshal([]byte(known), &with), json.Unmarshal([]byte(unknown), &without)); err != nil {
		t.Fatal(err)
	}
	want := []any{}
	for _, description := range with[2].([]any) {
		label, _, titled := strings.Cut(description.(string), ", ")
		if !titled {
			label = ""
		}
		want = append(want, label)
	}
	if len(want) == 0 || !slices.Equal(without[2].([]any), want) {
		t.Errorf("descriptions %v, want %v", without[2], want)
	}
	for _, n := range []int{1, 3} {
		if !slices.Equal(with[n].([]any), without[n].([]any)) {
			t.Errorf("got %v, want %v", without[n], with[n])
		}
	}
}

func TestOpenSearchDescription(t *testing.T) {
	s := serverOf(t, library(t))
	w := get(t, s, "/opensearch.xml")
	for _, want := range []string{
		"<ShortName>Daftar</ShortName>", `template="http://127.0.0.1:8080/search?q={searchTerms}"`,
		`type="application/x-suggestions+json" rel="suggestions" template="http://127.0.0.1:8080/api/v1/suggest?q={searchTerms}"`,
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, w.Body)
		}
	}
	for _, path := range []string{"/", "/search?q=drill", "/documents/drill", "/help", "/nowhere"} {
		if body := get(t, s, path).Body.String(); !strings.Contains(body, `<link rel="search" href="/opensearch.xml"`) {
			t.Errorf("%s has no link to it", path)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	s := serverOf(t, knowing(t))
	for _, test := range []struct {
		in   string
		want string // links of the page
	}{
		{"q=drilll", "drill; drills"},
		{"q=drilll+obsevers", "drill observers; drills observers"},
		{"q=drilll&country=US", "drill; drills"},
		{"q=%22joint+drilll%22+-sea", `"joint drill" -sea`},
		{"q=drilll&country=IR", ""},
		{"q=NATTO", ""}, {"q=Pakistann", "Pakistan"}, {"q=drill", ""}, {"q=zymurgy", ""}, {"q=", ""},
		{"q=Islamabad+OR+Steppeworld", "Islamabad OR Steppe"},
		{"q=Islamabad+Steppeworld&match=any", "Islamabad Steppe"},
	} {
		doc := getPage(t, s, "/search?"+test.in, 200)
		var links []string
		for _, a := range find(doc, ".meant a") {
			links = append(links, text(a))
			h1 := text(one(t, getPage(t, s, attr(a, "href"), 200), "h1"))
			if !strings.Contains(text(one(t, doc, ".meant")), strings.SplitN(h1, " ", 2)[0]+" document") {
				t.Errorf("%s: %q leads to %q", test.in, text(one(t, doc, ".meant")), h1)
			}
		}
		if got := strings.Join(links, "; "); got != test.want {
			t.Errorf("%s: did you mean %q, want %q", test.in, got, test.want)
		}
	}
	for name, path := range map[string]string{
		"search-correction.json": "/api/v1/search?q=drilll+obsevers&facets=none&country=PK",
		"search-relax.json":      "/api/v1/search?q=%22joint+drill%22+zymurgy&country=PK&country_not=CN&facets=none",
		"search-script.json":     "/api/v1/search?q=Kazaxie&facets=none",
	} {
		golden(t, name, get(t, s, path).Body.Bytes())
	}
}
