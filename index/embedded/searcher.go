// Package embedded keeps documents in a folder and searches them, with bleve.
//
// bleve is the inverted index: its segments hold terms, stems, positions and stored fields. What is done with them is
// ours: terms come from index/analysis (field.go), questions are evaluated over bitmaps of documents (plan.go, word.go,
// phrase.go, boolean.go), ranked by BM25F (bm25.go) and counted over columns in memory (columns.go, facet.go, bins.go).
// A library is a row of immutable generations (generation.go), made by a Build (build.go, publish.go, writer.go, retire.go) and read
// by a Searcher, which follows the current one by itself.
//
// It parses no user text and makes no HTML.
package embedded

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/fsnotify/fsnotify"

	"daftar/index"
	"daftar/index/query"
)

// OpenOptions say how a library is opened.
type OpenOptions struct {
	// Follow swaps in each new generation by itself, and opens a library that has none yet.
	Follow bool
	Log    *slog.Logger // of swaps and of generations that cannot be opened; nil: none

	// Phrases will be asked for again and again, such as names with their other names. Where they stand is known before
	// a generation is served.
	Phrases []string
}

// Searcher answers questions about the library in a folder: index.Searcher.
type Searcher struct {
	dir     string
	log     *slog.Logger
	phrases []string
	slots   chan struct{} // one for each question being answered
	watcher *fsnotify.Watcher
	stop    chan struct{}
	stopped chan struct{}

	mu  sync.RWMutex
	now *snapshot // nil: none yet
}

// Open opens the current generation of a library after checking every byte of it. Without one it is ErrUnavailable,
// unless it is to be followed. The Searcher must be closed.
func Open(dir string, o OpenOptions) (*Searcher, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Searcher{dir: dir, log: o.Log, phrases: o.Phrases, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if o.Follow {
		if err := s.follow(); err != nil {
			return nil, err
		}
	}
	err := s.swap()
	if o.Follow && errors.Is(err, index.ErrUnavailable) {
		err = nil
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// swap opens the generation that CURRENT names, if it is another one, and lets the old one go. Questions that are being
// answered keep theirs until they are done.
func (s *Searcher) swap() error {
	name, err := current(s.dir)
	if err != nil {
		return err
	}
	s.mu.RLock()
	same := s.now != nil && s.now.manifest.Name == name
	s.mu.RUnlock()
	if same {
		return nil
	}
	next, err := open(s.dir, name)
	if err != nil {
		return err
	}
	if s.watcher != nil { // who follows serves: nobody shall wait for what the first question needs
		next.shapes()
	}
	if err := next.warm(context.Background(), s.phrases); err != nil {
		return errors.Join(err, next.release())
	}
	s.mu.Lock()
	old := s.now
	s.now = next
	s.mu.Unlock()
	s.log.Info("generation", "name", name, "documents", next.manifest.Documents)
	if old != nil {
		return old.release()
	}
	return nil
}

// use calls f with the current generation, which stays open meanwhile. It waits while as many questions are being
// answered as there are processors.
func (s *Searcher) use(ctx context.Context, f func(*snapshot) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	s.mu.RLock()
	now := s.now
	ok := now != nil && now.acquire()
	s.mu.RUnlock()
	if !ok {
		return index.ErrUnavailable
	}
	return errors.Join(f(now), now.release())
}

// Search implements index.Searcher.
func (s *Searcher) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	var r *index.Result
	err := s.use(ctx, func(now *snapshot) (err error) {
		r, err = now.search(ctx, q)
		return err
	})
	return r, err
}

// Document implements index.Searcher.
func (s *Searcher) Document(ctx context.Context, id string) (*index.Document, error) {
	var d *index.Document
	err := s.use(ctx, func(now *snapshot) (err error) {
		doc, ok := now.find(id)
		if !ok {
			return index.ErrNotFound
		}
		d, err = now.document(doc, whole)
		return err
	})
	return d, err
}

// Highlight implements index.Searcher.
func (s *Searcher) Highlight(ctx context.Context, id string, tree query.Node) (map[int][]index.Span, error) {
	var marks map[int][]index.Span
	err := s.use(ctx, func(now *snapshot) (err error) {
		doc, ok := now.find(id)
		if !ok {
			return index.ErrNotFound
		}
		marks, err = now.mark(ctx, doc, tree)
		return err
	})
	return marks, err
}

// Similar implements index.Searcher.
func (s *Searcher) Similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	var r *index.Similar
	err := s.use(ctx, func(now *snapshot) (err error) {
		r, err = now.similar(ctx, id, n)
		return err
	})
	return r, err
}

// Close lets the generation go and stops following.
func (s *Searcher) Close() error {
	var errs []error
	if s.watcher != nil {
		close(s.stop)
		<-s.stopped
		errs = append(errs, s.watcher.Close())
		s.watcher = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		errs = append(errs, s.now.release())
		s.now = nil
	}
	return errors.Join(errs...)
}

// currentPath is the file whose replacement announces a generation.
func (s *Searcher) currentPath() string { return filepath.Join(s.dir, currentFile) }
