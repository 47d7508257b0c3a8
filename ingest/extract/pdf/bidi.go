package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// Characters of a row come from left to right, as they are seen. Those of a text that is written from right to left are
// put back into the order of reading here, the Unicode Bidirectional Algorithm (UAX 9) backwards: numbers and words of
// scripts from left to right stay as they are, what stands around them is turned.

// direction is a direction of writing, or what else counts for it.
type direction byte

const (
	neutral direction = iota
	rightToLeft
	leftToRight // Latin and the like
	numeral
	numberSeparator // what may stand between two digits
	numberSign      // what may stand beside a number: %, $
)

func directionOf(r rune) direction {
	if r < 0x80 {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return leftToRight
		case r >= '0' && r <= '9':
			return numeral
		}
	}
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return rightToLeft
	case bidi.L:
		return leftToRight
	case bidi.EN, bidi.AN:
		return numeral
	case bidi.ES, bidi.CS:
		return numberSeparator
	case bidi.ET:
		return numberSign
	}
	return neutral
}

// countDirections counts the letters of a text that are written from right to left, and from left to right.
func countDirections(glyphs []glyph) (left, right int) {
	for i := range glyphs {
		switch directionOf(glyphs[i].char) {
		case rightToLeft:
			left++
		case leftToRight:
			right++
		}
	}
	return left, right
}

// bidiCell is a place in a row: a letter with the marks on it, or a space.
type bidiCell struct {
	text      string
	direction direction
	level     int // odd: read from right to left; as in the algorithm
}

// logicalOrder puts the cells of a row, as seen from left to right, into the order of reading.
func logicalOrder(cells []bidiCell, leftwards bool) []bidiCell {
	joinNumbers(cells)
	assignLevels(cells, leftwards)
	for level := 1; level <= 2; level++ {
		reverseRuns(cells, level)
	}
	mirrorBrackets(cells)
	return cells
}

// reverseRuns reverses every stretch of cells of at least a level, which is what showing them did (rule L2).
func reverseRuns(cells []bidiCell, level int) {
	for start := 0; start < len(cells); start++ {
		end := start
		for end < len(cells) && cells[end].level >= level {
			end++
		}
		slices.Reverse(cells[start:end])
		start = end
	}
}

// assignLevels gives every cell its level.
func assignLevels(cells []bidiCell, leftwards bool) {
	base, word := 0, 0
	if leftwards {
		base, word = 1, 2
	}
	before := base
	for i := 0; i < len(cells); {
		switch cells[i].direction {
		case leftToRight:
			before, cells[i].level = word, word
			i++
			continue
		case rightToLeft:
			before, cells[i].level = 1, 1
			i++
			continue
		}
		end := i
		for end < len(cells) && cells[end].direction != leftToRight && cells[end].direction != rightToLeft {
			end++
		}
		after := base
		if end < len(cells) && cells[end].direction == rightToLeft {
			after = 1
		} else if end < len(cells) {
			after = word
		}
		assignGapLevels(cells[i:end], before, after, base)
		i = end
	}
}

// assignGapLevels gives levels to what stands between two words: between words of one direction it is part of them, else of
// the row; but numbers are read from left to right.
func assignGapLevels(gap []bidiCell, before, after, base int) {
	fill := base
	if before == after {
		fill = before
	}
	for i := range gap {
		gap[i].level = fill
		if gap[i].direction == numeral && fill == 1 {
			gap[i].level = 2
		}
	}
	// A number behind a Latin word, as in "COVID-19", is part of it.
	if at := slices.IndexFunc(gap, func(c bidiCell) bool { return c.direction == numeral }); before == 2 && (at == 0 || at == 1) {
		gap[0].level = 2
	}
}

// joinNumbers makes one number of digits with points, colons and the like between them and signs beside them.
func joinNumbers(cells []bidiCell) {
	is := func(i int) bool { return i >= 0 && i < len(cells) && cells[i].direction == numeral }
	for i := range cells {
		if cells[i].direction == numberSeparator && is(i-1) && is(i+1) {
			cells[i].direction = numeral
		}
	}
	for i := range cells {
		if cells[i].direction == numberSign && (is(i-1) || is(i+1)) {
			cells[i].direction = numeral
		}
	}
}

var mirrorOf = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<", "‹": "›", "›": "‹"}

// mirrorBrackets turns brackets among words from right to left: the shape that is seen is that of the other one. Some files say
// the character that is meant instead; then turning would close brackets that nobody opened.
func mirrorBrackets(cells []bidiCell) {
	var brackets []int
	for i := range cells {
		if cells[i].level == 1 && mirrorOf[cells[i].text] != "" {
			brackets = append(brackets, i)
		}
	}
	asIs, turned := 0, 0
	depth, other := 0, 0
	for _, i := range brackets {
		step := 1
		if strings.Contains(")]}»>›", cells[i].text) {
			step = -1
		}
		if depth += step; depth < 0 {
			asIs, depth = asIs+1, 0
		}
		if other -= step; other < 0 {
			turned, other = turned+1, 0
		}
	}
	if turned > asIs {
		return
	}
	for _, i := range brackets {
		cells[i].text = mirrorOf[cells[i].text]
	}
}

// expandLigature writes a character as the letters it stands for: ligatures and the shapes that Arabic letters take in a word
// become letters (Unicode normalisation form KC, of those alone).
func expandLigature(r rune) string {
	switch {
	case r >= 0xfb00 && r <= 0xfb4f, r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc:
		return strings.TrimFunc(norm.NFKC.String(string(r)), unicode.IsSpace)
	}
	return string(r)
}
