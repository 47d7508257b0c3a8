// Package index is the contract between engines and everything that uses one: the types of documents, queries and
// results, and the two interfaces that an engine implements.
//
// An engine keeps documents and answers queries about them. index/embedded is one, with files in a folder. Engines do not
// know each other, and no other package knows which engine it uses: the server and the evaluation receive a Searcher, and
// ingest receives a Build. Package indextest checks that an engine keeps the contract, by comparing it with a scan of all
// documents.
//
// The types are plain values. A Document is complete when it crosses a package boundary and nobody changes it afterwards.
// Text positions are byte offsets in UTF-8; days are date.Day, and JSON is what an engine stores, not what the API returns.
//
// # How documents get into an index
//
// A reindex is one Build. For each file, ingest compares the fingerprint of the file with the one that Known returns for
// it; it calls Keep if they are equal, and otherwise parses the file and calls Put with its documents. Record stores the
// outcome of the file. Publish then makes a new generation: an immutable, complete version of the index that holds exactly
// the documents that were Put or Kept. Searchers switch to it without a pause; on any error the old generation stays.
//
// # How queries are answered
//
// Package query parses the text of a query into a tree. A Query holds the tree, filters, order and the facets to count. A
// Result has exact totals and counts, hits in an order without ties, and notes about words that the engine expanded or
// ignored. All engines must return the same documents, counts and order for the same Query: they take terms from
// index/analysis, snippets from index/snippet, and compile, score and explain queries with index/internal/plan and
// index/internal/rank.
//
// The package does no I/O, writes no log and has no text for people: notes, explanations and problems are keys with
// arguments (package message), which server/i18n turns into text.
package index
