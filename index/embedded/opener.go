package embedded

import (
	"context"
	"errors"
	"sync"
	"syscall"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
)

// opener opens generations of an index. It remembers those that it could not open, and does not read one of them again until
// a file of it changes.
type opener struct {
	dir    string
	stamps *manifest.Stamps

	mu     sync.Mutex
	failed map[string]error // by manifest.GenerationState
	retry  bool             // a generation could not be opened for a reason that passes
}

func newOpener(dir string) *opener {
	return &opener{dir: dir, stamps: manifest.LoadStamps(dir), failed: make(map[string]error)}
}

// choice is the generation to use, and why it is not the one that should be current.
type choice struct {
	snapshot *snapshot
	lost     error     // CURRENT is missing or names no generation
	failures []failure // better generations that cannot be opened
	kept     bool      // the snapshot in use is kept instead
}

type failure struct {
	name string
	err  error
}

// newest opens the current generation, or if that is unknown or damaged the newest one that is whole. If the right one is in
// use already, or the right one cannot be opened and the one in use is intact, it returns the one in use.
func (o *opener) newest(ctx context.Context, inUse *snapshot) (choice, error) {
	var c choice
	names, err := manifest.Candidates(o.dir)
	if err != nil {
		c.lost = err
	}
	keep := inUse != nil && inUse.intact() == nil
	for _, name := range names {
		state := manifest.GenerationState(o.dir, name)
		if keep && inUse.state == state && o.failure(state) == nil { // damage can be known of files that are in memory
			c.snapshot = inUse
			return c, nil
		}
		if keep && len(c.failures) > 0 {
			continue // nothing is better than the one in use
		}
		s, err := o.open(ctx, name, state)
		if err == nil {
			c.snapshot = s
			return c, nil
		}
		if ctx.Err() != nil {
			return c, ctx.Err()
		}
		c.failures = append(c.failures, failure{name, err})
	}
	switch {
	case keep:
		c.snapshot, c.kept = inUse, true
		return c, nil
	case len(c.failures) > 0:
		return c, c.failures[0].err
	}
	return c, c.lost
}

func (o *opener) open(ctx context.Context, name, state string) (*snapshot, error) {
	if err := o.failure(state); err != nil {
		return nil, err
	}
	o.stamps.Reload()
	s, err := openSnapshot(ctx, o.dir, name, o.stamps)
	o.stamps.Save()
	switch {
	case err == nil:
		s.state = state
		return s, nil
	case ctx.Err() != nil:
	case transient(err):
		o.setRetry(true)
	case errors.Is(err, index.ErrDamaged):
		o.fail(state, err)
	}
	return nil, err
}

// setRetry sets whether opening should be tried again although nothing has changed, and returns the old value.
func (o *opener) setRetry(retry bool) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	old := o.retry
	o.retry = retry
	return old
}

// fail remembers that a generation is damaged.
func (o *opener) fail(state string, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.failed[state] = err
}

func (o *opener) failure(state string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.failed[state]
}

// transient reports whether a file could not be opened for lack of something that may be there again in a moment.
func transient(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}
