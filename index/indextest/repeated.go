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
	for _, q := range Questions(docs, 120, 11) {
		all = append(all, counting(q), q, counting(q), counting(q))
	}
	Hold(t, lib.Searcher(t), NewScan(docs), all)
}

// counting is a question that asks for no hits and no dates, which is what suggestions ask.
func counting(q index.Query) index.Query {
	q.Limit, q.Offset, q.Passages = 0, 0, 0
	var values []index.Facet
	for _, f := range q.Facets {
		if f.Field != index.FieldDate {
			values = append(values, f)
		}
	}
	q.Facets = values
	return q
}
