package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// See the package comment for right-to-left text.

// direction is a simplified bidirectional class.
type direction byte

const (
	neutral direction = iota
	rightToLeft
	leftToRight // Latin, Cyrillic, Chinese
	numeral
	numberSeparator // between two digits
	numberSign      // beside a number, such as % and $
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

// countDirections counts letters written from right to left and from left to right.
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

// mainDirection returns the direction of a text with these counts of letters.
func mainDirection(rtlLetters, ltrLetters int) direction {
	if rtlLetters > ltrLetters {
		return rightToLeft
	}
	return leftToRight
}

// bidiCell is a letter with its marks, or a space.
type bidiCell struct {
	text      string
	direction direction
	level     int // as in UAX 9; odd levels run from right to left
}

// logicalOrder converts cells from display order (left to right) to logical order in a row of direction base.
func logicalOrder(cells []bidiCell, base direction) []bidiCell {
	joinNumbers(cells)
	assignLevels(cells, base)
	for level := 1; level <= 2; level++ {
		reverseRuns(cells, level)
	}
	mirrorBrackets(cells)
	return cells
}

// reverseRuns reverses runs of cells of at least a level: rule L2 of UAX 9 is its own inverse.
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

// assignLevels sets the level of every cell.
func assignLevels(cells []bidiCell, main direction) {
	base, word := 0, 0
	if main == rightToLeft {
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

// assignGapLevels sets the levels between two words: that of the words if they agree, else that of the row; numbers run
// from left to right.
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
	// A number after a Latin word, as in "COVID-19", belongs to it.
	if at := slices.IndexFunc(gap, func(c bidiCell) bool { return c.direction == numeral }); before == 2 && (at == 0 || at == 1) {
		gap[0].level = 2
	}
}

// joinNumbers extends numbers by separators between digits and signs beside them.
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

// mirrorBrackets replaces brackets in right-to-left text by their mirror images: the displayed shape is that of the
// other bracket. Some files store the logical bracket; then mirroring would produce unmatched brackets.
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

// expandLigature returns the letters of a ligature or Arabic presentation form (Unicode normalization form KC, of these
// only).
func expandLigature(r rune) string {
	switch {
	case r >= 0xfb00 && r <= 0xfb4f, r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc:
		return strings.TrimFunc(norm.NFKC.String(string(r)), unicode.IsSpace)
	}
	return string(r)
}
