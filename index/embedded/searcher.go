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
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
	"daftar/index/query"
)

// OpenOptions are the options of Open.
type OpenOptions struct {
	// Follow switches to each new generation when it is published. An index without any can then be opened.
	Follow bool
	Log    *slog.Logger // switches, and generations that cannot be opened; nil: no log

	// Phrases are phrases that queries will contain again and again, such as names of countries. The documents that contain
	// them are found before a generation is served.
	Phrases []string
}

// Searcher searches the index in a folder. It implements index.Searcher.
type Searcher struct {
	dir     string
	log     *slog.Logger
	phrases []string
	slots   chan struct{} // one per query that is running
	watcher *fsnotify.Watcher
	stop    chan struct{}
	stopped chan struct{}

	mu      sync.RWMutex
	current *snapshot // nil if there is no generation yet
}

// Open opens the current generation of an index after verifying all checksums. Without a generation it returns
// index.ErrUnavailable, unless Follow is set. The caller must call Close.
func Open(dir string, o OpenOptions) (*Searcher, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Searcher{dir: dir, log: o.Log, phrases: o.Phrases, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if o.Follow {
		if err := s.watch(); err != nil {
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

// Close stops following and closes the generation.
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
	if s.current != nil {
		errs = append(errs, s.current.release())
		s.current = nil
	}
	return errors.Join(errs...)
}

// currentPath is the file that is replaced when a generation is published.
func (s *Searcher) currentPath() string { return filepath.Join(s.dir, manifest.CurrentFile) }

// swap switches to the generation that CURRENT names. Queries that are running keep the old one until they end.
func (s *Searcher) swap() error {
	name, err := manifest.Current(s.dir)
	if err != nil {
		return err
	}
	s.mu.RLock()
	unchanged := s.current != nil && s.current.manifest.Name == name
	s.mu.RUnlock()
	if unchanged {
		return nil
	}
	next, err := openSnapshot(s.dir, name)
	if err != nil {
		return err
	}
	if s.watcher != nil { // a server: the first user must not wait for this
		next.suggestions.PrepareSpellings()
	}
	if err := next.warmUp(context.Background(), s.phrases); err != nil {
		return errors.Join(err, next.release())
	}
	s.mu.Lock()
	old := s.current
	s.current = next
	s.mu.Unlock()
	s.log.Info("generation", "name", name, "documents", next.manifest.Documents)
	if old != nil {
		return old.release()
	}
	return nil
}

// acquire returns the current generation, which stays open until it is released.
func (s *Searcher) acquire() (*snapshot, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.current == nil || !s.current.acquire() {
		return nil, index.ErrUnavailable
	}
	return s.current, nil
}

// use calls f with the current generation, as soon as fewer queries are running than there are processors.
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
	current, err := s.acquire()
	if err != nil {
		return err
	}
	return errors.Join(f(current), current.release())
}

// Search implements index.Searcher.
func (s *Searcher) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	var r *index.Result
	err := s.use(ctx, func(current *snapshot) (err error) {
		r, err = current.search(ctx, q)
		return err
	})
	return r, err
}

// Document implements index.Searcher.
func (s *Searcher) Document(ctx context.Context, id string) (*index.Document, error) {
	var d *index.Document
	err := s.useDocument(ctx, id, func(current *snapshot, doc uint32) (err error) {
		d, err = current.store.Document(doc, store.Whole)
		return err
	})
	return d, err
}

// Highlight implements index.Searcher.
func (s *Searcher) Highlight(ctx context.Context, id string, tree query.Node) (map[int][]index.Span, error) {
	var highlights map[int][]index.Span
	err := s.useDocument(ctx, id, func(current *snapshot, doc uint32) (err error) {
		highlights, err = current.highlight(ctx, doc, tree)
		return err
	})
	return highlights, err
}

// Similar implements index.Searcher.
func (s *Searcher) Similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	var r *index.Similar
	err := s.use(ctx, func(current *snapshot) (err error) {
		r, err = current.similar(ctx, id, n)
		return err
	})
	return r, err
}

// useDocument calls f with a document of the current generation.
func (s *Searcher) useDocument(ctx context.Context, id string, f func(current *snapshot, doc uint32) error) error {
	return s.use(ctx, func(current *snapshot) error {
		doc, ok := current.store.Find(id)
		if !ok {
			return index.ErrNotFound
		}
		return f(current, doc)
	})
}

// Suggest implements index.Searcher.
func (s *Searcher) Suggest(ctx context.Context, prefix string, n int) ([]index.Suggestion, error) {
	var out []index.Suggestion
	err := s.evaluate(ctx, func(e *evaluator) (err error) {
		out, err = e.snapshot.suggestions.Complete(prefix, n, e.countTerms)
		return err
	})
	return out, err
}

// Spellings implements index.Searcher.
func (s *Searcher) Spellings(ctx context.Context, word string, n int) ([]index.Suggestion, error) {
	var out []index.Suggestion
	err := s.evaluate(ctx, func(e *evaluator) (err error) {
		out, err = e.snapshot.suggestions.Spellings(word, n, e.countTerms)
		return err
	})
	return out, err
}

func (s *Searcher) evaluate(ctx context.Context, run func(*evaluator) error) error {
	return s.use(ctx, func(current *snapshot) error { return current.evaluate(ctx, index.Query{}, run) })
}

// Status implements index.Searcher.
func (s *Searcher) Status(ctx context.Context) (*index.Status, error) {
	var status *index.Status
	err := s.use(ctx, func(current *snapshot) error {
		status = current.status()
		return nil
	})
	return status, err
}
