package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// piece is a stretch of glyphs on one line without a gap that could be the space between two columns.
type piece struct {
	glyphs      []glyph // from left to right
	x0, x1      float64
	top, bottom float64 // of the band that small letters fill, with what rises above and hangs below left out
	y           float64
	size        float64 // of most of its glyphs
}

// How much larger than what, in parts of an em, a distance must be to mean something.
const (
	sameLine   = 0.2  // glyphs whose letters stand this far apart are on one line
	columnGap  = 0.45 // a gap that could lie between two columns: justified lines may have some such
	wordGap    = 0.11 // a gap between two words: narrow lines squeeze a space, which is 0.25 wide, down to this
	joinedGap  = 0.22 // the same between Arabic letters, of which some do not touch the next, where spaces are written
	roughGap   = 0.5  // the same beside a letter of which only the mark has a width
	noGap      = 0.03 // a space narrower than that was taken back
	doublePush = 0.12 // a letter drawn twice to look bold is drawn this close
	small      = 0.85 // of the size of its line: letters above and below the line are at most that large
)

// pieces puts the glyphs of one direction into pieces.
func pieces(glyphs []glyph) []piece {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var all []piece
	for start := 0; start < len(glyphs); {
		end := start + 1
		for end < len(glyphs) && glyphs[end].y-glyphs[end-1].y <= tolerance(&glyphs[end], &glyphs[end-1]) && glyphs[end].y-glyphs[start].y <= glyphs[start].size {
			end++
		}
		all = append(all, splitLine(glyphs[start:end])...)
		start = end
	}
	return attachSmall(all)
}

func tolerance(a, b *glyph) float64 { return sameLine / 2 * min(a.size, b.size) }

// splitLine cuts glyphs on one line at its gaps.
func splitLine(line []glyph) []piece {
	line = slices.Clone(line)
	sortGlyphs(line)
	line = once(line)
	var all []piece
	start, edge, size := -1, 0.0, 0.0
	for i := range line {
		g := &line[i]
		if g.space() {
			continue
		}
		if start >= 0 && g.x0-edge > columnGap*min(size, g.size) {
			all = append(all, newPiece(line[start:i]))
			start = -1
		}
		if start < 0 {
			start, edge = i, g.x1
		}
		edge, size = max(edge, g.x1), g.size
	}
	if start >= 0 {
		all = append(all, newPiece(line[start:]))
	}
	return all
}

// once leaves out what is drawn a second time in nearly the same place.
func once(line []glyph) []glyph {
	kept := line[:0]
	for _, g := range line {
		twice := false
		for i := len(kept) - 1; i >= max(0, len(kept)-4) && !twice; i-- {
			near := doublePush * g.size
			twice = kept[i].letter == g.letter && kept[i].font != g.font && g.mid-kept[i].mid < near && g.y-kept[i].y < near && kept[i].y-g.y < near
		}
		if !twice {
			kept = append(kept, g)
		}
	}
	return kept
}

func newPiece(glyphs []glyph) piece {
	p := piece{glyphs: glyphs, x0: glyphs[0].x0, x1: glyphs[0].x1, y: glyphs[0].y}
	sizes := make(map[float64]int)
	for i := range glyphs {
		if g := &glyphs[i]; !g.space() {
			p.x0, p.x1 = min(p.x0, g.x0), max(p.x1, g.x1)
			sizes[g.size]++
		}
	}
	p.size = most(sizes)
	for i := range glyphs {
		if glyphs[i].size == p.size {
			p.y = glyphs[i].y
			break
		}
	}
	p.top, p.bottom = p.y-0.7*p.size, p.y+0.1*p.size
	return p
}

// most returns the value that came most often, the larger of two.
func most(counts map[float64]int) float64 {
	best, times := 0.0, 0
	for v, n := range counts {
		if n > times || n == times && v > best {
			best, times = v, n
		}
	}
	return best
}

// attachSmall puts pieces of a few letters above or below a line, such as the marks of notes and Arabic vowels, into
// the piece that they belong to.
func attachSmall(all []piece) []piece {
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Compare(a.y, b.y) })
	gone := make([]bool, len(all))
	for i := range all {
		if host := hostOf(all, i, gone); host >= 0 {
			h := &all[host]
			h.glyphs, gone[i] = slices.Concat(h.glyphs, all[i].glyphs), true
			sortGlyphs(h.glyphs)
			h.x0, h.x1 = min(h.x0, all[i].x0), max(h.x1, all[i].x1)
		}
	}
	kept := all[:0]
	for i := range all {
		if !gone[i] {
			kept = append(kept, all[i])
		}
	}
	return kept
}

const (
	smallGlyphs = 12   // in a piece that may be part of another
	hostsLooked = 100  // pieces above and below it that are tried
	hostGlyphs  = 2000 // more are not in one line
)

// hostOf finds the piece that a small piece touches, the one nearest in height; -1 if there is none.
func hostOf(all []piece, i int, gone []bool) int {
	p := &all[i]
	if len(p.glyphs) > smallGlyphs {
		return -1
	}
	vowel := slices.ContainsFunc(p.glyphs, func(g glyph) bool { return unicode.Is(unicode.Mn, g.letter) })
	best, least := -1, 0.0
	for j := max(0, i-hostsLooked); j < min(len(all), i+hostsLooked); j++ {
		h := &all[j]
		reach := wordGap * 2 * h.size
		if j == i || gone[j] || len(h.glyphs) > hostGlyphs || p.x0 > h.x1+reach || p.x1 < h.x0-reach || p.y <= h.top || p.top >= h.bottom {
			continue
		}
		away := max(p.y-h.y, h.y-p.y)
		small := p.size <= small*h.size || vowel && len(h.glyphs) > len(p.glyphs) && away < 0.6*h.size
		if small && (best < 0 || away < least) {
			best, least = j, away
		}
	}
	return best
}

// sortGlyphs puts glyphs into the order in which they are seen from left to right.
func sortGlyphs(glyphs []glyph) {
	slices.SortStableFunc(glyphs, func(a, b glyph) int {
		return cmp.Or(cmp.Compare(a.mid, b.mid), cmp.Compare(a.order, b.order))
	})
}

// words is the text of pieces that stand in one row, in the order of reading.
func words(row []piece, leftwards bool) string {
	var glyphs []glyph
	for i := range row {
		glyphs = append(glyphs, row[i].glyphs...)
	}
	sortGlyphs(glyphs)
	cells := cellsOf(glyphs)
	var b strings.Builder
	for _, c := range logical(cells, leftwards) {
		b.WriteString(c.text)
	}
	return strings.TrimSpace(b.String())
}

// cellsOf puts marks on their letters and spaces between words.
func cellsOf(glyphs []glyph) []cell {
	var marks, bases []glyph
	spaces := 0
	for _, g := range glyphs {
		switch {
		case g.space():
			spaces++
		case unicode.Is(unicode.Mn, g.letter):
			marks = append(marks, g)
			continue
		}
		bases = append(bases, g)
	}
	on := attachMarks(bases, marks)
	gap := wordGap + tracking(bases)
	arabic := gap
	if spaces*10 > len(bases) {
		arabic = joinedGap
	}
	var cells []cell
	var last *glyph
	pending := false
	for i := range bases {
		g := &bases[i]
		if g.space() {
			pending = true
			continue
		}
		if last != nil {
			room, enough := g.x0-last.x1, gap
			if wayOf(g.letter) == leftward && wayOf(last.letter) == leftward {
				enough = arabic
				if g.rough || last.rough || g.lined && last.lined {
					enough = max(enough, roughGap)
				}
			}
			if pending && (room > noGap*g.size || g.lined && last.lined) || room > enough*min(g.size, last.size) || noteMark(last, g) {
				cells = append(cells, cell{text: " "})
			}
		}
		pending = false
		text := letters(g.letter)
		for _, m := range on[i] {
			text += string(m.letter)
		}
		cells = append(cells, cell{text: text, way: wayOf(g.letter)})
		last = g
	}
	return cells
}

// noteMark reports whether a glyph is the mark of a note behind a word, such as a raised number.
func noteMark(last, g *glyph) bool {
	raised := g.size <= small*last.size && last.y-g.y > 0.15*last.size
	return raised && (unicode.IsDigit(g.letter) || strings.ContainsRune("*†‡§", g.letter))
}

// tracking is how far apart the letters of words stand, in parts of an em: 0 unless somebody spaced them.
func tracking(glyphs []glyph) float64 {
	var gaps []float64
	for i := 1; i < len(glyphs); i++ {
		a, b := &glyphs[i-1], &glyphs[i]
		if !a.space() && !b.space() {
			gaps = append(gaps, (b.x0-a.x1)/b.size)
		}
	}
	if len(gaps) < 8 {
		return 0
	}
	slices.Sort(gaps)
	return max(0, gaps[len(gaps)/2])
}

const (
	// marksLooked is how many letters on each side of a mark may be the one that it stands on.
	marksLooked = 4
	// otherObject is how much nearer a letter of another text object must be, in parts of an em.
	otherObject = 0.5
)

// attachMarks says which marks stand on which letter, of letters from left to right: those of the same object, else
// those it is above or below of.
func attachMarks(bases, marks []glyph) map[int][]glyph {
	on := make(map[int][]glyph)
	for _, m := range marks {
		at, _ := slices.BinarySearchFunc(bases, m.mid, func(b glyph, x float64) int { return cmp.Compare(b.mid, x) })
		best, least := -1, 0.0
		for i := max(0, at-marksLooked); i < min(len(bases), at+marksLooked); i++ {
			b := &bases[i]
			if b.space() {
				continue
			}
			ink := (m.x0 + m.x1) / 2
			away := max(b.x0-ink, ink-b.x1, 0)
			if b.font != m.font {
				away += otherObject * m.size
			}
			if best < 0 || away < least {
				best, least = i, away
			}
		}
		if best >= 0 {
			on[best] = append(on[best], m)
		}
	}
	return on
}
