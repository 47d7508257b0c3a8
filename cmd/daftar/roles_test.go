package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daftar/index/embedded"
	"daftar/server"
	"daftar/server/request"
)

// roleDocs are files named after their tags: main countries, then mentioned ones; "+" marks a tag added by an editor, "-gone"
// a removed one. The titles alone make a country main.
var roleDocs = map[string]string{
	"su.md":         "---\ntitle: The Soviet Union in 1985\n---\nThe Soviet Union kept its troops there.\n",
	"ru.md":         "---\ntitle: Russia in 2024\n---\nRussia kept its troops there.\n",
	"ru-su.md":      "---\ntitle: Russia and the Soviet Union compared\n---\nRussia is not the Soviet Union.\n",
	"pk-ru.md":      "---\ntitle: Pakistan speaks\n---\nPakistan spoke at length." + filler + "\n\nRussia is mentioned once." + filler + "\n",
	"pk-su.md":      "---\ntitle: Pakistan remembers\n---\nPakistan spoke at length." + filler + "\n\nThe Soviet Union is mentioned once." + filler + "\n",
	"pk-af.md":      "---\ntitle: Pakistan and Afghanistan\n---\nPakistan and Afghanistan spoke.\n",
	"pk-af-in.md":   "---\ntitle: Pakistan and Afghanistan apart\n---\nPakistan spoke at length." + filler + "\n\nAfghanistan and India were silent." + filler + "\n",
	"pk+tj.md":      "---\ntitle: Pakistan with a decision\ndecided: {countries: {add: [TJ]}, themes: {add: [nuclear]}}\n---\nPakistan spoke.\n",
	"pk-ru-gone.md": "---\ntitle: Pakistan without Russia\ndecided: {countries: {remove: [RU]}, event: 1999-03}\n---\nPakistan and Russia spoke on 5 May 2024.\n",
	"none.md":       "---\ntitle: Nobody\n---\nNobody spoke.\n",
}

// filler makes a paragraph long enough to be a passage.
var filler = strings.Repeat(" The rest of what was said there is of no interest to anybody who reads it.", 14)

// roleServer indexes and serves documents.
func roleServer(t *testing.T, docs map[string]string) http.Handler {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.Mkdir("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range docs {
		if err := os.WriteFile(filepath.Join("docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "docs"); code != exitOK {
		t.Fatal(stderr)
	}
	searcher, err := embedded.Open(t.Context(), defaultIndex, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { searcher.Close() })
	web, err := server.New(server.Options{Searcher: searcher, Vocabulary: testVocabulary(t)})
	if err != nil {
		t.Fatal(err)
	}
	return web
}

// call asks the API.
func call(t *testing.T, web http.Handler, path string, into any) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/api/v1/"+path, nil)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	web.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

// TestFiltersByRole covers roles, exclusion, historical states, same passage and manual overrides.
func TestFiltersByRole(t *testing.T) {
	web := roleServer(t, roleDocs)
	for _, tt := range []struct{ name, ask, want string }{
		{"main alone", "country=RU", "ru ru-su"},
		{"main, explicit", "country=RU&mentions=main", "ru ru-su"},
		{"mentioned too", "country=RU&mentions=any", "pk-ru ru ru-su"},
		{"historical state is a separate value", "country=SU", "ru-su su"},
		{"historical state, mentioned too", "country=SU&mentions=any", "pk-su ru-su su"},
		{"either", "country=RU&country=SU", "ru ru-su su"},
		{"both", "country_all=RU&country_all=SU", "ru-su"},

		{"exclusion covers every role", "country_not=RU", "none pk+tj pk-af pk-af-in pk-ru-gone pk-su su"},
		{"exclusion covers every role with mentions=any", "country_not=RU&mentions=any", "none pk+tj pk-af pk-af-in pk-ru-gone pk-su su"},
		{"main, excluding a mentioned one", "country=PK&country_not=RU", "pk+tj pk-af pk-af-in pk-ru-gone pk-su"},
		{"excluding the historical state", "country_not=SU", "none pk+tj pk-af pk-af-in pk-ru pk-ru-gone ru"},
		{"the state, excluding the historical one", "country=RU&country_not=SU", "ru"},
		{"excluding two", "country_not=RU&country_not=PK", "none su"},
		{"no country in any role", "country=_missing", "none"},
		{"region has its present members only", "region=central-asia", "pk+tj"},

		{"all of two, both main", "country_all=PK&country_all=AF", "pk-af pk-af-in"},
		{"All in one passage", "country_all=PK&country_all=AF&same_passage=1", "pk-af"},
		{"in one passage, any role", "country_all=AF&country_all=IN&same_passage=1", "pk-af-in"},

		{"added by an editor", "country=TJ", "pk+tj"},
		{"added, with one of the text", "country_all=PK&country_all=TJ", "pk+tj"},
		{"added, but in no passage", "country_all=PK&country_all=TJ&same_passage=1", ""},
		{"added, excluded", "country=PK&country_not=TJ", "pk-af pk-af-in pk-ru pk-ru-gone pk-su"},
		{"added theme", "theme=nuclear", "pk+tj"},
		{"removed in every role", "country_all=PK&country_all=RU&mentions=any", "pk-ru"},
		{"removed from the passages", "country_all=PK&country_all=RU&same_passage=1&mentions=any", ""},
		{"date set by an editor", "date_from=1999-03&date_to=1999-03", "pk-ru-gone"},
		{"date of the text is overridden", "date_from=2024-05-05&date_to=2024-05-05&country=PK", ""},
	} {
		var a request.SearchResponse
		call(t, web, "search?limit=100&facets=country&"+tt.ask, &a)
		var got []string
		for _, h := range a.Hits {
			got = append(got, strings.TrimSuffix(h.Path, ".md"))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != tt.want || a.Total.Value != len(got) {
			t.Errorf("%s (%s): got %d, %q, want %q", tt.name, tt.ask, a.Total.Value, strings.Join(got, " "), tt.want)
		}
	}
}

// TestCountsByRoleMatchFilters: the count of a country is the number of documents that its filter finds.
func TestCountsByRoleMatchFilters(t *testing.T) {
	web := roleServer(t, roleDocs)
	for mentions, want := range map[string]map[string]int{
		"main": {"RU": 2, "SU": 2, "PK": 6, "AF": 2, "TJ": 1},
		"any":  {"RU": 3, "SU": 3, "PK": 6, "AF": 2, "IN": 1, "TJ": 1},
	} {
		var list struct {
			Countries []struct {
				ID         string
				Count      int
				Historical bool
				Successors []string
			}
		}
		call(t, web, "countries?mentions="+mentions, &list)
		for _, c := range list.Countries {
			if c.Count != want[c.ID] {
				t.Errorf("%s of mentions=%s: %d, want %d", c.ID, mentions, c.Count, want[c.ID])
			}
			if c.ID == "SU" && (!c.Historical || !slices.Contains(c.Successors, "RU")) {
				t.Errorf("SU is %+v, want a historical state that names RU among its successors", c)
			}
		}
	}
}

// TestEveryTagHasEvidence reads the seeds through the API: every tag is set by an editor or has evidence, whose words are at
// the stated place and whose rule has a description.
func TestEveryTagHasEvidence(t *testing.T) {
	seeds, err := filepath.Glob("../../seeds/*")
	if err != nil || len(seeds) < 2 {
		t.Fatalf("seeds: %v, %v", seeds, err)
	}
	docs := map[string]string{"decided.md": roleDocs["pk+tj.md"]}
	for _, name := range seeds {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs[filepath.Base(name)] = string(content)
	}
	web := roleServer(t, docs)
	type tagged struct {
		ID       string
		Manual   bool
		Evidence []struct {
			Rule, Field, Text, URL string
			RuleText               string `json:"rule_text"`
			Start, End             int
			Passage                int
		}
	}
	checked := 0
	for page := 1; ; page++ {
		var a request.SearchResponse
		call(t, web, "search?limit=100&facets=none&page="+string(rune('0'+page)), &a)
		if len(a.Hits) == 0 {
			break
		}
		for _, h := range a.Hits {
			var d struct {
				Title, Text              string
				Passages                 []struct{ Start, End int }
				Countries, Themes, Dates []tagged
			}
			call(t, web, "documents/"+h.ID, &d)
			for _, tag := range slices.Concat(d.Countries, d.Themes, d.Dates) {
				if len(tag.Evidence) == 0 && !tag.Manual {
					t.Errorf("%s: %q has no evidence", h.Path, tag.ID)
				}
				for _, e := range tag.Evidence {
					text := []rune(d.Text)
					if e.Field == "title" {
						text = []rune(d.Title)
					} else if p := d.Passages[e.Passage-1]; e.Start < p.Start || e.Start >= p.End {
						t.Errorf("%s: %+v is not in passage %d", h.Path, e, e.Passage)
					}
					if string(text[e.Start:e.End]) != e.Text || e.Text == "" {
						t.Errorf("%s: %+v, but the text there is %q", h.Path, e, string(text[e.Start:e.End]))
					}
					if e.RuleText == "" || e.RuleText == e.Rule || !strings.HasPrefix(e.URL, "/documents/"+h.ID+"?tag=") {
						t.Errorf("%s: rule %q has description %q and address %q", h.Path, e.Rule, e.RuleText, e.URL)
					}
					checked++
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("checked only %d pieces of evidence", checked)
	}
}
