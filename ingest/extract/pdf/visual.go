package pdf

import (
	"cmp"
	"maps"
	"slices"
)

// Some programs, browsers among them, draw a line of Arabic script glyph by glyph from its left end to its right, spaces
// too. Then the order in the file says more than the places: in Nastaliq, the script of Urdu, letters stand above one
// another and words lean over the next.

const (
	// pushedBack is how far a mark may be drawn left of the letter before it, in parts of an em; what is farther left
	// begins another line.
	pushedBack = 1.2
	// leaning is how far up or down a letter of a line may stand.
	leaning = 1.3
	// inOrder is the part of all letters of a page that must stand right of the one before for its order to be believed.
	inOrder = 0.9
)

// stroke is what one text object draws.
type stroke struct {
	glyphs []*glyph
	x      float64 // where it begins
}

// followOrder gives the glyphs of a page that is drawn in the order in which it is seen the places in that order, on the
// height of their line. rank is the order of the text objects.
func followOrder(glyphs []glyph, rank map[uint64]int) {
	strokes := strokesOf(glyphs, rank)
	forward := 0
	for i := 1; i < len(strokes); i++ {
		if strokes[i].x >= strokes[i-1].x-0.05*strokes[i].glyphs[0].size {
			forward++
		}
	}
	if len(strokes) < 3 || float64(forward) < inOrder*float64(len(strokes)-1) {
		return
	}
	for start := 0; start < len(strokes); {
		end, key := start+1, strokes[start].x
		for end < len(strokes) && strokes[end].follows(&strokes[start], key) {
			key = max(key, strokes[end].x)
			end++
		}
		level(strokes[start:end])
		start = end
	}
}

// strokesOf sorts glyphs by the objects that draw them.
func strokesOf(glyphs []glyph, rank map[uint64]int) []stroke {
	by := make(map[uint64]*stroke)
	for i := range glyphs {
		g := &glyphs[i]
		if by[g.font] == nil {
			by[g.font] = &stroke{x: g.origin}
		}
		s := by[g.font]
		s.glyphs, s.x = append(s.glyphs, g), min(s.x, g.origin)
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b uint64) int { return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a, b)) })
	all := make([]stroke, len(keys))
	for i, k := range keys {
		all[i] = *by[k]
		slices.SortStableFunc(all[i].glyphs, func(a, b *glyph) int { return cmp.Compare(a.mid, b.mid) })
	}
	return all
}

// follows reports whether a stroke goes on with a line whose strokes reach to key.
func (s *stroke) follows(first *stroke, key float64) bool {
	size := s.glyphs[0].size
	away := s.glyphs[0].y - first.glyphs[0].y
	return s.x >= key-pushedBack*size && away < leaning*size && -away < leaning*size
}

// level puts the glyphs of a line on one height, in the order of its strokes.
func level(line []stroke) {
	heights := make(map[float64]int)
	for _, s := range line {
		for _, g := range s.glyphs {
			heights[g.y]++
		}
	}
	y, key, n := most(heights), line[0].x, 0
	for _, s := range line {
		key = max(key, s.x)
		for _, g := range s.glyphs {
			key = max(key, g.origin)
			g.y, g.mid, g.order, g.lined = y, key, n, true
			n++
		}
	}
}
