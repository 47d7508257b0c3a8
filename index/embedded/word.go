package embedded

import (
	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/internal/plan"
	"daftar/index/internal/rank"
	"daftar/index/snippet"
)

// wordMatcher evaluates plan.Terms.
type wordMatcher struct {
	node plan.Terms

	lists      []*store.Postings // of each term in the scope
	titleLists []*store.Postings // of each term in the title; read for scores only
	docs       *roaring.Bitmap
}

func (m *wordMatcher) expensive() bool { return false }

// fields returns the field to search, and the field of the title.
func (m *wordMatcher) fields() (searched, title store.Field) {
	searched, title = store.Stems, store.TitleStems
	if m.node.Exact {
		searched, title = store.Terms, store.TitleTerms
	}
	if m.node.Scope == plan.ScopeTitle {
		searched = title
	}
	return searched, title
}

func (m *wordMatcher) load(e *evaluator) error {
	if m.docs != nil {
		return nil
	}
	searched, _ := m.fields()
	lists, err := m.lookupAll(e, searched)
	if err != nil {
		return err
	}
	m.lists = lists
	if len(lists) == 1 {
		m.docs = lists[0].Docs()
		return nil
	}
	m.docs = roaring.New()
	for _, p := range lists {
		m.docs.Or(p.Docs())
	}
	return nil
}

func (m *wordMatcher) lookupAll(e *evaluator, f store.Field) ([]*store.Postings, error) {
	lists := make([]*store.Postings, len(m.node.Terms))
	for i, term := range m.node.Terms {
		var err error
		if lists[i], err = e.lookup(f, term); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

func (m *wordMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := m.load(e); err != nil {
		return nil, err
	}
	return roaring.And(within, m.docs), nil
}

func (m *wordMatcher) score(e *evaluator, docs *roaring.Bitmap, scores []float64) error {
	if err := m.countIn(e, docs); err != nil {
		return err
	}
	weight := rank.IDF(e.documents(), m.docs.GetCardinality())
	for d := range store.Numbers(docs) {
		all, title := m.takeCounts(e, d)
		scores[d] += weight * rank.Saturate(e.snapshot.norms.TF(d, title, all-title))
	}
	return nil
}

// countIn counts the occurrences in docs, in the scratch.
func (m *wordMatcher) countIn(e *evaluator, docs *roaring.Bitmap) error {
	if err := m.load(e); err != nil {
		return err
	}
	if m.titleLists == nil {
		_, title := m.fields()
		lists, err := m.lookupAll(e, title)
		if err != nil {
			return err
		}
		m.titleLists = lists
	}
	for _, count := range []struct {
		lists  []*store.Postings
		counts []uint32
	}{{m.lists, e.scratch.all}, {m.titleLists, e.scratch.title}} {
		for _, p := range count.lists {
			add := func(d uint32, p store.Posting) { count.counts[d] += p.Frequency() }
			if err := e.each(p, docs, store.Frequencies, add); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeCounts returns the occurrences in a document and clears them.
func (m *wordMatcher) takeCounts(e *evaluator, d uint32) (all, title uint32) {
	all, title = e.scratch.all[d], e.scratch.title[d]
	e.scratch.all[d], e.scratch.title[d] = 0, 0
	return all, title
}

func (m *wordMatcher) explain(e *evaluator, doc uint32) (index.Explanation, error) {
	if err := m.countIn(e, roaring.BitmapOf(doc)); err != nil {
		return index.Explanation{}, err
	}
	all, title := m.takeCounts(e, doc)
	return rank.Word{
		Text: m.node.Label(), Title: title, Body: all - title, DocumentsWith: m.docs.GetCardinality(), InTotal: e.documents(),
		TF: e.snapshot.norms.TF(doc, title, all-title),
	}.Explain(), nil
}

func (m *wordMatcher) patterns(e *evaluator) ([]snippet.Pattern, error) {
	if err := m.load(e); err != nil || m.node.Scope == plan.ScopeTitle {
		return nil, err
	}
	p := snippet.Pattern{Weight: rank.IDF(e.documents(), m.docs.GetCardinality())}
	if !m.node.Exact {
		p.Stems = m.node.Terms
		return []snippet.Pattern{p}, nil
	}
	for _, term := range m.node.Terms {
		p.Phrases = append(p.Phrases, []string{term})
	}
	return []snippet.Pattern{p}, nil
}
