package index

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"iter"
	"strings"
	"time"

	"daftar/index/date"
	"daftar/index/query"
)

// Searcher answers questions about one library. Its methods may be called by many goroutines at once and stop when
// their context is done, with its error. A Searcher whose library has no generation yet answers ErrUnavailable.
type Searcher interface {
	// Search answers the query. Two hits with equal score, date and id do not exist, so pages never overlap within a
	// generation; a page past the end has no hits and the same total. A query over a budget is a *LimitError, one that
	// names an unknown field or order an *InvalidError.
	Search(ctx context.Context, q Query) (*Result, error)
	// Document returns the whole document, or ErrNotFound.
	Document(ctx context.Context, id string) (*Document, error)
	// Highlight returns, by passage number, which words of a document a question would mark (bytes of the passage's text, in
	// order, never overlapping), or ErrNotFound.
	Highlight(ctx context.Context, id string, tree query.Node) (map[int][]Span, error)
	// Similar returns up to n documents that are like one, best first, by its rarest words and the tags they share, one
	// of each group of near copies; its own copies are named apart. ErrNotFound if the library has no such document.
	Similar(ctx context.Context, id string, n int) (*Similar, error)
	// Suggest returns words, phrases and titles of the library that begin with a text, whose last word may be unfinished:
	// at most n of each kind, the commonest first. Stop words alone are not suggested.
	Suggest(ctx context.Context, prefix string, n int) ([]Suggestion, error)
	// Spellings returns words of the library that may have been meant by a word: at most n other spellings of it, the
	// commonest first, then at most n that sound alike in another script, the likest first.
	Spellings(ctx context.Context, word string, n int) ([]Suggestion, error)
	// Status tells what the library holds.
	Status(ctx context.Context) (*Status, error)
}

// Build is one reindex, from begin to publish; ingest sees nothing else of an engine. What is neither put nor kept is
// gone from the generation that Publish makes. Put, Keep and Record may be called by many goroutines at once.
type Build interface {
	// Known returns the fingerprint of a document or a file of the last generation, by its path.
	Known(path string) (Fingerprint, bool)
	// Paths returns the paths of all documents of the last generation, in order.
	Paths() iter.Seq[string]
	// Files returns the files of the last generation by path, as Record told them.
	Files() map[string]File
	// Stored returns the documents of the last generation whole, in no particular order, as they were put: what a retag
	// reads instead of files. An error, of the context or of the engine, ends it.
	Stored(ctx context.Context) iter.Seq2[*Document, error]
	// Keep carries documents of the last generation over as they are. The path of a file that held many documents
	// (file.jsonl) keeps all of them. A path the last generation does not hold is ErrNotFound.
	Keep(ctx context.Context, paths ...string) error
	// Put adds documents, or replaces those with the same id. The first day on which an id was added is kept. The
	// documents must not be changed afterwards. Two documents of one build with the same id are an *InvalidError.
	Put(ctx context.Context, docs ...*Document) error
	// Record tells what became of a file, for status and for the next reindex. The last word on a path stands.
	Record(files ...File)
	// Publish makes the generation and swaps it in. If nothing was put, nothing is gone, and files and sources are as
	// they were, it makes none and returns the last one.
	Publish(ctx context.Context) (Generation, error)
	// Abort gives up and clears what was written; after Publish it does nothing.
	Abort() error
}

// Fingerprint identifies what a document or file was made from: its content, its sidecar, and the versions of
// everything that read it. Equal fingerprints mean that nothing need be done.
type Fingerprint string

// File is a file of a source as the last reindex saw it.
type File struct {
	Path        string      `json:"path"`
	Format      string      `json:"format,omitempty"`
	Size        int64       `json:"size"`
	Fingerprint Fingerprint `json:"fingerprint,omitempty"`
	Documents   int         `json:"documents"`
	Outcome     Outcome     `json:"outcome,omitempty"`
	OCR         string      `json:"ocr,omitempty"`  // by what the letters of scans were recognized; "" if they were not
	Lost        int         `json:"lost,omitempty"` // lines, or files it holds, that gave no document though they should
	Problems    []Problem   `json:"problems,omitempty"`
}

// Generation names one immutable, complete index on disk.
type Generation struct {
	Name       string            `json:"name"` // gen-000001
	Created    time.Time         `json:"created"`
	Documents  int               `json:"documents"`
	Passages   int               `json:"passages"`
	Sources    []string          `json:"sources"`  // folders and files it was made from
	Versions   map[string]string `json:"versions"` // of format, analysis, tagger, vocabulary, ...
	Vocabulary string            `json:"vocabulary,omitempty"`
}

// Status is what a library holds and what its last reindex could not read.
type Status struct {
	Generation Generation
	Counts     map[string]int // documents by "dated", "undated", "country", ... as the engine counts them
	Bytes      int64          // size on disk
	Files      []File         // those with problems, by path
	FilesTotal int
	Outcomes   Outcomes // what became of all files
	Languages  map[string]int
	Formats    map[string]int
	Oldest     date.Day
	Newest     date.Day
}

// idBytes of a SHA-256 keep ids short; 80 bits make a clash of two paths in ten million documents a matter of 1 in 10^10.
const idBytes = 10

// DocumentID returns the opaque, URL-safe id of a document from its path in the collection (file.jsonl#ID for a record).
// It does not change when the content does.
func DocumentID(path string) string {
	sum := sha256.Sum256([]byte(path))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:idBytes]))
}
