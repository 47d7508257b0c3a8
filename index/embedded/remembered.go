package embedded

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/query"
)

// remembered is what was found out about a generation, which never changes: in which documents phrases stand, and names
// with their other names, and how many documents have each value of a field. Questions that only count use it, suggestions
// above all, which ask for the other names of a country ("United States") with every letter typed.
type remembered[T measured] struct {
	mu          sync.Mutex
	young, last map[string]T // read only; what is asked for again moves from last to young
	bytes       uint64       // of young
}

// mostRemembered bytes are kept in young and as many in last, which is forgotten when young is full: some thousand phrases
// of a library of 30,000 documents.
const mostRemembered = 8 << 20

// measured is a value with the bytes that it takes.
type measured interface{ GetSizeInBytes() uint64 }

func (r *remembered[T]) of(key string) (value T, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if value, ok = r.young[key]; ok {
		return value, true
	}
	if value, ok = r.last[key]; ok {
		r.add(key, value)
	}
	return value, ok
}

func (r *remembered[T]) keep(key string, value T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.young[key]; !known {
		r.add(key, value)
	}
}

func (r *remembered[T]) add(key string, value T) {
	size := value.GetSizeInBytes() + uint64(len(key))
	if r.young == nil || r.bytes+size > mostRemembered {
		r.young, r.last, r.bytes = make(map[string]T), r.young, 0
	}
	r.bytes += size
	r.young[key] = value
}

// full reports whether with much more something would be forgotten.
func (r *remembered[T]) full() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bytes > mostRemembered/2
}

// worthAll is how many times the work of a question it may cost to look for its phrase in all documents instead.
const worthAll = 4

// everywhere returns the documents of the library that have the phrase, if that is remembered or not much more to find
// out than which of within have it; else nil.
func (p *phrasePlan) everywhere(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	key := p.field()
	for _, variant := range p.variants {
		key += "\x00" + strings.Join(variant, "\x01")
	}
	if known, ok := x.snapshot.phrases.of(key); ok {
		return known, nil
	}
	all, here := uint64(0), uint64(0)
	for _, variant := range p.variants {
		candidates, err := p.possible(x, variant, x.snapshot.live)
		if err != nil {
			return nil, err
		}
		all += candidates.GetCardinality()
		here += candidates.AndCardinality(within)
	}
	if here*worthAll < all || p.probe > 0 && all > uint64(p.probe) {
		return nil, nil
	}
	found, err := p.countIn(x, p.field(), x.snapshot.live)
	if err != nil {
		return nil, err
	}
	x.snapshot.phrases.keep(key, found.bits)
	return found.bits, nil
}

// countedValues is the answer to a question that asks for the values of fields and for no hits.
type countedValues index.Result

// GetSizeInBytes returns about what it takes in memory.
func (t *countedValues) GetSizeInBytes() uint64 {
	const bucket = 64
	size := uint64(0)
	for _, f := range t.Facets {
		size += bucket * uint64(1+len(f.Buckets))
	}
	return size
}

// result copies the answer: who gets it may change it.
func (t *countedValues) result() *index.Result {
	r := index.Result(*t)
	r.Notes, r.Facets = slices.Clone(r.Notes), slices.Clone(r.Facets)
	for i := range r.Facets {
		r.Facets[i].Buckets = slices.Clone(r.Facets[i].Buckets)
	}
	return &r
}

// onlyValues reports whether the answer to a question is such numbers alone.
func onlyValues(q index.Query) bool {
	return q.Limit == 0 && len(q.Facets) > 0 && !q.Grid.Active() &&
		!slices.ContainsFunc(q.Facets, func(f index.Facet) bool { return f.Field == index.FieldDate })
}

// warm finds out in which documents phrases stand that will be asked for, until enough is remembered.
func (s *snapshot) warm(ctx context.Context, phrases []string) error {
	for _, text := range phrases {
		if s.phrases.full() {
			break
		}
		_, err := s.search(ctx, index.Query{Tree: query.Phrase{Text: text}})
		if limit := (*index.LimitError)(nil); err != nil && !errors.As(err, &limit) {
			return fmt.Errorf("look for %q: %w", text, err)
		}
	}
	return nil
}
