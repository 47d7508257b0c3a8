// Package indextest is the conformance test suite of search engines.
//
// # Running it
//
// Run checks that an engine keeps the contract of package index. An engine's test file says only how to open an
// engine with an empty index:
//
//	func TestConformance(t *testing.T) {
//		indextest.Run(t, func(t *testing.T) indextest.Engine { return openEngine(t.TempDir()) })
//	}
//
// The suite has two kinds of tests. Tables state in words what a query on a few small fixtures returns; they are
// written by hand and are the contract. Random queries compare the whole result of the engine (total, hits, scores,
// order, facets, grid, near-duplicates) with that of the naive scan, and check that selecting a facet bucket returns
// as many documents as the bucket counts.
//
// # The naive scan
//
// NaiveScan is the reference: it answers a query by reading every document, with no index and no code of any engine.
// Its comment states the semantics of every node of a query, of filters and facets, and the BM25F score. The
// constants of the score are written down again here, so that a mistake in an engine's constants is not hidden.
//
// # Random queries
//
// RandomQueries draws queries from the words, tags and dates of given documents, so that most of them match something.
// RandomTypedQueries writes such queries as people type them: other quotation marks and digits, invisible characters,
// stray operators, broken syntax. Both give the same queries for the same documents and seed.
// CheckAgainstScan and CheckTypedAgainstScan also run over a real index outside the suite.
//
// # Tests of the suite
//
// The package tests itself. An engine in memory (memory_test.go) answers by the naive scan and must pass the suite;
// where it fails, a table or the scan is wrong. A negative control (TestCompareResultsReportsEveryDifference)
// falsifies a result in every field that CompareResults looks at and checks that each change is reported.
//
// The package opens no engine and knows none.
package indextest
