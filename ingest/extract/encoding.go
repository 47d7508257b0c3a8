package extract

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf8"

	"daftar/index"
)

// source is a decoded text.
type source struct {
	text      string
	truncated bool   // the input was longer than the limit
	guessed   string // the encoding, if the input does not declare it
}

// readDecoded reads at most limit bytes of UTF-8 or a legacy encoding, or twice as many of UTF-16, and decodes them.
// declared returns the name of the encoding that the bytes declare, "" if none.
func readDecoded(r io.Reader, limit int, declared func([]byte) string) (source, error) {
	raw, truncated, err := readBytes(r, limit)
	if err != nil {
		return source{}, err
	}
	if truncated && utf16Order(raw) != nil {
		more, again, err := readBytes(r, limit)
		if err != nil {
			return source{}, err
		}
		raw, truncated = append(raw, more...), again
	}
	return decodeSource(raw, truncated, declared)
}

// decodeSource decodes UTF-8 and UTF-16, or else a legacy encoding, declared or guessed. The last character of a truncated
// text may be incomplete.
func decodeSource(raw []byte, truncated bool, declared func([]byte) string) (source, error) {
	text, err := decode(raw, truncated)
	if err == nil && !isISO2022(raw) {
		return source{text: text, truncated: truncated}, nil
	}
	if s, ok := decodeLegacy(raw, declared); ok {
		s.truncated = truncated
		return s, nil
	}
	return source{text: text, truncated: truncated}, err
}

func decodeLegacy(raw []byte, declared func([]byte) string) (source, bool) {
	if text, used, ok := decodeUnmarkedUTF16(raw); ok {
		return source{text: text, guessed: used}, true
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return source{}, false
	}
	if name := declared(raw); name != "" {
		text, used := DecodeCharset(raw, name)
		if canonical, _ := charsetNamed(name); used == canonical {
			return source{text: text}, true
		}
	}
	text, used, ok := guess(raw)
	if ok && used == "iso-2022-jp" && strings.Contains(text, "\ufffd") {
		return source{}, false
	}
	return source{text: text, guessed: used}, ok
}

// noDeclaration is for formats that cannot declare an encoding.
func noDeclaration([]byte) string { return "" }

// readBytes reads at most limit bytes and reports whether there was more.
func readBytes(r io.Reader, limit int) (raw []byte, truncated bool, err error) {
	raw, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, false, NewError(index.ProblemUnreadable, err.Error())
	}
	if len(raw) <= limit {
		return raw, false, nil
	}
	return raw, true, nil
}

// decode decodes UTF-8 with or without a byte order mark, and UTF-16 with one. The error names the offset of the first
// wrong byte. An incomplete last character of a truncated text is dropped.
func decode(raw []byte, truncated bool) (string, error) {
	if order := utf16Order(raw); order != nil {
		return decodeUTF16(raw[2:], order, truncated)
	}
	start := 0
	if bytes.HasPrefix(raw, bom) {
		start = len(bom)
	}
	if truncated {
		raw = trimIncompleteRune(raw)
	}
	if offset := invalidUTF8(raw[start:]); offset >= 0 {
		return "", NewError(index.ProblemBadEncoding, "UTF-8", start+offset)
	}
	if offset := bytes.IndexByte(raw, 0); offset >= 0 {
		return "", NewError(index.ProblemNotText, offset)
	}
	return string(raw[start:]), nil
}

func utf16Order(raw []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")):
		return nil // UTF-32, little endian
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	return nil
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for offset := 0; offset < len(raw); {
		r, size := utf8.DecodeRune(raw[offset:])
		if r == utf8.RuneError && size == 1 {
			return offset
		}
		offset += size
	}
	return -1
}

// trimIncompleteRune drops the first bytes of a character whose other bytes a limit cut off.
func trimIncompleteRune(raw []byte) []byte {
	for back := 1; back < utf8.UTFMax && back <= len(raw); back++ {
		if last := len(raw) - back; utf8.RuneStart(raw[last]) {
			if !utf8.FullRune(raw[last:]) {
				return raw[:last]
			}
			break
		}
	}
	return raw
}

// unixLines makes every line end a line feed.
func unixLines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
