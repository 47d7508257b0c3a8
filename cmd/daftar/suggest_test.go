package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/server"
	"daftar/server/request"
)

// assistedResponse is the part of a search response that these tests read.
type assistedResponse struct {
	Total   struct{ Value int }
	Meant   []request.Correction `json:"did_you_mean"`
	Instead []request.Relaxation `json:"relaxations"`
}

// seedServer serves the documents of seeds.
func seedServer(t *testing.T) http.Handler {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	buildIndex(t, filepath.Join("..", "..", "seeds"), dir)
	s, err := embedded.Open(t.Context(), dir, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return newTestServer(t, s)
}

func newTestServer(t *testing.T, s index.Searcher) http.Handler {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	web, err := server.New(server.Options{Searcher: s, Vocabulary: v, Addr: "127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
	return web
}

func fetch(t *testing.T, web http.Handler, path string, into any) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	w := httptest.NewRecorder()
	web.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func searchAPI(t *testing.T, web http.Handler, path string) (a assistedResponse) {
	t.Helper()
	fetch(t, web, path, &a)
	return a
}

var numberOfDocuments = regexp.MustCompile(`([0-9,]+) documents?$`)

// TestSuggestionCountsAreExact types queries letter by letter: each suggestion finds as many documents as it shows, whether
// its text is searched or its link followed.
func TestSuggestionCountsAreExact(t *testing.T) {
	web := seedServer(t)
	seen, kinds := map[string]bool{}, map[string]int{}
	for _, text := range []string{
		"pakistan border", "joint exercises", "country:afg", "theme:bor", `"joint ex`, "drill -pak", "учения", "таджикистан", "افغانستان",
		"پاکستان", "türkiye", "o'zbekiston", "the soviet union", "counter-terrorism", "tajikistan's civil", "(iran OR isr", "title:tib", "ministry of",
	} {
		for at := range text {
			var answer []any
			fetch(t, web, "/api/v1/suggest?q="+url.QueryEscape(text[:at]), &answer)
			texts, descriptions, urls := answer[1].([]any), answer[2].([]any), answer[3].([]any)
			if answer[0] != text[:at] || len(texts) != len(descriptions) || len(texts) != len(urls) || len(texts) > 8 {
				t.Fatalf("%q: %v", text[:at], answer)
			}
			for n := range texts {
				completed, description, link := texts[n].(string), descriptions[n].(string), urls[n].(string)
				kinds[strings.Split(description+", ", ", ")[0]]++
				if seen[completed+description] {
					continue
				}
				seen[completed+description] = true
				said := numberOfDocuments.FindStringSubmatch(description)
				asked := searchAPI(t, web, "/api/v1/search?facets=none&limit=0&q="+url.QueryEscape(completed)).Total.Value
				opened := searchAPI(t, web, "/api/v1"+link).Total.Value
				if said == nil || asked == 0 || asked != opened || strings.ReplaceAll(said[1], ",", "") != itoa(asked) {
					t.Errorf("%q: %q says %q, asked finds %d, opened %d", text[:at], completed, description, asked, opened)
				}
			}
		}
	}
	if len(seen) < 100 || kinds["title"] == 0 || kinds["Pakistan (country)"] == 0 || kinds["Border security (theme)"] == 0 {
		t.Errorf("%d suggestions, kinds %v", len(seen), kinds)
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// TestCorrectionsAndRelaxationsCountExactly searches misspelled and overly narrow queries: each correction and relaxation
// finds as many documents as it shows.
func TestCorrectionsAndRelaxationsCountExactly(t *testing.T) {
	web := seedServer(t)
	for _, test := range []struct {
		in      string
		meant   string // the first offered; "" for none
		instead []string
	}{
		{in: "q=pakistna", meant: "Pakistan"},
		{in: "q=agreemnet+pakistna", meant: "agreement Pakistan"},
		{in: "q=%22civil+wra%22", meant: ""},
		{in: "q=афганистане"},
		{in: "q=teritory&country=PK", meant: "territory"},
		{in: "q=SCOO"},
		{in: "q=1947474"},
		{in: "q=Kabul+zymurgy", instead: []string{"with any of the words", "without the word zymurgy"}},
		{in: "q=%22soviet+union%22+%22never+said+this%22+country:AF", instead: []string{`without the phrase "never said this"`}},
		{in: "q=soviet+-soviet", instead: []string{"including soviet", "without the word soviet"}},
		{in: "q=kabul&country=LK", instead: []string{"without country:LK"}},
		{in: "q=kabul&date_from=1800&date_to=1801", instead: []string{"without date_from:1800 date_to:1801"}},
		{in: "q=zymurgy"},
	} {
		got := searchAPI(t, web, "/api/v1/search?facets=none&"+test.in)
		first := ""
		for n, m := range got.Meant {
			if n == 0 {
				first = m.Q
			}
			other := searchAPI(t, web, "/api/v1/search?facets=none&limit=0&"+replaced(t, test.in, m.Q)).Total.Value
			if other != m.Count || m.Count <= got.Total.Value {
				t.Errorf("%s: %q says %d, finds %d", test.in, m.Q, m.Count, other)
			}
		}
		if first != test.meant {
			t.Errorf("%s: meant %+v, want %q first", test.in, got.Meant, test.meant)
		}
		var texts []string
		for _, i := range got.Instead {
			texts = append(texts, i.Text)
			if other := searchAPI(t, web, i.URL).Total.Value; other != i.Count || i.Count == 0 || got.Total.Value != 0 {
				t.Errorf("%s: %q says %d, finds %d", test.in, i.Text, i.Count, other)
			}
		}
		for _, want := range test.instead {
			if !slices.Contains(texts, want) {
				t.Errorf("%s: instead %q, want %q", test.in, texts, want)
			}
		}
	}
}

func replaced(t *testing.T, in, text string) string {
	t.Helper()
	values, err := url.ParseQuery(in)
	if err != nil {
		t.Fatal(err)
	}
	values.Set("q", text)
	return values.Encode()
}

// TestTransliterationsAreOffered searches names in another script than the documents use. The vocabulary does not know them.
func TestTransliterationsAreOffered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	b, err := embedded.Begin(t.Context(), dir, embedded.BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		"ru.md": "Министр Алимов посетил Термез.", "fa.md": "کریمی به بلخ رفت.", "en.md": "Saidov flew to Khorog.",
	} {
		d := &index.Document{Path: path, ID: index.DocumentID(path), Text: text, Lang: path[:2], Passages: []index.Passage{{End: len(text)}}}
		if err := b.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := embedded.Open(t.Context(), dir, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	web := newTestServer(t, s)
	for typed, want := range map[string]string{
		"Alimov": "Алимов", "Саидов": "Saidov", "Termez": "Термез", "Karimi": "کریمی", "Карими": "کریمی", "Хорог": "Khorog",
		"zymurgy": "", "Syria": "",
	} {
		got := searchAPI(t, web, "/api/v1/search?q="+url.QueryEscape(typed))
		found := ""
		for _, i := range got.Instead {
			if found += i.Text + "; "; searchAPI(t, web, i.URL).Total.Value != i.Count {
				t.Errorf("%s: %+v", typed, i)
			}
		}
		if want != "" && !strings.Contains(found, "with "+want+" instead of "+typed) || want == "" && found != "" {
			t.Errorf("%s: got %q, want %q", typed, found, want)
		}
	}
}
