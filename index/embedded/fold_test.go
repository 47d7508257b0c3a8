package embedded

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// report is a note whose text is one of a few, edited a little: many are near copies of each other.
func report(n int, r *rand.Rand) *index.Document {
	subject := []string{"bridge", "harbour", "airfield", "pipeline", "market"}[r.IntN(5)]
	text := strings.Repeat("Officers inspected the "+subject+" and wrote down what they saw there, then went home by another way. ", 2) +
		fmt.Sprintf("The %s stays closed. ", subject) + strings.Repeat("Sent again. ", r.IntN(3))
	d := note(n, "")
	d.Title, d.TitleDerived = "Derived", true
	d.Text, d.Passages = text, []index.Passage{{End: len(text)}}
	d.Added, d.Published = 1, date.Date{From: date.Day(700_000 + r.IntN(40)), To: date.Day(700_100), Precision: date.PrecisionRange}
	return d
}

// foldedHits writes every hit with its near copies.
func foldedHits(t *testing.T, dir string, q index.Query) string {
	t.Helper()
	s, err := Open(dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	q.Collapse, q.Limit = true, index.MaxLimit
	r, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d", r.Groups, r.Total)
	named := 0
	for _, h := range r.Hits {
		fmt.Fprintf(&b, "\n%s:", h.Document.Path)
		for _, c := range h.NearDuplicates {
			fmt.Fprintf(&b, " %s", c.Path)
		}
		named += 1 + len(h.NearDuplicates)
	}
	if named != r.Total || len(r.Hits) != r.Groups {
		t.Errorf("%d documents in %d hits are named, of %d in %d", named, len(r.Hits), r.Total, r.Groups)
	}
	return b.String()
}

// TestGroupsSurviveReindexes adds, changes and removes documents, over new segments, merged ones and a purge: the groups
// are always those of a library made of the same documents at once.
func TestGroupsSurviveReindexes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	dir := t.TempDir()
	held := make(map[int]*index.Document)
	next := 0
	for round := range 14 {
		reindex(t, dir, BuildOptions{Purge: round == 12}, func(b *Build) {
			for _, n := range slices.Sorted(maps.Keys(held)) {
				d := held[n]
				switch r.IntN(6) {
				case 0:
					delete(held, n)
				case 1:
					held[n] = report(n, r)
					put(t, held[n])(b)
				default:
					if err := b.Keep(t.Context(), d.Path); err != nil {
						t.Fatal(err)
					}
				}
			}
			for range 6 {
				held[next] = report(next, r)
				put(t, held[next])(b)
				next++
			}
		})
		fresh := t.TempDir()
		reindex(t, fresh, BuildOptions{}, func(b *Build) {
			for _, d := range held {
				put(t, d)(b)
			}
		})
		q := index.Query{Sort: index.SortNewest}
		if got, want := foldedHits(t, dir, q), foldedHits(t, fresh, q); got != want {
			t.Fatalf("round %d: got %s\nwant %s", round, got, want)
		}
	}
}

// TestFoldWithFeedback holds that folded hits are those of the unfolded ranking, feedback and all, less those of whose
// group one came before, on every page, and that the copies are named in its order.
func TestFoldWithFeedback(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	dir := t.TempDir()
	var docs []*index.Document
	for n := range 60 {
		docs = append(docs, report(n, r))
	}
	reindex(t, dir, BuildOptions{}, put(t, docs...))
	s, err := Open(dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(q index.Query) []index.Hit {
		t.Helper()
		found, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return found.Hits
	}
	for _, text := range []string{"officers", "officers border", "river OR border OR officers"} {
		q := index.Query{Tree: query.Parse(text, query.Options{MatchAny: true}).Tree, RelevanceFeedback: true, Limit: index.MaxLimit}
		place, score := make(map[string]int), make(map[string]float64)
		plain := q
		plain.RelevanceFeedback = false
		moved := !slices.EqualFunc(ask(q), ask(plain), func(a, b index.Hit) bool { return a.Score == b.Score })
		for n, h := range ask(q) {
			place[h.Document.ID], score[h.Document.ID] = n, h.Score
		}
		q.Collapse, q.Limit = true, 7
		var ids []string
		last, copies := -1, 0
		for q.Offset = 0; ; q.Offset += q.Limit {
			hits := ask(q)
			for _, h := range hits {
				at := place[h.Document.ID]
				if at <= last || h.Score != score[h.Document.ID] {
					t.Errorf("%s: %s comes after place %d with %v, unfolded it is at %d with %v", text, h.Document.Path, last, h.Score, at, score[h.Document.ID])
				}
				last = at
				ids = append(ids, h.Document.ID)
				for _, c := range h.NearDuplicates {
					if place[c.ID] <= at {
						t.Errorf("%s: %s is folded under %s, which comes after it", text, c.Path, h.Document.Path)
					}
					at = place[c.ID]
					ids = append(ids, c.ID)
					copies++
				}
			}
			if len(hits) < q.Limit {
				break
			}
		}
		slices.Sort(ids)
		if !moved || copies < 5 || len(ids) != len(place) || len(slices.Compact(ids)) != len(place) {
			t.Errorf("%s: %d of %d documents in hits, %d copies, moved by feedback: %t", text, len(ids), len(place), copies, moved)
		}
	}
}
