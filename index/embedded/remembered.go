package embedded

import (
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// remembered is in which documents of a generation phrases stand: a generation never changes. Questions that only count
// use it, suggestions above all, which ask for the other names of a country ("United States") with every letter typed.
type remembered struct {
	mu    sync.Mutex
	found map[string]*roaring.Bitmap // read only
	bytes uint64
}

// mostRemembered bytes are kept, then it begins anew: some thousand phrases of a library of 30,000 documents.
const mostRemembered = 16 << 20

func (r *remembered) of(key string) *roaring.Bitmap {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.found[key]
}

func (r *remembered) keep(key string, docs *roaring.Bitmap) {
	r.mu.Lock()
	defer r.mu.Unlock()
	size := docs.GetSizeInBytes() + uint64(len(key))
	if r.found == nil || r.bytes+size > mostRemembered {
		r.found, r.bytes = make(map[string]*roaring.Bitmap), 0
	}
	r.bytes += size
	r.found[key] = docs
}

// worthAll is how many times the work of a question it may cost to look for its phrase in all documents instead.
const worthAll = 4

// everywhere returns the documents of the library that have the phrase, if that is remembered or not much more to find
// out than which of within have it; else nil.
func (p *phrasePlan) everywhere(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	field := fieldTerms
	if p.title {
		field = fieldTitle
	}
	key := field
	for _, variant := range p.variants {
		key += "\x00" + strings.Join(variant, "\x01")
	}
	if known := x.snapshot.phrases.of(key); known != nil {
		return known, nil
	}
	all, here := uint64(0), uint64(0)
	for _, variant := range p.variants {
		candidates := x.snapshot.live
		for _, term := range variant {
			post, err := x.postings(field, term)
			if err != nil {
				return nil, err
			}
			candidates = roaring.And(candidates, post.bits)
		}
		all += candidates.GetCardinality()
		here += candidates.AndCardinality(within)
	}
	if here*worthAll < all {
		return nil, nil
	}
	found, err := p.countIn(x, field, x.snapshot.live)
	if err != nil {
		return nil, err
	}
	x.snapshot.phrases.keep(key, found.bits)
	return found.bits, nil
}
