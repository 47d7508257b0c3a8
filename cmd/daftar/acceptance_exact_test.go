package main

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/index/analysis"
	"daftar/index/indextest"
	"daftar/index/query"
	"daftar/server/request"
)

// folderServer writes, indexes and serves files. Their modification time is 1995, which no test expects as a date.
func folderServer(t *testing.T, files map[string]string) http.Handler {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		modified := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(dir, name), modified, modified); err != nil {
			t.Fatal(err)
		}
	}
	s, _ := buildAndOpen(t, dir)
	return newTestServer(t, s)
}

func datedServer(t *testing.T) http.Handler {
	t.Helper()
	return folderServer(t, map[string]string{
		"published.md": "---\ntitle: Published\ndate: 2024-03-31\n---\nKabul fell on 15 August 2021.\n",
		"event.md":     "---\ntitle: Eventful\n---\nKabul fell on 15 August 2021.\n",
		"year.md":      "---\ntitle: Year alone\ndate: 2023\n---\nA report.\n",
		"none.md":      "---\ntitle: Undated\n---\nA report without a day.\n",
	})
}

// TestQuotedWordFindsExactWordOnly searches words of the seeds in quotes: each finds the documents with that exact word.
// Names, acronyms and numbers never find similar ones.
func TestQuotedWordFindsExactWordOnly(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	has := make(map[string]map[string]bool) // documents by term
	written := make(map[string]string)
	for _, d := range docs {
		text := d.Title + " \n\n " + d.Text
		if d.TitleDerived {
			text = d.Text
		}
		for _, tok := range analysis.Tokens(text, d.Lang) {
			if has[tok.Term] == nil {
				has[tok.Term] = make(map[string]bool)
			}
			has[tok.Term][d.ID] = true
			if tok.PositionLength == 1 {
				written[tok.Term] = text[tok.Start:tok.End]
			}
		}
	}
	fewer := 0
	for i, term := range slices.Sorted(maps.Keys(written)) {
		if i%7 != 0 {
			continue
		}
		quoted := totalOf(t, web, "/search?"+url.Values{"q": {`"` + written[term] + `"`}}.Encode())
		if quoted != len(has[term]) {
			t.Errorf("%q in quotes finds %d documents, want %d", written[term], quoted, len(has[term]))
		}
		if any := totalOf(t, web, "/search?"+url.Values{"q": {written[term]}}.Encode()); any > quoted {
			fewer++
		}
	}
	if fewer < 50 {
		t.Errorf("only %d words find more documents without quotes", fewer)
	}
	exact := folderServer(t, map[string]string{
		"a.md": "---\ntitle: a\n---\nSyria and the SCO met in 2024; drills of IS went on. Iran is near.\n",
		"b.md": "---\ntitle: b\n---\nSerbia and the CSO met in 2025. It is a drill. Iranians are near.\n",
	})
	for _, test := range []struct{ ask, want string }{
		{"Syria", "a"}, {"Serbia", "b"}, {"Syria~", "a"}, {"SCO", "a"}, {"SCO~", "a"}, {"2024", "a"}, {"2024~", "a"}, {"drills", "a b"}, {`"drills"`, "a"},
		{`"drill"`, "b"}, {"drils", ""}, {"drils~", "a b"}, {"Serbai", ""}, {"-Serbia", "a"}, {`-"South Korea" drill`, "a b"}, {"IS", "a"},
	} {
		var a request.SearchResponse
		fetch(t, exact, "/api/v1/search?sort=relevance&q="+url.QueryEscape(test.ask), &a)
		var got []string
		for _, name := range []string{"a", "b"} {
			for _, h := range a.Hits {
				if h.Path == name+".md" {
					got = append(got, name)
				}
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, want %q", test.ask, got, test.want)
		}
	}
}

// TestPageListsEverySearchedWord: the page lists each word of the query and each synonym that was searched, and the exact
// query it offers for a word has one expansion less.
func TestPageListsEverySearchedWord(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	switched := 0
	questions := indextest.RandomTypedQueries(docs, typedLangs, 320, 5)
	for _, extra := range []string{"CPEC", "Daesh", "TTP attack", "пакистан", "SCO summit", "TALIBAN KABUL", "US WHO"} {
		questions = append(questions, indextest.TypedQuery{Intended: extra})
	}
	for _, q := range questions {
		parsed := query.Parse(q.Intended, query.Options{Vocabulary: testVocabulary(t)})
		if parsed.Tree == nil {
			continue
		}
		shown := html.UnescapeString(page(t, web, "/search?"+url.Values{"q": {q.Intended}}.Encode()))
		for _, w := range query.Words(parsed.Tree) {
			if !strings.Contains(shown, w) {
				t.Errorf("%s: the page does not list %q as searched", q.Intended, w)
			}
		}
		for _, e := range parsed.Expansions {
			for _, o := range e.Alternatives {
				if !strings.Contains(shown, o) {
					t.Errorf("%s: the page does not list %q as searched", q.Intended, o)
				}
			}
			without := query.Parse(e.ExactQuery, query.Options{Vocabulary: testVocabulary(t)})
			if len(without.Expansions) != len(parsed.Expansions)-1 {
				t.Errorf("%s: without %s there are %d expansions, of %d", q.Intended, e.Text, len(without.Expansions), len(parsed.Expansions))
			}
			switched++
		}
	}
	if switched < 20 {
		t.Errorf("saw only %d expansions", switched)
	}
}

var (
	passageLink = regexp.MustCompile(`<p class="passage"><a class="where" href="([^"]+)"`)
	marked      = regexp.MustCompile(`<mark>([^<]*)</mark>`)
	blocks      = regexp.MustCompile(`(?s)<div class="block( hit)?" id="(passage-[0-9]+)">(.*?)</div>\s*(?:<p class="steps"[^>]*>(.*?)</p>)?\s*</div>`)
	hrefs       = regexp.MustCompile(`href="([^"]*)"`)
)

// TestPassageLinksLeadToHighlights opens the passages of hits: at most three per document, each a link to the passage, with
// highlights there and links to the next and previous passage with highlights. No script runs.
func TestPassageLinksLeadToHighlights(t *testing.T) {
	s, docs := multilingualIndex(t)
	web := newTestServer(t, s)
	steps, opened := 0, 0
	for _, q := range indextest.RandomTypedQueries(docs, typedLangs, 60, 6) {
		results := page(t, web, "/search?"+url.Values{"q": {q.Intended}}.Encode())
		perDocument := make(map[string]int)
		for _, m := range passageLink.FindAllStringSubmatch(results, -1) {
			link := html.UnescapeString(m[1])
			address, fragment, ok := strings.Cut(link, "#")
			if perDocument[address]++; !ok || perDocument[address] > 3 {
				t.Fatalf("%s: passage link %s", q.Intended, link)
			}
			if perDocument[address] > 1 {
				continue
			}
			opened++
			steps += walkHits(t, page(t, web, address), fragment)
		}
	}
	if opened < 40 || steps < 20 {
		t.Errorf("opened only %d documents and followed only %d steps", opened, steps)
	}
}

// walkHits follows the links from the first to the last passage with highlights and returns the number of steps.
func walkHits(t *testing.T, shown, fragment string) (steps int) {
	t.Helper()
	var hits []string
	next := make(map[string]string)
	there := false
	for _, b := range blocks.FindAllStringSubmatch(shown, -1) {
		there = there || b[2] == fragment
		if b[1] == "" {
			continue
		}
		if !marked.MatchString(b[3]) {
			t.Errorf("passage %s has no highlight", b[2])
		}
		hits = append(hits, b[2])
		for _, h := range hrefs.FindAllStringSubmatch(b[4], -1) {
			_, to, _ := strings.Cut(html.UnescapeString(h[1]), "#")
			if to != b[2] {
				next[b[2]] = to // the last of the two is the next one
			}
		}
	}
	if !there {
		t.Errorf("passage %s does not exist", fragment)
	}
	for n, at := range hits[:max(0, len(hits)-1)] {
		if next[at] != hits[n+1] {
			t.Errorf("next after %s is %s, want %s", at, next[at], hits[n+1])
		}
		steps++
	}
	return steps
}
