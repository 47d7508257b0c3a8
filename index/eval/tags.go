package eval

import "slices"

// Counts holds what was found against what people labelled: labels of documents, or places in a text.
type Counts struct {
	TruePositives  int `json:"right"`  // found and labelled
	FalsePositives int `json:"wrong"`  // found, not labelled
	FalseNegatives int `json:"missed"` // labelled, not found
}

// Precision is the share of what was found that is labelled; of nothing found it is 1, as nothing is wrong in it.
func (c Counts) Precision() float64 {
	return ratio(c.TruePositives, c.TruePositives+c.FalsePositives, 1)
}

// Recall is the share of what is labelled that was found; of nothing labelled it is 1.
func (c Counts) Recall() float64 { return ratio(c.TruePositives, c.TruePositives+c.FalseNegatives, 1) }

// F1 is the harmonic mean of precision and recall (van Rijsbergen 1979), 0 where nothing was found right but something
// was found or labelled.
func (c Counts) F1() float64 {
	return ratio(2*c.TruePositives, 2*c.TruePositives+c.FalsePositives+c.FalseNegatives, 1)
}

func ratio(part, of int, none float64) float64 {
	if of == 0 {
		return none
	}
	return float64(part) / float64(of)
}

// Add adds up the counts of two documents or labels, so that every label weighs alike (micro average).
func (c Counts) Add(o Counts) Counts {
	return Counts{c.TruePositives + o.TruePositives, c.FalsePositives + o.FalsePositives, c.FalseNegatives + o.FalseNegatives}
}

// CompareLabels counts the labels found for one document against people's; a label that comes twice counts once.
func CompareLabels(found, gold []string) Counts {
	var c Counts
	for label := range labelSet(found) {
		if slices.Contains(gold, label) {
			c.TruePositives++
		} else {
			c.FalsePositives++
		}
	}
	c.FalseNegatives = len(labelSet(gold)) - c.TruePositives
	return c
}

func labelSet(labels []string) map[string]bool {
	s := make(map[string]bool, len(labels))
	for _, label := range labels {
		s[label] = true
	}
	return s
}

// PerLabel holds the counts of each label over many documents.
type PerLabel map[string]Counts

// Add enters one document.
func (p PerLabel) Add(found, gold []string) {
	for label := range labelSet(append(slices.Clone(found), gold...)) {
		p[label] = p[label].Add(CompareLabels(ifPresent(label, found), ifPresent(label, gold)))
	}
}

func ifPresent(label string, labels []string) []string {
	if slices.Contains(labels, label) {
		return []string{label}
	}
	return nil
}

// Span is a place in a text and the value that it was given.
type Span struct {
	Start, End int // half open, in any unit that both sides share
	Value      string
}

func (s Span) overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// CompareSpans counts places found in one text against people's, as TempEval-3 does (UzZaman et al. 2013, relaxed match
// with value): right is a labelled place that overlaps a found one of the same value. A found place is wrong unless
// it is right; one that overlaps a place of ignored counts neither way.
func CompareSpans(found, gold, ignored []Span) Counts {
	var c Counts
	used := make([]bool, len(found))
	for _, g := range gold {
		n := slices.IndexFunc(found, func(f Span) bool { return f.overlaps(g) && f.Value == g.Value })
		if n < 0 {
			c.FalseNegatives++
			continue
		}
		c.TruePositives++
		used[n] = true
	}
	for n, f := range found {
		if !used[n] && !slices.ContainsFunc(ignored, f.overlaps) {
			c.FalsePositives++
		}
	}
	return c
}
