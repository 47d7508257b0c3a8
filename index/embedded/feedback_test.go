package embedded

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// TestFeedbackOnlyReorders holds that feedback neither adds nor drops a document, that pages do not overlap, and that the
// explanation adds up to the score.
func TestFeedbackOnlyReorders(t *testing.T) {
	dir := t.TempDir()
	topics := []string{"gwadar port corridor ships", "border patrol infiltration fence", "uranium centrifuge safeguards talks"}
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 60 {
			put(t, note(n, fmt.Sprintf("Conference %s. %s", strings.Repeat("on security ", n%4), topics[n%3])))(b)
		}
	})
	s, err := Open(dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(feedback bool, offset, limit int) *index.Result {
		tree := query.Or{query.Word{Text: "conference"}, query.Word{Text: "security"}, query.Word{Text: "uranium"}}
		r, err := s.Search(t.Context(), index.Query{Tree: tree, Limit: limit, Offset: offset, Feedback: feedback, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	plain, with := ask(false, 0, 100), ask(true, 0, 100)
	if plain.Total != 60 || with.Total != 60 || len(plain.Hits) != len(with.Hits) {
		t.Fatalf("%d and %d documents, %d and %d hits", plain.Total, with.Total, len(plain.Hits), len(with.Hits))
	}
	seen := make(map[string]bool)
	raised := false
	for i := range with.Hits {
		page := ask(true, i, 1)
		if page.Hits[0].Document.ID != with.Hits[i].Document.ID {
			t.Fatalf("hit %d is another one on a page of its own", i)
		}
		seen[with.Hits[i].Document.ID] = true
		e := with.Hits[i].Explanation
		if math.Abs(e.Value-with.Hits[i].Score) > 2e-6 {
			t.Errorf("hit %d scores %v, explained as %v", i, with.Hits[i].Score, e.Value)
		}
		raised = raised || strings.Contains(fmt.Sprint(e), "words in common with the best matches: ")
	}
	if len(seen) != 60 {
		t.Errorf("%d different documents", len(seen))
	}
	if !raised {
		t.Error("no explanation names the words in common")
	}
}
