package indextest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// testSimilar checks the similar documents of a few fixtures.
func testSimilar(t *testing.T, open Open) {
	s, _ := openWith(t, open, append(slices.Clone(duplicateFixtures),
		fixture{path: "h", title: "River patrol", text: "A patrol of border guards let a convoy of merchants pass the river.", mainCountries: "TJ"},
		fixture{path: "i", title: "Chess", text: "An opening with the second bishop."}))
	r := similar(t, s, "a", 5)
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
	if r := similar(t, s, "f", 0); len(r.Documents) != 0 {
		t.Errorf("limit 0: got %d", len(r.Documents))
	}
	if _, err := s.Similar(t.Context(), "none", 5); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("unknown id: got %v, want ErrNotFound", err)
	}
	var invalid *index.InvalidError
	if _, err := s.Similar(t.Context(), index.DocumentID("a"), index.MaxLimit+1); !errors.As(err, &invalid) {
		t.Errorf("limit above the maximum: got %v, want an InvalidError", err)
	}
}

// testSimilarEqualsNaiveScan compares the similar documents of every document of a random index with the naive scan.
func testSimilarEqualsNaiveScan(t *testing.T, open Open) {
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
