package eval

import "slices"

// Counts compares a result with people's labels, of documents or of places in a text.
type Counts struct {
	TruePositives  int `json:"true_positives"`  // found and labelled
	FalsePositives int `json:"false_positives"` // found, not labelled
	FalseNegatives int `json:"false_negatives"` // labelled, not found
}

// Precision is the labelled share of what was found, 1 if nothing was found.
func (c Counts) Precision() float64 {
	return ratio(c.TruePositives, c.TruePositives+c.FalsePositives, 1)
}

// Recall is the found share of what is labelled, 1 if nothing is labelled.
func (c Counts) Recall() float64 { return ratio(c.TruePositives, c.TruePositives+c.FalseNegatives, 1) }

// F1 is the harmonic mean of precision and recall (van Rijsbergen 1979); 0 if nothing was found correctly, 1 if nothing
// was found or labelled.
func (c Counts) F1() float64 {
	return ratio(2*c.TruePositives, 2*c.TruePositives+c.FalsePositives+c.FalseNegatives, 1)
}

func ratio(part, whole int, ifEmpty float64) float64 {
	if whole == 0 {
		return ifEmpty
	}
	return float64(part) / float64(whole)
}

// Add sums counts, so that every label weighs the same (micro average).
func (c Counts) Add(o Counts) Counts {
	return Counts{c.TruePositives + o.TruePositives, c.FalsePositives + o.FalsePositives, c.FalseNegatives + o.FalseNegatives}
}

// CompareLabels counts the labels found for one document against people's; repeated labels count once.
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

// Add adds one document.
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

// Span is a place in a text and its value.
type Span struct {
	Start, End int // half open, in any unit that both sides use
	Value      string
}

func (s Span) overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// CompareSpans counts the places found in one text against people's, as TempEval-3 does (UzZaman et al. 2013, relaxed
// match with value): a labelled place is found if a place of the same value overlaps it. A found place without a label
// is a false positive, unless it overlaps an ignored place.
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
