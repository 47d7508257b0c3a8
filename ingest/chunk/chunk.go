// Package chunk decides where a text is cut into passages: stored pieces that a person can read as an answer.
//
// A passage has about 100 to 200 words. It ends with a paragraph once it has 100 words, else with the last sentence
// before 200 (UAX 29, mended for abbreviations and for lines that were broken to fit a page), else, in a text without
// sentences, at a space, else between two characters. A heading begins a new passage. Scripts that are written without
// spaces are measured in characters, five of which stand for two words. Every byte of the text belongs to exactly one
// passage, in order. The package knows nothing of formats: headings and pages are handed to it as breaks.
package chunk

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"daftar/index"
)

// Version changes whenever the same text may be cut in another way.
const Version = "1"

// The sizes of passages, in fifths of a word so that a character of a script without spaces can count two of them.
const (
	wordWeight = 5
	charWeight = 2

	minPassage = 100 * wordWeight // a paragraph that ends here ends the passage
	maxPassage = 200 * wordWeight // no passage is longer, but for a rest that is joined and a single longer sentence
	minSplit   = 60 * wordWeight  // a sentence that ends earlier is no place to cut if there is another
	minLast    = 40 * wordWeight  // a last piece shorter than this joins the passage before it
	minSection = 15 * wordWeight  // a piece under a heading shorter than this joins what follows: a heading on its own is no answer
)

// maxBytes bounds every passage whatever its words: about 200 words of the longest-written scripts.
const maxBytes = 4000

// Break is a place in a text at which a heading or a page begins.
type Break struct {
	Offset  int    // byte offset in the text
	Heading string // the heading that stands over what follows; "" if it does not change
	Page    int    // the page that begins here, from 1; 0 if it does not change
}

// Split cuts a text, which may be any bytes, into passages. A break with a heading begins a passage, one with only a page
// does not: a passage has the page on which it starts. Breaks may come in any order; those outside the text are
// ignored. An empty text has no passages.
func Split(text string, breaks []Break) []index.Passage {
	breaks = validBreaks(text, breaks)
	c := packer{text: text, lastWeight: -1}
	for _, b := range breaks {
		if b.Heading != "" && b.Offset > c.pos {
			c.packSection(b.Offset)
		}
	}
	c.packSection(len(text))
	if c.start < len(text) {
		c.emit(len(text))
	}
	labelPassages(text, c.passages, breaks)
	return c.passages
}

// validBreaks returns the breaks that lie in the text, in order, each moved to the start of its character.
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

// runeStart moves an offset back to the start of the character it lies in.
func runeStart(text string, at int) int {
	for back := at; back > 0 && back > at-utf8.UTFMax; back-- {
		if utf8.RuneStart(text[back]) {
			return back
		}
	}
	return at
}

// labelPassages writes heading and page on the passages: those in force at the first byte that is no space, since the space
// before a heading belongs to it.
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

// innerHeading returns the heading that begins inside passage n: what stands before it is a scrap, such as a title.
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
