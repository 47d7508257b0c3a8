package legacy

import (
	"encoding/binary"
	"strings"
)

// Properties of a document (MS-OLEPS 2.25.1) and the types of their values.
const (
	propertyPage   = 1
	propertyTitle  = 2
	propertyAuthor = 4

	typeShort = 2
	typeText  = 30
	typeWide  = 31
)

// readSummary reads title and author from a stream of properties; each is "" if it is not there.
func readSummary(stream []byte) (title, author string) {
	const firstSet = 44 // where the offset of the first set lies
	le := binary.LittleEndian
	if len(stream) < firstSet+4 {
		return "", ""
	}
	set := cut(stream, uint64(le.Uint32(stream[firstSet:])), uint64(len(stream)))
	if len(set) < 8 {
		return "", ""
	}
	values := map[uint32][]byte{}
	for i := range min(int(le.Uint32(set[4:])), (len(set)-8)/8) {
		id := le.Uint32(set[8+8*i:])
		if id <= propertyAuthor {
			values[id] = cut(set, uint64(le.Uint32(set[12+8*i:])), uint64(len(set)))
		}
	}
	page := western
	if v := values[propertyPage]; len(v) >= 6 && le.Uint32(v) == typeShort {
		page = int(le.Uint16(v[4:]))
	}
	return propertyText(values[propertyTitle], page), propertyText(values[propertyAuthor], page)
}

func propertyText(v []byte, page int) string {
	if len(v) < 8 {
		return ""
	}
	size := uint64(binary.LittleEndian.Uint32(v[4:]))
	text := ""
	switch binary.LittleEndian.Uint32(v) {
	case typeText:
		text = DecodeCodePage(cut(v, 8, min(size, 4096)), page)
	case typeWide:
		text = utf16String(cut(v, 8, 2*min(size, 4096)))
	}
	text, _, _ = strings.Cut(text, "\x00")
	return text
}
