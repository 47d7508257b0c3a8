package store

import (
	"context"
	"errors"
	"fmt"
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

	"daftar/index/embedded/internal/manifest"
)

// Limits of a batch. A batch becomes a segment, and all its terms are in memory at once: many documents, so that there are
// few segments to merge, but not many bytes.
const (
	batchDocuments = 1000
	batchBytes     = 8 << 20
)

// Writer writes documents into an index, in batches and several batches at a time. It is safe for concurrent use.
type Writer struct {
	dir   string
	index bleve.Index
	fresh bool          // the index was empty
	slots chan struct{} // one per batch that is being written

	mu    sync.Mutex
	batch *bleveindex.Batch
	docs  int
	bytes uint64
	err   error // of the batches that failed
}

// bleveConfig switches background merging off: with ten thousand segments allowed in a tier, there is nothing to merge.
// Finish merges where it is worth it.
func bleveConfig() map[string]any {
	return map[string]any{
		"scorchMergePlanOptions": map[string]any{
			"MaxSegmentsPerTier": 10_000, "SegmentsPerMergeTask": 10_000, "FloorSegmentSize": 1, "FloorSegmentFileSize": 1,
			"MaxSegmentSize": int64(1) << 30, "TierGrowth": 10.0, "ReclaimDeletesWeight": 0.0,
		},
		"numSnapshotsToKeep": 1,
	}
}

// Create makes an empty index in a folder.
func Create(dir string) (*Writer, error) {
	b, err := bleve.NewUsing(dir, bleve.NewIndexMapping(), scorch.Name, scorch.Name, bleveConfig())
	if err != nil {
		return nil, fmt.Errorf("create %q: %w", dir, err)
	}
	w := newWriter(dir, b)
	w.fresh = true
	return w, nil
}

// Clone makes an index in dir with the documents of the one in from. Segments are immutable and shared by hard links, or
// copied if the file system has none; other files are copied, since bleve writes to root.bolt.
func Clone(from, dir string) (*Writer, error) {
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(dir, rel)
		if e.IsDir() {
			return os.Mkdir(target, manifest.DirPerm)
		}
		if strings.HasSuffix(name, ".zap") {
			return manifest.LinkOrCopy(name, target)
		}
		return manifest.Copy(name, target)
	})
	if err != nil {
		return nil, fmt.Errorf("clone %q: %w", from, err)
	}
	b, err := openBleve(dir, readWrite)
	if err != nil {
		return nil, err
	}
	return newWriter(dir, b), nil
}

func newWriter(dir string, b bleve.Index) *Writer {
	return &Writer{dir: dir, index: b, batch: bleveindex.NewBatch(), slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// Put adds a document, or replaces the one with the same ID. If that fills a batch, it writes the batch, as soon as fewer
// batches are being written than there are processors.
func (w *Writer) Put(d *Document) error {
	w.mu.Lock()
	w.batch.Update(d)
	w.docs++
	w.bytes += d.bytes
	var full *bleveindex.Batch
	if w.docs >= batchDocuments || w.bytes >= batchBytes {
		full = w.takeBatch()
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

// takeBatch returns the batch and starts a new one. The caller holds mu.
func (w *Writer) takeBatch() *bleveindex.Batch {
	batch := w.batch
	w.batch, w.docs, w.bytes = bleveindex.NewBatch(), 0, 0
	return batch
}

func (w *Writer) write(batch *bleveindex.Batch) error {
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

// Close closes the index without finishing it.
func (w *Writer) Close() error { return w.index.Close() }

// Finish deletes documents by ID, merges segments if that is worth it, and closes the index. It returns the IDs by document
// number, "" for deleted documents.
func (w *Writer) Finish(ctx context.Context, deleted []string) ([]string, error) {
	w.mu.Lock()
	rest := w.takeBatch()
	w.mu.Unlock()
	for _, id := range deleted {
		rest.Delete(id)
	}
	if len(rest.IndexOps) > 0 {
		if err := w.write(rest); err != nil {
			return nil, errors.Join(err, w.index.Close())
		}
	}
	if err := w.merge(ctx); err != nil {
		return nil, errors.Join(err, w.index.Close())
	}
	if err := w.index.Close(); err != nil {
		return nil, err
	}
	return w.readBack()
}

// readBack reads the document numbers from disk. They can differ from those of the open index, which drops a segment as
// soon as its last document is deleted, while on disk it stays until the next write.
func (w *Writer) readBack() ([]string, error) {
	b, err := openBleve(w.dir, readOnly)
	if err != nil {
		return nil, err
	}
	c, err := readContents(b)
	if err = errors.Join(err, b.Close()); err != nil {
		return nil, err
	}
	return c.ids, w.removeUnused(c.files)
}

// removeUnused removes the files of segments that were merged into others, which bleve would do later.
func (w *Writer) removeUnused(used []string) error {
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

// A merge takes seconds. It is worth it if queries would read too many segments, or too many deleted documents.
const (
	maxSegments     = 8
	maxDeletedShare = 0.2
)

// contents lists the documents and segments of an index.
type contents struct {
	ids      []string // by document number, "" for deleted ones
	deleted  int
	segments int
	files    []string // of segments on disk
}

func (c contents) shouldMerge(fresh bool) bool {
	if c.segments < 2 { // bleve does not rewrite a single segment
		return false
	}
	if fresh { // a build takes minutes, a merge seconds, and queries on one segment are a fifth faster
		return true
	}
	return c.segments > maxSegments || float64(c.deleted) > maxDeletedShare*float64(len(c.ids))
}

// merge merges segments. A forced merge may leave two segments, hence a few tries.
func (w *Writer) merge(ctx context.Context) error {
	s, err := scorchOf(w.index)
	if err != nil {
		return err
	}
	const tries = 4
	c, err := readContents(w.index)
	for n := 0; n < tries && err == nil && c.shouldMerge(w.fresh); n++ {
		if err = s.ForceMerge(ctx, &mergeplan.SingleSegmentMergePlanOptions); err == nil {
			err = ctx.Err()
		}
		if err == nil {
			c, err = readContents(w.index)
		}
	}
	return err
}

func readContents(b bleve.Index) (c contents, err error) {
	snapshot, err := snapshotOf(b)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	for _, s := range snapshot.Segments() {
		c.segments++
		if p, ok := s.Segment().(segment.PersistedSegment); ok {
			c.files = append(c.files, filepath.Base(p.Path()))
		}
		deleted := s.Deleted()
		for n := range s.Segment().Count() {
			if deleted != nil && deleted.Contains(uint32(n)) {
				c.ids = append(c.ids, "")
				c.deleted++
				continue
			}
			id, err := s.DocID(n)
			if err != nil {
				return c, err
			}
			c.ids = append(c.ids, string(id))
		}
	}
	return c, nil
}
