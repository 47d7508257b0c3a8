package pdf

import (
	"encoding/binary"
	"math"
	"strings"
)

// PDFium reports no characters for text objects that draw nothing: single spaces, as browsers write them between Arabic
// words, and the zero-width non-joiner that Persian needs. addBlanks finds them among the objects of the page.

// maxPageObjects bounds the objects of a page that are read.
const maxPageObjects = 200_000

// spaceWidth is the width of a space in nearly every font, in ems.
const spaceWidth = 0.25

const (
	textObject = 1
	nonJoiner  = '\u200c'
)

// addBlanks adds glyphs for text objects without characters, and applies the drawing order where it is the visual
// order.
func (in *instance) addBlanks(page uint64, s *pageGlyphs) {
	key := in.cString("ActualText")
	n := in.callInt("FPDFPage_CountObjects", page)
	rank := make(map[uint64]int)
	for i := 0; i < n && i < maxPageObjects && in.err == nil; i++ {
		object := in.call("FPDFPage_GetObject", page, uint64(i))
		rank[object] = i
		if s.objects[object] || in.call("FPDFPageObj_GetType", object) != textObject {
			continue
		}
		st, x, y := in.objectStyle(object)
		g := glyph{char: ' ', object: object, size: st.size, index: -1}
		g.x0, g.y = rotate(x, y, st.angle)
		g.x1, g.center, g.origin = g.x0+spaceWidth*st.size, g.x0, g.x0
		switch strings.TrimSpace(in.actualText(object, key)) {
		case "":
		case string(nonJoiner):
			g.char, g.x1 = nonJoiner, g.x0
		default: // drawn by another object
			continue
		}
		if glyphs := s.byAngle[st.angle]; len(glyphs) > 0 {
			s.byAngle[st.angle] = append(glyphs, g)
		}
	}
	for _, glyphs := range s.byAngle {
		applyDrawingOrder(glyphs, rank)
	}
}

// objectStyle reads style and position of a text object.
func (in *instance) objectStyle(object uint64) (st style, x, y float64) {
	in.call("FPDFTextObj_GetFontSize", object, in.scratch)
	size := in.scratchFloat32(0)
	in.call("FPDFPageObj_GetMatrix", object, in.scratch)
	return newStyle(size, in.scratchFloat32(0), in.scratchFloat32(1), in.scratchFloat32(2), in.scratchFloat32(3)), in.scratchFloat32(4), in.scratchFloat32(5)
}

// actualText returns the ActualText of the innermost marked content of a text object.
func (in *instance) actualText(object, key uint64) string {
	n := in.callInt("FPDFPageObj_CountMarks", object)
	for i := max(n-1, 0); i < n; i++ { // the innermost
		mark := in.call("FPDFPageObj_GetMark", object, uint64(i))
		if mark == 0 {
			continue
		}
		const size = 32
		buffer := in.scratch + 16
		if in.call("FPDFPageObjMark_GetParamStringValue", mark, key, buffer, size, in.scratch) == 0 {
			continue
		}
		needed := in.memory(in.scratch, 4)
		if needed == nil {
			return ""
		}
		if n := min(int(binary.LittleEndian.Uint32(needed)), size); n >= 2 {
			return joinBytePairs(decodeUTF16(in.memory(buffer, n-2)))
		}
	}
	return ""
}

// rotate converts a page position to coordinates in which text of that angle runs horizontally.
func rotate(x, y float64, angle int) (float64, float64) {
	switch angle {
	case 0:
		return x, -y
	case 90:
		return y, x
	case 180:
		return -x, y
	case 270:
		return -y, -x
	}
	sin, cos := math.Sincos(float64(angle) * math.Pi / 180)
	return x*cos + y*sin, x*sin - y*cos
}

// joinBytePairs decodes UTF-16 text that PDFium returned byte by byte.
func joinBytePairs(s string) string {
	runes := []rune(s)
	for _, r := range runes {
		if r > 0xff || len(runes)%2 != 0 {
			return s
		}
	}
	for i := range len(runes) / 2 {
		runes[i] = runes[2*i]<<8 | runes[2*i+1]
	}
	return string(runes[:len(runes)/2])
}
