package server

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
)

// snippetBytes of a passage are shown below a hit, about three lines; the passage itself is one click away, and whole
// in the API.
const snippetBytes = 420

// snippet returns the stretch of a passage with the most marks, cut between words, as HTML. A passage that is hardly
// longer is shown whole. A new paragraph begins a line, so that a heading does not run into the sentence below it.
func snippet(e index.Snippet) template.HTML {
	text, marks := shown(e.Text, e.Highlights, e.SnippetSpan)
	return template.HTML(strings.ReplaceAll(string(mark(text, hitMarks(marks))), "\n\n", "<br>"))
}

// shown returns the stretch of a text that the engine chose, with an ellipsis where it was cut, and the marks in it.
func shown(text string, marks []index.Span, show index.Span) (string, []index.Span) {
	if show == (index.Span{}) {
		return shorten(text, marks)
	}
	before, after := "", ""
	if strings.TrimSpace(text[:show.Start]) != "" {
		before = "… "
	}
	if strings.TrimSpace(text[show.End:]) != "" {
		after = " …"
	}
	shift := len(before) - show.Start
	var kept []index.Span
	for _, m := range marks {
		if m.Start >= show.Start && m.End <= show.End {
			kept = append(kept, index.Span{Start: m.Start + shift, End: m.End + shift})
		}
	}
	return before + strings.TrimRightFunc(text[show.Start:show.End], unicode.IsSpace) + after, kept
}

// shorten returns the stretch of a text with the most marks, with an ellipsis where it was cut, and the marks in it.
func shorten(text string, marks []index.Span) (string, []index.Span) {
	if len(text) <= snippetBytes+snippetBytes/4 {
		return strings.TrimRightFunc(text, unicode.IsSpace), marks
	}
	start := snippetStart(text, marks)
	end := wordBorder(text, min(start+snippetBytes, len(text)))
	before, after := "", ""
	if start > 0 {
		before = "… "
	}
	if end < len(text) {
		after = " …"
	}
	shift := len(before) - start
	var kept []index.Span
	for _, m := range marks {
		if m.Start >= start && m.End <= end {
			kept = append(kept, index.Span{Start: m.Start + shift, End: m.End + shift})
		}
	}
	return before + strings.TrimRightFunc(text[start:end], unicode.IsSpace) + after, kept
}

// snippetStart finds the window that holds the most marks and returns a start a little before the first of them.
func snippetStart(text string, marks []index.Span) int {
	best, most := 0, 0
	for first := range marks {
		n := 0
		for _, m := range marks[first:] {
			if m.End-marks[first].Start <= snippetBytes*3/4 {
				n++
			}
		}
		if n > most {
			best, most = marks[first].Start, n
		}
	}
	if best <= snippetBytes/2 {
		return 0
	}
	start := wordBorder(text, best-snippetBytes/4)
	for start < best {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	return min(start, best)
}

// longWord bounds the way back to a space: scripts without spaces are cut between characters.
const longWord = 40

// wordBorder moves an offset back to the end of a word, or at least to the start of a character.
func wordBorder(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for back := at; back > 0 && at-back < longWord; back-- {
		if text[back] == ' ' || text[back] == '\n' {
			return back
		}
	}
	return runeStart(text, at)
}
