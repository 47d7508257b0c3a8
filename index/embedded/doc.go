// Package embedded is the engine that keeps an index in a folder and searches it in the same process. It implements
// index.Build (Begin) and index.Searcher (Open).
//
// # On disk
//
// An index is a sequence of generations, each an immutable folder; CURRENT names the one to search.
//
//	CURRENT               the name of the current generation
//	LOCK                  locked by the process that builds
//	gen-000007/           a generation
//	    MANIFEST.json     its description, and size and SHA-256 of every other file
//	    columns.gob       values, dates, lengths, names and near-duplicate groups of all documents (internal/column)
//	    signatures.bin    analysis.Signature of each document, from which the next build makes the groups
//	    suggest.gob       words, phrases and titles for suggestions (index/internal/suggest)
//	    files.json        []index.File, as recorded by the build
//	    vocabulary/       the vocabulary that tagged the documents
//	    bleve/            postings and stored fields (internal/store)
//	gen-000006/           the generation before, for a rollback
//	gen-000008.building/  a build that is running, or was interrupted
//
// All files of a generation have the version manifest.Format. A generation of another version is refused; a full reindex
// replaces it.
//
// # Publishing
//
// A build writes into gen-N.building. If documents are carried over, it starts from a clone of the last generation's bleve
// index, whose segments are hard links, and adds segments for the new documents and deletions for those that are gone.
// Publish then
//
//  1. writes all other files, and the manifest with their checksums, and syncs every file and folder,
//  2. renames the folder to gen-N and syncs the index folder,
//  3. opens the generation as a Searcher would and runs a query on it,
//  4. renames a new CURRENT over the old one and syncs the index folder,
//  5. removes generations other than the current and the previous one.
//
// A crash loses nothing: up to step 4, CURRENT names the old generation, of which no byte has changed; after it, the new
// one, which is complete, synced and tested. Begin removes what an interrupted build has left. A Searcher checks all
// checksums when it opens a generation and keeps the old one if the new one is damaged. Queries that are running keep their
// generation open until they end.
//
// bleve alone would not be safe: it syncs neither index_meta.json nor folders, and verifies no checksum when it reads.
//
// A purge does not clone: segments contain the text of deleted documents until they are merged, so that it rewrites all
// documents and removes the previous generation as well.
//
// # Searching
//
// A query is compiled by index/internal/plan, and each node of the plan becomes a matcher. Matchers compute sets of
// documents as bitmaps (roaring), cheap ones first, and read frequencies only of the documents that are left. Filters,
// facets and sorting read columns. Scores come from index/internal/rank, snippets from index/snippet. Queries run on as
// many goroutines as there are processors; each has a budget of postings to read.
//
// bleve is used as a store of postings and stored fields only; package internal/store has the reasons and the measurements.
package embedded
