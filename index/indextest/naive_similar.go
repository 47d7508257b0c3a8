package indextest

import (
	"cmp"
	"math"
	"slices"

	"daftar/index"
	"daftar/index/analysis"
)

// The constants of similarity, repeated here for the same reason as those of the score.
const (
	maxCandidateStems = 48  // most frequent stems of a document
	maxKeyStems       = 25  // of those, the ones with the greatest weight
	sharedTagWeight   = 2.0 // weight of the idf of a shared tag
	minSharedStems    = 2
	maxSharedTerms    = 8
)

// keyStem is a stem that is typical of a document: its frequency and weight there, and its frequencies in all
// documents.
type keyStem struct {
	stem   string
	count  int
	weight float64
	tally  frequencies
}

// Similar is index.Searcher.Similar by reading all documents; false if there is no such document.
//
// The key stems of a document are its 48 most frequent stems that other documents have too; a stem must come from a
// word of PositionLength 1 that is not a stop word and is longer than two bytes. Of them the 25 with the greatest
// weight idf · tf · (k1 + 1) / (k1 + tf) count, where tf is the frequency in title and text, weighted as if all of it
// stood in the text. Another document with at least two of them (or all, if there are fewer) scores the sum of weight ·
// tf · (k1 + 1) / (k1 + tf), with its own tf, and of 2 · idf for each main country and theme in common. The
// near-duplicates of the document are left out, and so are all but the first of each near-duplicate group.
func (s *NaiveScan) Similar(id string, n int) (*index.Similar, bool) {
	doc := slices.IndexFunc(s.docs, func(d *index.Document) bool { return d.ID == id })
	if doc < 0 {
		return nil, false
	}
	out := &index.Similar{}
	var duplicates []index.Hit
	for _, k := range s.nearDuplicates(doc) {
		if k != doc {
			duplicates = append(duplicates, index.Hit{Document: s.docs[k]})
		}
	}
	slices.SortFunc(duplicates, func(a, b index.Hit) int { return compareHits(index.Query{Sort: index.SortNewest}, a, b) })
	for i, c := range duplicates {
		if i < index.MaxNearDuplicates {
			out.NearDuplicates = append(out.NearDuplicates, nearDuplicateOf(c.Document))
		} else {
			out.MoreNearDuplicates++
		}
	}
	stems := s.keyStems(doc)
	var hits []index.Hit
	similar := make(map[string]index.SimilarDocument)
	for k, d := range s.docs {
		if a, ok := s.similarity(doc, k, stems); ok && !slices.Contains(s.nearDuplicates(doc), k) {
			hits = append(hits, index.Hit{Document: d, Score: a.Score})
			similar[d.ID] = a
		}
	}
	slices.SortFunc(hits, func(a, b index.Hit) int { return compareHits(index.Query{Sort: index.SortRelevance}, a, b) })
	hits = s.collapse(hits)
	for _, h := range hits[:min(n, len(hits))] {
		out.Documents = append(out.Documents, similar[h.Document.ID])
	}
	return out, true
}

// frequentStems returns the candidate stems with their frequency, the most frequent first.
func frequentStems(d *index.Document) (stems []keyStem) {
	for _, t := range documentTokens(d) {
		if t.PositionLength != 1 || analysis.IsStop(t.Term) || len(t.Term) <= 2 {
			continue
		}
		i := slices.IndexFunc(stems, func(have keyStem) bool { return have.stem == t.Stem })
		if i < 0 {
			i = len(stems)
			stems = append(stems, keyStem{stem: t.Stem})
		}
		stems[i].count++
	}
	slices.SortFunc(stems, func(a, b keyStem) int { return cmp.Or(b.count-a.count, cmp.Compare(a.stem, b.stem)) })
	return stems[:min(len(stems), maxCandidateStems)]
}

func documentTokens(d *index.Document) []analysis.Token {
	var tokens []analysis.Token
	if !d.TitleDerived {
		tokens = analysis.Tokens(d.Title, d.Lang)
	}
	return append(tokens, analysis.Tokens(d.Text, d.Lang)...)
}

func (s *NaiveScan) keyStems(doc int) []keyStem {
	stems := frequentStems(s.docs[doc])
	for i := range stems {
		t := &stems[i]
		stem := s.numbers[t.stem]
		t.tally = s.countFrequencies("", func(in fieldTokens) int { return occurrences(in.stems, stem) })
		t.weight = s.idf(t.tally.documents()) * s.saturatedFrequency(doc, t.count)
	}
	stems = slices.DeleteFunc(stems, func(t keyStem) bool { return t.tally.documents() < 2 })
	return topByWeight(stems, maxKeyStems)
}

// saturatedFrequency is the tf part of a score, of a frequency that counts as one of the text.
func (s *NaiveScan) saturatedFrequency(doc, frequency int) float64 {
	tf := s.weightedFrequency(doc, 1, scoreBody, frequency)
	return tf * (scoreK1 + 1) / (scoreK1 + tf)
}

func topByWeight(stems []keyStem, n int) []keyStem {
	slices.SortFunc(stems, func(a, b keyStem) int {
		return cmp.Or(cmp.Compare(math.Round(b.weight*1e6), math.Round(a.weight*1e6)), cmp.Compare(a.stem, b.stem))
	})
	return stems[:min(len(stems), n)]
}

// similarity compares document k with the one that has the key stems.
func (s *NaiveScan) similarity(doc, k int, stems []keyStem) (index.SimilarDocument, bool) {
	a := index.SimilarDocument{Document: s.docs[k]}
	var shared []keyStem
	for _, t := range stems {
		if n := t.tally.title[k] + t.tally.body[k]; n > 0 {
			t.weight *= s.saturatedFrequency(k, n)
			a.Score += t.weight
			shared = append(shared, t)
		}
	}
	for _, t := range s.docs[k].Tags {
		if hasMain(s.docs[doc], t) && t.Role == index.RoleMain {
			a.SharedTags = append(a.SharedTags, t)
			df := 0
			for _, d := range s.docs {
				if hasMain(d, t) {
					df++
				}
			}
			a.Score += sharedTagWeight * s.idf(df)
		}
	}
	a.Score = math.Round(a.Score*1e6) / 1e6
	tooFew := len(shared) < min(minSharedStems, len(stems)) || len(shared) == 0
	for _, t := range topByWeight(shared, maxSharedTerms) {
		a.SharedTerms = append(a.SharedTerms, spelling(s.docs[doc], t.stem))
	}
	return a, k != doc && !tooFew
}

func hasMain(d *index.Document, tag index.Tag) bool {
	return slices.ContainsFunc(d.Tags, func(t index.Tag) bool {
		return t.Kind == tag.Kind && t.ID == tag.ID && t.Role == index.RoleMain
	})
}

// spelling returns the most frequent written form of a stem, the alphabetically first of several.
func spelling(d *index.Document, stem string) string {
	counts := make(map[string]int)
	fields := []string{d.Text}
	if !d.TitleDerived {
		fields = append(fields, d.Title)
	}
	for _, field := range fields {
		for _, t := range analysis.Tokens(field, d.Lang) {
			if t.Stem == stem && t.PositionLength == 1 {
				counts[field[t.Start:t.End]]++
			}
		}
	}
	best := ""
	for word, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && word < best {
			best = word
		}
	}
	return best
}
