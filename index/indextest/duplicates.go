package indextest

import (
	"errors"
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

// testCollapse collapses near-duplicates, then changes the index under them.
func testCollapse(t *testing.T, open Open) {
	e := open(t)
	docs := documents(t, duplicateFixtures)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
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
	s := e.Searcher(t)
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

	publish(t, e, func(b index.Build) { // b is deleted, c has another text, h is a new near-duplicate of a
		if err := b.Keep(t.Context(), "a", "d", "e", "f", "g"); err != nil {
			t.Fatal(err)
		}
		put(t, b, documents(t, []fixture{
			{path: "c", title: "Water bulletin", text: otherNews + " So it is hoped.", published: "2025-01-02"},
			{path: "h", title: "Border bulletin", text: bulletin + " Seen by us.", published: "2020-01-01"},
		})...)
	})
	q := index.Query{Collapse: true, Tree: word, Sort: index.SortNewest, Limit: 10}
	if got, want := formatHits(search(t, e.Searcher(t), q)), "c(d) a(h) e f: 4 of 6"; got != want {
		t.Errorf("after a reindex: got %s, want %s", got, want)
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
		all := allHits(t, s, q, index.MaxLimit, false)
		for _, h := range all {
			if g := group[h.Document.ID]; !seen[g] {
				seen[g] = true
				want = append(want, h.Document.ID)
			}
		}
		for _, size := range []int{1, 7, index.MaxLimit} {
			var got []string
			named := 0
			for _, h := range allHits(t, s, q, size, true) {
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
func allHits(t *testing.T, s index.Searcher, q index.Query, size int, collapse bool) (hits []index.Hit) {
	t.Helper()
	q.Limit, q.Collapse = size, collapse
	for q.Offset = 0; ; q.Offset += size {
		r := search(t, s, q)
		hits = append(hits, r.Hits...)
		if len(r.Hits) < size {
			if want := map[bool]int{true: r.Groups, false: r.Total}[collapse]; len(hits) != want {
				t.Errorf("got %d hits on all pages, want %d\n%s", len(hits), want, describeQuery(q))
			}
			return hits
		}
	}
}

// testSimilar checks the similar documents of a few fixtures by hand, and many against the naive scan.
func testSimilar(t *testing.T, open Open) {
	small, _ := openWith(t, open, append(slices.Clone(duplicateFixtures),
		fixture{path: "h", title: "River patrol", text: "A patrol of border guards let a convoy of merchants pass the river.", mainCountries: "TJ"},
		fixture{path: "i", title: "Chess", text: "An opening with the second bishop."}))
	r := similar(t, small, "a", 5)
	if len(r.NearDuplicates) != 2 || r.NearDuplicates[0].Path != "b" || r.NearDuplicates[1].Path != "c" {
		t.Errorf("near-duplicates: got %v, want b and c", r.NearDuplicates)
	}
	if len(r.Documents) < 2 || r.Documents[0].Document.Path != "e" || r.Documents[1].Document.Path != "h" {
		t.Fatalf("similar: got %+v, want e before h", r.Documents)
	}
	h := r.Documents[1]
	if !slices.Contains(h.SharedTerms, "patrol") || !slices.Contains(h.SharedTerms, "convoy") || slices.Contains(h.SharedTerms, "the") {
		t.Errorf("shared terms: %q", h.SharedTerms)
	}
	if len(h.SharedTags) != 1 || h.SharedTags[0].ID != "TJ" || h.Document.Text != "" || h.Score <= 0 {
		t.Errorf("got %+v", h)
	}
	for _, a := range r.Documents {
		if strings.Contains("a b c i", a.Document.Path) {
			t.Errorf("%s must not be similar", a.Document.Path)
		}
	}
	if r := similar(t, small, "f", 0); len(r.Documents) != 0 {
		t.Errorf("limit 0: got %d", len(r.Documents))
	}
	for id, want := range map[string]error{"none": index.ErrNotFound} {
		if _, err := small.Similar(t.Context(), id, 5); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", id, err, want)
		}
	}
	var invalid *index.InvalidError
	if _, err := small.Similar(t.Context(), index.DocumentID("a"), index.MaxLimit+1); !errors.As(err, &invalid) {
		t.Errorf("limit above the maximum: got %v, want an InvalidError", err)
	}

	e := open(t)
	docs := randomDuplicates()
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	docs = reindexRandomly(t, e, docs, 14)
	s, scan := e.Searcher(t), NewNaiveScan(docs)
	for _, d := range docs {
		want, _ := scan.Similar(d.ID, 7)
		if got, want := formatSimilar(similar(t, s, d.Path, 7)), formatSimilar(want); got != want {
			t.Fatalf("similar to %s:\n got %s\nwant %s", d.Path, got, want)
		}
	}
}

func similar(t *testing.T, s index.Searcher, path string, n int) *index.Similar {
	t.Helper()
	r, err := s.Similar(t.Context(), index.DocumentID(path), n)
	if err != nil {
		t.Fatalf("similar to %s: %v", path, err)
	}
	return r
}

func formatSimilar(s *index.Similar) string {
	var b strings.Builder
	fmt.Fprintf(&b, "near-duplicates %v and %d", s.NearDuplicates, s.MoreNearDuplicates)
	for _, a := range s.Documents {
		fmt.Fprintf(&b, "\n%s %.4f %q", a.Document.Path, a.Score, a.SharedTerms)
		for _, t := range a.SharedTags {
			fmt.Fprintf(&b, " %s:%s", t.Kind, t.ID)
		}
	}
	return b.String()
}
