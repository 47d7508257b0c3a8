package indextest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// testOrder checks the order of hits: the requested sort, then score, date and id.
func testOrder(t *testing.T, open Open) {
	same := "the very same words stand here"
	fixtures := []fixture{
		{path: "old", text: same, event: "2020-01-01"},
		{path: "new", text: same, event: "2025-01-01"},
		{path: "year", text: same, published: "2025"}, // same first day as new, later last day
		{path: "none", text: same},
		{path: "better", text: "words words", event: "2019-01-01"},
		{path: "other", text: "nothing of them", event: "2030-01-01"},
	}
	for i := range 4 { // equal except for the id
		fixtures = append(fixtures, fixture{path: fmt.Sprintf("tie%d", i), text: same, event: "2022-02-02"})
	}
	s, docs := openWith(t, open, fixtures)
	ids := make(map[string]string)
	for _, d := range docs {
		ids[d.Path] = d.ID
	}
	ties := []string{"tie0", "tie1", "tie2", "tie3"}
	slices.SortFunc(ties, func(a, b string) int { return strings.Compare(ids[a], ids[b]) })
	tied := strings.Join(ties, " ")
	tests := []struct {
		name string
		q    index.Query
		want string
	}{
		{"words: relevance", index.Query{Tree: query.Word{Text: "words"}}, "better year new " + tied + " old none"},
		{"relevance", index.Query{Tree: query.Word{Text: "words"}, Sort: index.SortRelevance}, "better year new " + tied + " old none"},
		{"newest", index.Query{Tree: query.Word{Text: "words"}, Sort: index.SortNewest}, "year new " + tied + " old better none"},
		{"oldest", index.Query{Tree: query.Word{Text: "words"}, Sort: index.SortOldest}, "better old " + tied + " new year none"},
		{"no words: newest", index.Query{}, "other year new " + tied + " old better none"},
		{"no words: relevance has no scores", index.Query{Sort: index.SortRelevance}, "other year new " + tied + " old better none"},
		{"newest by another date", index.Query{Tree: query.Word{Text: "same"}, Sort: index.SortNewest, Dates: index.DateFilter{Field: index.DateEvent}},
			"new " + tied + " old " + inOrder(ids, "year", "none")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.q.Limit = index.MaxLimit
			if got := paths(search(t, s, test.q)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// inOrder sorts paths by their ids.
func inOrder(ids map[string]string, paths ...string) string {
	slices.SortFunc(paths, func(a, b string) int { return strings.Compare(ids[a], ids[b]) })
	return strings.Join(paths, " ")
}

// testPaging checks that pages of every size add up to the whole list, and that a page past the end is empty.
func testPaging(t *testing.T, open Open) {
	var fixtures []fixture
	for i := range 53 {
		fixtures = append(fixtures, fixture{path: fmt.Sprintf("p%02d", i), text: strings.Repeat("drill ", 1+i%7) + "begins", event: fmt.Sprintf("2025-01-%02d", 1+i%9)})
	}
	s, _ := openWith(t, open, fixtures)
	for _, by := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest} {
		q := index.Query{Tree: query.Word{Text: "drill"}, Sort: by, Limit: index.MaxLimit}
		whole := strings.Fields(paths(search(t, s, q)))
		if len(whole) != len(fixtures) {
			t.Fatalf("%s: got %d hits, want %d", by, len(whole), len(fixtures))
		}
		for _, size := range []int{1, 7, 10, 52, 53, 54} {
			var got []string
			for offset := 0; offset <= len(fixtures); offset += size {
				q.Limit, q.Offset = size, offset
				r := search(t, s, q)
				if r.Total != len(fixtures) {
					t.Errorf("%s, %d from %d: total %d, want %d", by, size, offset, r.Total, len(fixtures))
				}
				got = append(got, strings.Fields(paths(r))...)
			}
			if !slices.Equal(got, whole) {
				t.Errorf("%s: pages of %d are not the whole list:\n%q\n%q", by, size, got, whole)
			}
		}
		for _, past := range []int{53, 54, 1_000_000} {
			q.Limit, q.Offset = 10, past
			if r := search(t, s, q); len(r.Hits) != 0 || r.Total != len(fixtures) {
				t.Errorf("%s past the end: %d hits, total %d, want none and %d", by, len(r.Hits), r.Total, len(fixtures))
			}
		}
		q.Limit, q.Offset = 0, 0
		if r := search(t, s, q); len(r.Hits) != 0 || r.Total != len(fixtures) {
			t.Errorf("limit 0: %d hits, total %d, want none and %d", len(r.Hits), r.Total, len(fixtures))
		}
	}
}
