package embedded

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/internal/plan"
	"daftar/index/internal/rank"
	"daftar/index/snippet"
)

// phraseMatcher evaluates plan.Phrase.
type phraseMatcher struct {
	node *plan.Phrase

	checked *roaring.Bitmap // the documents in which it was counted
	found   *phraseCounts   // in the scope
	title   *phraseCounts   // in the title
}

// phraseCounts are the documents with a phrase and how often each has it.
type phraseCounts struct {
	bitmap *roaring.Bitmap
	docs   []uint32 // ascending
	counts []uint32
}

func (c *phraseCounts) of(d uint32) uint32 {
	if i, ok := slices.BinarySearch(c.docs, d); ok {
		return c.counts[i]
	}
	return 0
}

func (m *phraseMatcher) expensive() bool { return true }

func (m *phraseMatcher) field() store.Field { return exactField(m.node.Scope) }

func (m *phraseMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if e.countOnly && m.node.Near == 0 {
		all, err := m.everywhere(e, within)
		if err != nil {
			return nil, err
		}
		if all != nil {
			return roaring.And(within, all), nil
		}
	}
	if m.node.CountLimit > 0 {
		return m.sample(e, within)
	}
	if err := m.countIn(e, within); err != nil {
		return nil, err
	}
	return roaring.And(within, m.found.bitmap), nil
}

// worthAll is how many times the work of checking the candidates of a query may cost checking all documents instead.
const worthAll = 4

// everywhere returns all documents with the phrase if they are cached, or if finding them does not cost much more than
// checking the documents in within; else nil. The result is cached.
func (m *phraseMatcher) everywhere(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	key := string(m.field())
	for _, variant := range m.node.Variants {
		key += "\x00" + strings.Join(variant, "\x01")
	}
	if docs, ok := e.snapshot.phrases.get(key); ok {
		return docs, nil
	}
	all, inWithin := uint64(0), uint64(0)
	for _, variant := range m.node.Variants {
		candidates, err := m.candidates(e, variant, e.snapshot.store.Live())
		if err != nil {
			return nil, err
		}
		all += candidates.GetCardinality()
		inWithin += candidates.AndCardinality(within)
	}
	if inWithin*worthAll < all || m.node.CountLimit > 0 && all > uint64(m.node.CountLimit) {
		return nil, nil
	}
	found, err := m.count(e, m.field(), e.snapshot.store.Live())
	if err != nil {
		return nil, err
	}
	e.snapshot.phrases.put(key, found.bitmap)
	return found.bitmap, nil
}

// candidates returns the documents in within that have all terms of a variant.
func (m *phraseMatcher) candidates(e *evaluator, variant []string, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	for _, term := range variant {
		p, err := e.lookup(m.field(), term)
		if err != nil {
			return nil, err
		}
		within = roaring.And(within, p.Docs())
	}
	return within, nil
}

// sample checks the first CountLimit candidates. They are consecutive because postings are decoded in blocks.
func (m *phraseMatcher) sample(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := roaring.New()
	for _, variant := range m.node.Variants {
		candidates, err := m.candidates(e, variant, within)
		if err != nil {
			return nil, err
		}
		all.Or(candidates)
	}
	if all.GetCardinality() > uint64(m.node.CountLimit) {
		e.sampled = true
		first := make([]uint32, m.node.CountLimit)
		all.ManyIterator().NextMany(first)
		all = roaring.BitmapOf(first...)
	}
	found, err := m.count(e, m.field(), all)
	if err != nil {
		return nil, err
	}
	return found.bitmap, nil
}

// countIn counts the phrase in the documents of within, unless it already has.
func (m *phraseMatcher) countIn(e *evaluator, within *roaring.Bitmap) error {
	if m.checked != nil && roaring.AndNot(within, m.checked).IsEmpty() {
		return nil
	}
	found, err := m.count(e, m.field(), within)
	if err != nil {
		return err
	}
	m.checked, m.found, m.title = within, found, found
	if m.node.Scope != plan.ScopeTitle {
		m.title, err = m.count(e, store.TitleTerms, found.bitmap)
	}
	return err
}

// count counts the phrase in a field of the documents in within.
func (m *phraseMatcher) count(e *evaluator, f store.Field, within *roaring.Bitmap) (*phraseCounts, error) {
	var all []occurrences
	for _, variant := range m.node.Variants {
		o, err := m.locate(e, f, variant, within)
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return mergeOccurrences(all), nil
}

// occurrences are the positions at which a phrase begins: those in docs[i] are starts[i]. Both ascend.
type occurrences struct {
	docs   []uint32
	starts [][]int32
}

// mergeOccurrences counts the occurrences of all variants. Several variants at one position count once.
func mergeOccurrences(all []occurrences) *phraseCounts {
	out := &phraseCounts{bitmap: roaring.New()}
	if len(all) == 1 {
		out.docs = all[0].docs
		for _, starts := range all[0].starts {
			out.counts = append(out.counts, uint32(len(starts)))
		}
		out.bitmap.AddMany(out.docs)
		return out
	}
	starts := make(map[uint32][]int32)
	for _, o := range all {
		for i, d := range o.docs {
			starts[d] = append(starts[d], o.starts[i]...)
		}
	}
	for d := range starts {
		out.docs = append(out.docs, d)
	}
	slices.Sort(out.docs)
	for _, d := range out.docs {
		slices.Sort(starts[d])
		out.counts = append(out.counts, uint32(len(slices.Compact(starts[d]))))
	}
	out.bitmap.AddMany(out.docs)
	return out
}

// locate returns where a variant begins. It reads the positions of the rarest term first, and those of the others only in
// documents that can still match.
func (m *phraseMatcher) locate(e *evaluator, f store.Field, variant []string, within *roaring.Bitmap) (occurrences, error) {
	lists := make([]*store.Postings, len(variant))
	order := make([]int, len(variant))
	candidates := within
	for i, term := range variant {
		var err error
		if lists[i], err = e.lookup(f, term); err != nil {
			return occurrences{}, err
		}
		candidates = roaring.And(candidates, lists[i].Docs())
		order[i] = i
	}
	if candidates.IsEmpty() {
		return occurrences{}, nil
	}
	if m.node.Near > 0 {
		return m.locateNear(e, lists, candidates)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(lists[i].Docs().GetCardinality(), lists[j].Docs().GetCardinality())
	})
	return locateConsecutive(e, lists, order, candidates)
}

// locateConsecutive reads one term after the other and keeps, of each document, the positions at which the phrase can still
// begin. All candidates have all terms, so that the n-th posting is that of the n-th candidate.
func locateConsecutive(e *evaluator, lists []*store.Postings, order []int, candidates *roaring.Bitmap) (occurrences, error) {
	var found occurrences
	var buffer, arena []int32
	for n, i := range order {
		next, left := 0, 0
		err := e.each(lists[i], candidates, store.Positions, func(d uint32, p store.Posting) {
			if n == 0 {
				from := len(arena)
				arena = p.AppendPositions(arena)
				starts := arena[from:len(arena):len(arena)]
				for k := range starts {
					starts[k] -= int32(i)
				}
				found.docs, found.starts = append(found.docs, d), append(found.starts, starts)
				left++
				return
			}
			buffer = p.AppendPositions(buffer[:0])
			if starts := keepFollowed(found.starts[next], buffer, int32(i)); len(starts) > 0 {
				found.docs[left], found.starts[left] = d, starts
				left++
			}
			next++
		})
		if err != nil {
			return found, err
		}
		found.docs, found.starts = found.docs[:left], found.starts[:left]
		if left == 0 {
			break
		}
		if n > 0 {
			candidates = roaring.BitmapOf(found.docs...)
		}
	}
	return found, nil
}

// keepFollowed keeps the starts that have one of positions at an offset. Both lists ascend; the result reuses starts.
func keepFollowed(starts, positions []int32, offset int32) []int32 {
	kept := starts[:0]
	k := 0
	for _, s := range starts {
		for k < len(positions) && positions[k] < s+offset {
			k++
		}
		if k < len(positions) && positions[k] == s+offset {
			kept = append(kept, s)
		}
	}
	return kept
}

// locateNear finds the documents in which all terms are near each other. Such a document counts one occurrence.
func (m *phraseMatcher) locateNear(e *evaluator, lists []*store.Postings, candidates *roaring.Bitmap) (occurrences, error) {
	docs := candidates.ToArray()
	positions := make([][][]int32, len(docs)) // by document, then term
	for i := range lists {
		next := 0
		err := e.each(lists[i], candidates, store.Positions, func(_ uint32, p store.Posting) {
			if positions[next] == nil {
				positions[next] = make([][]int32, len(lists))
			}
			positions[next][i] = p.AppendPositions(nil)
			next++
		})
		if err != nil {
			return occurrences{}, err
		}
	}
	var found occurrences
	for i, lists := range positions {
		if areNear(lists, m.node.Near) {
			found.docs, found.starts = append(found.docs, docs[i]), append(found.starts, []int32{0})
		}
	}
	return found, nil
}

// areNear reports whether there is a window with a position of each list and at most maxOthers other positions.
func areNear(lists [][]int32, maxOthers int) bool {
	next := make([]int, len(lists))
	for {
		lowest, high := 0, int32(0)
		for i, list := range lists {
			if next[i] == len(list) {
				return false
			}
			if list[next[i]] < lists[lowest][next[lowest]] {
				lowest = i
			}
			high = max(high, list[next[i]])
		}
		if int(high-lists[lowest][next[lowest]])+1-len(lists) <= maxOthers {
			return true
		}
		next[lowest]++
	}
}

// idf is the sum of the inverse document frequencies of the different terms.
func (m *phraseMatcher) idf(e *evaluator) (float64, error) {
	sum := 0.0
	for _, term := range slices.Compact(slices.Sorted(slices.Values(m.node.Variants[0]))) {
		p, err := e.lookup(m.field(), term)
		if err != nil {
			return 0, err
		}
		sum += rank.IDF(e.documents(), p.Docs().GetCardinality())
	}
	return sum, nil
}

func (m *phraseMatcher) score(e *evaluator, docs *roaring.Bitmap, scores []float64) error {
	if err := m.countIn(e, docs); err != nil {
		return err
	}
	idf, err := m.idf(e)
	if err != nil {
		return err
	}
	for d := range store.Numbers(docs) {
		scores[d] += idf * rank.Saturate(m.tf(e, d))
	}
	return nil
}

// tf is the weighted frequency. A near match counts once, in the title if it is there.
func (m *phraseMatcher) tf(e *evaluator, d uint32) float64 {
	all, title := m.found.of(d), m.title.of(d)
	return e.snapshot.norms.TF(d, title, all-min(title, all))
}

func (m *phraseMatcher) explain(e *evaluator, doc uint32) (index.Explanation, error) {
	if err := m.countIn(e, roaring.BitmapOf(doc)); err != nil {
		return index.Explanation{}, err
	}
	idf, err := m.idf(e)
	return rank.Phrase{
		Text: m.node.Label(), Title: m.title.of(doc), All: m.found.of(doc), IDF: idf, TF: m.tf(e, doc),
	}.Explain(), err
}

func (m *phraseMatcher) patterns(e *evaluator) ([]snippet.Pattern, error) {
	idf, err := m.idf(e)
	if err != nil || m.node.Scope == plan.ScopeTitle {
		return nil, err
	}
	return []snippet.Pattern{{Phrases: m.node.Variants, Near: m.node.Near, Weight: idf}}, nil
}
