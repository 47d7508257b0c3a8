package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// bulletin has some sixty words, so that a few changed words leave it a near-duplicate.
const bulletin = "The border guards of the northern district reported that forty travellers crossed the river at the old bridge " +
	"during the week, most of them merchants who carried cloth, tea and tools to the market of the valley. A patrol met a " +
	"convoy near the second post and let it pass after its papers were read. No shots were fired."

const otherNews = "Ministers of five states spoke about water in the capital. They agreed to share the dams of the upper valley " +
	"and to meet again when the snow has gone, so that the bulletin of the district would have good news."

var duplicateFixtures = []fixture{
	{path: "a", title: "Border bulletin", text: bulletin, mainCountries: "TJ", published: "2025-01-01", source: "Agency"},
	{path: "b", title: "Border bulletin", text: "From our correspondent. " + bulletin, mainCountries: "TJ", published: "2025-01-03", source: "Daily"},
	{path: "c", title: "Border bulletin", text: strings.ToUpper(bulletin) + " End of the bulletin.", mainCountries: "TJ", published: "2025-01-02", source: "Daily"},
	{path: "d", title: "Water bulletin", text: otherNews, mainCountries: "TJ UZ", published: "2024-12-01", source: "Agency"},
	{path: "e", title: "Border bulletin", text: "Half of it: " + bulletin[:len(bulletin)/2], published: "2024-11-01", source: "Agency"},
	{path: "f", title: "An empty one about the district"},
	{path: "g", title: "Border bulletin"},
}

// formatHits writes hits with their near-duplicates, such as "b(c a) d: 2 of 4" (groups of documents).
func formatHits(r *index.Result) string {
	var hits []string
	for _, h := range r.Hits {
		text := h.Document.Path
		var names []string
		for _, c := range h.NearDuplicates {
			names = append(names, c.Path)
		}
		if len(names) > 0 {
			text += "(" + strings.Join(names, " ") + ")"
		}
		hits = append(hits, text)
	}
	return fmt.Sprintf("%s: %d of %d", strings.Join(hits, " "), r.Groups, r.Total)
}

// testCollapse collapses the near-duplicates among the hits.
func testCollapse(t *testing.T, open Open) {
	s, _ := openWith(t, open, duplicateFixtures)
	word := query.Word{Text: "district"}
	daily := index.Filter{Field: index.FieldSource, Any: []string{"Daily"}}
	tests := []struct {
		name  string
		query index.Query
		want  string
	}{
		{"newest first", index.Query{Collapse: true, Tree: word, Sort: index.SortNewest}, "b(c a) d e f: 4 of 6"},
		{"oldest first", index.Query{Collapse: true, Tree: word, Sort: index.SortOldest}, "e d a(c b) f: 4 of 6"},
		{"not collapsed", index.Query{Tree: word, Sort: index.SortNewest}, "b c a d e f: 0 of 6"},
		{"among those that match", index.Query{Collapse: true, Filters: []index.Filter{daily}}, "b(c): 1 of 2"},
		{"one document of a group", index.Query{Collapse: true, Tree: query.Word{Text: "correspondent"}}, "b: 1 of 1"},
		{"nothing", index.Query{Collapse: true, Tree: query.Word{Text: "nowhere"}}, ": 0 of 0"},
	}
	for _, test := range tests {
		test.query.Limit = 10
		if got := formatHits(search(t, s, test.query)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	r := search(t, s, index.Query{Collapse: true, Tree: word, Limit: 10, Facets: []index.Facet{{Field: index.FieldSource}}})
	if got, want := FormatFacet(r.Facets[0]), "Agency:3 Daily:2 missing:1 of 2"; got != want {
		t.Errorf("buckets count documents: got %s, want %s", got, want)
	}
	if c := r.Hits[0].NearDuplicates; len(c) > 0 && (c[0].ID != index.DocumentID(c[0].Path) || c[0].Title != "Border bulletin") {
		t.Errorf("near-duplicate: got %+v", c[0])
	}
}

// testCollapseAfterReindex checks the groups after b is deleted, c has another text, and h is a new near-duplicate of a.
func testCollapseAfterReindex(t *testing.T, open Open) {
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, documents(t, duplicateFixtures)...) })
	publish(t, e, func(b index.Build) {
		if err := b.Keep(t.Context(), "a", "d", "e", "f", "g"); err != nil {
			t.Fatal(err)
		}
		put(t, b, documents(t, []fixture{
			{path: "c", title: "Water bulletin", text: otherNews + " So it is hoped.", published: "2025-01-02"},
			{path: "h", title: "Border bulletin", text: bulletin + " Seen by us.", published: "2020-01-01"},
		})...)
	})
	q := index.Query{Collapse: true, Tree: query.Word{Text: "district"}, Sort: index.SortNewest, Limit: 10}
	if got, want := formatHits(search(t, e.Searcher(t), q)), "c(d) a(h) e f: 4 of 6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// randomDuplicates are random documents, a third of them edited copies of others, and sixty with the same text.
func randomDuplicates() []*index.Document {
	docs := randomDocuments(90, 11)
	r := rand.New(rand.NewPCG(11, 12))
	for i := range 45 {
		edited := *docs[r.IntN(90)]
		edited.Path = fmt.Sprintf("copies/%d.txt", i)
		edited.ID = index.DocumentID(edited.Path)
		edited.Text += []string{"", "Corrected.", "Sent again."}[r.IntN(3)]
		docs = append(docs, &edited)
	}
	for i := range 60 {
		same := *docs[0]
		same.Path, same.Title, same.Text = fmt.Sprintf("same/%d.txt", i), "", "The convoy of the same district was late."
		same.ID, same.Passages = index.DocumentID(same.Path), nil
		docs = append(docs, &same)
	}
	return docs
}

// testCollapsedPages checks that collapsed pages hold the full ranking without later members of a group, and lose no
// document.
func testCollapsedPages(t *testing.T, open Open) {
	docs := randomDuplicates()
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	s := e.Searcher(t)
	group := make(map[string]string)
	for i, members := range nearDuplicateGroups(docs) {
		group[docs[i].ID] = docs[slices.Min(members)].ID
	}
	for n, q := range RandomQueries(docs, 60, 13) {
		q.Facets = nil
		var want []string
		seen := make(map[string]bool)
		q.Collapse = false
		all := allHits(t, s, q, index.MaxLimit)
		for _, h := range all {
			if g := group[h.Document.ID]; !seen[g] {
				seen[g] = true
				want = append(want, h.Document.ID)
			}
		}
		q.Collapse = true
		for _, size := range []int{1, 7, index.MaxLimit} {
			var got []string
			named := 0
			for _, h := range allHits(t, s, q, size) {
				got = append(got, h.Document.ID)
				named += 1 + len(h.NearDuplicates) + h.MoreNearDuplicates
				for _, c := range h.NearDuplicates {
					if group[c.ID] != group[h.Document.ID] {
						t.Errorf("query %d: %s under %s is not its near-duplicate", n, c.Path, h.Document.Path)
					}
				}
			}
			if !slices.Equal(got, want) || named != len(all) {
				t.Fatalf("pages of %d: got %d hits for %d documents, want %d for %d\n%s", size, len(got), named, len(want), len(all), describeQuery(q))
			}
		}
	}
	many := search(t, s, index.Query{Collapse: true, Tree: query.Phrase{Text: "the same district was late"}, Limit: 1})
	if h := many.Hits; len(h) != 1 || len(h[0].NearDuplicates) != index.MaxNearDuplicates || h[0].MoreNearDuplicates != 60-1-index.MaxNearDuplicates {
		t.Errorf("sixty near-duplicates: got %s", formatHits(many))
	}
}

// allHits returns the hits of all pages.
func allHits(t *testing.T, s index.Searcher, q index.Query, size int) (hits []index.Hit) {
	t.Helper()
	q.Limit = size
	for q.Offset = 0; ; q.Offset += size {
		r := search(t, s, q)
		hits = append(hits, r.Hits...)
		if len(r.Hits) < size {
			if want := map[bool]int{true: r.Groups, false: r.Total}[q.Collapse]; len(hits) != want {
				t.Errorf("got %d hits on all pages, want %d\n%s", len(hits), want, describeQuery(q))
			}
			return hits
		}
	}
}
