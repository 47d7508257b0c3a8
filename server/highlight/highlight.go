// Package highlight marks spans of a text, shortens texts to the part with the most marks, and converts byte offsets to code
// points.
//
// Spans are byte offsets (index.Span). HTML and the shortened snippets of pages are made here and nowhere else, so that there
// is one place where untrusted text becomes HTML.
package highlight

import (
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index"
)

// Kind is why a span is marked: it matches the query, or it is evidence for a tag.
type Kind uint8

// The kinds; a mark can be both.
const (
	Match    Kind = 1 << iota // matches the query
	Evidence                  // evidence for a tag
)

// Mark is a marked span of bytes of a text.
type Mark struct {
	index.Span
	Kind Kind
}

// openingTags are the HTML tags by kind. The style sheet tells matches from evidence by their class.
var openingTags = map[Kind]string{
	Match:            "<mark>",
	Evidence:         `<mark class="why">`,
	Match | Evidence: `<mark class="why hit">`,
}

// Matches returns marks of kind Match.
func Matches(spans []index.Span) []Mark {
	marks := make([]Mark, 0, len(spans))
	for _, s := range spans {
		marks = append(marks, Mark{s, Match})
	}
	return marks
}

// HTML escapes a text and marks spans of it. Every byte of the text is escaped and the tags are ours, whatever the text and
// the spans are. Spans may overlap and come in any order; a span that is outside the text or would split a character is
// moved to the nearest boundary outward.
func HTML(text string, marks []Mark) template.HTML {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	at := 0
	for _, piece := range Split(text, marks) {
		b.WriteString(Escape(text[at:piece.Start]))
		b.WriteString(openingTags[piece.Kind])
		b.WriteString(Escape(text[piece.Start:piece.End]))
		b.WriteString("</mark>")
		at = piece.End
	}
	b.WriteString(Escape(text[at:]))
	return template.HTML(b.String())
}

// Escape escapes a text for HTML. Bytes that are not UTF-8 become U+FFFD one by one, as in JSON, so that offsets in code
// points agree.
func Escape(text string) string {
	if !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	return template.HTMLEscapeString(text)
}

// Split cuts overlapping marks into marks that follow one another; where several overlap, the kinds are combined.
func Split(text string, marks []Mark) []Mark {
	var clean []Mark
	var borders []int
	for _, m := range marks {
		m.Start, m.End = RuneStart(text, m.Start), runeEnd(text, m.End)
		if m.Start < m.End {
			clean = append(clean, m)
			borders = append(borders, m.Start, m.End)
		}
	}
	slices.SortFunc(clean, func(a, b Mark) int { return a.Start - b.Start })
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var out []Mark
	first := 0
	for n := 1; n < len(borders); n++ {
		start, end := borders[n-1], borders[n]
		for first < len(clean) && clean[first].End <= start {
			first++
		}
		var kind Kind
		for _, m := range clean[first:] {
			if m.Start > start {
				break
			}
			if m.End >= end {
				kind |= m.Kind
			}
		}
		if last := len(out) - 1; last >= 0 && out[last].End == start && out[last].Kind == kind {
			out[last].End = end
		} else if kind != 0 {
			out = append(out, Mark{index.Span{Start: start, End: end}, kind})
		}
	}
	return out
}

// RuneStart moves an offset back to the start of a character, into the text.
func RuneStart(text string, at int) int {
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
