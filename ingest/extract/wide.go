package extract

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// decodeWide decodes UTF-32 with a byte order mark, and UTF-16 without one: Windows' own programs leave it out. The order
// is the one in which the text reads as words.
func decodeWide(raw []byte) (text, used string, ok bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")):
		return decodeUTF32(raw[4:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return decodeUTF32(raw[4:], binary.BigEndian)
	}
	const shortest = 8
	if len(raw) < shortest || len(raw)%2 != 0 || bytes.IndexByte(raw, 0) < 0 {
		return "", "", false
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		sample := raw[:min(len(raw), guessBytes)]
		if text, err := decodeUTF16(sample, order, true); err == nil && reads(text) {
			text, err := decodeUTF16(raw, order, true)
			return text, "utf-16", err == nil
		}
	}
	return "", "", false
}

func decodeUTF32(raw []byte, order binary.ByteOrder) (text, used string, ok bool) {
	var b strings.Builder
	for ; len(raw) >= 4; raw = raw[4:] {
		r := order.Uint32(raw)
		if r == 0 || r > unicode.MaxRune || !utf8.ValidRune(rune(r)) {
			return "", "", false
		}
		b.WriteRune(rune(r))
	}
	return b.String(), "utf-32", true
}

// reads reports whether a text is of letters and signs that people write, with white space between them, and not of
// every script there is, as bytes are that are no text.
func reads(text string) bool {
	const mostOther = 0.02
	runes, other, spaces := 0, 0, 0
	for _, r := range text {
		runes++
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '　':
			spaces++
		case r < ' ' || !unicode.In(r, known...) && !(r < 0x2070 && unicode.IsPrint(r)):
			other++
		}
	}
	return spaces > 0 && float64(other) <= mostOther*float64(runes)
}

// known are the scripts of texts in which nobody says the encoding, and the signs of east Asia.
var known = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Hebrew, unicode.Han, unicode.Hiragana, unicode.Katakana,
	unicode.Hangul, unicode.Thai, unicode.Devanagari, unicode.Armenian, unicode.Georgian,
	{R16: []unicode.Range16{{Lo: 0x2000, Hi: 0x206f, Stride: 1}, {Lo: 0x20a0, Hi: 0x214f, Stride: 1}, {Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0xfe10, Hi: 0xff65, Stride: 1}}},
}

// decodeUTF7 decodes what old mail programs wrote so that no letter has more than seven bits (RFC 2152): UTF-16 in base64
// between "+" and "-". What is no code stays.
func decodeUTF7(raw []byte) string {
	var b strings.Builder
	for len(raw) > 0 {
		at := bytes.IndexByte(raw, '+')
		if at < 0 {
			break
		}
		b.Write(raw[:at])
		raw = raw[at+1:]
		end := 0
		for end < len(raw) && base64Letter(raw[end]) {
			end++
		}
		code := make([]byte, base64.RawStdEncoding.DecodedLen(end))
		n, _ := base64.RawStdEncoding.Decode(code, raw[:end])
		text, err := decodeUTF16(code[:n&^1], binary.BigEndian, true)
		switch {
		case end > 0 && err == nil:
			b.WriteString(text)
		case end > 0:
			b.WriteString("+" + string(raw[:end]))
		default:
			b.WriteByte('+')
		}
		if raw = raw[end:]; len(raw) > 0 && raw[0] == '-' {
			raw = raw[1:]
		}
	}
	b.Write(raw)
	return strings.ToValidUTF8(b.String(), "\ufffd")
}

func base64Letter(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}
