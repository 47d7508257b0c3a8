package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/server"
)

// smallLibrary makes an index of a few documents and returns its folder.
func smallLibrary(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	b, err := embedded.Begin(t.Context(), dir, embedded.BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*index.Document{
		{Path: "a.md", Title: "Drill in the hills", Text: "Soldiers of two countries held a drill.\x1b[2J", Source: "Gazette", Lang: "en",
			Tags: []index.Tag{{Kind: index.KindCountry, ID: "PK", Role: index.RoleMain}}},
		{Path: "b.md", Title: "Another drill", Text: "A drill at sea.", Lang: "en"},
		{Path: "c.md", Title: "Talks", Text: "No exercise, only talks."},
		{Path: "d.md", Title: "Talks", Text: "No exercise: only talks!"},
	} {
		d.ID = index.DocumentID(d.Path)
		d.Passages = []index.Passage{{End: len(d.Text)}}
		if d.Path == "a.md" {
			d.Published, _ = date.New(2025, 7, 26)
		}
		if err := b.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// at runs a verb and returns its exit code and what it printed.
func at(t *testing.T, terminal bool, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Terminal: terminal}, args)
	return code, out.String(), errs.String()
}

var took = regexp.MustCompile(`\([0-9.]+ ms\)|"took_ms":[0-9.]+`)

func TestSearch(t *testing.T) {
	dir := smallLibrary(t)
	for _, test := range []struct {
		name           string
		args           []string
		terminal       bool
		code           int
		stdout, stderr string // parts of them; "" for nothing at all
	}{
		{"words", []string{"drill"}, false, exitOK, "   26 July 2025 · Gazette · a.md\n   passage 1  Soldiers of two countries held a «drill». [2J\n", "daftar: 2 documents, sorted by relevance ("},
		{"bold on a terminal", []string{"drill"}, true, exitOK, "held a \x1b[1mdrill\x1b[0m", "2 documents"},
		{"several words", []string{"drill", "sea"}, false, exitOK, "1. «Another drill»\n", "daftar: 1 document,"},
		{"any", []string{"sea", "talks", "--any"}, false, exitOK, "2. ", "3 documents"},
		{"near-duplicates", []string{"talks"}, false, exitOK, "   1 near-duplicate: ", "daftar: 2 documents, sorted by relevance ("},
		{"near-duplicates counted", []string{"talks"}, false, exitOK, "1. «Talks»", " ms), 1 near-duplicate grouped"},
		{"near-duplicates one by one", []string{"talks", "--no-collapse"}, false, exitOK, "2. «Talks»", "2 documents"},
		{"filter", []string{"--country", "pk"}, false, exitOK, "1. «Drill in the hills»", "daftar: 1 document, newest first ("},
		{"not", []string{"drill", "--country-not", "PK"}, false, exitOK, "1. «Another drill»", "1 document"},
		{"dates", []string{"--from", "2025", "--to", "2025-07"}, false, exitOK, "a.md", "1 document"},
		{"undated", []string{"--undated", "--sort", "oldest"}, false, exitOK, "no date · b.md", "3 documents"},
		{"region", []string{"--region", "afpak"}, false, exitOK, "a.md", "1 document"},
		{"limit", []string{"drill", "--limit", "1", "--page", "2"}, false, exitOK, "2. ", "showing 2 to 2"},
		{"misspelled", []string{"dirll"}, false, exitOK, "", "daftar: did you mean: drill (2 documents)\n"},
		{"one word less", []string{"drill", "nowhere"}, false, exitOK, "", "daftar: 2 documents without the word nowhere\n"},
		{"nothing", []string{"nowhere"}, false, exitOK, "", "daftar: no documents found ("},
		{"note", []string{"country:XX", "drill"}, false, exitOK, "", "daftar: note: "},
		{"wrong country", []string{"--country", "XX"}, false, exitUsage, "", `--country: "XX" is not allowed; allowed: a two-letter code`},
		{"wrong date", []string{"--from", "2025-13"}, false, exitUsage, "", `--from: "2025-13" is not allowed; allowed: YYYY`},
		{"wrong limit", []string{"--limit", "1000"}, false, exitUsage, "", `--limit: "1000" is not allowed`},
		{"wrong flag", []string{"--colour"}, false, exitUsage, "", "unknown flag"},
	} {
		code, stdout, stderr := at(t, test.terminal, append([]string{"search", "--index", dir}, test.args...)...)
		if code != test.code || !strings.Contains(stdout, test.stdout) || test.stdout == "" && stdout != "" || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%s: got %d\n%s\n%s", test.name, code, stdout, stderr)
		}
	}
	if code, _, stderr := at(t, false, "search", "--index", filepath.Join(dir, "none"), "x"); code != exitFailed || !strings.Contains(stderr, "daftar reindex") {
		t.Errorf("no index: got %d %s", code, stderr)
	}
}

// TestSearchIsTheAPI compares the JSON of the command line with that of the server, byte by byte but for the time.
func TestSearchIsTheAPI(t *testing.T) {
	dir := smallLibrary(t)
	words, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	searcher, err := embedded.Open(t.Context(), dir, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer searcher.Close()
	web, err := server.New(server.Options{Searcher: searcher, Vocabulary: words})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args  []string
		query url.Values
	}{
		{nil, nil},
		{[]string{"drill", "--country", "PK", "--limit", "5"}, url.Values{"q": {"drill"}, "country": {"PK"}, "limit": {"5"}}},
		{[]string{"a drill", "--any", "--facets", "none", "--date-field", "published"}, url.Values{"q": {"a drill"}, "match": {"any"}, "facets": {"none"}, "date_field": {"published"}}},
	} {
		_, stdout, stderr := at(t, false, append([]string{"search", "--json", "--index", dir}, test.args...)...)
		r := httptest.NewRequest(http.MethodGet, "/api/v1/search?"+test.query.Encode(), nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		web.ServeHTTP(w, r)
		if got, want := took.ReplaceAllString(stdout, ""), took.ReplaceAllString(w.Body.String(), ""); got != want || !json.Valid([]byte(stdout)) {
			t.Errorf("%q: got\n%s%s\nthe API says\n%s", test.args, stdout, stderr, want)
		}
	}
}
