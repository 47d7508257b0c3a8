package embedded

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

// Score is BM25F: Robertson, Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.5. Of each word
// of the question
//
//	tf = Σ over title and body: weight · frequency / (1 - b + b · length / mean length)
//	score = ln(1 + (N - df + 0.5) / (df + 0.5)) · tf · (k1 + 1) / (k1 + tf)
//
// where N is the number of documents and df that of those with any form of the word; a phrase counts as one word whose
// inverse document frequency is the sum of its words'. Parts of a question add up.
const (
	k1          = 1.2
	b           = 0.75
	titleWeight = 2.0
	bodyWeight  = 1.0
)

// scoreScale is how finely scores are told apart, 6 decimals: the order of a sum must not decide about ranks.
const scoreScale = 1e6

// norms hold weight / (1 - b + b · length / mean length) of each document.
type norms struct{ title, body []float64 }

func newNorms(c *columns, live *roaring.Bitmap) norms {
	return norms{
		title: normsOf(c.TitleLength, live, titleWeight),
		body:  normsOf(c.BodyLength, live, bodyWeight),
	}
}

func normsOf(lengths []uint32, live *roaring.Bitmap, weight float64) []float64 {
	out := make([]float64, len(lengths))
	sum := 0.0
	for _, n := range lengths { // the rows of deleted documents are empty
		sum += float64(n)
	}
	if sum == 0 {
		return out
	}
	mean := sum / float64(live.GetCardinality())
	for d, n := range lengths {
		out[d] = weight / (1 - b + b*float64(n)/mean)
	}
	return out
}

// idf is the inverse document frequency, never negative.
func idf(documents, frequency uint64) float64 {
	n, df := float64(documents), float64(frequency)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// saturate makes a score of a weighted frequency.
func saturate(tf float64) float64 { return tf * (k1 + 1) / (k1 + tf) }

func round(score float64) float64 { return math.Round(score*scoreScale) / scoreScale }
