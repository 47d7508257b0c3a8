package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A batch becomes one segment, whose terms are all in memory at once: at most batchDocuments, so that merging has few
// segments to do, and at most batchBytes of text, so that large documents do not fill the memory.
const (
	batchDocuments = 1000
	batchBytes     = 8 << 20
)

// writer writes documents into a bleve index, in batches, several at a time.
type writer struct {
	dir   string
	index bleve.Index
	fresh bool          // nothing is carried over
	slots chan struct{} // one for each batch being written

	mu    sync.Mutex
	batch *bleveindex.Batch
	docs  int
	bytes uint64
	err   error // the first failure of a batch
}

// writerConfig switches background merging off: a plan that allows ten thousand segments in a tier finds nothing to do.
// When merging is worth it, finish asks for it.
func writerConfig() map[string]any {
	return map[string]any{
		"scorchMergePlanOptions": map[string]any{
			"MaxSegmentsPerTier": 10_000, "SegmentsPerMergeTask": 10_000, "FloorSegmentSize": 1, "FloorSegmentFileSize": 1,
			"MaxSegmentSize": int64(1) << 30, "TierGrowth": 10.0, "ReclaimDeletesWeight": 0.0,
		},
		"numSnapshotsToKeep": 1,
	}
}

// newWriter makes an empty bleve index in dir.
func newWriter(dir string) (*writer, error) {
	b, err := bleve.NewUsing(dir, bleve.NewIndexMapping(), scorch.Name, scorch.Name, writerConfig())
	if err != nil {
		return nil, fmt.Errorf("make %q: %w", dir, err)
	}
	w := startWriter(dir, b)
	w.fresh = true
	return w, nil
}

// cloneWriter makes a bleve index in dir that holds what the one in from does. Segments are immutable and shared by hard
// links (copied where the file system has none); everything else is copied, root.bolt above all, which is written to.
func cloneWriter(from, dir string) (*writer, error) {
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, rel)
		if e.IsDir() {
			return os.Mkdir(to, dirPerm)
		}
		if strings.HasSuffix(name, ".zap") && os.Link(name, to) == nil {
			return nil
		}
		return copyFile(name, to)
	})
	if err != nil {
		return nil, fmt.Errorf("clone %q: %w", from, err)
	}
	b, err := openBleve(dir, false)
	if err != nil {
		return nil, err
	}
	return startWriter(dir, b), nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func startWriter(dir string, b bleve.Index) *writer {
	return &writer{dir: dir, index: b, batch: bleveindex.NewBatch(), slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// put adds a document, and writes the batch that it fills. It waits while as many batches are being written as there
// are processors.
func (w *writer) put(d *document) error {
	w.mu.Lock()
	w.batch.Update(d)
	w.docs++
	w.bytes += d.bytes
	var full *bleveindex.Batch
	if w.docs >= batchDocuments || w.bytes >= batchBytes {
		full = w.take()
	}
	err := w.err
	w.mu.Unlock()
	if full == nil || err != nil {
		return err
	}
	w.slots <- struct{}{}
	err = w.write(full)
	<-w.slots
	return err
}

// take returns the batch and starts a new one. The caller holds mu.
func (w *writer) take() *bleveindex.Batch {
	full := w.batch
	w.batch, w.docs, w.bytes = bleveindex.NewBatch(), 0, 0
	return full
}

func (w *writer) write(batch *bleveindex.Batch) error {
	advanced, err := w.index.Advanced()
	if err == nil {
		err = advanced.Batch(batch)
	}
	if err != nil {
		w.mu.Lock()
		w.err = errors.Join(w.err, err)
		w.mu.Unlock()
	}
	return err
}

// Merging is worth its seconds when a question would have to look into too many segments, or when too much of them is
// deleted documents.
const (
	maxSegments     = 8
	maxDeletedShare = 0.2
)

// finish deletes documents, merges where that is worth it, closes the index and returns the ids by document number, ""
// for deleted ones.
func (w *writer) finish(ctx context.Context, gone []string) ([]string, error) {
	w.mu.Lock()
	rest := w.take()
	w.mu.Unlock()
	for _, id := range gone {
		rest.Delete(id)
	}
	if len(rest.IndexOps) > 0 {
		if err := w.write(rest); err != nil {
			return nil, errors.Join(err, w.index.Close())
		}
	}
	if err := w.settle(ctx); err != nil {
		return nil, errors.Join(err, w.index.Close())
	}
	if err := w.index.Close(); err != nil {
		return nil, err
	}
	return w.written()
}

// written reads back what is on disk: a segment that lost its last document is dropped from the running index at once,
// but from the folder only when it is next written.
func (w *writer) written() ([]string, error) {
	b, err := openBleve(w.dir, true)
	if err != nil {
		return nil, err
	}
	s, err := scorchOf(b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	o, err := readOrder(s)
	if err = errors.Join(err, b.Close()); err != nil {
		return nil, err
	}
	return o.ids, w.tidy(o.files)
}

// tidy removes the files of segments that were merged away: bleve does so in the background, when it gets to it.
func (w *writer) tidy(used []string) error {
	names, err := filepath.Glob(filepath.Join(w.dir, "store", "*.zap"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if !slices.Contains(used, filepath.Base(name)) {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

func scorchOf(b bleve.Index) (*scorch.Scorch, error) {
	advanced, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	s, ok := advanced.(*scorch.Scorch)
	if !ok {
		return nil, fmt.Errorf("the index is a %T, not scorch", advanced)
	}
	return s, nil
}

// order is what an index holds: ids by document number, "" for deleted ones.
type order struct {
	ids      []string
	deleted  int
	segments []uint64 // documents of each
	files    []string // of the segments that are on disk
}

// worthMerging is false for a single segment, which bleve does not merge with itself. A fresh index is merged whole: that
// takes seconds of the minute that it took to make, and answers in one segment are a fifth faster.
func (o order) worthMerging(fresh bool) bool {
	if fresh && len(o.segments) > 1 {
		return true
	}
	tooMuchGone := float64(o.deleted) > maxDeletedShare*float64(len(o.ids))
	return len(o.segments) > maxSegments || len(o.segments) > 1 && tooMuchGone
}

// settle merges while it is worth it, at most a few times: a forced merge may leave two segments.
func (w *writer) settle(ctx context.Context) error {
	s, err := scorchOf(w.index)
	if err != nil {
		return err
	}
	const tries = 4
	o, err := readOrder(s)
	for n := 0; n < tries && err == nil && o.worthMerging(w.fresh); n++ {
		if err = s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions); err == nil {
			err = ctx.Err()
		}
		if err == nil {
			o, err = readOrder(s)
		}
	}
	return err
}

func readOrder(s *scorch.Scorch) (o order, err error) {
	r, err := s.Reader()
	if err != nil {
		return o, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return o, fmt.Errorf("the reader is a %T, not scorch's", r)
	}
	for _, seg := range snapshot.Segments() {
		gone, count := seg.Deleted(), seg.Segment().Count()
		o.segments = append(o.segments, count)
		if p, ok := seg.Segment().(segment.PersistedSegment); ok {
			o.files = append(o.files, filepath.Base(p.Path()))
		}
		for n := range count {
			if gone != nil && gone.Contains(uint32(n)) {
				o.ids = append(o.ids, "")
				o.deleted++
				continue
			}
			id, err := seg.DocID(n)
			if err != nil {
				return o, err
			}
			o.ids = append(o.ids, string(id))
		}
	}
	return o, nil
}

func (w *writer) abort() error { return w.index.Close() }
