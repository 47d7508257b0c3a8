package rank

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"

	"daftar/index/analysis"
)

// maxKeyTerms is the number of key terms of a document.
const maxKeyTerms = 48

// KeyTerm is a frequent term of a document.
type KeyTerm struct {
	Term  string `json:"t"`
	Count int    `json:"n"`
}

// KeyTerms returns the most frequent stems of a document, without stop words and words of one or two bytes, by descending
// count, then term.
func KeyTerms(tokens ...[]analysis.Token) []KeyTerm {
	counts := make(map[string]int)
	for _, list := range tokens {
		for _, t := range list {
			if t.PositionLength == 1 && len(t.Term) > 2 && !analysis.IsStop(t.Term) {
				counts[t.Stem]++
			}
		}
	}
	terms := make([]KeyTerm, 0, len(counts))
	for term, n := range counts {
		terms = append(terms, KeyTerm{term, n})
	}
	slices.SortFunc(terms, func(a, b KeyTerm) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return terms[:min(len(terms), maxKeyTerms)]
}

// HashTerm returns the FNV-1a hash of a term. Of the 200,000 terms of a large library a few share their hash, which is too
// rare to change a ranking.
func HashTerm(term string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(term))
	return h.Sum32()
}

// TermVector holds the key terms of one document: hashes, and how often each occurs.
type TermVector struct {
	Hashes []uint32
	Counts []uint8
}

// NewTermVector returns the vector of key terms. Counts above 255 are stored as 255.
func NewTermVector(terms []KeyTerm) (v TermVector) {
	for _, t := range terms {
		v.Hashes = append(v.Hashes, HashTerm(t.Term))
		v.Counts = append(v.Counts, uint8(min(t.Count, math.MaxUint8)))
	}
	return v
}

// TermVectors are the vectors of all documents in one array: that of document d is Hashes and Counts
// [Offsets[d]:Offsets[d+1]]. Distinct has every hash once, sorted, and Documents the number of documents that have it.
type TermVectors struct {
	Offsets []uint32
	Hashes  []uint32
	Counts  []uint8

	Distinct  []uint32
	Documents []uint32
}

// Append adds the vector of the next document.
func (v *TermVectors) Append(next TermVector) {
	if len(v.Offsets) == 0 {
		v.Offsets = append(v.Offsets, 0)
	}
	v.Hashes, v.Counts = append(v.Hashes, next.Hashes...), append(v.Counts, next.Counts...)
	v.Offsets = append(v.Offsets, uint32(len(v.Hashes)))
}

// Of returns the vector of a document, which shares memory with v.
func (v *TermVectors) Of(doc uint32) TermVector {
	from, to := v.Offsets[doc], v.Offsets[doc+1]
	return TermVector{v.Hashes[from:to], v.Counts[from:to]}
}

// CountDocuments sets Distinct and Documents after the last Append. Feedback needs them.
func (v *TermVectors) CountDocuments() {
	v.Distinct, v.Documents = nil, nil
	for _, h := range slices.Sorted(slices.Values(v.Hashes)) {
		if n := len(v.Distinct); n == 0 || v.Distinct[n-1] != h {
			v.Distinct, v.Documents = append(v.Distinct, h), append(v.Documents, 0)
		}
		v.Documents[len(v.Documents)-1]++
	}
}

// frequency returns the number of documents that have a hash.
func (v *TermVectors) frequency(hash uint32) uint32 {
	i, found := slices.BinarySearch(v.Distinct, hash)
	if !found {
		return 0
	}
	return v.Documents[i]
}
