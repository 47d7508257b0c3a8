package archive

import (
	"archive/zip"
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"daftar/ingest/extract"

	"golang.org/x/text/encoding/charmap"
)

// entryName is the name of a file in an archive as people see it: with slashes, without anything that leads out.
func entryName(h *zip.FileHeader) string { return extract.Harmless(decodeName(h)) }

// decodeName decodes a name. The archive says so if it is UTF-8 (APPNOTE.TXT D); else Windows writes the code page of
// its country, DOS cp437 or, for Russian, cp866.
func decodeName(h *zip.FileHeader) string {
	if name := unicodeName(h.Extra); name != "" {
		return name
	}
	if utf8.ValidString(h.Name) {
		return h.Name
	}
	if russian, ok := cyrillic(h.Name); ok {
		return russian
	}
	name, used := extract.Charset([]byte(h.Name), "")
	if used == "windows-1252" || used == "windows-1250" || used == "windows-1254" { // what DOS wrote looks like these
		if dos, err := charmap.CodePage437.NewDecoder().String(h.Name); err == nil {
			return dos
		}
	}
	return name
}

// unicodePath is the extra field that holds the name in UTF-8 (APPNOTE.TXT 4.6.9).
const unicodePath = 0x7075

func unicodeName(extra []byte) string {
	for len(extra) >= 4 {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if size > len(extra)-4 {
			return ""
		}
		const before = 5 // version and checksum
		if field := extra[4 : 4+size]; id == unicodePath && size > before && utf8.Valid(field[before:]) {
			return string(field[before:])
		}
		extra = extra[4+size:]
	}
	return ""
}

// cyrillic decodes a name by cp866 if that makes words of Russian letters only: cp437 has letters with accents and lines
// in their place.
func cyrillic(name string) (string, bool) {
	text, err := charmap.CodePage866.NewDecoder().String(name)
	if err != nil {
		return "", false
	}
	letters := 0
	for _, r := range text {
		switch {
		case r < 0x80:
		case unicode.Is(unicode.Cyrillic, r), r == '№':
			letters++
		default:
			return "", false
		}
	}
	const fewest = 3 // é, è and ê alone are three other letters in cp437
	return text, letters >= fewest
}
