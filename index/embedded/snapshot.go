package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
	"daftar/index/internal/rank"
	"daftar/index/internal/suggest"
)

// Files of a generation besides the manifest. The package comment describes them.
const (
	columnsFile      = "columns.gob"
	signaturesFile   = "signatures.bin"
	suggestFile      = "suggest.gob"
	filesFile        = "files.json"
	vocabularyFolder = "vocabulary"
	bleveFolder      = "bleve"
)

// snapshot is an open generation. It is closed when its last reference is released: the Searcher holds one while it is the
// current generation, and each query one.
type snapshot struct {
	state       string // manifest.GenerationState when it was opened
	mapped      []openFile
	damage      atomic.Pointer[error] // found since it was opened
	panicked    atomic.Bool           // while it was read: bleve may hold a lock for ever
	manifest    *manifest.Manifest
	files       []index.File
	store       *store.Reader
	columns     *column.Table
	suggestions *suggest.Index
	norms       rank.Norms
	documents   uint64 // not deleted
	bytes       int64

	scratch sync.Pool // *scratch
	refs    atomic.Int64

	phrases  cache[*roaring.Bitmap] // by terms
	synonyms cache[*roaring.Bitmap] // by plan.DisMax.Key
	facets   cache[*facetResult]    // by query
}

// openSnapshot opens a generation after verifying the files that stamps do not trust. Its manifest is trusted because it has
// a checksum itself.
func openSnapshot(ctx context.Context, dir, name string, stamps *manifest.Stamps) (*snapshot, error) {
	gen := filepath.Join(dir, name)
	m, err := manifest.Read(gen)
	if err != nil {
		return nil, err
	}
	mapped, err := openMapped(gen, m)
	if err != nil {
		return nil, err
	}
	if err = m.VerifyForOpening(ctx, gen, stamps); err != nil {
		return nil, errors.Join(err, closeAll(mapped))
	}
	s, err := readSnapshot(gen, m)
	if err != nil {
		return nil, errors.Join(err, closeAll(mapped))
	}
	s.mapped = mapped
	if err := s.sameFiles(); err != nil {
		return nil, errors.Join(err, s.release())
	}
	return s, nil
}

// readSnapshot reads a generation whose files are verified.
func readSnapshot(gen string, m *manifest.Manifest) (*snapshot, error) {
	columns, err := column.Read(filepath.Join(gen, columnsFile))
	if err != nil {
		return nil, err
	}
	suggestions, err := readSuggestions(filepath.Join(gen, suggestFile))
	if err != nil {
		return nil, err
	}
	files, err := readFiles(filepath.Join(gen, filesFile))
	if err != nil {
		return nil, err
	}
	reader, err := store.Open(filepath.Join(gen, bleveFolder))
	if err != nil {
		return nil, err
	}
	if reader.Size() != len(columns.IDs) {
		err := fmt.Errorf("%w: %s has %d documents, but columns of %d", index.ErrDamaged, gen, reader.Size(), len(columns.IDs))
		return nil, errors.Join(err, reader.Close())
	}
	s := &snapshot{
		manifest: m, files: files, store: reader, columns: columns, suggestions: suggestions,
		documents: reader.Live().GetCardinality(),
	}
	s.norms = rank.NewNorms(columns.TitleLengths, columns.BodyLengths, s.documents)
	for _, f := range m.Files {
		s.bytes += f.Size
	}
	s.scratch.New = func() any { return newScratch(s) }
	s.refs.Store(1)
	return s, nil
}

func readSuggestions(name string) (*suggest.Index, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	x, err := suggest.Read(f)
	if err != nil {
		return nil, manifest.Damaged(name, err)
	}
	return x, nil
}

func readFiles(name string) ([]index.File, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, manifest.Damaged(name, err)
	}
	var files []index.File
	if err := json.Unmarshal(content, &files); err != nil {
		return nil, manifest.Damaged(name, err)
	}
	return files, nil
}

// acquire takes a reference. It fails if the snapshot is closed.
func (s *snapshot) acquire() bool {
	for {
		n := s.refs.Load()
		if n == 0 {
			return false
		}
		if s.refs.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

func (s *snapshot) release() error {
	if s.refs.Add(-1) == 0 {
		if s.panicked.Load() {
			go s.store.Close() // may never return; what was only read cannot lose data
			return closeAll(s.mapped)
		}
		return errors.Join(s.store.Close(), closeAll(s.mapped))
	}
	return nil
}

// test runs a query on a generation before it is published: it must count all documents and read one.
func (s *snapshot) test(ctx context.Context) error {
	r, err := s.search(ctx, index.Query{Limit: 1, Facets: []index.Facet{{Field: index.FieldCountry}}})
	if err != nil {
		return fmt.Errorf("test query on %s: %w", s.manifest.Name, err)
	}
	if r.Total != s.manifest.Documents || r.Total > 0 && len(r.Hits) == 0 {
		return fmt.Errorf("%w: test query on %s finds %d documents instead of %d",
			index.ErrDamaged, s.manifest.Name, r.Total, s.manifest.Documents)
	}
	return nil
}
