package snippet

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"daftar/index"
)

// Sizes of what is shown of a passage, in bytes.
const (
	shown    = 420 // about three lines
	slack    = 105 // a passage that is hardly longer is shown whole
	longPart = 210 // a longer sentence is cut between words, so that its middle can be shown too
)

// stretch returns the part of a passage that is worth showing where it is too long to be shown whole: sentences that
// stand together and have the most patterns, the rare ones first. Of equals it is the one that begins with a match.
func stretch(text string, matches []match, patterns []Pattern) index.Span {
	if len(text) <= shown+slack {
		return index.Span{End: len(strings.TrimRightFunc(text, unicode.IsSpace))}
	}
	borders := append([]int{0}, partEnds(text)...)
	var best window
	for i, j := 0, 1; i+1 < len(borders); i++ {
		j = max(j, i+1)
		for j+1 < len(borders) && borders[j+1]-borders[i] <= shown {
			j++
		}
		if w := newWindow(borders[i], borders[j], borders[i+1], matches, patterns); i == 0 || w.better(best) {
			best = w
		}
	}
	part := strings.TrimRightFunc(text[best.start:best.end], unicode.IsSpace)
	end := best.start + len(part)
	return index.Span{Start: end - len(strings.TrimLeftFunc(part, unicode.IsSpace)), End: end}
}

// window is some parts of a passage in a row.
type window struct {
	start, end int
	score      float64
	begins     bool // with a part that has a match, and is not short
}

func newWindow(start, end, first int, matches []match, patterns []Pattern) window {
	w := window{start: start, end: end}
	counts := make(map[int]int, len(patterns))
	for _, m := range matches {
		if m.start >= start && m.end <= end {
			counts[m.pattern]++
			w.begins = w.begins || m.start < first && end-start > shown/2
		}
	}
	for i := range patterns {
		if n := counts[i]; n > 0 {
			w.score += patterns[i].Weight * (1 + againWeight*math.Log(float64(n)))
		}
	}
	return w
}

// better reports whether a window that begins later is better.
func (w window) better(than window) bool {
	if w.score != than.score {
		return w.score > than.score
	}
	return w.begins && !than.begins
}

// partEnds returns where the sentences of a text end, and the parts of long ones.
func partEnds(text string) (ends []int) {
	it := sentences.FromString(unwrapped(text))
	from := 0
	for it.Next() {
		end := it.End()
		if end < len(text) && abbreviated(text[from:end]) {
			continue
		}
		for end-from > longPart {
			from += between(text[from:], longPart)
			ends = append(ends, from)
		}
		if end > from {
			ends = append(ends, end)
		}
		from = end
	}
	return ends
}

// unwrapped is a text of the same length in which single ends of lines are spaces: a page's width ends no sentence.
func unwrapped(text string) string {
	out := []byte(text)
	for i := 1; i+1 < len(out); i++ {
		if out[i] == '\n' && text[i-1] != '\n' && text[i+1] != '\n' {
			out[i] = ' '
		}
	}
	return string(out)
}

// abbreviated reports whether a sentence seems to end with the full stop of a title, a month or initials (Gen., Oct.,
// U.S.). To take two sentences as one does no harm here.
func abbreviated(sentence string) bool {
	const longest = 4
	s, stop := strings.CutSuffix(strings.TrimRight(sentence, " "), ".")
	word := s[strings.LastIndexAny(s, " \n.(")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	return stop && len(word) <= longest && unicode.IsUpper(first)
}

// between returns where a text is best cut before its byte at: behind the last space, else between two characters.
func between(text string, at int) int {
	if space := strings.LastIndexByte(text[:at], ' '); space > 0 {
		return space + 1
	}
	for back := at; back > 0 && at-back < utf8.UTFMax; back-- {
		if utf8.RuneStart(text[back]) {
			return back
		}
	}
	return at
}
