package legacy

import (
	"encoding/binary"
	"strings"
)

// Property identifiers and value types of [MS-OLEPS] 2.18 and 2.25.1.
const (
	pidCodePage = 1
	pidTitle    = 2
	pidAuthor   = 4

	vtI2     = 2
	vtLPSTR  = 30
	vtLPWSTR = 31
)

// readSummary reads title and author from a SummaryInformation stream; each is "" if missing.
func readSummary(stream []byte) (title, author string) {
	const firstSet = 44 // offset of the offset of the first property set
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
		if id <= pidAuthor {
			values[id] = cut(set, uint64(le.Uint32(set[12+8*i:])), uint64(len(set)))
		}
	}
	page := windows1252
	if v := values[pidCodePage]; len(v) >= 6 && le.Uint32(v) == vtI2 {
		page = int(le.Uint16(v[4:]))
	}
	return propertyText(values[pidTitle], page), propertyText(values[pidAuthor], page)
}

func propertyText(v []byte, page int) string {
	if len(v) < 8 {
		return ""
	}
	size := uint64(binary.LittleEndian.Uint32(v[4:]))
	text := ""
	switch binary.LittleEndian.Uint32(v) {
	case vtLPSTR:
		text = DecodeCodePage(cut(v, 8, min(size, 4096)), page)
	case vtLPWSTR:
		text = utf16String(cut(v, 8, 2*min(size, 4096)))
	}
	text, _, _ = strings.Cut(text, "\x00")
	return text
}
