// Package excerpt decides which passages of a hit to show, and which words in them to mark.
//
// The engine alone knows what a word of the question became (stems, joined forms, later synonyms), so it hands over
// patterns; what is marked is exactly what matched. A passage is good when it has many of the patterns, rare ones first,
// close together. Nothing here searches: it reads the text of documents already found.
package snippet

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sort"
	"sync"

	"daftar/index"
	"daftar/index/analysis"
)

// Pattern is one part of a question to look for: the forms of a word, or a phrase, or words near each other.
type Pattern struct {
	Stems   []string   // a token matches whose Stem is among them
	Phrases [][]string // or: terms that stand next to each other, each sequence a way to write the phrase
	Near    int        // or, above 0: the terms of Sequences[0] in any order, with at most so many words between
	Weight  float64    // how much it counts when passages are compared, the rarer the more
}

// Best returns the n best passages of a document in its order, and how many more have matches. Without patterns, or
// where none matches in the text, it is the first passage without marks. The document must have its text and passages.
func Best(d *index.Document, patterns []Pattern, n int) (best []index.Snippet, more int) {
	if n <= 0 || len(d.Passages) == 0 {
		return nil, 0
	}
	marked := gather(d, find(d, patterns))
	if len(marked) == 0 {
		return []index.Snippet{passage{}.excerpt(d, patterns)}, 0
	}
	slices.SortFunc(marked, func(a, b passage) int {
		return cmp.Or(cmp.Compare(b.score(patterns), a.score(patterns)), cmp.Compare(a.number, b.number))
	})
	top := marked[:min(n, len(marked))]
	slices.SortFunc(top, func(a, b passage) int { return cmp.Compare(a.number, b.number) })
	for _, p := range top {
		best = append(best, p.excerpt(d, patterns))
	}
	return best, len(marked) - len(top)
}

// Highlights returns the marks of every passage that has some, by its number.
func Highlights(d *index.Document, patterns []Pattern) map[int][]index.Span {
	out := make(map[int][]index.Span)
	for _, p := range gather(d, find(d, patterns)) {
		out[p.number] = p.marks()
	}
	return out
}

func (p passage) excerpt(d *index.Document, patterns []Pattern) index.Snippet {
	of := d.Passages[p.number]
	text := d.Text[of.Start:of.End]
	return index.Snippet{
		Passage: p.number, Page: of.Page, Heading: of.Heading, Text: text, Highlights: p.marks(), SnippetSpan: stretch(text, p.matches, patterns),
	}
}

// match is one occurrence of a pattern: bytes of the text, and the position of its first word.
type match struct {
	start, end, pos int
	pattern         int
}

// passage is a passage with the matches that begin in it, offsets counted from its start.
type passage struct {
	number  int
	matches []match
	length  int
}

// gather shares matches out to the passages they begin in. A match that reaches into the next passage is cut.
func gather(d *index.Document, matches []match) []passage {
	var out []passage
	for _, m := range matches {
		n := sort.Search(len(d.Passages), func(i int) bool { return d.Passages[i].End > m.start })
		if n == len(d.Passages) {
			continue
		}
		p := d.Passages[n]
		if len(out) == 0 || out[len(out)-1].number != n {
			out = append(out, passage{number: n, length: p.End - p.Start})
		}
		last := &out[len(out)-1]
		m.start, m.end = m.start-p.Start, min(m.end-p.Start, last.length)
		last.matches = append(last.matches, m)
	}
	return out
}

// marks merges the matches into spans that do not overlap.
func (p passage) marks() []index.Span {
	var out []index.Span
	for _, m := range p.matches {
		if n := len(out); n > 0 && m.start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.end)
			continue
		}
		out = append(out, index.Span{Start: m.start, End: m.end})
	}
	return out
}

// Weights of a passage's parts. Each pattern counts once by its weight; that it comes again, and that different patterns
// stand together, decides between passages that have the same ones.
const (
	againWeight = 0.1
	nearWeight  = 0.5
)

func (p passage) score(patterns []Pattern) float64 {
	counts := make(map[int]int, len(patterns))
	near := 0.0
	for i, m := range p.matches {
		counts[m.pattern]++
		if i > 0 && p.matches[i-1].pattern != m.pattern {
			gap := float64(max(1, m.pos-p.matches[i-1].pos))
			near = max(near, min(patterns[m.pattern].Weight, patterns[p.matches[i-1].pattern].Weight)/gap)
		}
	}
	score := nearWeight * near
	for i, n := range counts {
		score += patterns[i].Weight * (1 + againWeight*math.Log(float64(n)))
	}
	return score
}

var tokens = sync.Pool{New: func() any { return new([]analysis.Token) }}

// find returns the matches of all patterns in the text, by their start.
func find(d *index.Document, patterns []Pattern) []match {
	if len(patterns) == 0 {
		return nil
	}
	buf := tokens.Get().(*[]analysis.Token)
	defer tokens.Put(buf)
	stems, terms := lookups(patterns)
	wanted := analysis.NewTermSet(slices.Concat(slices.Collect(maps.Keys(stems)), slices.Collect(maps.Keys(terms)))...)
	*buf = analysis.AppendMatching((*buf)[:0], d.Text, d.Lang, wanted)
	var matches []match
	at := make(map[string][]place, len(terms))
	for _, t := range *buf {
		for _, p := range stems[t.Stem] {
			matches = append(matches, match{t.Start, t.End, t.Position, p})
		}
		if terms[t.Term] {
			at[t.Term] = append(at[t.Term], place{t.Position, t.Start, t.End})
			if t.PositionLength > 1 {
				at[t.Term] = append(at[t.Term], place{t.Position + t.PositionLength - 1, t.Start, t.End})
			}
		}
	}
	for i, p := range patterns {
		matches = append(matches, p.places(at, i)...)
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.pattern, b.pattern))
	})
	return matches
}

func lookups(patterns []Pattern) (stems map[string][]int, terms map[string]bool) {
	stems, terms = make(map[string][]int), make(map[string]bool)
	for i, p := range patterns {
		for _, f := range p.Stems {
			stems[f] = append(stems[f], i)
		}
		for _, s := range p.Phrases {
			for _, term := range s {
				terms[term] = true
			}
		}
	}
	return stems, terms
}

// place is where a term stands.
type place struct{ pos, start, end int }

// places returns the matches of the pattern's sequences.
func (p Pattern) places(at map[string][]place, number int) []match {
	if p.Near > 0 && len(p.Phrases) > 0 {
		return near(at, p.Phrases[0], p.Near, number)
	}
	var out []match
	for _, s := range p.Phrases {
		for _, first := range at[s[0]] {
			if last, ok := follow(at, s, first); ok {
				out = append(out, match{first.start, last.end, first.pos, number})
			}
		}
	}
	return out
}

// follow returns where a sequence that begins at first ends.
func follow(at map[string][]place, s []string, first place) (last place, ok bool) {
	last = first
	for i, term := range s[1:] {
		next := at[term]
		want := first.pos + i + 1
		j := sort.Search(len(next), func(j int) bool { return next[j].pos >= want })
		if j == len(next) || next[j].pos != want {
			return last, false
		}
		last = next[j]
	}
	return last, true
}

// near marks the words of each window that holds all terms with few enough words between.
func near(at map[string][]place, terms []string, gap, number int) []match {
	type word struct {
		place
		term int
	}
	var all []word
	distinct := slices.Compact(slices.Sorted(slices.Values(terms)))
	for i, term := range distinct {
		for _, p := range at[term] {
			all = append(all, word{p, i})
		}
	}
	slices.SortFunc(all, func(a, b word) int { return cmp.Compare(a.pos, b.pos) })
	have := make([]int, len(distinct))
	missing, from := len(distinct), 0
	marked := make(map[place]bool)
	var out []match
	for to, w := range all {
		if have[w.term]++; have[w.term] == 1 {
			missing--
		}
		for ; missing == 0; from++ {
			first := all[from]
			if w.pos-first.pos+1-len(distinct) <= gap {
				for _, in := range all[from : to+1] {
					if !marked[in.place] {
						marked[in.place] = true
						out = append(out, match{in.start, in.end, in.pos, number})
					}
				}
			}
			if have[first.term]--; have[first.term] == 0 {
				missing++
			}
		}
	}
	return out
}
