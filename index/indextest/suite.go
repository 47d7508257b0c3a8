package indextest

import (
	"testing"

	"daftar/index"
)

// Engine is an engine with one index. The suite uses it instead of the constructors of engines, which differ.
type Engine interface {
	// Begin starts a reindex. It fails the test on an error.
	Begin(t *testing.T) index.Build
	// Searcher returns a Searcher of the generation that is the newest when it is called. If none was published, the
	// Searcher returns index.ErrUnavailable. It stays open until the test ends.
	Searcher(t *testing.T) index.Searcher
}

// Open returns an engine with an empty index that is removed when the test ends.
type Open func(t *testing.T) Engine

// Run runs all conformance tests.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"EmptyIndex", testEmpty},
		{"Builds", testBuilds},
		{"InvalidCallsReturnErrors", testRefusals},
		{"WordsAndOperators", testWords},
		{"Scripts", testScripts},
		{"Filters", testFilters},
		{"FacetCounts", testFacets},
		{"DateFilters", testDates},
		{"DateHistogram", testDateFacet},
		{"Grid", testGrid},
		{"SortOrder", testOrder},
		{"Paging", testPaging},
		{"CollapseNearDuplicates", testCollapse},
		{"CollapseAfterReindex", testCollapseAfterReindex},
		{"CollapsedPages", testCollapsedPages},
		{"SimilarDocuments", testSimilar},
		{"SimilarEqualsNaiveScan", testSimilarEqualsNaiveScan},
		{"Snippets", testSnippets},
		{"Highlights", testHighlights},
		{"Explanation", testExplain},
		{"StoredDocument", testDocument},
		{"Status", testStatus},
		{"Suggestions", testSuggestions},
		{"SuggestionsFollowGenerations", testSuggestionsFollowGenerations},
		{"Spellings", testSpellings},
		{"CancelledContext", testCancelledContext},
		{"ConcurrentSearches", testConcurrentSearches},
		{"RandomQueriesEqualNaiveScan", testRandomQueries},
		{"RepeatedQueriesEqualNaiveScan", testRepeatedQueries},
		{"CountLimit", testCountLimit},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open) })
	}
}

// publish runs a reindex: fill puts and keeps the documents.
func publish(t *testing.T, e Engine, fill func(index.Build)) index.Generation {
	t.Helper()
	b := e.Begin(t)
	fill(b)
	g, err := b.Publish(t.Context())
	if err != nil {
		t.Fatalf("publish: %v", err)
	}
	return g
}

// openWith returns a Searcher of an index that holds the fixtures, and their documents.
func openWith(t *testing.T, open Open, fixtures []fixture) (index.Searcher, []*index.Document) {
	t.Helper()
	docs := documents(t, fixtures)
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	return e.Searcher(t), docs
}

func put(t *testing.T, b index.Build, docs ...*index.Document) {
	t.Helper()
	if err := b.Put(t.Context(), docs...); err != nil {
		t.Fatalf("put: %v", err)
	}
	record(b, docs...)
}

// record records each document as the only one of a file with its path.
func record(b index.Build, docs ...*index.Document) {
	for _, d := range docs {
		b.Record(index.File{Path: d.Path, Format: d.Format, Size: int64(len(d.Text)), Fingerprint: d.Fingerprint, Documents: 1})
	}
}

// search fails the test on an error.
func search(t *testing.T, s index.Searcher, q index.Query) *index.Result {
	t.Helper()
	r, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %s: %v", describeQuery(q), err)
	}
	return r
}
