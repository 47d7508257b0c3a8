package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a row of text in logical order with its position.
type line struct {
	text      string
	x0, x1, y float64
	size      float64
	firstWord float64 // width of the first word
	bold      bool
	direction direction
	continues bool // continues the table row of the previous line
}

// textBlock is lines below one another.
type textBlock struct {
	lines        []line
	table        bool    // each line is a table row
	rotated      bool    // direction differs from most of the page
	x0, x1       float64 // of all lines
	pitch        float64 // most frequent distance of lines
	pitchRepeats bool    // pitch occurs more than once
}

// A row has the direction of its block, unless one direction has dominant times the letters of the other.
const dominant = 2.5

// lines returns the text of the rows.
func (b block) lines() textBlock {
	var left, right int
	for _, row := range b.rows {
		l, r := rowDirections(row)
		left, right = left+l, right+r
	}
	p := textBlock{table: b.table}
	for i, row := range b.rows {
		l, r := rowDirections(row)
		base := mainDirection(left, right)
		if float64(l) > dominant*float64(r) || float64(r) > dominant*float64(l) {
			base = mainDirection(l, r)
		}
		if made := newLine(row, base); made.text != "" {
			made.continues = b.table && b.continues[i]
			p.lines = append(p.lines, made)
		}
	}
	p.measure()
	return p
}

func rowDirections(row []segment) (left, right int) {
	for i := range row {
		l, r := countDirections(row[i].glyphs)
		left, right = left+l, right+r
	}
	return left, right
}

func newLine(row []segment, base direction) line {
	l := line{text: rowText(row, base), direction: base, x0: row[0].x0, x1: row[0].x1, bold: true}
	sizes := make(map[float64]int)
	heights := make(map[float64]float64)
	for i := range row {
		l.x0, l.x1 = min(l.x0, row[i].x0), max(l.x1, row[i].x1)
		sizes[row[i].size] += len(row[i].glyphs)
		heights[row[i].size] = row[i].y
		for j := range row[i].glyphs {
			g := &row[i].glyphs[j]
			l.bold = l.bold && (g.bold || g.isSpace())
		}
	}
	l.size = mostFrequent(sizes)
	l.y = heights[l.size]
	word, _, more := strings.Cut(l.text, " ")
	l.firstWord = l.x1 - l.x0
	if more {
		l.firstWord *= float64(utf8.RuneCountInString(word)) / float64(utf8.RuneCountInString(l.text))
	}
	return l
}

// measure computes the edges and the pitch of a block.
func (p *textBlock) measure() {
	steps := make(map[float64]int)
	for i := range p.lines {
		l := &p.lines[i]
		if i == 0 {
			p.x0, p.x1 = l.x0, l.x1
			continue
		}
		p.x0, p.x1 = min(p.x0, l.x0), max(p.x1, l.x1)
		steps[float64(int(2*(l.y-p.lines[i-1].y)+0.5))/2]++
	}
	best := 0
	for step, n := range steps {
		if step > 0 && (n > best || n == best && step < p.pitch) {
			p.pitch, p.pitchRepeats, best = step, n > 1, n
		}
	}
}

// indent returns the distance from the start edge of the block to the start of a line.
func (p *textBlock) indent(l *line) float64 {
	if l.direction == rightToLeft {
		return p.x1 - l.x1
	}
	return l.x0 - p.x0
}

// freeSpace returns the distance from the end of a line to the end edge of the block.
func (p *textBlock) freeSpace(l *line) float64 {
	if l.direction == rightToLeft {
		return l.x0 - p.x0
	}
	return p.x1 - l.x1
}

// endsSentence reports whether a text ends with sentence punctuation.
func endsSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’»)]0123456789 "))
	return strings.ContainsRune(".!?:;۔؟。！？…", r)
}

// startsMidSentence reports whether a text starts with a lower-case or Arabic letter.
func startsMidSentence(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r) || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
}

// isListItem reports whether a text starts with a bullet or number.
func isListItem(text string) bool {
	word, rest, ok := strings.Cut(text, " ")
	if !ok || rest == "" {
		return false
	}
	r, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return strings.ContainsRune("•◦▪▫■□●○‣⁃·–—*➢➤►✓❖§\uf0b7\uf0a7\uf0d8-", r)
	}
	digits := strings.TrimRight(strings.TrimLeft(word, "("), ".)")
	return digits != "" && digits != word && len(digits) <= 3 && strings.Trim(digits, "0123456789") == ""
}
