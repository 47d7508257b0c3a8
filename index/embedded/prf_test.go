package embedded

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// TestFeedbackOnlyReorders checks that feedback neither adds nor drops a document, that pages do not overlap, and that
// explanations add up to the score.
func TestFeedbackOnlyReorders(t *testing.T) {
	dir := t.TempDir()
	topics := []string{"gwadar port corridor ships", "border patrol infiltration fence", "uranium centrifuge safeguards talks"}
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 60 {
			put(t, note(n, fmt.Sprintf("Conference %s. %s", strings.Repeat("on security ", n%4), topics[n%3])))(b)
		}
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	search := func(feedback bool, offset, limit int) *index.Result {
		tree := query.Or{query.Word{Text: "conference"}, query.Word{Text: "security"}, query.Word{Text: "uranium"}}
		r, err := s.Search(t.Context(), index.Query{Tree: tree, Limit: limit, Offset: offset, RelevanceFeedback: feedback, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	plain, with := search(false, 0, 100), search(true, 0, 100)
	if plain.Total != 60 || with.Total != 60 || len(plain.Hits) != len(with.Hits) {
		t.Fatalf("%d and %d documents, %d and %d hits", plain.Total, with.Total, len(plain.Hits), len(with.Hits))
	}
	seen := make(map[string]bool)
	raised := false
	for i := range with.Hits {
		page := search(true, i, 1)
		if page.Hits[0].Document.ID != with.Hits[i].Document.ID {
			t.Fatalf("hit %d is another one on a page with one hit", i)
		}
		seen[with.Hits[i].Document.ID] = true
		e := with.Hits[i].Explanation
		if math.Abs(e.Value-with.Hits[i].Score) > 2e-6 {
			t.Errorf("hit %d scores %v, explained as %v", i, with.Hits[i].Score, e.Value)
		}
		raised = raised || strings.Contains(fmt.Sprint(e), "explain.feedback")
	}
	if len(seen) != 60 {
		t.Errorf("%d different documents", len(seen))
	}
	if !raised {
		t.Error("no explanation lists shared terms")
	}
}

// TestFeedbackTreatsLanguagesSeparately checks that a document in a rare language keeps its rank: it shares no terms with the
// many documents in another one.
func TestFeedbackTreatsLanguagesSeparately(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 12 {
			put(t, note(n, fmt.Sprintf("Gwadar port corridor ships and the harbour road. %s", strings.Repeat("Nothing else. ", n))))(b)
		}
		d := note(12, "Гвадар: порт, Gwadar, Gwadar, коридор и дорога.")
		d.Lang = "ru"
		put(t, d)(b)
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, feedback := range []bool{false, true} {
		r, err := s.Search(t.Context(), index.Query{Tree: query.Word{Text: "Gwadar"}, Limit: 5, RelevanceFeedback: feedback})
		if err != nil {
			t.Fatal(err)
		}
		if r.Hits[0].Document.Lang != "ru" {
			t.Errorf("feedback %t: the first is %s with %v, in %s", feedback, r.Hits[0].Document.Path, r.Hits[0].Score, r.Hits[0].Document.Lang)
		}
	}
}

// TestChineseSynonymDoesNotDisableFeedback checks a name that also has a Chinese form.
func TestChineseSynonymDoesNotDisableFeedback(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 6 {
			put(t, note(n, "Iran held talks on centrifuges and safeguards."))(b)
		}
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	score := func(tree query.Node) float64 {
		r, err := s.Search(t.Context(), index.Query{Tree: tree, Limit: 1, RelevanceFeedback: true})
		if err != nil {
			t.Fatal(err)
		}
		return r.Hits[0].Score
	}
	plain := score(query.Word{Text: "Iran"})
	if got := score(query.Synonyms{Node: query.Word{Text: "Iran"}, Alternatives: []query.Node{query.Phrase{Text: "伊朗"}, query.Word{Text: "伊朗"}}}); got != plain {
		t.Errorf("with a synonym the first hit scores %v, without %v", got, plain)
	}
}
