package indextest

import (
	"testing"

	"daftar/index"
)

// testRepeated asks for numbers alone before and after the same question is asked with its hits, and again: what an engine
// remembers of a question is no other answer.
func testRepeated(t *testing.T, open Open) {
	lib := open(t)
	docs := randomDocuments(120, 9)
	publish(t, lib, func(b index.Build) { put(t, b, docs...) })
	docs = change(t, lib, docs, 10)
	var all []index.Query
	for _, q := range RandomQueries(docs, 120, 11) {
		all = append(all, countOnly(q), q, countOnly(q), countOnly(q))
	}
	CheckAgainstScan(t, lib.Searcher(t), NewNaiveScan(docs), all)
}

// testProbe asks random questions as probes: what is found is exact, or less and said to be.
func testProbe(t *testing.T, open Open) {
	docs := randomDocuments(120, 12)
	lib := open(t)
	publish(t, lib, func(b index.Build) { put(t, b, docs...) })
	s := lib.Searcher(t)
	scan := NewNaiveScan(docs)
	for _, q := range RandomQueries(docs, 200, 13) {
		want, err := scan.Search(countOnly(q))
		if err != nil {
			continue // a limit, which other tests are about
		}
		for _, probe := range []int{1, 3, 1000, 0} {
			q := countOnly(q)
			q.CountLimit = probe
			got := search(t, s, q)
			exact := !got.TotalIsLowerBound && got.Total == want.Total
			if !exact && (probe == 0 || probe == 1000 || !got.TotalIsLowerBound || got.Total > want.Total) {
				t.Errorf("probe of %d: got %d, at least %t, want %d\n%s", probe, got.Total, got.TotalIsLowerBound, want.Total, describeQuery(q))
			}
		}
	}
}

// countOnly is a question that asks for no hits and no dates, which is what suggestions ask.
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
