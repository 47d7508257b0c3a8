package index

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"iter"
	"strings"
	"time"

	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
)

// Searcher answers queries about one library. All methods are safe for concurrent use; they stop when their context is done
// and return its error. As long as the library has no generation, they return ErrUnavailable.
type Searcher interface {
	// Search answers a query. The order of hits is total (ties end at the ID), so pages of the same generation do not
	// overlap. A page after the last one has no hits and the same totals. A query that exceeds a limit is a *LimitError, an
	// unknown field, order or value an *InvalidError.
	Search(ctx context.Context, q Query) (*Result, error)
	// Document returns a document with all its fields, or ErrNotFound.
	Document(ctx context.Context, id string) (*Document, error)
	// Highlight returns the matches of a query tree in a document by passage number: spans of the passage's text, in order,
	// without overlaps. ErrNotFound if there is no such document.
	Highlight(ctx context.Context, id string, tree query.Node) (map[int][]Span, error)
	// Similar returns up to n documents that are similar to one by its rarest terms and its main tags, best first, and at
	// most one of each group of near-duplicates. Its own near-duplicates are listed separately. ErrNotFound if there is no
	// such document.
	Similar(ctx context.Context, id string, n int) (*Similar, error)
	// Suggest completes a prefix: it returns words, phrases and titles of the library that begin with it, at most n of each
	// kind, by descending count. The last word of the prefix may be incomplete. It suggests no stop word alone.
	Suggest(ctx context.Context, prefix string, n int) ([]Suggestion, error)
	// Spellings returns corrections of a word from the words of the library: at most n with similar spelling, by descending
	// count, then at most n of other scripts that sound like it, the most similar first.
	Spellings(ctx context.Context, word string, n int) ([]Suggestion, error)
	// Status describes the library.
	Status(ctx context.Context) (*Status, error)
}

// Build is one reindex, from its start to Publish or Abort. Publish drops every document that was neither Put nor Kept. Put,
// Keep and Record are safe for concurrent use.
type Build interface {
	// Known returns the fingerprint that a document or a file had in the last generation, by its path.
	Known(path string) (Fingerprint, bool)
	// Paths returns the paths of all documents of the last generation, in order.
	Paths() iter.Seq[string]
	// Files returns the files of the last generation by path, as recorded.
	Files() map[string]File
	// Stored returns the documents of the last generation as they were Put, in no particular order. A retag reads them
	// instead of files. An error ends the sequence.
	Stored(ctx context.Context) iter.Seq2[*Document, error]
	// Keep carries documents of the last generation over unchanged. The path of a file with many documents (FILE.jsonl)
	// keeps all of them. A path that the last generation does not have is ErrNotFound.
	Keep(ctx context.Context, paths ...string) error
	// Put adds documents, or replaces those with the same ID, which keep their first Added day. The caller must not change
	// the documents afterwards. Two documents with the same ID in one build are an *InvalidError.
	Put(ctx context.Context, docs ...*Document) error
	// Record stores the outcome of a file. The last call for a path wins.
	Record(files ...File)
	// Publish makes the new generation the current one. If documents, files, sources and versions are those of the last
	// generation, it makes none and returns the last one.
	Publish(ctx context.Context) (Generation, error)
	// Abort removes what was written. After Publish it does nothing.
	Abort() error
}

// Fingerprint identifies the input of a document or file: its content, its metadata file and the versions of all code and
// data that process it. If it is unchanged, so is the result.
type Fingerprint string

// File is a file of a source as the last reindex found it.
type File struct {
	Path        string      `json:"path"`
	Format      string      `json:"format,omitempty"`
	Size        int64       `json:"size"` // bytes
	Fingerprint Fingerprint `json:"fingerprint,omitempty"`
	Documents   int         `json:"documents"`
	Outcome     Outcome     `json:"outcome,omitempty"`
	OCR         string      `json:"ocr,omitempty"`  // OCR engine that read its scans, "" if none did
	Lost        int         `json:"lost,omitempty"` // lines or attachments that failed
	Problems    []Problem   `json:"problems,omitempty"`
}

// Generation describes one immutable, complete version of the index.
type Generation struct {
	Name       string            `json:"name"` // such as gen-000001
	Created    time.Time         `json:"created"`
	Documents  int               `json:"documents"`
	Passages   int               `json:"passages"`
	Sources    []string          `json:"sources"`  // folders and files it was made from
	Versions   map[string]string `json:"versions"` // of the code and data that documents depend on: analysis, tagger, ...
	Vocabulary string            `json:"vocabulary,omitempty"`
}

// Status describes a library: its documents, and the files that the last reindex could not read completely.
type Status struct {
	Generation Generation
	Counts     map[string]int // documents that are "dated" or "undated", or have a "country", "theme", "source" or "lang"
	Bytes      int64          // size on disk
	Files      []File         // those with problems, by path
	FilesTotal int
	Outcomes   Outcomes       // of all files
	Languages  map[string]int // documents by language
	Formats    map[string]int // documents by format
	Oldest     date.Day
	Newest     date.Day
	Warnings   []message.Message // the index is not as it should be, although it can be searched: a damaged or missing generation
}

// idBytes is the number of bytes of a SHA-256 that make an ID. With 80 bits, the probability that two of ten million paths
// collide is about 1 in 10^10.
const idBytes = 10

// DocumentID returns the opaque, URL-safe ID of a document from its path in the collection (FILE.jsonl#ID for a line of
// JSONL), in lower-case base32. It does not depend on the content.
func DocumentID(path string) string {
	sum := sha256.Sum256([]byte(path))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:idBytes]))
}
