package embedded

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"daftar/index"
	"daftar/index/query"
)

// cache holds results of count-only queries; they are valid for the lifetime of a generation. Suggestions profit above all:
// they ask for the names of a country ("United States") with every letter typed. Cached values must not be changed.
//
// It has two halves. A full young half becomes the old one, whose entries are dropped unless they are used again.
type cache[T sized] struct {
	mu         sync.Mutex
	young, old map[string]T
	bytes      uint64 // of young
}

// maxCacheBytes bounds each half: some thousand phrases of a library of 30,000 documents.
const maxCacheBytes = 8 << 20

// sized is a value that knows its size.
type sized interface{ GetSizeInBytes() uint64 }

func (c *cache[T]) get(key string) (value T, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if value, ok = c.young[key]; ok {
		return value, true
	}
	if value, ok = c.old[key]; ok {
		c.add(key, value)
	}
	return value, ok
}

func (c *cache[T]) put(key string, value T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.young[key]; !known {
		c.add(key, value)
	}
}

func (c *cache[T]) add(key string, value T) {
	size := value.GetSizeInBytes() + uint64(len(key))
	if c.young == nil || c.bytes+size > maxCacheBytes {
		c.young, c.old, c.bytes = make(map[string]T), c.young, 0
	}
	c.bytes += size
	c.young[key] = value
}

// halfFull reports whether the young half is half full.
func (c *cache[T]) halfFull() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes > maxCacheBytes/2
}

// facetResult is the result of a query that only counts the values of fields.
type facetResult index.Result

// isFacetQuery reports whether a query has such a result.
func isFacetQuery(q index.Query) bool {
	return q.Limit == 0 && len(q.Facets) > 0 && !q.Grid.Active() &&
		!slices.ContainsFunc(q.Facets, func(f index.Facet) bool { return f.Field == index.FieldDate })
}

// GetSizeInBytes returns the approximate size in memory.
func (r *facetResult) GetSizeInBytes() uint64 {
	const bucketSize = 64
	size := uint64(0)
	for _, f := range r.Facets {
		size += bucketSize * uint64(1+len(f.Buckets))
	}
	return size
}

// copy returns a result that the caller may change.
func (r *facetResult) copy() *index.Result {
	out := index.Result(*r)
	out.Notes, out.Facets = slices.Clone(out.Notes), slices.Clone(out.Facets)
	for i := range out.Facets {
		out.Facets[i].Buckets = slices.Clone(out.Facets[i].Buckets)
	}
	return &out
}

// warmUp caches the documents of phrases, until the cache is half full. Phrases with too many postings are skipped.
func (s *snapshot) warmUp(ctx context.Context, phrases []string) error {
	for _, text := range phrases {
		if s.phrases.halfFull() {
			break
		}
		_, err := s.search(ctx, index.Query{Tree: query.Phrase{Text: text}})
		if limit := (*index.LimitError)(nil); err != nil && !errors.As(err, &limit) {
			return fmt.Errorf("search for %q: %w", text, err)
		}
	}
	return nil
}
