package indextest

import (
	"cmp"
	"math"
	"slices"

	"daftar/index"
	"daftar/index/analysis"
)

// What makes documents alike, written down here again as the constants of the score are.
const (
	maxCandidateStems = 48  // of a document, the most frequent ones
	maxKeyStems       = 25  // of those, the ones that weigh most
	sharedTagWeight   = 2.0 // of a tag's rarity
	minSharedStems    = 2
	maxSharedTerms    = 8
)

// keyStem is a stem that marks a document: how often it stands there, its weight, and where it stands elsewhere.
type keyStem struct {
	stem   string
	count  int
	weight float64
	tally  frequencies
}

// Similar answers index.Searcher.Similar by reading all documents, or false if there is no such document.
//
// The traits of a document are its 48 most frequent stems of words of Span 1 that are no stop words and longer than two
// bytes, those that other documents have too; of them the 25 with the greatest weight idf · tf · (k1 + 1) / (k1 + tf),
// where tf is the frequency in title and text, weighed as if all of it stood in the text. Another document with at
// least two of them (or all, if there are fewer) is alike by the sum of weight · tf · (k1 + 1) / (k1 + tf), its own tf,
// and of 2 · idf for each main country and theme in common. Its own near copies are left out, and of the near copies
// of another all but the first.
func (s *NaiveScan) Similar(id string, n int) (*index.Similar, bool) {
	doc := slices.IndexFunc(s.docs, func(d *index.Document) bool { return d.ID == id })
	if doc < 0 {
		return nil, false
	}
	out := &index.Similar{}
	var copies []index.Hit
	for _, k := range s.nearDuplicates(doc) {
		if k != doc {
			copies = append(copies, index.Hit{Document: s.docs[k]})
		}
	}
	slices.SortFunc(copies, func(a, b index.Hit) int { return order(index.Query{Sort: index.SortNewest}, a, b) })
	for i, c := range copies {
		if i < index.MaxNearDuplicates {
			out.NearDuplicates = append(out.NearDuplicates, nearDuplicateOf(c.Document))
		} else {
			out.MoreNearDuplicates++
		}
	}
	traits := s.keyStems(doc)
	var hits []index.Hit
	alike := make(map[string]index.SimilarDocument)
	for k, d := range s.docs {
		if a, ok := s.similarity(doc, k, traits); ok && !slices.Contains(s.nearDuplicates(doc), k) {
			hits = append(hits, index.Hit{Document: d, Score: a.Score})
			alike[d.ID] = a
		}
	}
	slices.SortFunc(hits, func(a, b index.Hit) int { return order(index.Query{Sort: index.SortRelevance}, a, b) })
	hits = s.collapse(hits)
	for _, h := range hits[:min(n, len(hits))] {
		out.Documents = append(out.Documents, alike[h.Document.ID])
	}
	return out, true
}

// frequentStems returns how often the stems that may mark a document stand in it, the most frequent first.
func frequentStems(d *index.Document) (traits []keyStem) {
	for _, t := range givenTokens(d) {
		if t.PositionLength != 1 || analysis.IsStop(t.Term) || len(t.Term) <= 2 {
			continue
		}
		i := slices.IndexFunc(traits, func(have keyStem) bool { return have.stem == t.Stem })
		if i < 0 {
			i = len(traits)
			traits = append(traits, keyStem{stem: t.Stem})
		}
		traits[i].count++
	}
	slices.SortFunc(traits, func(a, b keyStem) int { return cmp.Or(b.count-a.count, cmp.Compare(a.stem, b.stem)) })
	return traits[:min(len(traits), maxCandidateStems)]
}

func givenTokens(d *index.Document) []analysis.Token {
	var tokens []analysis.Token
	if !d.TitleDerived {
		tokens = analysis.Tokens(d.Title, d.Lang)
	}
	return append(tokens, analysis.Tokens(d.Text, d.Lang)...)
}

func (s *NaiveScan) keyStems(doc int) []keyStem {
	traits := frequentStems(s.docs[doc])
	for i := range traits {
		t := &traits[i]
		stem := s.numbers[t.stem]
		t.tally = s.countFrequencies("", func(in words) int { return occurrences(in.stems, stem) })
		t.weight = s.idf(t.tally.documents()) * s.saturated(doc, t.count)
	}
	traits = slices.DeleteFunc(traits, func(t keyStem) bool { return t.tally.documents() < 2 })
	return heaviest(traits, maxKeyStems)
}

// saturated is the tf part of a score of a frequency that counts as one of the text.
func (s *NaiveScan) saturated(doc, frequency int) float64 {
	tf := s.weigh(doc, 1, scoreBody, frequency)
	return tf * (scoreK1 + 1) / (scoreK1 + tf)
}

func heaviest(traits []keyStem, n int) []keyStem {
	slices.SortFunc(traits, func(a, b keyStem) int {
		return cmp.Or(cmp.Compare(math.Round(b.weight*1e6), math.Round(a.weight*1e6)), cmp.Compare(a.stem, b.stem))
	})
	return traits[:min(len(traits), n)]
}

// similarity compares a document with the one that has the traits.
func (s *NaiveScan) similarity(doc, k int, traits []keyStem) (index.SimilarDocument, bool) {
	a := index.SimilarDocument{Document: s.docs[k]}
	var shared []keyStem
	for _, t := range traits {
		if n := t.tally.title[k] + t.tally.body[k]; n > 0 {
			t.weight *= s.saturated(k, n)
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
	few := len(shared) < min(minSharedStems, len(traits)) || len(shared) == 0
	for _, t := range heaviest(shared, maxSharedTerms) {
		a.SharedTerms = append(a.SharedTerms, spelling(s.docs[doc], t.stem))
	}
	return a, k != doc && !few
}

func hasMain(d *index.Document, tag index.Tag) bool {
	return slices.ContainsFunc(d.Tags, func(t index.Tag) bool {
		return t.Kind == tag.Kind && t.ID == tag.ID && t.Role == index.RoleMain
	})
}

// spelling is how a document writes a stem most often, the first of the alphabet if several are.
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
