package highlight

import (
	"unicode/utf8"

	"daftar/index"
)

// CodePoints converts spans of bytes to spans of code points, the unit of the JSON API.
func CodePoints(text string, spans []index.Span) [][2]int {
	p := NewOffsets(text)
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{p.At(s.Start), p.At(s.End)})
	}
	return out
}

// Offsets converts byte offsets of a text to code points.
type Offsets struct {
	text   string
	counts []int // before every stride bytes
}

// stride is the number of bytes between stored counts.
const stride = 1024

// NewOffsets prepares a text: a lookup then counts at most stride bytes.
func NewOffsets(text string) Offsets {
	o := Offsets{text: text}
	count := 0
	for at := 0; at < len(text); at += stride {
		o.counts = append(o.counts, count)
		count += countStarts(text[at:min(at+stride, len(text))])
	}
	return o
}

// At returns the number of code points before a byte offset.
func (o Offsets) At(offset int) int {
	offset = min(max(offset, 0), len(o.text))
	if len(o.counts) == 0 {
		return 0
	}
	n := min(offset/stride, len(o.counts)-1)
	return o.counts[n] + countStarts(o.text[n*stride:offset])
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
