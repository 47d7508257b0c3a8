package snippet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"daftar/index"
)

// Sizes in bytes.
const (
	maxSpan     = 420 // about three lines
	spanSlack   = 105 // a passage that is only slightly longer is displayed whole
	maxSentence = 210 // a longer sentence is split between words, so that its middle can be displayed too
)

// bestSpan returns the part of a passage to display: all of a short one, else the adjacent sentences that match the most
// patterns, rare ones first. Of equals it prefers one that begins with a match, then the first.
func bestSpan(text string, matches []match, patterns []Pattern) index.Span {
	if len(text) <= maxSpan+spanSlack {
		return index.Span{End: len(strings.TrimRightFunc(text, unicode.IsSpace))}
	}
	bounds := append([]int{0}, sentenceEnds(text)...)
	var best window
	for i, j := 0, 1; i+1 < len(bounds); i++ {
		j = max(j, i+1)
		for j+1 < len(bounds) && bounds[j+1]-bounds[i] <= maxSpan {
			j++
		}
		w := window{start: bounds[i], end: bounds[j]}
		w.rate(bounds[i+1], matches, patterns)
		if i == 0 || w.better(best) {
			best = w
		}
	}
	part := strings.TrimRightFunc(text[best.start:best.end], unicode.IsSpace)
	end := best.start + len(part)
	return index.Span{Start: end - len(strings.TrimLeftFunc(part, unicode.IsSpace)), End: end}
}

// window is some adjacent sentences of a passage.
type window struct {
	start, end      int
	score           float64
	beginsWithMatch bool // its first sentence has a match, and it is not short
}

// rate scores the window by the matches inside it. firstEnd is the end of its first sentence.
func (w *window) rate(firstEnd int, matches []match, patterns []Pattern) {
	counts := make(map[int]int, len(patterns))
	for _, m := range matches {
		if m.start >= w.start && m.end <= w.end {
			counts[m.pattern]++
			w.beginsWithMatch = w.beginsWithMatch || m.start < firstEnd && w.end-w.start > maxSpan/2
		}
	}
	for i := range patterns {
		if n := counts[i]; n > 0 {
			w.score += patterns[i].countScore(n)
		}
	}
}

// better reports whether a window is better than an earlier one.
func (w window) better(than window) bool {
	if w.score != than.score {
		return w.score > than.score
	}
	return w.beginsWithMatch && !than.beginsWithMatch
}

// sentenceEnds returns the ends of the sentences of a text, and of the parts of long sentences.
func sentenceEnds(text string) (ends []int) {
	segments := sentences.FromString(joinLines(text))
	start := 0
	for segments.Next() {
		end := segments.End()
		if end < len(text) && endsWithAbbreviation(text[start:end]) {
			continue
		}
		for end-start > maxSentence {
			start += splitPoint(text[start:], maxSentence)
			ends = append(ends, start)
		}
		if end > start {
			ends = append(ends, end)
		}
		start = end
	}
	return ends
}

// joinLines replaces single line ends by spaces and keeps the length of a text: a line that ends at the width of a page
// does not end a sentence.
func joinLines(text string) string {
	joined := []byte(text)
	for i := 1; i+1 < len(joined); i++ {
		if joined[i] == '\n' && text[i-1] != '\n' && text[i+1] != '\n' {
			joined[i] = ' '
		}
	}
	return string(joined)
}

// endsWithAbbreviation reports whether a sentence seems to end with the full stop of a title, a month or initials (Gen.,
// Oct., U.S.). A wrong answer only joins two sentences.
func endsWithAbbreviation(sentence string) bool {
	const maxLength = 4
	s, stop := strings.CutSuffix(strings.TrimRight(sentence, " "), ".")
	word := s[strings.LastIndexAny(s, " \n.(")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	return stop && len(word) <= maxLength && unicode.IsUpper(first)
}

// splitPoint returns where to split a text at or before an offset: behind the last space, else between two characters.
func splitPoint(text string, offset int) int {
	if space := strings.LastIndexByte(text[:offset], ' '); space > 0 {
		return space + 1
	}
	for back := offset; back > 0 && offset-back < utf8.UTFMax; back-- {
		if utf8.RuneStart(text[back]) {
			return back
		}
	}
	return offset
}
