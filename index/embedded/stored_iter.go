package embedded

import (
	"context"
	"iter"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
)

// Stored implements index.Build.
func (b *Build) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	if b.last == nil {
		return func(func(*index.Document, error) bool) {}
	}
	return b.last.stored(ctx)
}

// Stored returns the documents of the current generation with all their fields, in no particular order. The generation stays
// open until the iteration ends.
func (s *Searcher) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		current, err := s.acquire()
		if err != nil {
			yield(nil, err)
			return
		}
		defer current.release() // closing what was only read cannot lose data
		for d, err := range current.stored(ctx) {
			if !yield(d, err) {
				return
			}
		}
	}
}

// stored returns all documents in the order of the disk.
func (s *snapshot) stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for doc := range store.Numbers(s.store.Live()) {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			var d *index.Document
			err := s.guard.Run(func() (err error) {
				d, err = s.document(doc, stored.Whole)
				return err
			})
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}
