package indextest

import (
	"testing"

	"daftar/index"
)

// testRepeatedQueries runs each query count-only before and after it runs with hits, so that a cached result cannot
// change a later one.
func testRepeatedQueries(t *testing.T, open Open) {
	e := open(t)
	docs := randomDocuments(120, 9)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	docs = reindexRandomly(t, e, docs, 10)
	var all []index.Query
	for _, q := range RandomQueries(docs, 120, 11) {
		all = append(all, countOnly(q), q, countOnly(q), countOnly(q))
	}
	CheckAgainstScan(t, e.Searcher(t), NewNaiveScan(docs), all)
}

// testCountLimit checks that Query.CountLimit returns the exact total, or fewer with TotalIsLowerBound.
func testCountLimit(t *testing.T, open Open) {
	docs := randomDocuments(120, 12)
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	s := e.Searcher(t)
	scan := NewNaiveScan(docs)
	for _, q := range RandomQueries(docs, 200, 13) {
		want, err := scan.Search(countOnly(q))
		if err != nil {
			continue // a LimitError, which other tests cover
		}
		for _, limit := range []int{1, 3, 1000, 0} {
			q := countOnly(q)
			q.CountLimit = limit
			got := search(t, s, q)
			exact := !got.TotalIsLowerBound && got.Total == want.Total
			if !exact && (limit == 0 || limit == 1000 || !got.TotalIsLowerBound || got.Total > want.Total) {
				t.Errorf("count limit %d: got %d, lower bound %t, want %d\n%s", limit, got.Total, got.TotalIsLowerBound, want.Total, describeQuery(q))
			}
		}
	}
}

// countOnly returns the query without hits and date facets, as query relaxation asks it.
func countOnly(q index.Query) index.Query {
	q.Limit, q.Offset, q.Snippets = 0, 0, 0
	var values []index.Facet
	for _, f := range q.Facets {
		if f.Field != index.FieldDate {
			values = append(values, f)
		}
	}
	q.Facets = values
	return q
}
