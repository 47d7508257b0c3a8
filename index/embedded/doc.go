// Package embedded is the engine that keeps an index in a folder and searches it in the same process. It implements
// index.Build (Begin) and index.Searcher (Open).
//
// # On disk
//
// An index is a sequence of generations, each an immutable folder; CURRENT names the one to search.
//
//	CURRENT               the name of the current generation
//	VERIFIED              the files that were verified on this machine
//	LOCK                  locked by the process that builds
//	gen-000007/           a generation
//	    MANIFEST.json     its description, and size and SHA-256 of every other file
//	    RECOVERY          the description and the vocabulary again
//	    columns           values, dates, lengths, names, signatures and near-duplicate groups of all documents
//	                      (internal/column)
//	    suggest           words, phrases and titles for suggestions (suggestions.go)
//	    files             []index.File, as recorded by the build (file_list.go)
//	    head-000007       the documents that build 7 put, without texts; also of earlier builds (internal/stored)
//	    text-000007       their texts
//	    evidence-000007   their evidence and key terms
//	    vocabulary/       the vocabulary that tagged the documents
//	    bleve/            postings (internal/store)
//	gen-000006/           the generation before, for a rollback
//	gen-000008.building/  a build that is running, or was interrupted
//
// Files that are not bleve's, JSON or the vocabulary are block files (internal/blockfile), used where they are mapped.
//
// All files of a generation have the version manifest.Format. A generation of another version is refused; a full reindex
// replaces it. The checksum of its manifest identifies a generation, never its name, which is used again when an index is
// rebuilt.
//
// # Publishing
//
// A build writes into gen-N.building. If documents are carried over, it starts from a clone of the last generation's bleve
// index, whose segments are hard links, and adds segments for the new documents and deletions for those that are gone.
// Stored documents of earlier builds are hard links too, until most of a file is deleted or there are many.
// Publish then
//
//  1. writes all other files, and the manifest with their checksums, and syncs every new file and every folder (a segment
//     that is a hard link was synced before, and has the checksum that the last manifest states),
//  2. renames the folder to gen-N and syncs the index folder,
//  3. opens the generation as a Searcher would and runs a query on it,
//  4. renames a new CURRENT over the old one and syncs the index folder,
//  5. removes generations other than the current one and the one it was built from.
//
// A crash loses nothing: up to step 4, CURRENT names the old generation, of which no byte has changed; after it, the new
// one, which is complete, synced and tested. Begin removes what an interrupted build has left, but no folder that has the
// name of a generation: only step 5 does.
//
// bleve alone would not be safe: it syncs neither index_meta.json nor folders, and verifies no checksum when it reads.
//
// A purge does not clone: segments contain the text of deleted documents until they are merged, so that it rewrites all
// documents and removes the previous generation as well.
//
// # Verification
//
// Opening a generation compares the size of every file that the manifest lists, and reads every file that is not trusted.
// A file is trusted if inode, size and modification time are those of its last complete verification on this machine, which
// VERIFIED records (internal/manifest has the details). Other files in the folder are ignored; Verify reports them. A
// Searcher that follows the index reads every file again within 24 hours, slowly, and at once after a read error.
//
// Segments and block files are mapped into memory, so that a change by another program changes answers. Each query
// compares their size and modification time before it returns. If one has changed, it waits up to two seconds for another
// generation, and without one returns index.ErrDamaged. The same happens if a file is cut short while a query reads it, which
// is a fault: every read of a mapping runs in the goroutine of the caller, within blockfile.Guard.
//
// # Recovery
//
//   - If the current generation is damaged, Open and Begin use the newest generation that is whole. A Searcher reports it in
//     the log and in Status.Warnings, Begin in Notes. A retag refuses: it would lose the documents of the damaged one.
//   - If CURRENT is missing or names no generation, they also use the newest generation that is whole, and Begin makes it the
//     current one.
//   - A Searcher that follows the index compares the state of its folder every half second: CURRENT, the manifests, and size
//     and times of all files. So it notices an index that was rebuilt, restored or copied over. If the index is gone or the
//     new generation is damaged, it keeps the one that is open, as long as that is intact, and reports it.
//   - A damaged generation is remembered and not read again until a file of it changes.
//   - A full build needs nothing from the last generation. The sources and the vocabulary, which its caller takes from there
//     (Last, Vocabulary), are in it twice.
//
// What fallback cannot repair: generations share segments by hard links. Damage inside a shared segment damages each of
// them, and the index is refused until a full reindex.
//
// # Searching
//
// A query is compiled by index/internal/plan, and each node of the plan becomes a matcher. Matchers compute sets of
// documents as bitmaps (roaring), cheap ones first, and read frequencies only of the documents that are left. Filters,
// facets and sorting read columns. Scores come from index/internal/rank, snippets from index/snippet. Queries run on as
// many goroutines as there are processors; each has a budget of postings to read.
//
// bleve is used as a store of postings only; package internal/store has the reasons and the measurements.
package embedded
