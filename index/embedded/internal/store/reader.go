package store

import (
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
)

// Reader reads an index that nobody writes any more. It is safe for concurrent use.
type Reader struct {
	index    bleve.Index
	snapshot *scorch.IndexSnapshot
	segments []segmentRef
	live     *roaring.Bitmap
	size     uint32
	automata [maxDistance]automatonBuilder
}

// segmentRef is a segment of the index. The numbers of its documents start at base.
type segmentRef struct {
	base    uint32
	count   uint32
	segment segment.Segment
	deleted *roaring.Bitmap // may be nil
}

// Open opens the index in a folder.
func Open(dir string) (*Reader, error) {
	b, err := openBleve(dir, readOnly)
	if err != nil {
		return nil, err
	}
	r := &Reader{index: b, live: roaring.New(), automata: newAutomata()}
	if r.snapshot, err = snapshotOf(b); err != nil {
		return nil, errors.Join(fmt.Errorf("open %q: %w", dir, err), r.Close())
	}
	for _, s := range r.snapshot.Segments() {
		ref := segmentRef{base: r.size, count: uint32(s.Segment().Count()), segment: s.Segment(), deleted: s.Deleted()}
		r.size += ref.count
		r.live.AddRange(uint64(ref.base), uint64(r.size))
		if ref.deleted != nil {
			r.live.AndNot(roaring.AddOffset64(ref.deleted, int64(ref.base)))
		}
		r.segments = append(r.segments, ref)
	}
	return r, nil
}

// Close closes the index.
func (r *Reader) Close() error {
	var errs []error
	if r.snapshot != nil {
		errs = append(errs, r.snapshot.Close())
	}
	return errors.Join(append(errs, r.index.Close())...)
}

// Guard adds the mappings of the segments to a guard.
func (r *Reader) Guard(g *blockfile.Guard) {
	for _, s := range r.segments {
		if m, ok := s.segment.(interface {
			Path() string
			Data() []byte
		}); ok {
			g.Add(m.Path(), m.Data())
		}
	}
}

// Size returns the number of documents, deleted ones included: their numbers are less than Size.
func (r *Reader) Size() int { return int(r.size) }

// Live returns the documents that are not deleted. The caller must not change the bitmap.
func (r *Reader) Live() *roaring.Bitmap { return r.live }

// HasDeleted reports whether the segments still contain deleted documents.
func (r *Reader) HasDeleted() bool { return r.live.GetCardinality() < uint64(r.size) }

// access is how an index is opened.
type access bool

const (
	readOnly  access = true
	readWrite access = false
)

// openBleve opens a bleve index. The timeout bounds the wait for the lock of root.bolt, which a process that writes holds;
// without it bleve would wait forever.
func openBleve(dir string, a access) (bleve.Index, error) {
	config := bleveConfig()
	config["read_only"] = bool(a) // other types of these two values are silently ignored
	config["bolt_timeout"] = "5s"
	b, err := bleve.OpenUsing(dir, config)
	if err != nil { // b may be an interface around a nil pointer
		return nil, fmt.Errorf("open %q: %w", dir, err)
	}
	return b, nil
}

// snapshotOf returns a snapshot of an index. The caller closes it.
func snapshotOf(b bleve.Index) (*scorch.IndexSnapshot, error) {
	s, err := scorchOf(b)
	if err != nil {
		return nil, err
	}
	r, err := s.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("%w: the reader is a %T, not a scorch snapshot", index.ErrDamaged, r)
	}
	return snapshot, nil
}

func scorchOf(b bleve.Index) (*scorch.Scorch, error) {
	advanced, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	s, ok := advanced.(*scorch.Scorch)
	if !ok {
		return nil, fmt.Errorf("%w: the index is a %T, not scorch", index.ErrDamaged, advanced)
	}
	return s, nil
}
