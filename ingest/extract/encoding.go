package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// writing is a text with the encoding that it was in.
type writing struct {
	text  string
	cut   bool   // there was more
	guess string // the encoding, if nobody said it
}

// readText reads at most limit bytes of UTF-8 or an old encoding (twice as many of UTF-16) and decodes them. declared
// finds the name of the encoding in the bytes, if the format has a place for it.
func readText(r io.Reader, limit int, declared func([]byte) string) (writing, error) {
	raw, cut, err := readBytes(r, limit)
	if err != nil {
		return writing{}, err
	}
	if cut && utf16Order(raw) != nil {
		more, again, err := readBytes(r, limit)
		if err != nil {
			return writing{}, err
		}
		raw, cut = append(raw, more...), again
	}
	text, err := decode(raw, cut)
	if err == nil && !isShifted(raw) {
		return writing{text: text, cut: cut}, nil
	}
	if w, ok := decodeOld(raw, cut, declared); ok {
		return w, nil
	}
	return writing{text: text, cut: cut}, err
}

// decodeOld decodes what is no UTF-8: by the name that stands in it, or by guess. Of a cut text the last character may be
// broken.
func decodeOld(raw []byte, cut bool, declared func([]byte) string) (writing, bool) {
	if text, used, ok := decodeWide(raw); ok {
		return writing{text: text, cut: cut, guess: used}, true
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return writing{}, false
	}
	if name := declared(raw); name != "" {
		text, used := DecodeCharset(raw, name)
		canonical, _ := charsetNamed(name)
		if used == canonical {
			return writing{text: text, cut: cut}, true
		}
	}
	text, used, ok := guess(raw)
	if ok && used == "iso-2022-jp" && strings.Contains(text, "\ufffd") {
		return writing{}, false
	}
	return writing{text: text, cut: cut, guess: used}, ok
}

// undeclared is for formats that have no place to say their encoding.
func undeclared([]byte) string { return "" }

// readBytes reads at most limit bytes and says whether there was more.
func readBytes(r io.Reader, limit int) (raw []byte, cut bool, err error) {
	raw, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, false, fmt.Errorf("cannot be read: %w", err)
	}
	if len(raw) <= limit {
		return raw, false, nil
	}
	return raw, true, nil
}

// decode turns the bytes of a text file into UTF-8. It knows UTF-8 with or without a byte order mark, and UTF-16 with
// one. Anything else is an error that names the offset of the first byte that is wrong. Of a cut text the last, broken
// character is dropped.
func decode(raw []byte, cut bool) (string, error) {
	if order := utf16Order(raw); order != nil {
		return decodeUTF16(raw[2:], order, cut)
	}
	start := 0
	if bytes.HasPrefix(raw, bom) {
		start = len(bom)
	}
	if cut {
		raw = trimBrokenEnd(raw)
	}
	if at := invalidUTF8(raw[start:]); at >= 0 {
		return "", fmt.Errorf("not valid UTF-8 at byte %d (%#02x); save it as UTF-8", start+at, raw[start+at])
	}
	if at := bytes.IndexByte(raw, 0); at >= 0 {
		return "", fmt.Errorf("not a text: a zero at byte %d", at)
	}
	return string(raw[start:]), nil
}

func utf16Order(raw []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")):
		return nil // UTF-32, which nobody writes into files
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(raw []byte, order binary.ByteOrder, cut bool) (string, error) {
	if len(raw)%2 != 0 {
		if !cut {
			return "", fmt.Errorf("not valid UTF-16: half a character at byte %d", len(raw)+1)
		}
		raw = raw[:len(raw)-1]
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i += 2 {
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > len(raw) && cut {
				break
			}
			low := rune(0)
			if i+4 <= len(raw) {
				low = rune(order.Uint16(raw[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", fmt.Errorf("not valid UTF-16: half a pair at byte %d", i+2)
			}
			i += 2
		}
		if r == 0 {
			return "", fmt.Errorf("not a text: a zero at byte %d", i+2)
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// invalidUTF8 is the offset of the first byte that is no UTF-8, or -1.
func invalidUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// trimBrokenEnd drops the beginning of a character that a cut has left at the end.
func trimBrokenEnd(raw []byte) []byte {
	for back := 1; back < utf8.UTFMax && back <= len(raw); back++ {
		if at := len(raw) - back; utf8.RuneStart(raw[at]) {
			if !utf8.FullRune(raw[at:]) {
				return raw[:at]
			}
			break
		}
	}
	return raw
}

// unixLines makes every end of line a line feed.
func unixLines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
