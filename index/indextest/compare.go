package indextest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// scoreSlack is the largest allowed difference of two scores: one unit of the sixth decimal, because sums in another
// order round differently.
const scoreSlack = 1.5e-6

// CompareResults reports every difference between two results: total, groups, hits with their order, scores and
// near-duplicates, grid and facets. It does not compare snippets, notes and times.
func CompareResults(t testing.TB, got, want *index.Result) {
	t.Helper()
	if got.Total != want.Total {
		t.Errorf("total: got %d, want %d", got.Total, want.Total)
	}
	if got.Groups != want.Groups {
		t.Errorf("groups: got %d, want %d", got.Groups, want.Groups)
	}
	checkHits(t, got.Hits, want.Hits)
	if g, w := FormatGrid(got.Grid), FormatGrid(want.Grid); g != w {
		t.Errorf("grid:\n got %s\nwant %s", g, w)
	}
	if len(got.Facets) != len(want.Facets) {
		t.Errorf("facets: got %d, want %d", len(got.Facets), len(want.Facets))
		return
	}
	for i := range want.Facets {
		if g, w := FormatFacet(got.Facets[i]), FormatFacet(want.Facets[i]); g != w {
			t.Errorf("facet %s:\n got %s\nwant %s", want.Facets[i].Field, g, w)
		}
	}
}

func checkHits(t testing.TB, got, want []index.Hit) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("hits: got %d, want %d", len(got), len(want))
		return
	}
	for i, w := range want {
		g := got[i]
		if g.Document.ID != w.Document.ID || math.Abs(g.Score-w.Score) > scoreSlack {
			t.Errorf("hit %d: got %s with %.6f, want %s with %.6f", i, g.Document.Path, g.Score, w.Document.Path, w.Score)
			return
		}
		if !slices.Equal(g.NearDuplicates, w.NearDuplicates) || g.MoreNearDuplicates != w.MoreNearDuplicates {
			t.Errorf("hit %d: got near-duplicates %v and %d more, want %v and %d", i, g.NearDuplicates, g.MoreNearDuplicates, w.NearDuplicates, w.MoreNearDuplicates)
			return
		}
	}
}

// FormatFacet writes the counts of a facet on one line, such as "PK:3* US:2 AF:0! missing:1 of 3": * is selected, ! is
// excluded, the last number is that of distinct values. A date facet starts with its interval and span of days.
func FormatFacet(f index.FacetCounts) string {
	var b strings.Builder
	if f.Field == index.FieldDate && len(f.Buckets) > 0 {
		fmt.Fprintf(&b, "%s %s..%s ", f.Interval, f.Buckets[0].From, f.Buckets[len(f.Buckets)-1].To)
	}
	for _, bucket := range f.Buckets {
		fmt.Fprintf(&b, "%s:%d%s%s ", bucket.Value, bucket.Count, markIf(bucket.Selected, "*"), markIf(bucket.Excluded, "!"))
	}
	fmt.Fprintf(&b, "missing:%d%s of %d", f.Missing, markIf(f.MissingSelected, "*"), f.DistinctValues)
	return b.String()
}

func markIf(set bool, mark string) string {
	if set {
		return mark
	}
	return ""
}

// maxFailures is the number of queries with a wrong result after which a check stops.
const maxFailures = 5

// CheckAgainstScan runs queries on an engine and on the naive scan and reports every difference. It also checks that
// selecting a facet bucket returns as many documents as the bucket counts.
func CheckAgainstScan(t *testing.T, s index.Searcher, scan *NaiveScan, queries []index.Query) {
	t.Helper()
	failed := 0
	for i, q := range queries {
		if !t.Run(fmt.Sprintf("%03d", i), func(t *testing.T) { checkQuery(t, s, scan, q) }) {
			failed++
		}
		if failed == maxFailures {
			t.Fatalf("stopped after %d queries with a wrong result", failed)
		}
	}
}

func checkQuery(t *testing.T, s index.Searcher, scan *NaiveScan, q index.Query) {
	t.Helper()
	want, wantErr := scan.Search(q)
	got, err := s.Search(t.Context(), q)
	var limit *index.LimitError
	if errors.As(wantErr, &limit) && errors.As(err, &limit) {
		return
	}
	if err != nil || wantErr != nil {
		t.Fatalf("%s\nerror: got %v, want %v", describeQuery(q), err, wantErr)
	}
	CompareResults(t, got, want)
	for _, f := range got.Facets {
		checkBuckets(t, s, q, f)
	}
	if t.Failed() {
		t.Log(describeQuery(q))
	}
}

// checkBuckets selects the largest, the middle and the last bucket of a facet, and the missing values.
func checkBuckets(t *testing.T, s index.Searcher, q index.Query, f index.FacetCounts) {
	t.Helper()
	n := len(f.Buckets)
	for _, i := range []int{0, n / 2, n - 1} {
		if n == 0 || i > 0 && i == n/2 && i == n-1 {
			continue
		}
		b := f.Buckets[i]
		next := afterSelecting(q, f.Field, b.Value)
		if f.Field == index.FieldDate {
			next = q
			next.Dates = index.DateFilter{Field: q.Dates.Field, From: b.From, To: b.To}
		}
		checkTotal(t, s, next, string(f.Field)+"="+b.Value, b.Count)
	}
	next := afterSelecting(q, f.Field, index.Missing)
	if f.Field == index.FieldDate {
		next = q
		next.Dates = index.DateFilter{Field: q.Dates.Field, Missing: true}
	}
	checkTotal(t, s, next, string(f.Field)+"="+index.Missing, f.Missing)
}

func checkTotal(t *testing.T, s index.Searcher, q index.Query, selected string, want int) {
	t.Helper()
	q.Facets, q.Limit, q.Offset = nil, 0, 0
	r, err := s.Search(t.Context(), q)
	if err != nil {
		t.Errorf("selecting %s: %v", selected, err)
	} else if r.Total != want {
		t.Errorf("selecting %s: got %d documents, bucket counts %d", selected, r.Total, want)
	}
}

func describeQuery(q index.Query) string {
	tree := "(no words)"
	if q.Tree != nil {
		tree = q.Tree.String()
	}
	return fmt.Sprintf("query: %s\nfilters: %+v\ndates: %+v same passage: %t mentions: %s sort: %s collapse: %t limit: %d offset: %d\nfacets: %+v\ngrid: %+v",
		tree, q.Filters, q.Dates, q.SamePassage, q.Mentions, q.Sort, q.Collapse, q.Limit, q.Offset, q.Facets, q.Grid)
}
