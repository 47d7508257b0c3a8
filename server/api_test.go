package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/server/api"
	"daftar/server/request"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func serverOf(t testing.TB, f *testLibrary) *Server {
	t.Helper()
	s, err := New(Options{Searcher: f, Vocabulary: words(t), Addr: "127.0.0.1:8080"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t testing.TB, s http.Handler, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func get(t testing.TB, s http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(t, s, http.MethodGet, path, "")
}

// golden compares indented JSON with a file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(got), "", "  "); err != nil {
		t.Fatalf("%s is not JSON: %v\n%s", name, err, got)
	}
	b.WriteByte('\n')
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s has changed (go test -update if that is right)\n%s", name, b.Bytes())
	}
}

func TestResponsesMatchGoldenFiles(t *testing.T) {
	s := serverOf(t, library(t))
	for _, test := range []struct{ name, path string }{
		{"search.json", "/api/v1/search?q=drill&country=PK&facets=country,theme,date"},
		{"search-filters.json", "/api/v1/search?country_not=IN&lang=fa&limit=2&facets=lang"},
		{"search-explain.json", "/api/v1/search?q=drill&explain=1&limit=1&facets=none"},
		{"search-none.json", "/api/v1/search?q=nowhere&facets=none"},
		{"document.json", "/api/v1/documents/drill?q=drill"},
		{"document-persian.json", "/api/v1/documents/persian"},
		{"status.json", "/api/v1/status"},
		{"problem.json", "/api/v1/search?country=XX&colour=red"},
	} {
		w := get(t, s, test.path)
		golden(t, test.name, w.Body.Bytes())
	}
}

// TestOffsetsAreCodePoints reads highlights and evidence as a client would, in a text that is not ASCII.
func TestOffsetsAreCodePoints(t *testing.T) {
	s := serverOf(t, library(t))
	var a request.SearchResponse
	if err := json.Unmarshal(get(t, s, "/api/v1/search?q="+url.QueryEscape("رزمایش")+"&facets=none").Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	p := a.Hits[0].Passages[0]
	if len(p.Highlights) != 2 {
		t.Fatalf("got marks %v, want two", p.Highlights)
	}
	for _, m := range p.Highlights {
		if got := string([]rune(p.Text)[m[0]:m[1]]); got != "رزمایش" {
			t.Errorf("mark %v is %q", m, got)
		}
	}
	var d api.DocumentPayload
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/persian?q="+url.QueryEscape("مرز")).Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	text := []rune(d.Text)
	for _, tag := range d.Countries {
		for _, e := range tag.Evidence {
			if got := string(text[e.Start:e.End]); got != e.Text || e.Passage != 1 {
				t.Errorf("%s: evidence %d-%d is %q, want %q", tag.ID, e.Start, e.End, got, e.Text)
			}
		}
	}
	for _, p := range d.Passages {
		for _, m := range p.Highlights {
			if got := string(text[p.Start:p.End][m[0]:m[1]]); got != "مرز" {
				t.Errorf("mark %v is %q", m, got)
			}
		}
	}
}

func TestPostEqualsGet(t *testing.T) {
	s := serverOf(t, library(t))
	for _, test := range []struct{ query, body string }{
		{"", `{}`},
		{"q=drill&country=PK&country=US&limit=5", `{"q":"drill","country":["PK","US"],"limit":5}`},
		{"country_all=PK&country_all=US&same_passage=1", `{"country_all":["PK","US"],"same_passage":true}`},
		{"facets=none&explain=0&date=_missing", `{"facets":"none","explain":false,"date":"_missing"}`},
		{"facets=country&facets=date", `{"facets":["country","date"]}`},
	} {
		want := get(t, s, "/api/v1/search?"+test.query)
		got := ask(t, s, http.MethodPost, "/api/v1/search", test.body)
		if got.Code != 200 || got.Body.String() != want.Body.String() {
			t.Errorf("POST %s: %d %s\nGET: %d %s", test.body, got.Code, got.Body, want.Code, want.Body)
		}
	}
}

func TestPostRejectsMalformedBodies(t *testing.T) {
	s := serverOf(t, library(t))
	for _, test := range []struct {
		name, path, kind, body string
		status                 int
		want                   string
	}{
		{"no JSON", "", "application/json", `q=drill`, 400, "body"},
		{"a list", "", "application/json", `["q"]`, 400, "body"},
		{"two objects", "", "application/json", `{} {}`, 400, "one JSON object"},
		{"an object as a value", "", "application/json", `{"q":{"match":"x"}}`, 400, "a string, a number"},
		{"null", "", "application/json", `{"q":null}`, 400, "a string, a number"},
		{"unknown name", "", "application/json", `{"query":"x"}`, 400, "unknown parameter"},
		{"bad value", "", "application/json", `{"limit":1.5}`, 400, "whole number"},
		{"form", "", "application/x-www-form-urlencoded", `q=drill`, 415, "application/json"},
		{"query string", "?q=x", "application/json", `{}`, 400, "JSON body"},
		{"too large", "", "application/json", `{"q":"` + strings.Repeat("x", maxBody) + `"}`, 413, "65536 bytes"},
	} {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/search"+test.path, strings.NewReader(test.body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", test.kind)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		checkProblem(t, test.name, w, test.status, test.want)
	}
}

func checkProblem(t *testing.T, name string, w *httptest.ResponseRecorder, status int, want string) {
	t.Helper()
	var p api.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Errorf("%s: answer is not JSON: %v\n%s", name, err, w.Body)
		return
	}
	if w.Code != status || p.Status != status || p.Title == "" || !strings.HasPrefix(p.Type, "/help#error-") || w.Header().Get("Content-Type") != api.MIMEProblem {
		t.Errorf("%s: got %d %s %+v, want status %d", name, w.Code, w.Header().Get("Content-Type"), p, status)
	}
	if !strings.Contains(w.Body.String(), want) {
		t.Errorf("%s: %s does not say %q", name, w.Body, want)
	}
}

func TestErrorsAreProblems(t *testing.T) {
	for _, test := range []struct {
		name, path string
		err        error
		status     int
		want       string
	}{
		{"unknown parameter", "/api/v1/search?colour=red", nil, 400, `"parameter":"colour"`},
		{"not yet known", "/api/v1/search?after=abc", nil, 400, "not yet known"},
		{"malformed", "/api/v1/search?limit=many", nil, 400, `"allowed":"a whole number from 0 to 100"`},
		{"no parameters here", "/api/v1/status?q=x", nil, 400, "there are none here"},
		{"document parameter", "/api/v1/documents/drill?country=PK", nil, 400, "known: q, match"},
		{"regions at a day", "/api/v1/regions?on=now", nil, 400, "YYYY-MM-DD"},
		{"no document", "/api/v1/documents/nobody", nil, 404, "not-found"},
		{"no such address", "/api/v1/nowhere", nil, 404, "Page not found"},
		{"no library", "/api/v1/search", index.ErrUnavailable, 503, "daftar reindex"},
		{"not ready", "/readyz", index.ErrUnavailable, 503, "unavailable"},
		{"not healthy", "/healthz", fmt.Errorf("read: %w", index.ErrDamaged), 500, "daftar verify"},
		{"limit of the engine", "/api/v1/search?interval=day", &index.LimitError{Name: "bins of the date facet", Limit: 4000, Got: 9999}, 400, "at most 4000, got 9999"},
		{"the engine refuses", "/api/v1/search", &index.InvalidError{Name: "sort", Value: "x", Allowed: "y"}, 400, `"parameter":"sort"`},
		{"expired", "/api/v1/search", index.ErrExpired, 410, "first page"},
		{"too slow", "/api/v1/search", context.DeadlineExceeded, 503, "timed out"},
		{"anything else", "/api/v1/search", errors.New("secret path /x"), 500, "server’s log"},
	} {
		f := library(t)
		f.err = test.err
		w := get(t, serverOf(t, f), test.path)
		checkProblem(t, test.name, w, test.status, test.want)
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: internals are shown: %s", test.name, w.Body)
		}
		if w.Code == 503 && w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: no Retry-After", test.name)
		}
	}
}

func TestPanicIsInternalError(t *testing.T) {
	f := library(t)
	f.panics = true
	checkProblem(t, "panic", get(t, serverOf(t, f), "/api/v1/search"), 500, "server’s log")
}

func TestListCountsEqualSearchTotals(t *testing.T) {
	s := serverOf(t, library(t))
	var lists struct {
		Countries []api.CountryPayload
		Themes    []api.ThemePayload
		Groups    []api.GroupPayload
		Regions   []api.RegionPayload
	}
	for _, path := range []string{"countries", "themes", "regions"} {
		if err := json.Unmarshal(get(t, s, "/api/v1/"+path).Body.Bytes(), &lists); err != nil {
			t.Fatal(err)
		}
	}
	check := func(param, id string, count int) {
		var a request.SearchResponse
		if err := json.Unmarshal(get(t, s, "/api/v1/search?limit=0&facets=none&"+param+"="+id).Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if a.Total.Value != count {
			t.Errorf("%s %s: the list says %d, the search %d", param, id, count, a.Total.Value)
		}
	}
	positive := 0
	for _, v := range lists.Countries {
		check("country", v.ID, v.Count)
		positive += min(v.Count, 1)
	}
	for _, v := range lists.Themes {
		check("theme", v.ID, v.Count)
	}
	for _, v := range lists.Groups {
		check("theme_group", v.ID, v.Count)
	}
	for _, v := range lists.Regions {
		check("region", v.ID, v.Count)
	}
	if positive < 5 || len(lists.Themes) < 25 || len(lists.Regions) < 20 {
		t.Errorf("lists are too short: %d countries with documents, %d themes, %d regions", positive, len(lists.Themes), len(lists.Regions))
	}
}

func TestNextAndPrevLinksVisitEveryHit(t *testing.T) {
	s := serverOf(t, library(t))
	path, seen := "/api/v1/search?limit=7&facets=none", map[string]bool{}
	for pages := 1; path != ""; pages++ {
		var a request.SearchResponse
		if err := json.Unmarshal(get(t, s, path).Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		for _, h := range a.Hits {
			if seen[h.ID] {
				t.Errorf("%s comes twice", h.ID)
			}
			seen[h.ID] = true
		}
		if (pages > 1) != (a.Links.Prev != "") {
			t.Errorf("page %d: prev is %q", pages, a.Links.Prev)
		}
		path = a.Links.Next
	}
	if len(seen) != 20 {
		t.Errorf("saw %d documents, want 20", len(seen))
	}
}

func TestAPIEqualsSearcher(t *testing.T) {
	f := library(t)
	l := request.NewSearcher(f, words(t))
	a, err := l.Search(t.Context(), parse(t, "q=drill&country=PK"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := request.EncodeJSON(a)
	if err != nil {
		t.Fatal(err)
	}
	if got := get(t, serverOf(t, f), "/api/v1/search?q=drill&country=PK").Body.String(); got != string(data) {
		t.Errorf("the API answers\n%s\nthe library\n%s", got, data)
	}
	if _, err := l.Search(t.Context(), parse(t, "colour=red")); err == nil {
		t.Error("an unknown parameter is not refused")
	}
}
