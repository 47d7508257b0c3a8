package embedded

import (
	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/internal/plan"
	"daftar/index/internal/rank"
	"daftar/index/query"
	"daftar/index/snippet"
)

// matcher evaluates a node of a plan. It belongs to one evaluator.
type matcher interface {
	// match returns the documents in within that match. The result must not be changed.
	match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error)
	// score adds the score of each of docs, all of which match, to scores, which is indexed by document.
	score(e *evaluator, docs *roaring.Bitmap, scores []float64) error
	// expensive matchers read positions. They match last, in the documents that the others have left.
	expensive() bool
	// explain explains the score of a document that matches.
	explain(e *evaluator, doc uint32) (index.Explanation, error)
	// patterns returns what to highlight: words and phrases that are neither negated nor restricted to the title.
	patterns(e *evaluator) ([]snippet.Pattern, error)
}

func newMatcher(n plan.Node) matcher {
	switch n := n.(type) {
	case plan.And:
		return &andMatcher{newMatchers(n.Parts)}
	case plan.Or:
		return &orMatcher{newMatchers(n.Parts)}
	case plan.DisMax:
		return &disMaxMatcher{orMatcher{newMatchers(n.Parts)}, n.Key}
	case plan.Not:
		return &notMatcher{part: newMatcher(n.Part)}
	case plan.Filter:
		return &filterMatcher{filter: n.Filter}
	case plan.Cached:
		return &cachedMatcher{docs: n.Documents.(*roaring.Bitmap)}
	case plan.Terms:
		return &wordMatcher{node: n}
	}
	return &phraseMatcher{node: n.(*plan.Phrase)}
}

func newMatchers(nodes []plan.Node) matchers {
	out := make(matchers, len(nodes))
	for i, n := range nodes {
		out[i] = newMatcher(n)
	}
	return out
}

// matchers are the parts of an And, Or or DisMax.
type matchers []matcher

func (m matchers) expensive() bool {
	for _, part := range m {
		if part.expensive() {
			return true
		}
	}
	return false
}

// cheapFirst calls do with the parts, the expensive ones last, until it returns false or an error.
func (m matchers) cheapFirst(do func(matcher) (goOn bool, err error)) error {
	for _, expensive := range []bool{false, true} {
		for _, part := range m {
			if part.expensive() != expensive {
				continue
			}
			if goOn, err := do(part); err != nil || !goOn {
				return err
			}
		}
	}
	return nil
}

// explainParts explains the parts that match a document.
func (m matchers) explainParts(e *evaluator, doc uint32) ([]index.Explanation, error) {
	var out []index.Explanation
	one := roaring.BitmapOf(doc)
	for _, part := range m {
		found, err := part.match(e, one)
		if err != nil {
			return nil, err
		}
		if found.IsEmpty() {
			continue
		}
		explanation, err := part.explain(e, doc)
		if err != nil {
			return nil, err
		}
		out = append(out, explanation)
	}
	return out, nil
}

func (m matchers) patterns(e *evaluator) ([]snippet.Pattern, error) {
	var out []snippet.Pattern
	for _, part := range m {
		patterns, err := part.patterns(e)
		if err != nil {
			return nil, err
		}
		out = append(out, patterns...)
	}
	return out, nil
}

// andMatcher evaluates plan.And.
type andMatcher struct{ matchers }

func (m *andMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	err := m.cheapFirst(func(part matcher) (goOn bool, err error) {
		within, err = part.match(e, within)
		return err == nil && !within.IsEmpty(), err
	})
	return within, err
}

func (m *andMatcher) score(e *evaluator, docs *roaring.Bitmap, scores []float64) error {
	for _, part := range m.matchers {
		if err := part.score(e, docs, scores); err != nil {
			return err
		}
	}
	return nil
}

func (m *andMatcher) explain(e *evaluator, doc uint32) (index.Explanation, error) {
	parts, err := m.explainParts(e, doc)
	return rank.Sum(parts...), err
}

// orMatcher evaluates plan.Or.
type orMatcher struct{ matchers }

// match looks for expensive parts only in documents that are not found yet if the query only counts. Of "United States" and
// its phrases, hardly any are left.
func (m *orMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := roaring.New()
	err := m.cheapFirst(func(part matcher) (goOn bool, err error) {
		candidates := within
		if part.expensive() && e.countOnly {
			candidates = roaring.AndNot(within, all)
		}
		found, err := part.match(e, candidates)
		if err == nil {
			all.Or(found)
		}
		return true, err
	})
	return all, err
}

func (m *orMatcher) score(e *evaluator, docs *roaring.Bitmap, scores []float64) error {
	for _, part := range m.matchers {
		found, err := part.match(e, docs)
		if err != nil {
			return err
		}
		if err := part.score(e, found, scores); err != nil {
			return err
		}
	}
	return nil
}

func (m *orMatcher) explain(e *evaluator, doc uint32) (index.Explanation, error) {
	parts, err := m.explainParts(e, doc)
	return rank.Sum(parts...), err
}

// disMaxMatcher evaluates plan.DisMax.
type disMaxMatcher struct {
	or  orMatcher
	key string
}

func (m *disMaxMatcher) expensive() bool { return m.or.expensive() }

func (m *disMaxMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if m.key == "" {
		return m.or.match(e, within)
	}
	all, err := m.or.match(e, e.snapshot.store.Live())
	if err != nil {
		return nil, err
	}
	e.snapshot.synonyms.put(m.key, all)
	return roaring.And(within, all), nil
}

func (m *disMaxMatcher) score(e *evaluator, docs *roaring.Bitmap, scores []float64) error {
	best, partScores := make([]float64, len(scores)), make([]float64, len(scores))
	for _, part := range m.or.matchers {
		found, err := part.match(e, docs)
		if err != nil {
			return err
		}
		if err := part.score(e, found, partScores); err != nil {
			return err
		}
		for d := range store.Numbers(found) {
			best[d], partScores[d] = max(best[d], partScores[d]), 0
		}
	}
	for d := range store.Numbers(docs) {
		scores[d] += best[d]
	}
	return nil
}

func (m *disMaxMatcher) explain(e *evaluator, doc uint32) (index.Explanation, error) {
	parts, err := m.or.explainParts(e, doc)
	return rank.Best(parts...), err
}

func (m *disMaxMatcher) patterns(e *evaluator) ([]snippet.Pattern, error) { return m.or.patterns(e) }

// noScore is the part of a matcher that scores and highlights nothing.
type noScore struct{}

func (noScore) score(*evaluator, *roaring.Bitmap, []float64) error { return nil }
func (noScore) patterns(*evaluator) ([]snippet.Pattern, error)     { return nil, nil }
func (noScore) explain(*evaluator, uint32) (index.Explanation, error) {
	return index.Explanation{}, nil
}

// cachedMatcher evaluates plan.Cached. It only occurs in count-only queries, which need no scores.
type cachedMatcher struct {
	noScore
	docs *roaring.Bitmap
}

func (m *cachedMatcher) expensive() bool { return false }

func (m *cachedMatcher) match(_ *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	return roaring.And(within, m.docs), nil
}

// notMatcher evaluates plan.Not.
type notMatcher struct {
	noScore
	part matcher
}

func (m *notMatcher) expensive() bool { return m.part.expensive() }

func (m *notMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found, err := m.part.match(e, within)
	if err != nil {
		return nil, err
	}
	return roaring.AndNot(within, found), nil
}

func (m *notMatcher) explain(*evaluator, uint32) (index.Explanation, error) { return rank.Not(), nil }

// filterMatcher evaluates plan.Filter.
type filterMatcher struct {
	noScore
	filter query.Filter
}

func (m *filterMatcher) expensive() bool { return false }

func (m *filterMatcher) match(e *evaluator, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	keep, err := e.queryFilter(m.filter)
	if err != nil {
		return nil, err
	}
	out := roaring.New()
	for d := range store.Numbers(within) {
		if keep(d) {
			out.Add(d)
		}
	}
	return out, nil
}

func (m *filterMatcher) explain(*evaluator, uint32) (index.Explanation, error) {
	return rank.Filter(m.filter.String()), nil
}
