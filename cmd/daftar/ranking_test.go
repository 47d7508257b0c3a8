package main

import (
	"os"
	"path/filepath"
	"testing"

	"daftar/index/embedded"
	"daftar/index/eval"
)

// rankings are the judged sets with floors that may only rise. The measure is MAP, or nDCG@10 for current-events-2025, whose
// judgements are incomplete.
var rankings = []struct {
	set   string
	ndcg  bool
	floor float64
}{
	{"cranfield", false, .44},
	{"xquad/en", false, .96},
	{"xquad/ru", false, .935},
	{"xquad/ar", false, .915},
	{"xquad/tr", false, .93},
	{"xquad/zh", false, .96},
	{"hamshahri-fa", false, .855},
	{"current-events-2025", true, .355},
}

// TestRanking compares the ranking on every judged set with textbook BM25 (no stems, no feedback): wins, losses and the
// p-value of a paired randomisation test. "make eval" runs it.
func TestRanking(t *testing.T) {
	if os.Getenv("DAFTAR_EVAL") == "" {
		t.Skip("takes a minute: make eval runs it")
	}
	t.Logf("%-20s %9s  %8s %8s  %8s  better worse equal      p", "set", "queries", "textbook", "daftar", "gain")
	for _, r := range rankings {
		dir := filepath.Join("..", "..", "..", "shared", "corpora", filepath.FromSlash(r.set))
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%-20s is not present", r.set)
			continue
		}
		old, now := rankBoth(t, dir)
		d, err := eval.Compare(old, now)
		before, after := old.Mean.AP, now.Mean.AP
		if r.ndcg {
			d, err = eval.CompareNDCG(old, now)
			before, after = old.Mean.NDCG, now.Mean.NDCG
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-20s %9d  %8.4f %8.4f  %+8.4f  %6d %5d %5d  %.4f", r.set, len(now.Queries), before, after, d.Mean, d.Wins, d.Losses, d.Ties, d.P)
		if after < r.floor {
			t.Errorf("%s: %.4f is below the floor of %.4f", r.set, after, r.floor)
		}
	}
}

func rankBoth(t *testing.T, dir string) (textbook, daftar *eval.Report) {
	t.Helper()
	library := t.TempDir()
	buildIndex(t, filepath.Join(dir, "docs.jsonl.gz"), library)
	s, err := embedded.Open(t.Context(), library, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	queries, err := readFile(filepath.Join(dir, "queries.tsv"), eval.ReadQueries)
	if err != nil {
		t.Fatal(err)
	}
	judgements, err := readFile(filepath.Join(dir, "qrels.txt"), eval.ReadJudgements)
	if err != nil {
		t.Fatal(err)
	}
	if textbook, err = eval.Run(t.Context(), s, queries, judgements, eval.Options{ExactWords: true}); err != nil {
		t.Fatal(err)
	}
	if daftar, err = eval.Run(t.Context(), s, queries, judgements, eval.Options{RelevanceFeedback: true}); err != nil {
		t.Fatal(err)
	}
	return textbook, daftar
}
