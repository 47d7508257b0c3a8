package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// Cursor looks terms up and reads their postings. It keeps dictionaries and iterators, which are expensive to make, between
// uses, and is not safe for concurrent use.
type Cursor struct {
	reader       *Reader
	dictionaries map[Field][]segment.TermDictionary // one per segment
	iterator     segment.PostingsIterator

	// Charge is called with the number of postings of a list before any is read; an error ends the lookup.
	Charge func(postings uint64) error
}

// NewCursor returns a Cursor.
func (r *Reader) NewCursor() *Cursor {
	return &Cursor{reader: r, dictionaries: make(map[Field][]segment.TermDictionary)}
}

func (c *Cursor) dictionary(f Field) ([]segment.TermDictionary, error) {
	if d, ok := c.dictionaries[f]; ok {
		return d, nil
	}
	var all []segment.TermDictionary
	for _, s := range c.reader.segments {
		d, err := s.segment.Dictionary(string(f))
		if err != nil {
			return nil, fmt.Errorf("dictionary of field %q: %w", f, err)
		}
		all = append(all, d)
	}
	c.dictionaries[f] = all
	return all, nil
}

// Postings are the documents that have a term in a field.
type Postings struct {
	lists []segment.PostingsList // by segment
	local []*roaring.Bitmap      // by segment, in the numbers of the segment
	docs  *roaring.Bitmap
}

// Docs returns the documents. The caller must not change the bitmap.
func (p *Postings) Docs() *roaring.Bitmap { return p.docs }

// Lookup returns the postings of a term, without reading any.
func (c *Cursor) Lookup(f Field, term string) (*Postings, error) {
	dictionaries, err := c.dictionary(f)
	if err != nil {
		return nil, err
	}
	p := &Postings{
		lists: make([]segment.PostingsList, len(dictionaries)), local: make([]*roaring.Bitmap, len(dictionaries)),
	}
	for i, d := range dictionaries {
		s := c.reader.segments[i]
		list, err := c.list(d, term, s.deleted)
		if err != nil {
			return nil, err
		}
		local, err := documents(list)
		if err != nil {
			return nil, err
		}
		p.lists[i], p.local[i] = list, local
		p.add(local, s.base)
	}
	if p.docs == nil {
		p.docs = roaring.New()
	}
	return p, nil
}

func (c *Cursor) list(d segment.TermDictionary, term string, deleted *roaring.Bitmap) (segment.PostingsList, error) {
	list, err := d.PostingsList([]byte(term), deleted, nil)
	if err != nil {
		return nil, fmt.Errorf("postings of %q: %w", term, err)
	}
	return list, c.Charge(list.Count())
}

// add adds the documents of a segment. If only one segment has the term, as is usual, nothing is copied.
func (p *Postings) add(local *roaring.Bitmap, base uint32) {
	switch {
	case local.IsEmpty():
	case p.docs == nil && base == 0:
		p.docs = local
	case p.docs == nil:
		p.docs = roaring.AddOffset64(local, int64(base))
	default:
		p.docs = roaring.Or(p.docs, roaring.AddOffset64(local, int64(base)))
	}
}

// bitmapIterator is how an iterator of zapx gives its documents without reading a posting.
type bitmapIterator interface {
	ActualBitmap() *roaring.Bitmap
	DocNum1Hit() (uint64, bool)
	ReplaceActual(*roaring.Bitmap)
}

// documents returns the documents of a list without reading its postings.
func documents(list segment.PostingsList) (*roaring.Bitmap, error) {
	if list.Count() == 0 {
		return roaring.New(), nil
	}
	it, ok := list.Iterator(false, false, false, nil).(bitmapIterator)
	if !ok {
		return nil, errors.New("postings without a bitmap")
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return it.ActualBitmap(), nil
}

// Posting is the occurrence of a term in a document.
type Posting struct{ posting segment.Posting }

// Frequency returns how often the term occurs.
func (p Posting) Frequency() uint32 { return uint32(p.posting.Frequency()) }

// AppendPositions appends the positions of the term to dst. They must have been requested.
func (p Posting) AppendPositions(dst []int32) []int32 {
	for _, l := range p.posting.Locations() {
		dst = unpack(dst, l.Pos(), l.ArrayPositions())
	}
	return dst
}

// Detail is what to read of a posting. Reading positions takes about five times as long.
type Detail int

// The details.
const (
	Frequencies Detail = iota
	Positions
)

// Each calls visit with the postings in docs, in the order of documents.
func (c *Cursor) Each(ctx context.Context, p *Postings, docs *roaring.Bitmap, detail Detail, visit func(doc uint32, p Posting)) error {
	for i, list := range p.lists {
		if p.local[i].IsEmpty() {
			continue
		}
		base := c.reader.segments[i].base
		wanted := docs
		if base > 0 {
			wanted = roaring.AddOffset64(docs, -int64(base))
		}
		wanted = roaring.And(wanted, p.local[i])
		if wanted.IsEmpty() {
			continue
		}
		c.iterator = list.Iterator(true, false, detail == Positions, c.iterator)
		// The iterator decodes about 1,024 postings for each one that it skips to, so it gets the documents beforehand.
		if b, ok := c.iterator.(bitmapIterator); ok {
			if _, one := b.DocNum1Hit(); !one {
				b.ReplaceActual(wanted)
			}
		}
		if err := walk(ctx, c.iterator, base, visit); err != nil {
			return err
		}
	}
	return nil
}

// checkInterval is the number of postings that are read between two checks of the context, about 0.1 ms.
const checkInterval = 4096

func walk(ctx context.Context, it segment.PostingsIterator, base uint32, visit func(uint32, Posting)) error {
	for n := 1; ; n++ {
		post, err := it.Next()
		if err != nil {
			return fmt.Errorf("%w: read a posting: %v", index.ErrDamaged, err)
		}
		if post == nil {
			return nil
		}
		visit(base+uint32(post.Number()), Posting{post})
		if n%checkInterval == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// CountAll returns the number of documents that have all terms in a field. It adds up the counts of the segments: numbering
// the documents of several segments consecutively takes longer than counting them.
func (c *Cursor) CountAll(f Field, terms []string) (int, error) {
	dictionaries, err := c.dictionary(f)
	if err != nil {
		return 0, err
	}
	total := uint64(0)
	for i, d := range dictionaries {
		n, err := c.countInSegment(d, terms, c.reader.segments[i].deleted)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return int(total), nil
}

// countInSegment intersects the lists of the terms, the rarest first.
func (c *Cursor) countInSegment(d segment.TermDictionary, terms []string, deleted *roaring.Bitmap) (uint64, error) {
	lists := make([]segment.PostingsList, len(terms))
	for i, term := range terms {
		list, err := c.list(d, term, deleted)
		if err != nil {
			return 0, err
		}
		if list.Count() == 0 || len(terms) == 1 {
			return list.Count(), nil
		}
		lists[i] = list
	}
	slices.SortFunc(lists, func(a, b segment.PostingsList) int { return cmp.Compare(a.Count(), b.Count()) })
	var all *roaring.Bitmap
	for i, list := range lists {
		docs, err := documents(list)
		switch {
		case err != nil:
			return 0, err
		case i == 0:
			all = docs
		case i == len(lists)-1 || all.IsEmpty():
			return all.AndCardinality(docs), nil
		default:
			all = roaring.And(all, docs)
		}
	}
	return 0, nil
}

// Numbers returns the numbers of a bitmap, several times as fast as its iterator.
func Numbers(docs *roaring.Bitmap) iter.Seq[uint32] {
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
