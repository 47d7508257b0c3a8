package snippet

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sync"

	"daftar/index"
	"daftar/index/analysis"
)

// Pattern is one part of a query to look for in a text: a word, a phrase, or words near each other.
type Pattern struct {
	Stems   []string   // matches tokens with one of these stems
	Phrases [][]string // or matches adjacent terms; each element is another way to write the phrase
	Near    int        // above 0: matches the terms of Phrases[0] in any order with at most this many words between them
	Weight  float64    // importance when passages are compared: higher for rarer terms
}

// countScore is the contribution of n matches of the pattern.
func (p Pattern) countScore(n int) float64 {
	return p.Weight * (1 + repetitionWeight*math.Log(float64(n)))
}

// match is one occurrence of a pattern: a range of bytes and the position of its first word.
type match struct {
	start, end, position int
	pattern              int
}

var tokenBuffers = sync.Pool{New: func() any { return new([]analysis.Token) }}

// findMatches returns the matches of all patterns in the text of a document, ordered by their start.
func findMatches(d *index.Document, patterns []Pattern) []match {
	if len(patterns) == 0 {
		return nil
	}
	buffer := tokenBuffers.Get().(*[]analysis.Token)
	defer tokenBuffers.Put(buffer)
	stems, terms := lookups(patterns)
	set := analysis.NewTermSet(slices.Concat(slices.Collect(maps.Keys(stems)), slices.Collect(maps.Keys(terms)))...)
	*buffer = analysis.AppendMatching((*buffer)[:0], d.Text, d.Lang, set)
	var matches []match
	found := make(occurrences, len(terms))
	for _, t := range *buffer {
		for _, p := range stems[t.Stem] {
			matches = append(matches, match{t.Start, t.End, t.Position, p})
		}
		if terms[t.Term] {
			found.add(t)
		}
	}
	for i, p := range patterns {
		matches = found.appendMatches(matches, p, i)
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.pattern, b.pattern))
	})
	return matches
}

// lookups returns the patterns of each stem, and the terms of all phrases.
func lookups(patterns []Pattern) (stems map[string][]int, terms map[string]bool) {
	stems, terms = make(map[string][]int), make(map[string]bool)
	for i, p := range patterns {
		for _, s := range p.Stems {
			stems[s] = append(stems[s], i)
		}
		for _, phrase := range p.Phrases {
			for _, term := range phrase {
				terms[term] = true
			}
		}
	}
	return stems, terms
}

// occurrences are the places of terms in a text, ordered by position.
type occurrences map[string][]occurrence

type occurrence struct{ position, start, end int }

// add adds a token; the joined form of a hyphenated word can also be followed by the word after its last part.
func (o occurrences) add(t analysis.Token) {
	o[t.Term] = append(o[t.Term], occurrence{t.Position, t.Start, t.End})
	if t.PositionLength > 1 {
		o[t.Term] = append(o[t.Term], occurrence{t.Position + t.PositionLength - 1, t.Start, t.End})
	}
}

// appendMatches appends the matches of a pattern's phrases.
func (o occurrences) appendMatches(matches []match, p Pattern, pattern int) []match {
	if p.Near > 0 && len(p.Phrases) > 0 {
		return o.appendNear(matches, p, pattern)
	}
	for _, phrase := range p.Phrases {
		for _, first := range o[phrase[0]] {
			if last, ok := o.phraseEnd(phrase, first); ok {
				matches = append(matches, match{first.start, last.end, first.position, pattern})
			}
		}
	}
	return matches
}

// phraseEnd returns the last word of the phrase that begins at first, and false if the phrase is not there.
func (o occurrences) phraseEnd(phrase []string, first occurrence) (last occurrence, ok bool) {
	last = first
	for i, term := range phrase[1:] {
		n, found := slices.BinarySearchFunc(o[term], first.position+i+1, func(c occurrence, position int) int { return cmp.Compare(c.position, position) })
		if !found {
			return last, false
		}
		last = o[term][n]
	}
	return last, true
}

// appendNear matches each word of every window that holds all terms with few enough words between them.
func (o occurrences) appendNear(matches []match, p Pattern, pattern int) []match {
	terms := slices.Compact(slices.Sorted(slices.Values(p.Phrases[0])))
	all := o.words(terms)
	counts := make([]int, len(terms))
	missing, from := len(terms), 0
	matched := make(map[occurrence]bool)
	for to, w := range all {
		if counts[w.term]++; counts[w.term] == 1 {
			missing--
		}
		for ; missing == 0; from++ {
			first := all[from]
			if w.position-first.position+1-len(terms) <= p.Near {
				for _, in := range all[from : to+1] {
					if !matched[in.occurrence] {
						matched[in.occurrence] = true
						matches = append(matches, match{in.start, in.end, in.position, pattern})
					}
				}
			}
			if counts[first.term]--; counts[first.term] == 0 {
				missing++
			}
		}
	}
	return matches
}

// word is an occurrence of one of several terms.
type word struct {
	occurrence
	term int // index in the list of terms
}

// words returns the occurrences of all terms, ordered by position.
func (o occurrences) words(terms []string) []word {
	var all []word
	for i, term := range terms {
		for _, c := range o[term] {
			all = append(all, word{c, i})
		}
	}
	slices.SortFunc(all, func(a, b word) int { return cmp.Compare(a.position, b.position) })
	return all
}
