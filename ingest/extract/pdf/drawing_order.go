package pdf

import (
	"cmp"
	"maps"
	"slices"
)

// See the package comment for the drawing order.

// Tolerances of the drawing order, in ems.
const (
	// a mark may start this far left of the previous letter; text farther left starts another line
	maxBackstep = 1.2
	// letters of a line differ less in height
	maxRise = 1.3
	// share of objects that must start right of the previous one
	minOrdered = 0.9
)

// drawnObject has the glyphs of one text object.
type drawnObject struct {
	glyphs []*glyph
	x      float64 // where it starts
}

// applyDrawingOrder replaces the positions of glyphs by their drawing order and the baseline of their line, if the page
// is drawn in visual order. rank is the order of the text objects.
func applyDrawingOrder(glyphs []glyph, rank map[uint64]int) {
	strokes := drawnObjects(glyphs, rank)
	forward := 0
	for i := 1; i < len(strokes); i++ {
		if strokes[i].x >= strokes[i-1].x-0.05*strokes[i].glyphs[0].size {
			forward++
		}
	}
	if len(strokes) < 3 || float64(forward) < minOrdered*float64(len(strokes)-1) {
		return
	}
	for start := 0; start < len(strokes); {
		end, key := start+1, strokes[start].x
		for end < len(strokes) && strokes[end].continues(&strokes[start], key) {
			key = max(key, strokes[end].x)
			end++
		}
		alignLine(strokes[start:end])
		start = end
	}
}

// drawnObjects groups glyphs by text object, in drawing order.
func drawnObjects(glyphs []glyph, rank map[uint64]int) []drawnObject {
	by := make(map[uint64]*drawnObject)
	for i := range glyphs {
		g := &glyphs[i]
		if by[g.object] == nil {
			by[g.object] = &drawnObject{x: g.origin}
		}
		s := by[g.object]
		s.glyphs, s.x = append(s.glyphs, g), min(s.x, g.origin)
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b uint64) int { return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a, b)) })
	all := make([]drawnObject, len(keys))
	for i, k := range keys {
		all[i] = *by[k]
		slices.SortStableFunc(all[i].glyphs, func(a, b *glyph) int { return cmp.Compare(a.center, b.center) })
	}
	return all
}

// continues reports whether an object continues a line that starts with first and reaches to key.
func (s *drawnObject) continues(first *drawnObject, key float64) bool {
	size := s.glyphs[0].size
	away := s.glyphs[0].y - first.glyphs[0].y
	return s.x >= key-maxBackstep*size && away < maxRise*size && -away < maxRise*size
}

// alignLine puts the glyphs of a line on one baseline, in drawing order.
func alignLine(line []drawnObject) {
	heights := make(map[float64]int)
	for _, s := range line {
		for _, g := range s.glyphs {
			heights[g.y]++
		}
	}
	y, key, n := mostFrequent(heights), line[0].x, 0
	for _, s := range line {
		key = max(key, s.x)
		for _, g := range s.glyphs {
			key = max(key, g.origin)
			g.y, g.center, g.index, g.inVisualOrder = y, key, n, true
			n++
		}
	}
}
