// Package chunk splits a text into passages: the stored units that search finds and shows.
//
// A passage has about 100 to 200 words. It ends after the first paragraph that brings it to 100 words; in a longer
// paragraph after the last sentence before 200 words; in text without sentences at a space; in text without spaces
// between two characters. A heading starts a new passage. Scripts written without spaces (Chinese, Japanese, Thai, Lao,
// Khmer, Burmese) are measured in characters, five of which count as two words. Every byte of the text belongs to
// exactly one passage, in order.
//
// Sentences end where Unicode Standard Annex 29 ends them, with two corrections: no sentence ends after an abbreviation
// that a name follows ("Gen. Smith"), and a line break inside a paragraph that was wrapped to fit a page ends no
// sentence.
//
// The package knows no file formats: the caller passes headings and pages as breaks.
package chunk

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"daftar/index"
)

// Version changes whenever the same text may be split differently.
const Version = "1"

// Sizes of passages, in fifths of a word, so that a character of a script without spaces can count as two fifths.
const (
	wordWeight = 5
	charWeight = 2

	minPassage = 100 * wordWeight // a paragraph that ends here or later ends the passage
	maxPassage = 200 * wordWeight // maximum, except for a joined remainder and for one sentence that is longer
	minSplit   = 60 * wordWeight  // a sentence that ends earlier is split at only if there is no later one
	minLast    = 40 * wordWeight  // a shorter remainder of a section joins the passage before it
	minSection = 15 * wordWeight  // a shorter section joins the next one: a heading alone answers nothing
)

// maxBytes is the maximum size of a passage: about 200 words in the scripts with the longest encodings.
const maxBytes = 4000

// Break is a place in a text where a heading or a page starts.
type Break struct {
	Offset  int    // in bytes
	Heading string // heading of the text that follows; "" if it stays the same
	Page    int    // page that starts here, from 1; 0 if it stays the same
}

// Split splits text, which may be any bytes, into passages. A break with a heading starts a passage; a break with only
// a page does not: a passage has the page on which it starts. Breaks may come in any order; breaks outside the text are
// ignored. An empty text has no passages.
func Split(text string, breaks []Break) []index.Passage {
	breaks = validBreaks(text, breaks)
	p := packer{text: text, lastWeight: -1}
	for _, b := range breaks {
		if b.Heading != "" && b.Offset > p.pos {
			p.packSection(b.Offset)
		}
	}
	p.packSection(len(text))
	if p.start < len(text) {
		p.emit(len(text))
	}
	labelPassages(text, p.passages, breaks)
	return p.passages
}

// validBreaks returns the breaks inside the text, sorted, each moved to the start of its character.
func validBreaks(text string, breaks []Break) []Break {
	var kept []Break
	for _, b := range breaks {
		if b.Offset < 0 || b.Offset >= len(text) {
			continue
		}
		b.Offset = runeStart(text, b.Offset)
		kept = append(kept, b)
	}
	slices.SortStableFunc(kept, func(a, b Break) int { return cmp.Compare(a.Offset, b.Offset) })
	return kept
}

// runeStart moves an offset back to the start of the character that contains it.
func runeStart(text string, at int) int {
	for back := at; back > 0 && back > at-utf8.UTFMax; back-- {
		if utf8.RuneStart(text[back]) {
			return back
		}
	}
	return at
}

// labelPassages sets heading and page of each passage to those in force at its first byte that is not a space: the
// space before a heading belongs to the heading's passage.
func labelPassages(text string, passages []index.Passage, breaks []Break) {
	var heading string
	var page, next int
	for n := range passages {
		p := &passages[n]
		from := p.Start
		for from < p.End-1 && isSpace(text[from]) {
			from++
		}
		for ; next < len(breaks) && breaks[next].Offset <= from; next++ {
			heading, page = cmp.Or(breaks[next].Heading, heading), cmp.Or(breaks[next].Page, page)
		}
		p.Heading, p.Page = heading, page
		if own := innerHeading(passages, n, breaks[next:]); own != "" {
			p.Heading = own
		}
	}
}

// innerHeading returns the last heading that starts inside passage n. The text before it is shorter than minSection,
// such as a title.
func innerHeading(passages []index.Passage, n int, breaks []Break) (heading string) {
	for _, b := range breaks {
		if b.Offset >= passages[n].End {
			break
		}
		heading = cmp.Or(b.Heading, heading)
	}
	return heading
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }
