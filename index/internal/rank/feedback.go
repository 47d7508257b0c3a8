package rank

import (
	"cmp"
	"maps"
	"slices"
)

// Parameters of feedback.
const (
	FeedbackDepth     = 1000 // top hits that are re-ranked
	feedbackDocuments = 10   // top hits that supply terms
	feedbackTerms     = 20   // terms that are used
	feedbackShare     = 0.35 // largest share of the best score that feedback contributes
)

// Feedback is pseudo-relevance feedback in the manner of the relevance model RM3 (Abdul-Jaleel et al., UMass at TREC 2004),
// with the parts of BM25 in place of a language model. The key terms of the first feedbackDocuments hits, weighted by
// score and rarity, are scored in the first FeedbackDepth hits, and the sum is added to their scores. Feedback finds no new
// document and moves none past that depth.
//
// It reads term vectors instead of postings, which takes less than half a millisecond. On the development sets it raises
// MAP from .417 to .443 (cranfield) and from .829 to .858 (hamshahri-fa), nDCG@10 from .328 to .362
// (current-events-2025), and costs at most .005 where one document is sought (xquad).
type Feedback struct {
	Vectors   *TermVectors
	Norms     Norms
	Documents uint64                  // in the library
	Lang      func(doc uint32) uint32 // number of the language of a document; nil: all are the same
}

// Boosts are the result of feedback: what it adds to the score of each document, never negative, and the hashes of the terms
// that it used with their weights.
type Boosts struct {
	Docs  map[uint32]float64
	Terms map[uint32]float64
}

// Boost computes the boosts of hits, which are ordered best first. Without any boost, Docs is nil.
//
// Each language is treated separately: documents of different languages share no terms, so that otherwise the most frequent
// language would push hits in the language of the query down.
func (f Feedback) Boost(hits []Ranked) Boosts {
	out := Boosts{make(map[uint32]float64, len(hits)), make(map[uint32]float64)}
	flatness, boosted := scoreFlatness(hits), false
	for _, group := range f.byLanguage(hits) {
		boosted = f.boostGroup(group, flatness, out) || boosted
	}
	if !boosted {
		out.Docs = nil
	}
	return out
}

// byLanguage splits hits by language and keeps their order.
func (f Feedback) byLanguage(hits []Ranked) [][]Ranked {
	if f.Lang == nil {
		return [][]Ranked{hits}
	}
	groupOf := make(map[uint32]int)
	var groups [][]Ranked
	for _, r := range hits {
		lang := f.Lang(r.Doc)
		n, known := groupOf[lang]
		if !known {
			n = len(groups)
			groupOf[lang], groups = n, append(groups, nil)
		}
		groups[n] = append(groups[n], r)
	}
	return groups
}

// boostGroup adds the boosts of hits in one language and reports whether any is above 0.
func (f Feedback) boostGroup(hits []Ranked, flatness float64, out Boosts) bool {
	weights := f.terms(hits[:min(len(hits), feedbackDocuments)])
	maps.Copy(out.Terms, weights)
	highest := 0.0
	for _, r := range hits {
		v := f.Vectors.Of(r.Doc)
		sum := 0.0
		for i, h := range v.Hashes {
			if w, ok := weights[h]; ok {
				sum += w * Saturate(f.Norms.BodyTF(r.Doc, float64(v.Counts[i])))
			}
		}
		out.Docs[r.Doc] = sum
		highest = max(highest, sum)
	}
	if highest == 0 {
		return false
	}
	scale := feedbackShare / (1 - feedbackShare) * hits[0].Score / highest * flatness
	for _, r := range hits {
		out.Docs[r.Doc] *= scale
	}
	return true
}

// scoreFlatness is the mean score of the feedback documents divided by the best score, from 0 to 1. Where the first hit
// stands out, the others are less likely to be relevant, and feedback counts less.
func scoreFlatness(hits []Ranked) float64 {
	top := hits[:min(len(hits), feedbackDocuments)]
	sum := 0.0
	for _, r := range top {
		sum += r.Score
	}
	return sum / float64(len(top)) / top[0].Score
}

// terms returns the feedbackTerms terms of the top hits with the largest weights.
func (f Feedback) terms(top []Ranked) map[uint32]float64 {
	total := 0.0
	for _, r := range top {
		total += r.Score
	}
	if total == 0 {
		return nil
	}
	weights := make(map[uint32]float64)
	for _, r := range top {
		v := f.Vectors.Of(r.Doc)
		for i, h := range v.Hashes {
			df := f.Vectors.frequency(h)
			if df < 2 { // it can boost no other document
				continue
			}
			tf := f.Norms.BodyTF(r.Doc, float64(v.Counts[i]))
			weights[h] += r.Score / total * tf / (tf + k1) * IDF(f.Documents, uint64(df))
		}
	}
	hashes := slices.SortedFunc(maps.Keys(weights), func(a, b uint32) int {
		return cmp.Or(cmp.Compare(Round(weights[b]), Round(weights[a])), cmp.Compare(a, b))
	})
	for _, h := range hashes[min(len(hashes), feedbackTerms):] {
		delete(weights, h)
	}
	return weights
}
