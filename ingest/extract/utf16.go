package extract

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"daftar/index"
)

// decodeUTF16 decodes UTF-16 after its byte order mark. Offsets in errors count the mark.
func decodeUTF16(raw []byte, order binary.ByteOrder, truncated bool) (string, error) {
	const mark = 2
	if len(raw)%2 != 0 {
		if !truncated {
			return "", NewError(index.ProblemBadEncoding, "UTF-16", mark+len(raw)-1)
		}
		raw = raw[:len(raw)-1]
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i += 2 {
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > len(raw) && truncated {
				break
			}
			low := rune(0)
			if i+4 <= len(raw) {
				low = rune(order.Uint16(raw[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", NewError(index.ProblemBadEncoding, "UTF-16", mark+i)
			}
			i += 2
		}
		if r == 0 {
			return "", NewError(index.ProblemNotText, mark+i)
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// decodeUnmarkedUTF16 decodes UTF-32 with a byte order mark, and UTF-16 without one, which some Windows programs write.
// The byte order is the one in which the text is readable.
func decodeUnmarkedUTF16(raw []byte) (text, used string, ok bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")):
		return decodeUTF32(raw[4:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return decodeUTF32(raw[4:], binary.BigEndian)
	}
	const minBytes = 8
	if len(raw) < minBytes || len(raw)%2 != 0 || bytes.IndexByte(raw, 0) < 0 {
		return "", "", false
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		sample := raw[:min(len(raw), guessBytes)]
		if text, err := decodeUTF16(sample, order, true); err == nil && isReadable(text) {
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

// isReadable reports whether a text has white space and is made of the letters and signs of known scripts. Bytes that are
// not text decode to characters of every script there is.
func isReadable(text string) bool {
	const maxOther = 0.02
	runes, other, spaces := 0, 0, 0
	for _, r := range text {
		runes++
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '　':
			spaces++
		case r < ' ' || !unicode.In(r, knownScripts...) && !(r < 0x2070 && unicode.IsPrint(r)):
			other++
		}
	}
	return spaces > 0 && float64(other) <= maxOther*float64(runes)
}

// knownScripts are the scripts of texts without a declared encoding, and the signs of East Asia.
var knownScripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Hebrew, unicode.Han, unicode.Hiragana, unicode.Katakana,
	unicode.Hangul, unicode.Thai, unicode.Devanagari, unicode.Armenian, unicode.Georgian,
	{R16: []unicode.Range16{{Lo: 0x2000, Hi: 0x206f, Stride: 1}, {Lo: 0x20a0, Hi: 0x214f, Stride: 1}, {Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0xfe10, Hi: 0xff65, Stride: 1}}},
}

// decodeUTF7 decodes UTF-7 (RFC 2152), which old mail programs wrote: UTF-16 in base64 between "+" and "-". Anything that
// is not base64 stays as it is.
func decodeUTF7(raw []byte) string {
	var b strings.Builder
	for len(raw) > 0 {
		plus := bytes.IndexByte(raw, '+')
		if plus < 0 {
			break
		}
		b.Write(raw[:plus])
		raw = raw[plus+1:]
		end := 0
		for end < len(raw) && isBase64(raw[end]) {
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

func isBase64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}
