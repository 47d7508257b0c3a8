package embedded

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"

	"daftar/index"
)

// Stored implements index.Build.
func (b *Build) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	if b.last == nil {
		return func(func(*index.Document, error) bool) {}
	}
	return b.last.stored(ctx)
}

// Stored returns the documents of the current generation whole, in no particular order. The generation stays open until
// the iteration ends.
func (s *Searcher) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		s.mu.RLock()
		now := s.now
		ok := now != nil && now.acquire()
		s.mu.RUnlock()
		if !ok {
			yield(nil, index.ErrUnavailable)
			return
		}
		// To let go of a generation that was only read loses nothing.
		defer now.release()
		for d, err := range now.stored(ctx) {
			if !yield(d, err) {
				return
			}
		}
	}
}

// stored returns all documents, whole, in the order in which they lie on the disk.
func (s *snapshot) stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for n := s.live.Iterator(); n.HasNext(); {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			d, err := s.document(n.Next(), whole)
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// inherit takes from the last generation what a retag does not change.
func (b *Build) inherit() error {
	if b.options.Full || b.options.Purge {
		return errors.New("a retag is neither full nor a purge: it reads the last generation and deletes nothing")
	}
	if b.last == nil {
		return fmt.Errorf("%w in %q", index.ErrUnavailable, b.dir)
	}
	b.options.Sources = b.last.manifest.Sources
	versions := maps.Clone(b.last.manifest.Versions)
	if versions == nil {
		versions = make(map[string]string)
	}
	maps.Copy(versions, b.options.Versions)
	b.options.Versions = versions
	return nil
}
