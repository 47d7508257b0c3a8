package indextest

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// testDocument puts a document with every field set and an empty one, and reads them back, also after a Keep.
func testDocument(t *testing.T, open Open) {
	evidence := []index.Evidence{{Rule: "country:PK:name", Start: 0, End: 8}, {Rule: "country:PK:name", Title: true, Start: 0, End: 3}}
	full := fixture{path: "data/full.jsonl#17", title: "A title", text: "Pakistan spoke.\n\nIt was 26 July 2025. 联合演习", lang: "en", source: "Radio",
		format: "jsonl", published: "2025-07", event: "2025-07-26", passageCountries: []string{"PK", "CN PK"}}.document(t)
	full.URL, full.Author = "https://example.org/a?b=c", "A. Writer"
	full.Tags = []index.Tag{
		{Kind: index.KindCountry, ID: "PK", Role: index.RoleMain, Evidence: evidence},
		{Kind: index.KindCountry, ID: "CN", Role: index.RoleMentioned, Manual: true},
		{Kind: index.KindTheme, ID: "joint", Group: "exercises", Role: index.RoleMain, Evidence: evidence[:1]},
	}
	full.DateMentions = []index.DateMention{
		{Date: full.Event, Main: true, Evidence: []index.Evidence{{Rule: "date:day", Start: 24, End: 36}}},
		{Date: parseDate(t, "1990/1994"), Manual: true},
	}
	full.Passages[1].Page, full.Passages[1].Heading = 7, "A heading"
	full.Reliability, full.Credibility, full.Handling = "B", "2", "TLP:AMBER"
	full.Overrides = index.Overrides{
		Countries: index.TagOverrides{Add: []string{"CN"}, Remove: []string{"RU", "Atlantis"}}, Event: parseDate(t, "2024"),
	}
	full.Meta = map[string]string{"topics": "a, b", "ключ": "значение"}
	full.Limits = []index.Problem{index.NewProblem(index.ProblemLimitText, 64)}
	full.Hash = strings.Repeat("ab", 32)
	bare := fixture{path: "bare.txt"}.document(t)
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, full, bare) })
	for _, want := range []*index.Document{full, bare} {
		got, err := e.Searcher(t).Document(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
	publish(t, e, func(b index.Build) {
		if err := b.Keep(t.Context(), full.Path); err != nil {
			t.Fatal(err)
		}
		put(t, b, fixture{path: "third.txt", text: "third"}.document(t))
	})
	got, err := e.Searcher(t).Document(t.Context(), full.ID)
	if err != nil || !reflect.DeepEqual(got, full) {
		t.Errorf("kept: got %+v, %v\nwant %+v", got, err, full)
	}
}

func testStatus(t *testing.T, open Open) {
	e := open(t)
	bad := index.File{Path: "bad.pdf", Format: "pdf", Problems: []index.Problem{index.NewProblem(index.ProblemEncrypted, "password")}}
	g := publish(t, e, func(b index.Build) {
		put(t, b, documents(t, filterFixtures)...)
		b.Record(bad)
	})
	got, err := e.Searcher(t).Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Generation.Name != g.Name || got.Generation.Documents != len(filterFixtures) || got.FilesTotal != len(filterFixtures)+1 {
		t.Errorf("got %s with %d documents of %d files, want %s, %d, %d", got.Generation.Name, got.Generation.Documents,
			got.FilesTotal, g.Name, len(filterFixtures), len(filterFixtures)+1)
	}
	if !reflect.DeepEqual(got.Files, []index.File{bad}) {
		t.Errorf("files with problems: got %+v, want %+v", got.Files, bad)
	}
	if o := got.Outcomes; o.Failed != 1 || len(o.Formats) != 4 || len(o.Reasons) != 1 || o.Reasons[0].Code != index.ProblemEncrypted {
		t.Errorf("outcomes: got %+v, want four formats and bad.pdf, encrypted", o)
	}
	if want := map[string]int{"en": 3, "ur": 1, "ru": 1, "fa": 1, "zh": 1}; !maps.Equal(got.Languages, want) {
		t.Errorf("languages: got %v, want %v", got.Languages, want)
	}
	if want := map[string]int{"txt": 4, "html": 2, "md": 1}; !maps.Equal(got.Formats, want) {
		t.Errorf("formats: got %v, want %v", got.Formats, want)
	}
	if got.Oldest.String() != "2024-03-01" || got.Newest.String() != "2025-12-31" {
		t.Errorf("span: got %s to %s, want 2024-03-01 to 2025-12-31", got.Oldest, got.Newest)
	}
	if got.Counts["dated"] != 6 || got.Counts["undated"] != 1 {
		t.Errorf("counts: got %v, want 6 dated, 1 undated", got.Counts)
	}
}

// testCancelledContext calls every method with a cancelled context, several times because a select with two ready cases
// picks either.
func testCancelledContext(t *testing.T, open Open) {
	s, docs := openWith(t, open, longFixtures)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wrong := make(map[string]error)
	for range 20 {
		_, err := s.Search(ctx, index.Query{Tree: query.Word{Text: "drill"}, Limit: 10})
		_, docErr := s.Document(ctx, docs[0].ID)
		_, markErr := s.Highlight(ctx, docs[0].ID, query.Word{Text: "drill"})
		_, statusErr := s.Status(ctx)
		_, similarErr := s.Similar(ctx, docs[0].ID, 5)
		for name, err := range map[string]error{
			"Search": err, "Document": docErr, "Highlight": markErr, "Status": statusErr, "Similar": similarErr,
		} {
			if !errors.Is(err, context.Canceled) {
				wrong[name] = err
			}
		}
	}
	for name, err := range wrong {
		t.Errorf("%s: got %v, want context.Canceled", name, err)
	}
	if r := search(t, s, index.Query{Tree: query.Word{Text: "drill"}}); r.Total != 2 {
		t.Errorf("afterwards: got %d documents, want 2", r.Total)
	}
}

// testConcurrentSearches runs the same queries from many goroutines.
func testConcurrentSearches(t *testing.T, open Open) {
	docs := randomDocuments(120, 3)
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	s := e.Searcher(t)
	queries := RandomQueries(docs, 30, 4)
	want := make([]*index.Result, len(queries))
	for i := range queries {
		queries[i].Snippets = 3
		want[i] = search(t, s, queries[i])
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range queries {
				i = (i + g*7) % len(queries)
				got, err := s.Search(t.Context(), queries[i])
				if err != nil {
					t.Errorf("query %d: %v", i, err)
					return
				}
				if !reflect.DeepEqual(got.Hits, want[i].Hits) || !reflect.DeepEqual(got.Facets, want[i].Facets) || got.Total != want[i].Total {
					t.Errorf("query %d: concurrent result differs", i)
				}
			}
		})
	}
	wg.Wait()
}
