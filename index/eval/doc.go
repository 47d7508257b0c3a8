// Package eval measures ranking and tagging against people's judgements.
//
// Ranking: Run runs the queries of a test collection (TREC: topics and qrels) on an index.Searcher and scores each
// ranking by average precision, nDCG@10, reciprocal rank and recall@100. Compare compares two runs query by query, with
// a randomisation test of whether the difference is chance.
//
// Tagging: CompareLabels counts the labels of a document, CompareSpans marked places of a text; Counts gives precision,
// recall and F1.
//
// The package opens no engine and no file: callers pass a Searcher and readers.
package eval
