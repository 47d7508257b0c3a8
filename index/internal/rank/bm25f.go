package rank

import "math"

// Scores are BM25F: Robertson, Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.5. For each word
// of the query
//
//	tf = Σ over title and body: weight · frequency / (1 - b + b · length / mean length)
//	score = ln(1 + (N - df + 0.5) / (df + 0.5)) · tf · (k1 + 1) / (k1 + tf)
//
// where N is the number of documents and df the number of documents with any form of the word. A phrase counts as one word
// whose inverse document frequency is the sum of those of its different words. Scores of the parts of a query add up.
const (
	k1          = 1.2
	b           = 0.75
	titleWeight = 2.0
	bodyWeight  = 1.0
)

// Norms hold weight / (1 - b + b · length / mean length) of the title and body of each document.
type Norms struct{ title, body []float64 }

// NewNorms returns the norms of documents from their lengths in words. Rows of deleted documents have length 0; documents
// is the number of the others.
func NewNorms(titleLengths, bodyLengths []uint32, documents uint64) Norms {
	return Norms{fieldNorms(titleLengths, documents, titleWeight), fieldNorms(bodyLengths, documents, bodyWeight)}
}

func fieldNorms(lengths []uint32, documents uint64, weight float64) []float64 {
	norms := make([]float64, len(lengths))
	sum := 0.0
	for _, n := range lengths {
		sum += float64(n)
	}
	if sum == 0 {
		return norms
	}
	mean := sum / float64(documents)
	for doc, n := range lengths {
		norms[doc] = weight / (1 - b + b*float64(n)/mean)
	}
	return norms
}

// TF returns the weighted frequency of a word in a document from its frequencies in title and body.
func (n Norms) TF(doc, title, body uint32) float64 {
	return n.title[doc]*float64(title) + n.body[doc]*float64(body)
}

// BodyTF returns the weighted frequency of a word whose occurrences all count as body.
func (n Norms) BodyTF(doc uint32, frequency float64) float64 { return frequency * n.body[doc] }

// IDF returns the inverse document frequency, which is never negative.
func IDF(documents, frequency uint64) float64 {
	n, df := float64(documents), float64(frequency)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// Saturate returns the factor of a score that a weighted frequency makes: it grows ever more slowly, up to k1 + 1.
func Saturate(tf float64) float64 { return tf * (k1 + 1) / (k1 + tf) }

// Round rounds a score to six decimals.
func Round(score float64) float64 {
	const scale = 1e6
	return math.Round(score*scale) / scale
}
