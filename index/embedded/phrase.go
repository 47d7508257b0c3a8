package embedded

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// phrasePlan is words in order, or near each other: documents in which a variant stands.
type phrasePlan struct {
	text     string
	variants [][]string // terms at consecutive positions; of near, one list of different terms in any order
	near     int        // above 0: words that may stand between
	title    bool
	probe    int // above 0: documents in which it is looked for at most

	asked *roaring.Bitmap // the documents that it was counted in
	found *occurrencesIn  // of those that match
	head  *occurrencesIn  // in the title
}

// occurrencesIn is how often a phrase stands in documents, by rising number.
type occurrencesIn struct {
	bits  *roaring.Bitmap
	docs  []uint32
	freqs []uint32
}

// of returns the frequency in a document.
func (o *occurrencesIn) of(d uint32) uint32 {
	if i, ok := slices.BinarySearch(o.docs, d); ok {
		return o.freqs[i]
	}
	return 0
}

func (p *phrasePlan) costly() bool { return true }

func (p *phrasePlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if x.query.Limit == 0 && p.near == 0 {
		known, err := p.everywhere(x, within)
		if err != nil {
			return nil, err
		}
		if known != nil {
			return roaring.And(within, known), nil
		}
	}
	if p.probe > 0 {
		return p.sample(x, within)
	}
	if err := p.find(x, within); err != nil {
		return nil, err
	}
	return roaring.And(within, p.found.bits), nil
}

// find counts the phrase in the documents of within, unless an earlier question had them all.
func (p *phrasePlan) find(x *execution, within *roaring.Bitmap) error {
	if p.asked != nil && roaring.AndNot(within, p.asked).IsEmpty() {
		return nil
	}
	found, err := p.countIn(x, p.field(), within)
	if err != nil {
		return err
	}
	p.asked, p.found, p.head = within, found, found
	if !p.title {
		p.head, err = p.countIn(x, fieldTitle, found.bits)
	}
	return err
}

func (p *phrasePlan) field() string {
	if p.title {
		return fieldTitle
	}
	return fieldTerms
}

// possible returns the documents of within that have all terms of a variant.
func (p *phrasePlan) possible(x *execution, variant []string, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	for _, term := range variant {
		post, err := x.postings(p.field(), term)
		if err != nil {
			return nil, err
		}
		within = roaring.And(within, post.bits)
	}
	return within, nil
}

// sample looks for the phrase in as many documents as a probe may: the first ones, since postings are read in blocks.
func (p *phrasePlan) sample(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := roaring.New()
	for _, variant := range p.variants {
		some, err := p.possible(x, variant, within)
		if err != nil {
			return nil, err
		}
		all.Or(some)
	}
	if all.GetCardinality() > uint64(p.probe) {
		x.sampled = true
		first := make([]uint32, p.probe)
		all.ManyIterator().NextMany(first)
		all = roaring.BitmapOf(first...)
	}
	found, err := p.countIn(x, p.field(), all)
	if err != nil {
		return nil, err
	}
	return found.bits, nil
}

// countIn counts the phrase in a field of the documents of within that have its terms.
func (p *phrasePlan) countIn(x *execution, field string, within *roaring.Bitmap) (*occurrencesIn, error) {
	var all []starts
	for _, variant := range p.variants {
		s, err := p.locate(x, field, variant, within)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return merge(all), nil
}

// starts are the positions at which a phrase begins: those of docs[i] are at[i]. Documents rise, positions too.
type starts struct {
	docs []uint32
	at   [][]int32
}

// merge counts the starts of all variants; where several begin at one position it counts once.
func merge(all []starts) *occurrencesIn {
	out := &occurrencesIn{bits: roaring.New()}
	if len(all) == 1 {
		out.docs = all[0].docs
		for _, at := range all[0].at {
			out.freqs = append(out.freqs, uint32(len(at)))
		}
		out.bits.AddMany(out.docs)
		return out
	}
	at := make(map[uint32][]int32)
	for _, s := range all {
		for i, d := range s.docs {
			at[d] = append(at[d], s.at[i]...)
		}
	}
	for d := range at {
		out.docs = append(out.docs, d)
	}
	slices.Sort(out.docs)
	for _, d := range out.docs {
		slices.Sort(at[d])
		out.freqs = append(out.freqs, uint32(len(slices.Compact(at[d]))))
	}
	out.bits.AddMany(out.docs)
	return out
}

// locate returns where a variant begins. It reads the rarest term's positions first and of the others only those in
// documents that are still possible.
func (p *phrasePlan) locate(x *execution, field string, variant []string, within *roaring.Bitmap) (starts, error) {
	lists := make([]*postings, len(variant))
	order := make([]int, len(variant))
	candidates := within
	for i, term := range variant {
		var err error
		if lists[i], err = x.postings(field, term); err != nil {
			return starts{}, err
		}
		candidates = roaring.And(candidates, lists[i].bits)
		order[i] = i
	}
	if candidates.IsEmpty() {
		return starts{}, nil
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(lists[i].bits.GetCardinality(), lists[j].bits.GetCardinality())
	})
	if p.near > 0 {
		return p.locateNear(x, lists, candidates)
	}
	return p.locateNext(x, lists, order, candidates)
}

// locateNext keeps, of each document, the positions at which the phrase can still begin. Every list has all the
// candidates, so that the n-th posting read is that of the n-th document.
func (p *phrasePlan) locateNext(x *execution, lists []*postings, order []int, candidates *roaring.Bitmap) (starts, error) {
	var s starts
	var buf, arena []int32
	for n, i := range order {
		next, left := 0, 0
		err := x.each(lists[i], candidates, true, func(d uint32, post segment.Posting) {
			if n == 0 {
				from := len(arena)
				arena = positionsOf(arena, post)
				at := arena[from:len(arena):len(arena)]
				for k := range at {
					at[k] -= int32(i)
				}
				s.docs, s.at = append(s.docs, d), append(s.at, at)
				left++
				return
			}
			buf = positionsOf(buf[:0], post)
			if at := intersect(s.at[next], buf, int32(i)); len(at) > 0 {
				s.docs[left], s.at[left] = d, at
				left++
			}
			next++
		})
		if err != nil {
			return s, err
		}
		s.docs, s.at = s.docs[:left], s.at[:left]
		if left == 0 {
			break
		}
		if n > 0 {
			candidates = roaring.BitmapOf(s.docs...)
		}
	}
	return s, nil
}

// intersect keeps the starts whose word at the offset stands there. Both are sorted; the result is in starts' memory.
func intersect(starts, positions []int32, offset int32) []int32 {
	left := starts[:0]
	k := 0
	for _, s := range starts {
		for k < len(positions) && positions[k] < s+offset {
			k++
		}
		if k < len(positions) && positions[k] == s+offset {
			left = append(left, s)
		}
	}
	return left
}

// locateNear finds the documents in which all terms stand close enough; near counts once a document.
func (p *phrasePlan) locateNear(x *execution, lists []*postings, candidates *roaring.Bitmap) (starts, error) {
	docs := candidates.ToArray()
	all := make([][][]int32, len(docs))
	for i := range lists {
		next := 0
		err := x.each(lists[i], candidates, true, func(_ uint32, post segment.Posting) {
			if all[next] == nil {
				all[next] = make([][]int32, len(lists))
			}
			all[next][i] = positionsOf(nil, post)
			next++
		})
		if err != nil {
			return starts{}, err
		}
	}
	var s starts
	for i, positions := range all {
		if fits(positions, p.near) {
			s.docs, s.at = append(s.docs, docs[i]), append(s.at, []int32{0})
		}
	}
	return s, nil
}

// fits reports whether one position of each list fits into a window with at most gap other words.
func fits(lists [][]int32, gap int) bool {
	at := make([]int, len(lists))
	for {
		low, high := 0, int32(0)
		for i, list := range lists {
			if at[i] == len(list) {
				return false
			}
			if list[at[i]] < lists[low][at[low]] {
				low = i
			}
			high = max(high, list[at[i]])
		}
		if int(high-lists[low][at[low]])+1-len(lists) <= gap {
			return true
		}
		at[low]++
	}
}

func positionsOf(dst []int32, post segment.Posting) []int32 {
	for _, l := range post.Locations() {
		dst = unpack(dst, l.Pos(), l.ArrayPositions())
	}
	return dst
}

// weight is the sum of the inverse document frequencies of the phrase's different words.
func (p *phrasePlan) weight(x *execution) (float64, error) {
	sum := 0.0
	for _, term := range slices.Compact(slices.Sorted(slices.Values(p.variants[0]))) {
		post, err := x.postings(p.field(), term)
		if err != nil {
			return 0, err
		}
		sum += idf(x.snapshot.live.GetCardinality(), post.bits.GetCardinality())
	}
	return sum, nil
}

func (p *phrasePlan) score(x *execution, docs *roaring.Bitmap, into []float64) error {
	if err := p.find(x, docs); err != nil {
		return err
	}
	weight, err := p.weight(x)
	if err != nil {
		return err
	}
	for d := range numbersOf(docs) {
		into[d] += weight * saturate(p.tf(x, d))
	}
	return nil
}

// tf is the weighted frequency; near counts once, in the title if it is there.
func (p *phrasePlan) tf(x *execution, d uint32) float64 {
	all, title := p.found.of(d), p.head.of(d)
	return x.weigh(d, title, all-min(title, all))
}

func (p *phrasePlan) explain(x *execution, doc uint32) (index.Explanation, error) {
	if err := p.find(x, roaring.BitmapOf(doc)); err != nil {
		return index.Explanation{}, err
	}
	weight, err := p.weight(x)
	tf := p.tf(x, doc)
	return index.Explanation{
		Value: round(weight * saturate(tf)),
		Text:  fmt.Sprintf("%q: %d in the title, %d in all", describe(p.text, p.title), p.head.of(doc), p.found.of(doc)),
		Parts: []index.Explanation{{Value: weight, Text: "rarity of its words (idf)"}, {Value: saturate(tf), Text: "frequency by length (tf)"}},
	}, err
}
