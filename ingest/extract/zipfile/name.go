package zipfile

import (
	"archive/zip"
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"daftar/ingest/extract"

	"golang.org/x/text/encoding/charmap"
)

// nameDecoder decodes names that do not declare their encoding: UTF-8 if they are valid (APPNOTE.TXT D), else the code page
// of a country, which Windows takes, or of DOS. All names of an archive are in the same one.
type nameDecoder struct{ charset string }

const (
	dosWestern = "cp437"
	dosRussian = "cp866"
)

// newNameDecoder guesses the encoding of all names together: a single one is too short.
func newNameDecoder(members []member) nameDecoder {
	const maxBytes = 16 << 10
	var old []byte
	for _, m := range members {
		if name := m.header.Name; !utf8.ValidString(name) && len(old) < maxBytes {
			old = append(append(old, name...), '\n')
		}
	}
	if isRussian(string(old)) {
		return nameDecoder{dosRussian}
	}
	_, used := extract.DecodeCharset(old, "")
	switch used {
	case "windows-1252", "windows-1250", "windows-1254", "utf-8": // names of western DOS look like these
		return nameDecoder{dosWestern}
	}
	return nameDecoder{used}
}

// decode returns the name of a file as people see it, made safe.
func (n nameDecoder) decode(h *zip.FileHeader) string {
	name := unicodeName(h.Extra)
	switch {
	case name != "":
	case utf8.ValidString(h.Name):
		name = h.Name
	case n.charset == dosWestern:
		name, _ = charmap.CodePage437.NewDecoder().String(h.Name)
	default:
		name, _ = extract.DecodeCharset([]byte(h.Name), n.charset)
	}
	return extract.SafePath(name)
}

// unicodePath is the extra field with the name in UTF-8 (APPNOTE.TXT 4.6.9).
const unicodePath = 0x7075

func unicodeName(extra []byte) string {
	for len(extra) >= 4 {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if size > len(extra)-4 {
			return ""
		}
		const start = 5 // after version and checksum
		if field := extra[4 : 4+size]; id == unicodePath && size > start && utf8.Valid(field[start:]) {
			return string(field[start:])
		}
		extra = extra[4+size:]
	}
	return ""
}

// isRussian reports whether names decoded as cp866 have Russian letters only: cp437 has accented letters and box drawing in
// their place.
func isRussian(names string) bool {
	text, err := charmap.CodePage866.NewDecoder().String(names)
	if err != nil {
		return false
	}
	letters := 0
	for _, r := range text {
		switch {
		case r < 0x80:
		case unicode.Is(unicode.Cyrillic, r), r == '№':
			letters++
		default:
			return false
		}
	}
	const minLetters = 3 // fewer may be accented letters of cp437
	return letters >= minLetters
}
