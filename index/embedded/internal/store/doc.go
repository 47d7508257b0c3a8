// Package store keeps the postings of a generation in a bleve index. It is the only package that
// imports bleve.
//
// bleve (scorch, zapx) is used as a store of postings only: it writes immutable segments, each with a dictionary and
// postings, and reads them through a memory map. Its analysis, scoring, phrase search, facets and background
// merging are not used. Terms come from index/analysis, documents reach bleve with their terms already made, and queries
// read postings directly. Measured with bleve 2.6.3 and zapx 17.2.5 on 31,667 documents: the first ten hits with four
// facets take 1.2 ms instead of 22 ms through bleve's own collector, and its BM25 finds known items with a mean reciprocal
// rank of 0.72 instead of 0.92 to 0.95 (it takes the square root of frequencies, and inverse document frequency twice).
//
// Documents are numbered from 0, segment after segment. Deleted documents keep their numbers until a merge.
//
// Fields of a document, by their names in bleve:
//
//	_id  the ID
//	t    terms of title and body, with positions
//	s    stems of title and body, frequencies only
//	tt   terms of the title, with positions
//	ts   stems of the title
//
// Title and body share a field, so that a word is found in one list; the fields of the title tell how many occurrences are
// in it. Positions of the body start titleGap after the title, so that no phrase crosses the two. All positions of a term
// in a document are packed into one location: Position is the first one plus 1, ArrayPositions are the distances between
// the next ones. That is a third smaller than a location per position, and phrases are read twice as fast. Offsets are not
// stored: highlights come from index/snippet.
package store
