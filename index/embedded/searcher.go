package embedded

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/stored"
	"daftar/index/message"
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
	opener  *opener
	slots   chan struct{} // one per query that is running

	follower follower

	mu       sync.RWMutex
	current  *snapshot // nil if there is no generation yet, or none that is whole
	err      error     // why current is nil
	warnings []message.Message
}

// Open opens the current generation of an index, or if that is damaged the newest one that is whole (Status reports it).
// It verifies every file that was not verified on this machine before. Without a generation it returns index.ErrUnavailable,
// unless Follow is set. ctx is only for Open. The caller must call Close.
func Open(ctx context.Context, dir string, o OpenOptions) (*Searcher, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Searcher{
		dir: dir, log: o.Log, phrases: o.Phrases, opener: newOpener(dir), slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
		err: index.ErrUnavailable,
	}
	if o.Follow {
		if err := s.watch(); err != nil {
			return nil, err
		}
	}
	state := manifest.State(dir)
	err := s.update(ctx)
	if o.Follow && errors.Is(err, index.ErrUnavailable) {
		err = nil
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if o.Follow {
		s.startFollowing(state)
	}
	return s, nil
}

// Close stops following and closes the generation.
func (s *Searcher) Close() error {
	errs := []error{s.follower.close()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil {
		errs = append(errs, s.current.release())
		s.current, s.err = nil, index.ErrUnavailable
	}
	return errors.Join(errs...)
}

// update switches to the generation that should be searched now. Queries that are running keep the old one until they end.
func (s *Searcher) update(ctx context.Context) error {
	s.mu.RLock()
	inUse := s.current
	s.mu.RUnlock()
	chosen, err := s.opener.newest(ctx, inUse)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	next := chosen.snapshot
	if next != nil && next != inUse {
		if err := s.guard(next, func(next *snapshot) error { return next.warmUp(ctx, s.phrases) }); err != nil {
			s.opener.setRetry(true)
			return errors.Join(err, next.release())
		}
		s.log.Info("generation", "name", next.manifest.Name, "documents", next.manifest.Documents)
	}
	s.logChoice(chosen)
	s.mu.Lock()
	s.current, s.err, s.warnings = next, err, chosen.warnings(s.dir)
	s.mu.Unlock()
	if inUse != nil && inUse != next {
		err = errors.Join(err, inUse.release())
	}
	return err
}

func (s *Searcher) logChoice(chosen choice) {
	serving := "nothing"
	if chosen.snapshot != nil {
		serving = chosen.snapshot.manifest.Name
	}
	if chosen.lost != nil && !errors.Is(chosen.lost, index.ErrUnavailable) {
		s.log.Error("the current generation is unknown", "error", chosen.lost, "serving", serving)
	}
	for _, f := range chosen.failures {
		s.log.Error("cannot open a generation", "name", f.name, "error", f.err, "serving", serving)
	}
	if chosen.vanished() {
		s.log.Error("the index has vanished from its folder", "dir", s.dir, "serving", serving)
	}
}

// acquire returns the current generation, which stays open until it is released.
func (s *Searcher) acquire() (*snapshot, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.current == nil || !s.current.acquire() {
		return nil, s.err
	}
	return s.current, nil
}

// use calls f with the current generation, as soon as fewer queries are running than there are processors. If a file of it
// has changed, it waits a moment for another one and calls f again.
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
	used, err := s.try(f)
	if errors.Is(err, errChanged) && s.awaitReplacement(ctx, used) {
		_, err = s.try(f)
	}
	return err
}

func (s *Searcher) try(f func(*snapshot) error) (used *snapshot, err error) {
	current, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, current.release()) }()
	return current, s.guard(current, f)
}

// awaitReplacement waits until a generation is no longer in use, and reports whether that is so. It gives up after
// replacementWait.
func (s *Searcher) awaitReplacement(ctx context.Context, used *snapshot) bool {
	if s.follower.watcher == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, replacementWait)
	defer cancel()
	ticker := time.NewTicker(replacementWait / 100)
	defer ticker.Stop()
	for {
		s.mu.RLock()
		replaced := s.current != used
		s.mu.RUnlock()
		if replaced {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
		}
	}
}

// guard calls f with a generation, unless a file of it has changed. If one changes meanwhile the result must not be used,
// and the error is an index.ErrDamaged. That is also so if reading the changed file panics. A fault, because a file was cut
// short or its disk cannot be read, is an index.ErrDamaged in any case.
func (s *Searcher) guard(current *snapshot, f func(*snapshot) error) (err error) {
	if err := current.intact(); err != nil {
		s.follower.wake()
		return err
	}
	defer func() {
		p := recover()
		if p != nil || errors.Is(err, blockfile.ErrFault) {
			current.panicked.Store(true)
		}
		if changed := current.intact(); changed != nil {
			s.follower.wake()
			err = changed
			return
		}
		if p != nil {
			panic(p)
		}
	}()
	if err = current.guard.Run(func() error { return f(current) }); isReadError(err) {
		s.follower.suspect()
	}
	return err
}

// isReadError reports whether an error may come from a damaged file rather than from the query.
func isReadError(err error) bool {
	var invalid *index.InvalidError
	var limit *index.LimitError
	return err != nil && !errors.Is(err, index.ErrNotFound) && !errors.Is(err, context.Canceled) &&
		!errors.Is(err, context.DeadlineExceeded) && !errors.As(err, &invalid) && !errors.As(err, &limit)
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
		d, err = current.document(doc, stored.Whole)
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
	err := s.use(ctx, func(current *snapshot) (err error) {
		status, err = current.status()
		return err
	})
	if err == nil {
		s.mu.RLock()
		status.Warnings = s.warnings
		s.mu.RUnlock()
	}
	return status, err
}
