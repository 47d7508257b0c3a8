package embedded

import (
	"errors"
	"fmt"
	"iter"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// scratch is what a question needs and the next one can use again. Dictionaries are not safe for two goroutines.
type scratch struct {
	dictionaries map[string][]segment.TermDictionary // by field, one a segment
	scores       []float64                           // all zero between uses
	all, title   []uint32                            // frequencies, all zero between uses
	best         []uint32                            // by group of near copies, all zero between uses
	iterator     segment.PostingsIterator
}

func newScratch(s *snapshot) *scratch {
	n := len(s.columns.IDs)
	return &scratch{
		dictionaries: make(map[string][]segment.TermDictionary),
		scores:       make([]float64, n), all: make([]uint32, n), title: make([]uint32, n),
		best: make([]uint32, s.columns.Groups.Count+1),
	}
}

func (c *scratch) dictionary(s *snapshot, field string) ([]segment.TermDictionary, error) {
	if d, ok := c.dictionaries[field]; ok {
		return d, nil
	}
	var all []segment.TermDictionary
	for _, p := range s.segments {
		d, err := p.seg.Dictionary(field)
		if err != nil {
			return nil, fmt.Errorf("dictionary of %q: %w", field, err)
		}
		all = append(all, d)
	}
	c.dictionaries[field] = all
	return all, nil
}

// postings are the documents that have a term in a field.
type postings struct {
	lists []segment.PostingsList // by segment; nil where the segment has none
	local []*roaring.Bitmap      // by segment, in its own numbers; read only
	bits  *roaring.Bitmap        // in the numbers of the snapshot; read only
}

// bitmap is how zapx shows the documents of an iterator without reading a posting.
type bitmap interface {
	ActualBitmap() *roaring.Bitmap
	DocNum1Hit() (uint64, bool)
	ReplaceActual(*roaring.Bitmap)
}

// postings looks a term up, once a question.
func (x *execution) postings(field, term string) (*postings, error) {
	key := field + "\x00" + term
	if p, ok := x.found[key]; ok {
		return p, nil
	}
	dictionaries, err := x.scratch.dictionary(x.snapshot, field)
	if err != nil {
		return nil, err
	}
	p := &postings{
		lists: make([]segment.PostingsList, len(dictionaries)), local: make([]*roaring.Bitmap, len(dictionaries)),
	}
	for i, d := range dictionaries {
		part := x.snapshot.segments[i]
		list, err := d.PostingsList([]byte(term), part.deleted, nil)
		if err != nil {
			return nil, fmt.Errorf("postings of %q: %w", term, err)
		}
		if err := x.spend(list.Count()); err != nil {
			return nil, err
		}
		local, err := documents(list)
		if err != nil {
			return nil, err
		}
		p.lists[i], p.local[i] = list, local
		p.add(local, part.base)
	}
	if p.bits == nil {
		p.bits = roaring.New()
	}
	x.found[key] = p
	return p, nil
}

// numbersOf yields the numbers of a bitmap, several times as fast as its iterator.
func numbersOf(docs *roaring.Bitmap) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		var batch [256]uint32
		it := docs.ManyIterator()
		for n := it.NextMany(batch[:]); n > 0; n = it.NextMany(batch[:]) {
			for _, d := range batch[:n] {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// documents returns the documents of a list without reading its postings.
func documents(list segment.PostingsList) (*roaring.Bitmap, error) {
	if list.Count() == 0 {
		return roaring.New(), nil
	}
	it, ok := list.Iterator(false, false, false, nil).(bitmap)
	if !ok {
		return nil, errors.New("postings without a bitmap")
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return it.ActualBitmap(), nil
}

// add adds a segment's documents. With one segment, which is the rule, nothing is copied.
func (p *postings) add(local *roaring.Bitmap, base uint32) {
	if local.IsEmpty() {
		return
	}
	if p.bits == nil {
		p.bits = local
		if base > 0 {
			p.bits = roaring.AddOffset64(local, int64(base))
		}
		return
	}
	p.bits = roaring.Or(p.bits, roaring.AddOffset64(local, int64(base)))
}

// each calls visit with every posting of docs that the lists have, in order of documents; located ones have positions.
func (x *execution) each(p *postings, docs *roaring.Bitmap, located bool, visit func(doc uint32, post segment.Posting)) error {
	for i, list := range p.lists {
		if p.local[i].IsEmpty() {
			continue
		}
		part := x.snapshot.segments[i]
		want := docs
		if part.base > 0 {
			want = roaring.AddOffset64(docs, -int64(part.base))
		}
		want = roaring.And(want, p.local[i])
		if want.IsEmpty() {
			continue
		}
		it := list.Iterator(true, false, located, x.scratch.iterator)
		x.scratch.iterator = it
		if err := x.walk(it, want, part.base, visit); err != nil {
			return err
		}
	}
	return nil
}

// checkEvery is how many postings are read between looks at the context: about 0.1 ms.
const checkEvery = 4096

func (x *execution) walk(it segment.PostingsIterator, want *roaring.Bitmap, base uint32, visit func(uint32, segment.Posting)) error {
	if b, ok := it.(bitmap); ok {
		if _, one := b.DocNum1Hit(); !one {
			b.ReplaceActual(want)
		}
	}
	for n := 1; ; n++ {
		post, err := it.Next()
		if err != nil {
			return fmt.Errorf("%w: read a posting: %v", index.ErrDamaged, err)
		}
		if post == nil {
			return nil
		}
		visit(base+uint32(post.Number()), post)
		if n%checkEvery == 0 {
			if err := x.ctx.Err(); err != nil {
				return err
			}
		}
	}
}
