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

// report returns a document whose text is one of five with small changes: many are near-duplicates.
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

// collapsedHits lists every hit with its near-duplicates.
func collapsedHits(t *testing.T, dir string, q index.Query) string {
	t.Helper()
	s, err := Open(t.Context(), dir, OpenOptions{})
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
		t.Errorf("%d documents in %d hits are listed, of %d in %d", named, len(r.Hits), r.Total, r.Groups)
	}
	return b.String()
}

// TestGroupsDoNotDependOnHistory adds, changes and removes documents in many reindexes, with new segments, merged ones and a
// purge: the groups are always those of an index that was built from the same documents at once.
func TestGroupsDoNotDependOnHistory(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	dir := t.TempDir()
	current := make(map[int]*index.Document)
	next := 0
	for round := range 14 {
		reindex(t, dir, BuildOptions{Purge: round == 12}, func(b *Build) {
			for _, n := range slices.Sorted(maps.Keys(current)) {
				d := current[n]
				switch r.IntN(6) {
				case 0:
					delete(current, n)
				case 1:
					current[n] = report(n, r)
					put(t, current[n])(b)
				default:
					if err := b.Keep(t.Context(), d.Path); err != nil {
						t.Fatal(err)
					}
				}
			}
			for range 6 {
				current[next] = report(next, r)
				put(t, current[next])(b)
				next++
			}
		})
		fresh := t.TempDir()
		reindex(t, fresh, BuildOptions{}, func(b *Build) {
			for _, d := range current {
				put(t, d)(b)
			}
		})
		q := index.Query{Sort: index.SortNewest}
		if got, want := collapsedHits(t, dir, q), collapsedHits(t, fresh, q); got != want {
			t.Fatalf("round %d: got %s\nwant %s", round, got, want)
		}
	}
}

// TestCollapsedHitsKeepOrderWithFeedback checks that collapsed hits are those of the full ranking without all but the first of
// each group, on every page, and that near-duplicates are listed in the order of that ranking.
func TestCollapsedHitsKeepOrderWithFeedback(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	dir := t.TempDir()
	var docs []*index.Document
	for n := range 60 {
		docs = append(docs, report(n, r))
	}
	reindex(t, dir, BuildOptions{}, put(t, docs...))
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	search := func(q index.Query) []index.Hit {
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
		moved := !slices.EqualFunc(search(q), search(plain), func(a, b index.Hit) bool { return a.Score == b.Score })
		for n, h := range search(q) {
			place[h.Document.ID], score[h.Document.ID] = n, h.Score
		}
		q.Collapse, q.Limit = true, 7
		var ids []string
		last, duplicates := -1, 0
		for q.Offset = 0; ; q.Offset += q.Limit {
			hits := search(q)
			for _, h := range hits {
				at := place[h.Document.ID]
				if at <= last || h.Score != score[h.Document.ID] {
					t.Errorf("%s: %s comes after place %d with score %v, in the full ranking it is at %d with %v", text, h.Document.Path, last, h.Score, at, score[h.Document.ID])
				}
				last = at
				ids = append(ids, h.Document.ID)
				for _, c := range h.NearDuplicates {
					if place[c.ID] <= at {
						t.Errorf("%s: %s is listed under %s, which comes after it", text, c.Path, h.Document.Path)
					}
					at = place[c.ID]
					ids = append(ids, c.ID)
					duplicates++
				}
			}
			if len(hits) < q.Limit {
				break
			}
		}
		slices.Sort(ids)
		if !moved || duplicates < 5 || len(ids) != len(place) || len(slices.Compact(ids)) != len(place) {
			t.Errorf("%s: %d of %d documents in hits, %d near-duplicates, moved by feedback: %t", text, len(ids), len(place), duplicates, moved)
		}
	}
}
