// Package indextest proves that an engine keeps its word.
//
// Run is one suite for every engine: what package index promises, as tests. An engine's own test file only says how to
// open a library. Beside the suite stand the naive scan that every engine is held against (Scan), random questions drawn
// from documents (Questions), and the comparison of the two answers (Compare, Hold), which an engine's tests may also
// run over a real library.
//
// Nothing here opens an engine, and nothing here knows one.
package indextest

import (
	"testing"

	"daftar/index"
)

// Engine is an engine with one library. It stands between the suite and the ways in which engines are opened.
type Engine interface {
	// Begin starts a reindex. It fails the test if it cannot.
	Begin(t *testing.T) index.Build
	// Searcher returns a Searcher that answers from the last generation published when it is called, or, before the
	// first, one whose library has no generation yet. It stays open until the test ends.
	Searcher(t *testing.T) index.Searcher
}

// Open makes an engine with an empty library of its own, gone when the test ends.
type Open func(t *testing.T) Engine

// Run runs the whole suite.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"Empty", testEmpty}, {"Builds", testBuilds}, {"Refusals", testRefusals},
		{"Words", testWords}, {"Scripts", testScripts},
		{"Filters", testFilters}, {"Facets", testFacets}, {"Dates", testDates}, {"DateFacet", testDateFacet}, {"Grid", testGrid},
		{"Order", testOrder}, {"Paging", testPaging}, {"Copies", testCopies}, {"Fold", testFold}, {"Similar", testSimilar},
		{"Excerpts", testExcerpts}, {"Marks", testMarks}, {"Explain", testExplain}, {"Document", testDocument}, {"Status", testStatus},
		{"Suggestions", testSuggestions}, {"SuggestionsGo", testSuggestionsGo}, {"Spellings", testSpellings},
		{"Cancelled", testCancelled}, {"Goroutines", testGoroutines}, {"Scan", testScan}, {"Repeated", testRepeated}, {"Probe", testProbe},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// publish runs one reindex that fill fills.
func publish(t *testing.T, lib Engine, fill func(index.Build)) index.Generation {
	t.Helper()
	b := lib.Begin(t)
	fill(b)
	g, err := b.Publish(t.Context())
	if err != nil {
		t.Fatalf("publish: %v", err)
	}
	return g
}

// openWith returns a library that holds the sheets, its Searcher, and its documents.
func openWith(t *testing.T, open Open, sheets []fixture) (index.Searcher, []*index.Document) {
	t.Helper()
	docs := documents(t, sheets)
	lib := open(t)
	publish(t, lib, func(b index.Build) { put(t, b, docs...) })
	return lib.Searcher(t), docs
}

func put(t *testing.T, b index.Build, docs ...*index.Document) {
	t.Helper()
	if err := b.Put(t.Context(), docs...); err != nil {
		t.Fatalf("put: %v", err)
	}
	record(b, docs...)
}

// record tells of the files of documents, each a file of its own.
func record(b index.Build, docs ...*index.Document) {
	for _, d := range docs {
		b.Record(index.File{Path: d.Path, Format: d.Format, Size: int64(len(d.Text)), Fingerprint: d.Fingerprint, Documents: 1})
	}
}

// search answers a question or fails the test.
func search(t *testing.T, s index.Searcher, q index.Query) *index.Result {
	t.Helper()
	r, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %s: %v", describeQuery(q), err)
	}
	return r
}
