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

// way is a direction of writing, or what else counts for it.
type way byte

const (
	neutral way = iota
	leftward
	rightward // Latin and the like
	numeral
	inNumber // what may stand between two digits
	byNumber // what may stand beside a number: %, $
)

func wayOf(r rune) way {
	if r < 0x80 {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return rightward
		case r >= '0' && r <= '9':
			return numeral
		}
	}
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return leftward
	case bidi.L:
		return rightward
	case bidi.EN, bidi.AN:
		return numeral
	case bidi.ES, bidi.CS:
		return inNumber
	case bidi.ET:
		return byNumber
	}
	return neutral
}

// strength counts the letters of a text that are written from right to left, and from left to right.
func strength(glyphs []glyph) (left, right int) {
	for i := range glyphs {
		switch wayOf(glyphs[i].letter) {
		case leftward:
			left++
		case rightward:
			right++
		}
	}
	return left, right
}

// cell is a place in a row: a letter with the marks on it, or a space.
type cell struct {
	text  string
	way   way
	level int // odd: read from right to left; as in the algorithm
}

// logical puts the cells of a row, as seen from left to right, into the order of reading.
func logical(cells []cell, leftwards bool) []cell {
	joinNumbers(cells)
	settle(cells, leftwards)
	for level := 1; level <= 2; level++ {
		turn(cells, level)
	}
	mirror(cells)
	return cells
}

// turn reverses every stretch of cells of at least a level, which is what showing them did (rule L2).
func turn(cells []cell, level int) {
	for start := 0; start < len(cells); start++ {
		end := start
		for end < len(cells) && cells[end].level >= level {
			end++
		}
		slices.Reverse(cells[start:end])
		start = end
	}
}

// settle gives every cell its level.
func settle(cells []cell, leftwards bool) {
	base, word := 0, 0
	if leftwards {
		base, word = 1, 2
	}
	before := base
	for i := 0; i < len(cells); {
		switch cells[i].way {
		case rightward:
			before, cells[i].level = word, word
			i++
			continue
		case leftward:
			before, cells[i].level = 1, 1
			i++
			continue
		}
		end := i
		for end < len(cells) && cells[end].way != rightward && cells[end].way != leftward {
			end++
		}
		after := base
		if end < len(cells) && cells[end].way == leftward {
			after = 1
		} else if end < len(cells) {
			after = word
		}
		settleGap(cells[i:end], before, after, base)
		i = end
	}
}

// settleGap gives levels to what stands between two words: between words of one direction it is part of them, else of
// the row; but numbers are read from left to right.
func settleGap(gap []cell, before, after, base int) {
	fill := base
	if before == after {
		fill = before
	}
	for i := range gap {
		gap[i].level = fill
		if gap[i].way == numeral && fill == 1 {
			gap[i].level = 2
		}
	}
	// A number behind a Latin word, as in "COVID-19", is part of it.
	if at := slices.IndexFunc(gap, func(c cell) bool { return c.way == numeral }); before == 2 && (at == 0 || at == 1) {
		gap[0].level = 2
	}
}

// joinNumbers makes one number of digits with points, colons and the like between them and signs beside them.
func joinNumbers(cells []cell) {
	is := func(i int) bool { return i >= 0 && i < len(cells) && cells[i].way == numeral }
	for i := range cells {
		if cells[i].way == inNumber && is(i-1) && is(i+1) {
			cells[i].way = numeral
		}
	}
	for i := range cells {
		if cells[i].way == byNumber && (is(i-1) || is(i+1)) {
			cells[i].way = numeral
		}
	}
}

var mirrored = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<", "‹": "›", "›": "‹"}

// mirror turns brackets among words from right to left: the shape that is seen is that of the other one. Some files say
// the character that is meant instead; then turning would close brackets that nobody opened.
func mirror(cells []cell) {
	var brackets []int
	for i := range cells {
		if cells[i].level == 1 && mirrored[cells[i].text] != "" {
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
		cells[i].text = mirrored[cells[i].text]
	}
}

// letters writes a character as the letters it stands for: ligatures and the shapes that Arabic letters take in a word
// become letters (Unicode normalisation form KC, of those alone).
func letters(r rune) string {
	switch {
	case r >= 0xfb00 && r <= 0xfb4f, r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc:
		return strings.TrimFunc(norm.NFKC.String(string(r)), unicode.IsSpace)
	}
	return string(r)
}
