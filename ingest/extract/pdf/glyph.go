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
	letter rune
	x0, x1 float64
	y      float64
	size   float64 // of an em
	font   uint64  // the text object it belongs to: what is drawn by one has one font
	bold   bool
	rough  bool    // its width is that of a mark on it
	lined  bool    // the file has the order in which it is seen
	origin float64 // where it begins by its font
	mid    float64 // of its ink: letters stand in the order of these
	order  int     // in the file
}

func (g *glyph) space() bool { return unicode.IsSpace(g.letter) }

// style is what all glyphs of a text object have in common.
type style struct {
	size  float64
	angle int // of writing, in degrees anticlockwise
	bold  bool
}

// Limits of one page. A full page of a newspaper has 30,000 characters; a map with every name of a country 100,000.
const (
	pageGlyphs = 300_000
	// fromBold is the weight of a font from which on it looks bold: 400 is regular, 700 bold.
	fromBold = 600
	// The size of letters that is believed, in points.
	leastSize, mostSize = 0.5, 2000
)

// sheet is the glyphs of a page by the direction in which they are written.
type sheet struct {
	turned map[int][]glyph // by angle
	drawn  map[uint64]bool // the text objects that have characters, also such as have no letter
	cut    bool            // there were more than pageGlyphs
}

// readGlyphs reads the characters of a text page. Those that PDFium made up (spaces and line ends) are left out: what
// stands apart is decided by the places.
func (in *instance) readGlyphs(text uint64) sheet {
	s := sheet{turned: make(map[int][]glyph), drawn: make(map[uint64]bool)}
	n := in.integer("FPDFText_CountChars", text)
	if n > pageGlyphs {
		n, s.cut = pageGlyphs, true
	}
	styles := make(map[uint64]style)
	for i := range max(n, 0) {
		at := uint64(i)
		letter := character(in.call("FPDFText_GetUnicode", text, at))
		font := in.call("FPDFText_GetTextObject", text, at)
		s.drawn[font] = true
		if letter < 0 || font == 0 {
			continue
		}
		st, ok := styles[font]
		if !ok {
			st = in.style(text, at)
			styles[font] = st
		}
		if g, ok := in.place(text, at, st); ok {
			g.letter, g.font, g.order = letter, font, i
			s.turned[st.angle] = append(s.turned[st.angle], g)
		}
		if in.err != nil {
			break
		}
	}
	s.unmark()
	return s
}

// unmark takes back the origin as the left edge of letters that are drawn with a mark on them: it is that of the mark,
// which may be pushed anywhere.
func (s sheet) unmark() {
	marked := make(map[uint64]bool)
	for _, glyphs := range s.turned {
		for i := range glyphs {
			if unicode.Is(unicode.Mn, glyphs[i].letter) {
				marked[glyphs[i].font] = true
			}
		}
		for i := range glyphs {
			if g := &glyphs[i]; marked[g.font] {
				g.x0, g.rough = 2*g.mid-g.x1, true
			}
		}
	}
}

// character is the letter of a code that PDFium returns, -1 for none. It marks a hyphen at a line end with a code of its
// own.
func character(code uint64) rune {
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
	a, b, c, d := in.float(0), in.float(1), in.float(2), in.float(3)
	st := styleOf(sane(api.DecodeF64(in.call("FPDFText_GetFontSize", text, at))), a, b, c, d)
	st.bold = in.integer("FPDFText_GetFontWeight", text, at) >= fromBold
	return st
}

// styleOf makes a style of the size of a font and the matrix a b c d of the text. What is nearly level or upright is
// taken to be so.
func styleOf(size, a, b, c, d float64) style {
	angle := int(math.Round(math.Atan2(b, a)*180/math.Pi)+360) % 360
	for _, right := range []int{0, 90, 180, 270, 360} {
		if away := angle - right; away >= -3 && away <= 3 {
			angle = right % 360
			break
		}
	}
	return style{size: max(leastSize, min(mostSize, math.Abs(size)*math.Hypot(c, d))), angle: angle}
}

// place reads where a character stands and turns that place level.
func (in *instance) place(text, at uint64, st style) (glyph, bool) {
	if in.call("FPDFText_GetLooseCharBox", text, at, in.scratch) == 0 {
		return glyph{}, false
	}
	left, top, right, bottom := in.float(0), in.float(1), in.float(2), in.float(3)
	in.call("FPDFText_GetCharOrigin", text, at, in.scratch, in.scratch+8)
	g := glyph{size: st.size, bold: st.bold}
	var origin float64
	origin, g.y = turned(in.double(0), in.double(1), st.angle)
	if st.angle%90 == 0 {
		g.x0, _ = turned(left, bottom, st.angle)
		g.x1, _ = turned(right, top, st.angle)
	} else {
		g.x0, g.x1 = origin, origin+st.size/2
	}
	if g.x1 < g.x0 {
		g.x0, g.x1 = g.x1, g.x0
	}
	g.mid, g.origin = (g.x0+g.x1)/2, origin
	// Where PDFium knows no widths the box is that of the ink: the letter begins at its origin all the same.
	if origin < g.x0 && origin > g.x0-st.size/3 {
		g.x0 = origin
	}
	return g, true
}

// angles are the directions of a page, the one with most letters first.
func (s sheet) angles() []int {
	all := slices.Sorted(maps.Keys(s.turned))
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(len(s.turned[b]), len(s.turned[a])) })
	return all
}

// leftwards reports whether there are words written from right to left.
func (s sheet) leftwards() bool {
	for _, glyphs := range s.turned {
		if left, _ := strength(glyphs); left > 1 {
			return true
		}
	}
	return false
}
