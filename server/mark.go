package server

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index"
)

// markKind is why words are marked: they match the question, or a tag rests on them.
type markKind uint8

const (
	markHit markKind = 1 << iota
	markWhy
)

// Mark is a marked span of bytes of a text.
type markSpan struct {
	index.Span
	kind markKind
}

// openings are the tags by kind; the class tells evidence from hits, and both from either.
var openings = map[markKind]string{
	markHit:           "<mark>",
	markWhy:           `<mark class="why">`,
	markHit | markWhy: `<mark class="why hit">`,
}

func hitMarks(spans []index.Span) []markSpan {
	marks := make([]markSpan, 0, len(spans))
	for _, s := range spans {
		marks = append(marks, markSpan{s, markHit})
	}
	return marks
}

// mark escapes the text and then marks spans of it. It, snippet, which breaks lines in what mark returns, and the rows of
// facets (facetSection.List) are the only places that make template.HTML: whatever the text and the spans are, every byte
// of the text is escaped, and the tags are ours. Spans may overlap and come in any order; a span that is not inside the
// text or would cut a character apart is moved to the nearest border outward.
func mark(text string, marks []markSpan) template.HTML {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	at := 0
	for _, piece := range pieces(text, marks) {
		b.WriteString(escape(text[at:piece.Start]))
		b.WriteString(openings[piece.kind])
		b.WriteString(escape(text[piece.Start:piece.End]))
		b.WriteString("</mark>")
		at = piece.End
	}
	b.WriteString(escape(text[at:]))
	return template.HTML(b.String())
}

// escape also replaces what is not UTF-8, byte by byte, so that code points stay in step with the JSON of the text.
func escape(text string) string {
	if !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	return template.HTMLEscapeString(text)
}

// pieces cuts overlapping spans into pieces that follow one another.
func pieces(text string, marks []markSpan) []markSpan {
	var clean []markSpan
	var borders []int
	for _, m := range marks {
		m.Start, m.End = runeStart(text, m.Start), runeEnd(text, m.End)
		if m.Start < m.End {
			clean = append(clean, m)
			borders = append(borders, m.Start, m.End)
		}
	}
	slices.SortFunc(clean, func(a, b markSpan) int { return a.Start - b.Start })
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var out []markSpan
	first := 0
	for n := 1; n < len(borders); n++ {
		start, end := borders[n-1], borders[n]
		for first < len(clean) && clean[first].End <= start {
			first++
		}
		var kind markKind
		for _, m := range clean[first:] {
			if m.Start > start {
				break
			}
			if m.End >= end {
				kind |= m.kind
			}
		}
		if last := len(out) - 1; last >= 0 && out[last].End == start && out[last].kind == kind {
			out[last].End = end
		} else if kind != 0 {
			out = append(out, markSpan{index.Span{Start: start, End: end}, kind})
		}
	}
	return out
}

func runeStart(text string, at int) int {
	at = min(max(at, 0), len(text))
	for back := 0; at > 0 && at < len(text) && back < utf8.UTFMax && !utf8.RuneStart(text[at]); back++ {
		at--
	}
	return at
}

func runeEnd(text string, at int) int {
	at = min(max(at, 0), len(text))
	for ahead := 0; at > 0 && at < len(text) && ahead < utf8.UTFMax && !utf8.RuneStart(text[at]); ahead++ {
		at++
	}
	return at
}

// codePoints turns spans of bytes into spans of Unicode code points, which is what JSON's readers count in.
func codePoints(text string, spans []index.Span) [][2]int {
	p := newPoints(text)
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{p.at(s.Start), p.at(s.End)})
	}
	return out
}

// points counts the code points before a byte of a text.
type points struct {
	text   string
	counts []int // before every stride bytes
}

// stride bytes between counts: a lookup then counts at most this many.
const stride = 1024

func newPoints(text string) points {
	p := points{text: text}
	count := 0
	for at := 0; at < len(text); at += stride {
		p.counts = append(p.counts, count)
		count += countStarts(text[at:min(at+stride, len(text))])
	}
	return p
}

func (p points) at(offset int) int {
	offset = min(max(offset, 0), len(p.text))
	if len(p.counts) == 0 {
		return 0
	}
	n := min(offset/stride, len(p.counts)-1)
	return p.counts[n] + countStarts(p.text[n*stride:offset])
}

// countStarts counts the bytes that start a character: of valid UTF-8, its code points, wherever it is cut.
func countStarts(text string) (n int) {
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}
