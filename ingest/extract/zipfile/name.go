package zipfile

import (
	"archive/zip"
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"daftar/ingest/extract"

	"golang.org/x/text/encoding/charmap"
)

// naming is how the names of an archive are written where they do not say it: in UTF-8 if they can be (APPNOTE.TXT D),
// else in the code page of a country, which Windows takes, or of DOS. All names are in the same.
type naming struct{ charset string }

const (
	dosWestern = "cp437"
	dosRussian = "cp866"
)

// namingOf looks at all names together: one alone is short.
func namingOf(files []entry) naming {
	const most = 16 << 10 // bytes of names say enough
	var old []byte
	for _, f := range files {
		if name := f.header.Name; !utf8.ValidString(name) && len(old) < most {
			old = append(append(old, name...), '\n')
		}
	}
	if isRussian(string(old)) {
		return naming{dosRussian}
	}
	_, used := extract.DecodeCharset(old, "")
	switch used {
	case "windows-1252", "windows-1250", "windows-1254", "utf-8": // what DOS wrote looks like these, or like nothing
		return naming{dosWestern}
	}
	return naming{used}
}

// name is the name of a file in an archive as people see it: with slashes, without anything that leads out.
func (n naming) name(h *zip.FileHeader) string {
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

// isRussian reports whether names in cp866 are words of Russian letters only: cp437 has letters with accents and lines in
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
	const fewest = 3 // é, è and ê alone are three other letters in cp437
	return letters >= fewest
}
