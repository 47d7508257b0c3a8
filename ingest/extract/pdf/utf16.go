package pdf

import (
	"encoding/binary"
	"unicode/utf16"
)

// decodeUTF16 reads little-endian UTF-16; what is none becomes the replacement character.
func decodeUTF16(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}
