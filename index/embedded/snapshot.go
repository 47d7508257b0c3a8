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
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// snapshot is one open generation. It is counted: the Searcher holds one reference while it is the current one, each
// request one more, and the last to let go closes it.
type snapshot struct {
	manifest *manifest
	files    []index.File
	bleve    bleve.Index
	reader   *scorch.IndexSnapshot
	segments []part
	columns  *columns
	lexis    *lexis // nil in a generation of another version
	shapes   func() []shape
	live     *roaring.Bitmap // documents that are not deleted
	norms    norms
	scratch  sync.Pool // *scratch
	phrases  remembered[*roaring.Bitmap]
	names    remembered[*roaring.Bitmap] // with their other names
	values   remembered[*countedValues]
	refs     atomic.Int64
	bytes    int64
}

// part is a segment of the bleve index. Its documents are numbered from base on.
type part struct {
	base    uint32
	count   uint32
	seg     segment.Segment
	deleted *roaring.Bitmap // may be nil
}

// open opens a generation after checking every byte of it against its manifest.
func open(dir, name string) (*snapshot, error) {
	gen := filepath.Join(dir, name)
	m, err := readManifest(gen)
	if err != nil {
		return nil, err
	}
	if _, err := m.verify(gen); err != nil {
		return nil, err
	}
	return openChecked(gen, m)
}

func openChecked(gen string, m *manifest) (*snapshot, error) {
	cols, err := readColumns(filepath.Join(gen, columnsFile))
	if err != nil {
		return nil, err
	}
	lexis, err := readLexis(filepath.Join(gen, lexiconFile))
	if err != nil {
		return nil, err
	}
	files, err := readFiles(gen)
	if err != nil {
		return nil, err
	}
	b, err := openBleve(filepath.Join(gen, bleveIn), true)
	if err != nil {
		return nil, err
	}
	s := &snapshot{manifest: m, files: files, bleve: b, columns: cols, lexis: lexis}
	s.shapes = sync.OnceValue(s.lexis.shapes)
	s.refs.Store(1)
	for _, f := range m.Files {
		s.bytes += f.Size
	}
	if err := s.read(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %q: %w", gen, err), s.close())
	}
	s.norms = newNorms(cols, s.live)
	s.scratch.New = func() any { return newScratch(s) }
	return s, nil
}

func readFiles(gen string) ([]index.File, error) {
	name := filepath.Join(gen, filesFile)
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, damaged(name, err)
	}
	var files []index.File
	if err := json.Unmarshal(b, &files); err != nil {
		return nil, damaged(name, err)
	}
	return files, nil
}

// openBleve opens a bleve index. The timeout is for bbolt's lock, which a second process that writes would hold: without
// it opening waits for ever. Merging in the background is switched off by plans that never find anything to do.
func openBleve(dir string, readOnly bool) (bleve.Index, error) {
	config := writerConfig()
	config["read_only"] = readOnly
	config["bolt_timeout"] = "5s"
	b, err := bleve.OpenUsing(dir, config)
	if err != nil { // b may be an interface that holds a nil pointer
		return nil, fmt.Errorf("open %q: %w", dir, err)
	}
	return b, nil
}

// read takes a reader and numbers the segments.
func (s *snapshot) read() error {
	advanced, err := s.bleve.Advanced()
	if err != nil {
		return err
	}
	r, err := advanced.Reader()
	if err != nil {
		return err
	}
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("%w: the index is a %T, not scorch", index.ErrDamaged, r)
	}
	s.reader = reader
	s.live = roaring.New()
	var base uint32
	for _, ss := range reader.Segments() {
		p := part{base: base, count: uint32(ss.Segment().Count()), seg: ss.Segment(), deleted: ss.Deleted()}
		all := roaring.New()
		all.AddRange(uint64(base), uint64(base+p.count))
		if p.deleted != nil {
			all.AndNot(roaring.AddOffset64(p.deleted, int64(base)))
		}
		s.live.Or(all)
		s.segments = append(s.segments, p)
		base += p.count
	}
	if int(base) != len(s.columns.IDs) {
		return fmt.Errorf("%w: %d documents, but %d rows of columns", index.ErrDamaged, base, len(s.columns.IDs))
	}
	return nil
}

func (s *snapshot) close() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	return errors.Join(append(errs, s.bleve.Close())...)
}

// acquire takes a reference, and fails if the last one is gone.
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
		return s.close()
	}
	return nil
}

// locate returns the segment of a document and its number in it.
func (s *snapshot) locate(doc uint32) (part, uint64) {
	for _, p := range s.segments {
		if doc < p.base+p.count {
			return p, uint64(doc - p.base)
		}
	}
	return part{}, 0
}

func (s *snapshot) document(doc uint32, what depth) (*index.Document, error) {
	p, num := s.locate(doc)
	if p.seg == nil {
		return nil, fmt.Errorf("%w: no document %d", index.ErrDamaged, doc)
	}
	return load(p.seg, num, what)
}

// deleted reports whether the segments still hold documents that are gone.
func (s *snapshot) deleted() bool { return int(s.live.GetCardinality()) < len(s.columns.IDs) }

// find returns the number of a document by its id.
func (s *snapshot) find(id string) (uint32, bool) {
	for _, p := range s.segments {
		found, err := p.seg.DocNumbers([]string{id})
		if err != nil || found == nil {
			continue
		}
		for _, num := range found.ToArray() {
			if doc := p.base + num; s.live.Contains(doc) {
				return doc, true
			}
		}
	}
	return 0, false
}

// probe asks a generation a question before it is published: it must count its documents and read one back.
func (s *snapshot) probe(ctx context.Context) error {
	q := index.Query{Limit: 1, Facets: []index.Facet{{Field: index.FieldCountry}}}
	r, err := s.search(ctx, q)
	if err != nil {
		return fmt.Errorf("probe %s: %w", s.manifest.Name, err)
	}
	if r.Total != s.manifest.Documents || r.Total > 0 && len(r.Hits) == 0 {
		return fmt.Errorf("%w: probe of %s finds %d documents, should be %d",
			index.ErrDamaged, s.manifest.Name, r.Total, s.manifest.Documents)
	}
	return nil
}
