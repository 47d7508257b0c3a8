package highlight

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
)

// snippetBytes is the length of a snippet, about three lines. The API returns the whole passage.
const snippetBytes = 420

// SnippetHTML returns the part of a passage that a hit shows. A new paragraph starts a line, so that a heading does not run
// into the sentence below it.
func SnippetHTML(e index.Snippet) template.HTML {
	text, marks := Shown(e.Text, e.Highlights, e.SnippetSpan)
	return template.HTML(strings.ReplaceAll(string(HTML(text, Matches(marks))), "\n\n", "<br>"))
}

// Shown returns the part of a text that the engine chose, with an ellipsis where it was cut, and the marks in it. Without a
// choice it is that of Shorten.
func Shown(text string, marks []index.Span, show index.Span) (string, []index.Span) {
	if show == (index.Span{}) {
		return Shorten(text, marks)
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

// Shorten returns the part of a text with the most marks, cut between words, with an ellipsis where it was cut, and the marks
// in it. A text that is hardly longer than a snippet is returned whole.
func Shorten(text string, marks []index.Span) (string, []index.Span) {
	if len(text) <= snippetBytes+snippetBytes/4 {
		return strings.TrimRightFunc(text, unicode.IsSpace), marks
	}
	start := snippetStart(text, marks)
	end := wordBoundary(text, min(start+snippetBytes, len(text)))
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

// snippetStart returns an offset a little before the first mark of the window with the most marks.
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
	start := wordBoundary(text, best-snippetBytes/4)
	for start < best {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	return min(start, best)
}

// maxWord bounds the search for a space: scripts without spaces are cut between characters.
const maxWord = 40

// wordBoundary moves an offset back to the end of a word, or at least to the start of a character.
func wordBoundary(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for back := at; back > 0 && at-back < maxWord; back-- {
		if text[back] == ' ' || text[back] == '\n' {
			return back
		}
	}
	return RuneStart(text, at)
}
