package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"unicode"

	"github.com/tetratelabs/wazero/api"
)

// glyph is a character at its place. Places are in points, in a frame turned so that the text runs level: x grows to the
// right, y downwards, and y is where letters stand.
type glyph struct {
	char          rune
	x0, x1        float64
	y             float64
	size          float64 // of an em
	object        uint64  // the text object it belongs to: what is drawn by one has one font
	bold          bool
	approxWidth   bool    // its width is that of a mark on it
	inVisualOrder bool    // the file has the order in which it is seen
	origin        float64 // where it begins by its font
	center        float64 // of its ink: letters stand in the order of these
	index         int     // in the file
}

func (g *glyph) isSpace() bool { return unicode.IsSpace(g.char) }

// style is what all glyphs of a text object have in common.
type style struct {
	size  float64
	angle int // of writing, in degrees anticlockwise
	bold  bool
}

// Limits of one page. A full page of a newspaper has 30,000 characters; a map with every name of a country 100,000.
const (
	maxPageGlyphs = 300_000
	// minBoldWeight is the weight of a font from which on it looks bold: 400 is regular, 700 bold.
	minBoldWeight = 600
	// The size of letters that is believed, in points.
	minFontSize, maxFontSize = 0.5, 2000
)

// pageGlyphs is the glyphs of a page by the direction in which they are written.
type pageGlyphs struct {
	byAngle   map[int][]glyph // by angle
	objects   map[uint64]bool // the text objects that have characters, also such as have no letter
	truncated bool            // there were more than pageGlyphs
}

// readGlyphs reads the characters of a text page. Those that PDFium made up (spaces and line ends) are left out: what
// stands apart is decided by the places.
func (in *instance) readGlyphs(text uint64) pageGlyphs {
	s := pageGlyphs{byAngle: make(map[int][]glyph), objects: make(map[uint64]bool)}
	n := in.callInt("FPDFText_CountChars", text)
	if n > maxPageGlyphs {
		n, s.truncated = maxPageGlyphs, true
	}
	styles := make(map[uint64]style)
	for i := range max(n, 0) {
		at := uint64(i)
		letter := glyphChar(in.call("FPDFText_GetUnicode", text, at))
		font := in.call("FPDFText_GetTextObject", text, at)
		s.objects[font] = true
		if letter < 0 || font == 0 {
			continue
		}
		st, ok := styles[font]
		if !ok {
			st = in.style(text, at)
			styles[font] = st
		}
		if g, ok := in.locate(text, at, st); ok {
			g.char, g.object, g.index = letter, font, i
			s.byAngle[st.angle] = append(s.byAngle[st.angle], g)
		}
		if in.err != nil {
			break
		}
	}
	s.fixMarkedOrigins()
	return s
}

// fixMarkedOrigins takes back the origin as the left edge of letters that are drawn with a mark on them: it is that of the mark,
// which may be pushed anywhere.
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

// glyphChar is the letter of a code that PDFium returns, -1 for none. It marks a hyphen at a line end with a code of its
// own.
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

// style reads the size, the direction and the weight of the letters of a text object.
func (in *instance) style(text, at uint64) style {
	in.call("FPDFText_GetMatrix", text, at, in.scratch)
	a, b, c, d := in.scratchFloat32(0), in.scratchFloat32(1), in.scratchFloat32(2), in.scratchFloat32(3)
	st := newStyle(clampCoordinate(api.DecodeF64(in.call("FPDFText_GetFontSize", text, at))), a, b, c, d)
	st.bold = in.callInt("FPDFText_GetFontWeight", text, at) >= minBoldWeight
	return st
}

// newStyle makes a style of the size of a font and the matrix a b c d of the text. What is nearly level or upright is
// taken to be so.
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

// locate reads where a character stands and turns that place level.
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
	// Where PDFium knows no widths the box is that of the ink: the letter begins at its origin all the same.
	if origin < g.x0 && origin > g.x0-st.size/3 {
		g.x0 = origin
	}
	return g, true
}

// angles are the directions of a page, the one with most letters first.
func (s pageGlyphs) angles() []int {
	all := slices.Sorted(maps.Keys(s.byAngle))
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(len(s.byAngle[b]), len(s.byAngle[a])) })
	return all
}

// hasRightToLeft reports whether there are words written from right to left.
func (s pageGlyphs) hasRightToLeft() bool {
	for _, glyphs := range s.byAngle {
		if left, _ := countDirections(glyphs); left > 1 {
			return true
		}
	}
	return false
}
