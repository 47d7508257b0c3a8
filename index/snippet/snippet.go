// Package snippet selects the passages of a hit to show, the part of each to display, and the words in it to highlight.
//
// Only the engine knows how it expanded a query word (stems, joined forms, prefixes), so it passes patterns, and exactly
// the text that matches them is highlighted. A passage ranks higher the more patterns it matches, rare ones first, and
// the closer together they stand. Of a long passage the sentences with the best matches are displayed.
//
// The package does not search: it reads the text of documents that were already found.
package snippet

import (
	"cmp"
	"slices"

	"daftar/index"
)

// Best returns the n best passages of a document in document order, and how many more passages have matches. Without
// patterns, or if nothing matches in the text, it returns the first passage without highlights. The document must have
// its text and passages.
func Best(d *index.Document, patterns []Pattern, n int) (best []index.Snippet, more int) {
	if n <= 0 || len(d.Passages) == 0 {
		return nil, 0
	}
	matched := matchedPassages(d, patterns)
	if len(matched) == 0 {
		return []index.Snippet{passage{}.snippet(d, patterns)}, 0
	}
	slices.SortFunc(matched, func(a, b passage) int {
		return cmp.Or(cmp.Compare(b.score(patterns), a.score(patterns)), cmp.Compare(a.number, b.number))
	})
	top := matched[:min(n, len(matched))]
	slices.SortFunc(top, func(a, b passage) int { return cmp.Compare(a.number, b.number) })
	for _, p := range top {
		best = append(best, p.snippet(d, patterns))
	}
	return best, len(matched) - len(top)
}

// Highlights returns the highlights of every passage with a match, by the number of the passage.
func Highlights(d *index.Document, patterns []Pattern) map[int][]index.Span {
	highlights := make(map[int][]index.Span)
	for _, p := range matchedPassages(d, patterns) {
		highlights[p.number] = p.highlights()
	}
	return highlights
}

// passage is a passage with the matches that begin in it. Offsets are relative to the passage.
type passage struct {
	number  int
	matches []match
	length  int
}

// matchedPassages assigns each match to the passage in which it begins. A match that reaches into the next passage is
// cut.
func matchedPassages(d *index.Document, patterns []Pattern) []passage {
	var matched []passage
	for _, m := range findMatches(d, patterns) {
		n, _ := slices.BinarySearchFunc(d.Passages, m.start, func(p index.Passage, start int) int { return cmp.Compare(p.End, start+1) })
		if n == len(d.Passages) {
			continue
		}
		p := d.Passages[n]
		if len(matched) == 0 || matched[len(matched)-1].number != n {
			matched = append(matched, passage{number: n, length: p.End - p.Start})
		}
		last := &matched[len(matched)-1]
		m.start, m.end = m.start-p.Start, min(m.end-p.Start, last.length)
		last.matches = append(last.matches, m)
	}
	return matched
}

func (p passage) snippet(d *index.Document, patterns []Pattern) index.Snippet {
	stored := d.Passages[p.number]
	text := d.Text[stored.Start:stored.End]
	return index.Snippet{
		Passage: p.number, Page: stored.Page, Heading: stored.Heading, Text: text,
		Highlights: p.highlights(), SnippetSpan: bestSpan(text, p.matches, patterns),
	}
}

// highlights merges overlapping matches.
func (p passage) highlights() []index.Span {
	var spans []index.Span
	for _, m := range p.matches {
		if n := len(spans); n > 0 && m.start < spans[n-1].End {
			spans[n-1].End = max(spans[n-1].End, m.end)
			continue
		}
		spans = append(spans, index.Span{Start: m.start, End: m.end})
	}
	return spans
}

// Each pattern counts by its weight once. Repetition and proximity decide only between passages with the same patterns.
const (
	repetitionWeight = 0.1
	proximityWeight  = 0.5
)

func (p passage) score(patterns []Pattern) float64 {
	counts := make(map[int]int, len(patterns))
	proximity := 0.0
	for i, m := range p.matches {
		counts[m.pattern]++
		if i == 0 || p.matches[i-1].pattern == m.pattern {
			continue
		}
		previous := p.matches[i-1]
		gap := float64(max(1, m.position-previous.position))
		proximity = max(proximity, min(patterns[m.pattern].Weight, patterns[previous.pattern].Weight)/gap)
	}
	score := proximityWeight * proximity
	for i, n := range counts {
		score += patterns[i].countScore(n)
	}
	return score
}
