package embedded

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/query"
)

// andPlan is what all its parts match.
type andPlan struct{ parts []plan }

func (p *andPlan) costly() bool { return someCostly(p.parts) }

func someCostly(parts []plan) bool {
	for _, part := range parts {
		if part.costly() {
			return true
		}
	}
	return false
}

// bits asks the cheap parts first, so that phrases are looked for in few documents.
func (p *andPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	for _, costly := range []bool{false, true} {
		for _, part := range p.parts {
			if part.costly() != costly {
				continue
			}
			var err error
			if within, err = part.bits(x, within); err != nil {
				return nil, err
			}
			if within.IsEmpty() {
				return within, nil
			}
		}
	}
	return within, nil
}

func (p *andPlan) score(x *execution, docs *roaring.Bitmap, into []float64) error {
	for _, part := range p.parts {
		if err := part.score(x, docs, into); err != nil {
			return err
		}
	}
	return nil
}

func (p *andPlan) explain(x *execution, doc uint32) (index.Explanation, error) {
	return sumOfParts(x, "sum of", p.parts, doc)
}

func sumOfParts(x *execution, text string, parts []plan, doc uint32) (index.Explanation, error) {
	e := index.Explanation{Text: text}
	one := roaring.BitmapOf(doc)
	for _, part := range parts {
		matches, err := part.bits(x, one)
		if err != nil {
			return e, err
		}
		if matches.IsEmpty() {
			continue
		}
		pe, err := part.explain(x, doc)
		if err != nil {
			return e, err
		}
		e.Value += pe.Value
		e.Parts = append(e.Parts, pe)
	}
	return e, nil
}

// orPlan is what at least one of its parts matches.
type orPlan struct{ parts []plan }

func (p *orPlan) costly() bool { return someCostly(p.parts) }

// bits asks the cheap parts first. A question that only counts asks the others in what those have not found, which of
// "United States" and its phrases is next to nothing.
func (p *orPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := roaring.New()
	for _, costly := range []bool{false, true} {
		for _, part := range p.parts {
			if part.costly() != costly {
				continue
			}
			left := within
			if costly && x.query.Limit == 0 {
				left = roaring.AndNot(within, all)
			}
			b, err := part.bits(x, left)
			if err != nil {
				return nil, err
			}
			all.Or(b)
		}
	}
	return all, nil
}

func (p *orPlan) score(x *execution, docs *roaring.Bitmap, into []float64) error {
	for _, part := range p.parts {
		b, err := part.bits(x, docs)
		if err != nil {
			return err
		}
		if err := part.score(x, b, into); err != nil {
			return err
		}
	}
	return nil
}

func (p *orPlan) explain(x *execution, doc uint32) (index.Explanation, error) {
	return sumOfParts(x, "sum of", p.parts, doc)
}

// bestPlan is alternatives of one word: what at least one matches, with the best score.
type bestPlan struct {
	parts []plan
	key   string // of the documents that match, if they are to be remembered; else ""
}

func (p *bestPlan) costly() bool { return someCostly(p.parts) }

func (p *bestPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if p.key == "" {
		return (&orPlan{p.parts}).bits(x, within)
	}
	all, err := (&orPlan{p.parts}).bits(x, x.snapshot.live)
	if err != nil {
		return nil, err
	}
	x.snapshot.names.keep(p.key, all)
	return roaring.And(within, all), nil
}

func (p *bestPlan) score(x *execution, docs *roaring.Bitmap, into []float64) error {
	best, one := make([]float64, len(into)), make([]float64, len(into))
	for _, part := range p.parts {
		b, err := part.bits(x, docs)
		if err != nil {
			return err
		}
		if err := part.score(x, b, one); err != nil {
			return err
		}
		for d := range numbersOf(b) {
			best[d], one[d] = max(best[d], one[d]), 0
		}
	}
	for d := range numbersOf(docs) {
		into[d] += best[d]
	}
	return nil
}

func (p *bestPlan) explain(x *execution, doc uint32) (index.Explanation, error) {
	e, err := sumOfParts(x, "best of", p.parts, doc)
	e.Value = math.Inf(-1)
	for _, part := range e.Parts {
		e.Value = max(e.Value, part.Value)
	}
	return e, err
}

// knownPlan is what an earlier question that only counts has found; nobody asks for its score.
type knownPlan struct{ docs *roaring.Bitmap }

func (p *knownPlan) costly() bool { return false }

func (p *knownPlan) bits(_ *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	return roaring.And(within, p.docs), nil
}

func (p *knownPlan) score(*execution, *roaring.Bitmap, []float64) error { return nil }

func (p *knownPlan) explain(*execution, uint32) (index.Explanation, error) {
	return index.Explanation{}, nil
}

// notPlan is what its part does not match; it scores nothing.
type notPlan struct{ part plan }

func (p *notPlan) costly() bool { return p.part.costly() }

func (p *notPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	b, err := p.part.bits(x, within)
	if err != nil {
		return nil, err
	}
	return roaring.AndNot(within, b), nil
}

func (p *notPlan) score(*execution, *roaring.Bitmap, []float64) error { return nil }

func (p *notPlan) explain(*execution, uint32) (index.Explanation, error) {
	return index.Explanation{Text: "not matched, as asked"}, nil
}

// filterPlan is a filter written as a word; it scores nothing.
type filterPlan struct{ filter query.Filter }

func (p *filterPlan) costly() bool { return false }

func (p *filterPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	keep, err := x.worded(p.filter)
	if err != nil {
		return nil, err
	}
	out := roaring.New()
	for d := range numbersOf(within) {
		if keep(d) {
			out.Add(d)
		}
	}
	return out, nil
}

func (p *filterPlan) score(*execution, *roaring.Bitmap, []float64) error { return nil }

func (p *filterPlan) explain(*execution, uint32) (index.Explanation, error) {
	return index.Explanation{Text: p.filter.String()}, nil
}
