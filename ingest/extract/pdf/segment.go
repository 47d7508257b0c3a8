package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// segment is a run of glyphs on one line without a gap that could separate two columns.
type segment struct {
	glyphs      []glyph // from left to right
	x0, x1      float64
	top, bottom float64 // of lower-case letters, without ascenders and descenders
	y           float64
	size        float64 // of most glyphs
}

// Minimum distances and ratios, in ems.
const (
	sameLine       = 0.2  // baselines of glyphs on one line differ by less
	columnGap      = 0.45 // could separate two columns; justified lines may have some such gaps
	wordGap        = 0.11 // separates two words: narrow lines squeeze a space, which is 0.25 wide, down to this
	arabicGap      = 0.22 // the same between Arabic letters, some of which do not join, in text with spaces
	approxGap      = 0.5  // the same beside a letter with approxWidth
	minSpace       = 0.03 // a narrower space was taken back by kerning
	overprintShift = 0.12 // maximum shift of a letter drawn twice to look bold
	smallRatio     = 0.85 // maximum size of superscripts, relative to the line
)

// segmentsOf groups the glyphs of one direction into segments.
func segmentsOf(glyphs []glyph) []segment {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var all []segment
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

// splitLine splits the glyphs of a line at column gaps.
func splitLine(line []glyph) []segment {
	line = slices.Clone(line)
	sortGlyphs(line)
	line = dropOverprint(line)
	var all []segment
	start, edge, size := -1, 0.0, 0.0
	for i := range line {
		g := &line[i]
		if g.isSpace() {
			continue
		}
		if start >= 0 && g.x0-edge > columnGap*min(size, g.size) {
			all = append(all, newSegment(line[start:i]))
			start = -1
		}
		if start < 0 {
			start, edge = i, g.x1
		}
		edge, size = max(edge, g.x1), g.size
	}
	if start >= 0 {
		all = append(all, newSegment(line[start:]))
	}
	return all
}

// dropOverprint removes glyphs drawn a second time at nearly the same place.
func dropOverprint(line []glyph) []glyph {
	kept := line[:0]
	for _, g := range line {
		twice := false
		for i := len(kept) - 1; i >= max(0, len(kept)-4) && !twice; i-- {
			near := overprintShift * g.size
			twice = kept[i].char == g.char && kept[i].object != g.object && g.center-kept[i].center < near && g.y-kept[i].y < near && kept[i].y-g.y < near
		}
		if !twice {
			kept = append(kept, g)
		}
	}
	return kept
}

func newSegment(glyphs []glyph) segment {
	p := segment{glyphs: glyphs, x0: glyphs[0].x0, x1: glyphs[0].x1, y: glyphs[0].y}
	sizes := make(map[float64]int)
	for i := range glyphs {
		if g := &glyphs[i]; !g.isSpace() {
			p.x0, p.x1 = min(p.x0, g.x0), max(p.x1, g.x1)
			sizes[g.size]++
		}
	}
	p.size = mostFrequent(sizes)
	for i := range glyphs {
		if glyphs[i].size == p.size {
			p.y = glyphs[i].y
			break
		}
	}
	p.top, p.bottom = p.y-0.7*p.size, p.y+0.1*p.size
	return p
}

// mostFrequent returns the value with the highest count; of two, the larger value.
func mostFrequent(counts map[float64]int) float64 {
	best, times := 0.0, 0
	for v, n := range counts {
		if n > times || n == times && v > best {
			best, times = v, n
		}
	}
	return best
}

// attachSmall merges short segments above or below a line, such as note numbers and Arabic vowels, into the segment
// they belong to.
func attachSmall(all []segment) []segment {
	slices.SortStableFunc(all, func(a, b segment) int { return cmp.Compare(a.y, b.y) })
	gone := make([]bool, len(all))
	for i := range all {
		if host := attachTarget(all, i, gone); host >= 0 {
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
	maxAttachedGlyphs = 12   // in a segment that may be attached
	maxTargetDistance = 100  // segments tried above and below
	maxTargetGlyphs   = 2000 // more are not in one line
)

// attachTarget returns the index of the segment that small segment i touches and that is nearest in height, or -1.
func attachTarget(all []segment, i int, gone []bool) int {
	p := &all[i]
	if len(p.glyphs) > maxAttachedGlyphs {
		return -1
	}
	vowel := slices.ContainsFunc(p.glyphs, func(g glyph) bool { return unicode.Is(unicode.Mn, g.char) })
	best, least := -1, 0.0
	for j := max(0, i-maxTargetDistance); j < min(len(all), i+maxTargetDistance); j++ {
		h := &all[j]
		reach := wordGap * 2 * h.size
		if j == i || gone[j] || len(h.glyphs) > maxTargetGlyphs || p.x0 > h.x1+reach || p.x1 < h.x0-reach || p.y <= h.top || p.top >= h.bottom {
			continue
		}
		away := max(p.y-h.y, h.y-p.y)
		small := p.size <= smallRatio*h.size || vowel && len(h.glyphs) > len(p.glyphs) && away < 0.6*h.size
		if small && (best < 0 || away < least) {
			best, least = j, away
		}
	}
	return best
}

// sortGlyphs sorts glyphs in display order, from left to right.
func sortGlyphs(glyphs []glyph) {
	slices.SortStableFunc(glyphs, func(a, b glyph) int {
		return cmp.Or(cmp.Compare(a.center, b.center), cmp.Compare(a.index, b.index))
	})
}

// rowText returns the text of a row of segments in logical order.
func rowText(row []segment, base direction) string {
	var glyphs []glyph
	for i := range row {
		glyphs = append(glyphs, row[i].glyphs...)
	}
	sortGlyphs(glyphs)
	cells := bidiCells(glyphs)
	var b strings.Builder
	for _, c := range logicalOrder(cells, base) {
		b.WriteString(c.text)
	}
	return strings.TrimSpace(b.String())
}

// bidiCells attaches marks to their letters and inserts spaces between words.
func bidiCells(glyphs []glyph) []bidiCell {
	var marks, bases []glyph
	spaces := 0
	for _, g := range glyphs {
		switch {
		case g.isSpace():
			spaces++
		case unicode.Is(unicode.Mn, g.char):
			marks = append(marks, g)
			continue
		}
		bases = append(bases, g)
	}
	on := attachMarks(bases, marks)
	gaps := newWordGaps(bases, spaces)
	var cells []bidiCell
	var last *glyph
	pending := false
	for i := range bases {
		g := &bases[i]
		if g.isSpace() {
			pending = true
			continue
		}
		if last != nil && gaps.separate(last, g, pending) {
			cells = append(cells, bidiCell{text: " "})
		}
		pending = false
		text := expandLigature(g.char)
		for _, m := range on[i] {
			text += string(m.char)
		}
		cells = append(cells, bidiCell{text: text, direction: directionOf(g.char)})
		last = g
	}
	return cells
}

// wordGaps are the minimum gaps between two words of a row, in ems.
type wordGaps struct {
	ltr    float64
	arabic float64 // between two right-to-left letters
}

func newWordGaps(glyphs []glyph, spaces int) wordGaps {
	gap := wordGap + tracking(glyphs)
	if spaces*10 > len(glyphs) {
		return wordGaps{ltr: gap, arabic: arabicGap}
	}
	return wordGaps{ltr: gap, arabic: gap}
}

// separate reports whether a word ends between last and g. space says whether the file has a space there.
func (w wordGaps) separate(last, g *glyph, space bool) bool {
	distance, enough := g.x0-last.x1, w.ltr
	ordered := g.inVisualOrder && last.inVisualOrder
	if directionOf(g.char) == rightToLeft && directionOf(last.char) == rightToLeft {
		enough = w.arabic
		if g.approxWidth || last.approxWidth || ordered {
			enough = max(enough, approxGap)
		}
	}
	return space && (distance > minSpace*g.size || ordered) || distance > enough*min(g.size, last.size) || isNoteMark(last, g)
}

// isNoteMark reports whether g is a reference to a note, such as a superscript number, after a word.
func isNoteMark(last, g *glyph) bool {
	raised := g.size <= smallRatio*last.size && last.y-g.y > 0.15*last.size
	return raised && (unicode.IsDigit(g.char) || strings.ContainsRune("*†‡§", g.char))
}

// tracking returns the letter spacing in ems, 0 if the text is not spaced.
func tracking(glyphs []glyph) float64 {
	var gaps []float64
	for i := 1; i < len(glyphs); i++ {
		a, b := &glyphs[i-1], &glyphs[i]
		if !a.isSpace() && !b.isSpace() {
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
	maxMarkDistance    = 4   // letters on each side that a mark may belong to
	otherObjectPenalty = 0.5 // extra distance of a letter of another text object, in ems
)

// attachMarks returns the marks of each letter, letters sorted from left to right: a mark belongs to a letter of its
// text object, or to the one it is above or below.
func attachMarks(bases, marks []glyph) map[int][]glyph {
	on := make(map[int][]glyph)
	for _, m := range marks {
		at, _ := slices.BinarySearchFunc(bases, m.center, func(b glyph, x float64) int { return cmp.Compare(b.center, x) })
		best, least := -1, 0.0
		for i := max(0, at-maxMarkDistance); i < min(len(bases), at+maxMarkDistance); i++ {
			b := &bases[i]
			if b.isSpace() {
				continue
			}
			ink := (m.x0 + m.x1) / 2
			away := max(b.x0-ink, ink-b.x1, 0)
			if b.object != m.object {
				away += otherObjectPenalty * m.size
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
