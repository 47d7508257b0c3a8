package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one row of text in the order of reading, and where it stands.
type line struct {
	text      string
	x0, x1, y float64
	size      float64
	first     float64 // width of its first word
	bold      bool
	leftwards bool
	goesOn    bool // with the line before, in a table
}

// passage is lines that stand under one another.
type passage struct {
	lines  []line
	table  bool    // each line stands for itself
	aside  bool    // it is written in another direction than most of the page
	x0, x1 float64 // of all lines
	pitch  float64 // from line to line, mostly
	steady bool    // it came more than once
}

// Direction of a row in which both directions occur: that of its block, unless one has clearly more letters.
const clearly = 2.5

// lines makes text of the rows of a block.
func (b block) lines() passage {
	var left, right int
	for _, row := range b.rows {
		l, r := rowStrength(row)
		left, right = left+l, right+r
	}
	p := passage{table: b.table}
	for i, row := range b.rows {
		l, r := rowStrength(row)
		leftwards := left > right
		if float64(l) > clearly*float64(r) || float64(r) > clearly*float64(l) {
			leftwards = l > r
		}
		if made := newLine(row, leftwards); made.text != "" {
			made.goesOn = b.table && b.goesOn[i]
			p.lines = append(p.lines, made)
		}
	}
	p.measure()
	return p
}

func rowStrength(row []piece) (left, right int) {
	for i := range row {
		l, r := strength(row[i].glyphs)
		left, right = left+l, right+r
	}
	return left, right
}

func newLine(row []piece, leftwards bool) line {
	l := line{text: words(row, leftwards), leftwards: leftwards, x0: row[0].x0, x1: row[0].x1, bold: true}
	sizes := make(map[float64]int)
	heights := make(map[float64]float64)
	for i := range row {
		l.x0, l.x1 = min(l.x0, row[i].x0), max(l.x1, row[i].x1)
		sizes[row[i].size] += len(row[i].glyphs)
		heights[row[i].size] = row[i].y
		for j := range row[i].glyphs {
			g := &row[i].glyphs[j]
			l.bold = l.bold && (g.bold || g.space())
		}
	}
	l.size = most(sizes)
	l.y = heights[l.size]
	word, _, more := strings.Cut(l.text, " ")
	l.first = l.x1 - l.x0
	if more {
		l.first *= float64(utf8.RuneCountInString(word)) / float64(utf8.RuneCountInString(l.text))
	}
	return l
}

// measure finds the edges of a passage and the usual distance of its lines.
func (p *passage) measure() {
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
			p.pitch, p.steady, best = step, n > 1, n
		}
	}
}

// start is where a line begins to be read, as its distance from the edge where the lines of its passage begin.
func (p *passage) start(l *line) float64 {
	if l.leftwards {
		return p.x1 - l.x1
	}
	return l.x0 - p.x0
}

// room is what is left free at the end of a line.
func (p *passage) room(l *line) float64 {
	if l.leftwards {
		return l.x0 - p.x0
	}
	return p.x1 - l.x1
}

// ended reports whether a text ends like a sentence.
func ended(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’»)]0123456789 "))
	return strings.ContainsRune(".!?:;۔؟。！？…", r)
}

// continued reports whether a text begins as if in the middle of a sentence.
func continued(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r) || unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
}

// bullet reports whether a text begins like a point of a list.
func bullet(text string) bool {
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
