package embedded

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
)

// Files of a generation besides the manifest. The package comment describes them.
const (
	columnsFile      = "columns"
	suggestFile      = "suggest"
	filesFile        = "files"
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
	files       *fileList
	store       *store.Reader
	guard       blockfile.Guard // of all mappings
	columns     *column.Table
	texts       *stored.Reader
	suggestions *suggestions
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
	s := &snapshot{manifest: m}
	if err := s.open(gen); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.documents = s.store.Live().GetCardinality()
	s.norms = rank.NewNorms(s.columns.TitleLengths, s.columns.BodyLengths, s.documents)
	for _, f := range m.Files {
		s.bytes += f.Size
	}
	s.scratch.New = func() any { return newScratch(s) }
	s.refs.Store(1)
	return s, nil
}

// open opens the files of the generation.
func (s *snapshot) open(gen string) (err error) {
	if s.columns, err = column.Open(filepath.Join(gen, columnsFile), blockfile.Mapped); err != nil {
		return err
	}
	if s.suggestions, err = openSuggestions(filepath.Join(gen, suggestFile)); err != nil {
		return err
	}
	if s.files, err = openFileList(filepath.Join(gen, filesFile)); err != nil {
		return err
	}
	if s.texts, err = stored.Open(gen, s.columns.StoredBuilds()); err != nil {
		return err
	}
	if s.store, err = store.Open(filepath.Join(gen, bleveFolder)); err != nil {
		return err
	}
	if s.store.Size() != s.columns.Len() {
		return fmt.Errorf("%w: %s has %d documents, but columns of %d", index.ErrDamaged, gen, s.store.Size(), s.columns.Len())
	}
	s.columns.Guard(&s.guard)
	s.suggestions.guard(&s.guard)
	s.texts.Guard(&s.guard)
	s.store.Guard(&s.guard)
	return nil
}

// close closes the files that are open.
func (s *snapshot) close() error {
	var errs []error
	if s.store != nil {
		errs = append(errs, s.store.Close())
	}
	if s.texts != nil {
		errs = append(errs, s.texts.Close())
	}
	if s.files != nil {
		errs = append(errs, s.files.close())
	}
	if s.suggestions != nil {
		errs = append(errs, s.suggestions.close())
	}
	if s.columns != nil {
		errs = append(errs, s.columns.Close())
	}
	return errors.Join(errs...)
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
			go s.close() // may never return; what was only read cannot lose data
			return closeAll(s.mapped)
		}
		return errors.Join(s.close(), closeAll(s.mapped))
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
