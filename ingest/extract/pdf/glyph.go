package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"unicode"

	"github.com/tetratelabs/wazero/api"
)

// glyph is a character with its position in points, in coordinates rotated so that its text runs horizontally: x grows
// to the right, y downwards.
type glyph struct {
	char          rune
	x0, x1        float64
	y             float64 // baseline
	size          float64 // of an em
	object        uint64  // text object; all its glyphs have the same font
	bold          bool
	approxWidth   bool    // its width is that of a mark on it
	inVisualOrder bool    // the drawing order is the visual order
	origin        float64 // where it starts according to its font
	center        float64 // of the ink; glyphs are sorted by it
	index         int     // in the drawing order
}

func (g *glyph) isSpace() bool { return unicode.IsSpace(g.char) }

// style is what all glyphs of a text object have in common.
type style struct {
	size  float64
	angle int // in degrees, counterclockwise
	bold  bool
}

// Limits of one page. A full newspaper page has 30,000 characters, a map with every name of a country 100,000.
const (
	maxPageGlyphs = 300_000
	// font weight: 400 is regular, 700 bold
	minBoldWeight = 600
	// in points
	minFontSize, maxFontSize = 0.5, 2000
)

// pageGlyphs are the glyphs of a page by direction of writing.
type pageGlyphs struct {
	byAngle   map[int][]glyph // by angle
	objects   map[uint64]bool // text objects with characters, printable or not
	truncated bool            // the page has more than maxPageGlyphs
}

// readGlyphs reads the characters of a text page, without the spaces and line ends that PDFium inserts: positions
// decide where words end.
func (in *instance) readGlyphs(text uint64) pageGlyphs {
	s := pageGlyphs{byAngle: make(map[int][]glyph), objects: make(map[uint64]bool)}
	n := in.callInt("FPDFText_CountChars", text)
	if n > maxPageGlyphs {
		n, s.truncated = maxPageGlyphs, true
	}
	styles := make(map[uint64]style)
	for i := range max(n, 0) {
		at := uint64(i)
		char := glyphChar(in.call("FPDFText_GetUnicode", text, at))
		object := in.call("FPDFText_GetTextObject", text, at)
		s.objects[object] = true
		if char < 0 || object == 0 {
			continue
		}
		st, ok := styles[object]
		if !ok {
			st = in.style(text, at)
			styles[object] = st
		}
		if g, ok := in.locate(text, at, st); ok {
			g.char, g.object, g.index = char, object, i
			s.byAngle[st.angle] = append(s.byAngle[st.angle], g)
		}
		if in.err != nil {
			break
		}
	}
	s.fixMarkedOrigins()
	return s
}

// fixMarkedOrigins recomputes the left edge of letters drawn together with a mark: PDFium reports the origin of the
// mark, which can be anywhere.
func (s pageGlyphs) fixMarkedOrigins() {
	marked := make(map[uint64]bool)
	for _, glyphs := range s.byAngle {
		for i := range glyphs {
			if unicode.Is(unicode.Mn, glyphs[i].char) {
				marked[glyphs[i].object] = true
			}
		}
		for i := range glyphs {
			if g := &glyphs[i]; marked[g.object] {
				g.x0, g.approxWidth = 2*g.center-g.x1, true
			}
		}
	}
}

// glyphChar returns the character of a PDFium code, -1 for none. PDFium uses codes of its own for a hyphen at a line
// end.
func glyphChar(code uint64) rune {
	switch r := rune(uint32(code)); {
	case r == 2 || r == 0xfffe:
		return '-'
	case r == '\t' || r == '\n' || r == '\r' || r == 0xa0:
		return ' '
	case r < ' ' || r == 0x7f || r == 0xfeff || r == 0xffff || r > unicode.MaxRune || r >= 0xd800 && r < 0xe000:
		return -1
	default:
		return r
	}
}

// style reads size, direction and weight of a text object.
func (in *instance) style(text, at uint64) style {
	in.call("FPDFText_GetMatrix", text, at, in.scratch)
	a, b, c, d := in.scratchFloat32(0), in.scratchFloat32(1), in.scratchFloat32(2), in.scratchFloat32(3)
	st := newStyle(clampCoordinate(api.DecodeF64(in.call("FPDFText_GetFontSize", text, at))), a, b, c, d)
	st.bold = in.callInt("FPDFText_GetFontWeight", text, at) >= minBoldWeight
	return st
}

// newStyle computes a style from the object size and the text matrix a b c d. Angles within 3 degrees of a right angle
// are rounded.
func newStyle(size, a, b, c, d float64) style {
	angle := int(math.Round(math.Atan2(b, a)*180/math.Pi)+360) % 360
	for _, right := range []int{0, 90, 180, 270, 360} {
		if away := angle - right; away >= -3 && away <= 3 {
			angle = right % 360
			break
		}
	}
	return style{size: max(minFontSize, min(maxFontSize, math.Abs(size)*math.Hypot(c, d))), angle: angle}
}

// locate reads the position of a character and rotates it.
func (in *instance) locate(text, at uint64, st style) (glyph, bool) {
	if in.call("FPDFText_GetLooseCharBox", text, at, in.scratch) == 0 {
		return glyph{}, false
	}
	left, top, right, bottom := in.scratchFloat32(0), in.scratchFloat32(1), in.scratchFloat32(2), in.scratchFloat32(3)
	in.call("FPDFText_GetCharOrigin", text, at, in.scratch, in.scratch+8)
	g := glyph{size: st.size, bold: st.bold}
	var origin float64
	origin, g.y = rotate(in.scratchFloat64(0), in.scratchFloat64(1), st.angle)
	if st.angle%90 == 0 {
		g.x0, _ = rotate(left, bottom, st.angle)
		g.x1, _ = rotate(right, top, st.angle)
	} else {
		g.x0, g.x1 = origin, origin+st.size/2
	}
	if g.x1 < g.x0 {
		g.x0, g.x1 = g.x1, g.x0
	}
	g.center, g.origin = (g.x0+g.x1)/2, origin
	// Without font widths PDFium reports the box of the ink: the glyph starts at its origin anyway.
	if origin < g.x0 && origin > g.x0-st.size/3 {
		g.x0 = origin
	}
	return g, true
}

// angles returns the directions of a page, the one with most glyphs first.
func (s pageGlyphs) angles() []int {
	all := slices.Sorted(maps.Keys(s.byAngle))
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(len(s.byAngle[b]), len(s.byAngle[a])) })
	return all
}

// hasRightToLeft reports whether the page has right-to-left words.
func (s pageGlyphs) hasRightToLeft() bool {
	for _, glyphs := range s.byAngle {
		if left, _ := countDirections(glyphs); left > 1 {
			return true
		}
	}
	return false
}
