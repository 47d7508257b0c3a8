package eval

import (
	"math"
	"slices"
)

// Depth is the number of documents of a ranking that are scored, as in TREC.
const Depth = 1000

// Cut-offs of the measures.
const (
	ndcgDepth   = 10
	recallDepth = 100
)

// Scores are the measures of one ranking, or their means over many; each is from 0 to 1.
type Scores struct {
	// AP is average precision over all relevant documents (Buckley and Voorhees 2000; trec_eval "map").
	AP float64 `json:"map"`
	// NDCG is nDCG@10 (Järvelin and Kekäläinen 2002) with gain 2^grade - 1 (Burges et al. 2005) and discount log2(rank + 1).
	NDCG float64 `json:"ndcg@10"`
	// ReciprocalRank is 1 / rank of the first relevant document (Voorhees 1999).
	ReciprocalRank float64 `json:"mrr"`
	// Recall is the share of the relevant documents among the first 100.
	Recall float64 `json:"recall@100"`
}

// Measure scores a ranking of document ids, best first, against the grades of a query. Without a relevant document all
// scores are 0.
func Measure(ranking []string, grades map[string]int) Scores {
	var ideal []int
	for _, grade := range grades {
		if grade > 0 {
			ideal = append(ideal, grade)
		}
	}
	if len(ideal) == 0 {
		return Scores{}
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	var s Scores
	found, dcg := 0, 0.0
	for i, id := range ranking[:min(len(ranking), Depth)] {
		grade := grades[id]
		if grade <= 0 {
			continue
		}
		found++
		s.AP += float64(found) / float64(i+1)
		if s.ReciprocalRank == 0 {
			s.ReciprocalRank = 1 / float64(i+1)
		}
		if i < ndcgDepth {
			dcg += gain(grade, i)
		}
		if i < recallDepth {
			s.Recall++
		}
	}
	s.AP /= float64(len(ideal))
	s.Recall /= float64(len(ideal))
	idealDCG := 0.0
	for i, grade := range ideal[:min(len(ideal), ndcgDepth)] {
		idealDCG += gain(grade, i)
	}
	s.NDCG = dcg / idealDCG
	return s
}

// gain is the discounted gain of a grade at index i of a ranking.
func gain(grade, i int) float64 { return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(i)+2) }

// add adds the share of one of n rankings to a mean.
func (s Scores) add(o Scores, n float64) Scores {
	return Scores{s.AP + o.AP/n, s.NDCG + o.NDCG/n, s.ReciprocalRank + o.ReciprocalRank/n, s.Recall + o.Recall/n}
}
