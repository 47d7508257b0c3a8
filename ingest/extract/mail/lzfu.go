package mail

import (
	"encoding/binary"
	"errors"
)

// rtfDictionary is the initial dictionary of compressed RTF ([MS-OXRTFCP] 2.1.2.1).
const rtfDictionary = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

const (
	rtfCompressed   = 0x75465a4c // "LZFu"
	rtfUncompressed = 0x414c454d // "MELA"
	rtfHeaderBytes  = 16
	dictionaryBytes = 4096
)

var errRTF = errors.New("its compressed text is damaged")

// decompressRTF decompresses the RTF text of an Outlook message, up to limit bytes. For damaged text it returns the
// text before the damage and an error.
func decompressRTF(in []byte, limit int) ([]byte, error) {
	if len(in) < rtfHeaderBytes {
		return nil, errRTF
	}
	size := min(int(binary.LittleEndian.Uint32(in[4:])), limit)
	kind := binary.LittleEndian.Uint32(in[8:])
	in = in[rtfHeaderBytes:]
	switch kind {
	case rtfUncompressed:
		return in[:min(size, len(in))], nil
	case rtfCompressed:
		return decompressLZFu(in, size)
	}
	return nil, errRTF
}

// decompressLZFu expands literals and references into a dictionary of the last 4096 bytes. A control byte has one bit
// for each of the next eight items. A reference to the write position ends the text.
func decompressLZFu(in []byte, size int) (out []byte, err error) {
	var dictionary [dictionaryBytes]byte
	write := copy(dictionary[:], rtfDictionary)
	put := func(c byte) {
		out = append(out, c)
		dictionary[write] = c
		write = (write + 1) % dictionaryBytes
	}
	for at := 0; at < len(in); {
		flags := in[at]
		at++
		for bit := 0; bit < 8; bit, flags = bit+1, flags>>1 {
			if len(out) >= size {
				return out, nil
			}
			if flags&1 == 0 {
				if at >= len(in) {
					return out, errRTF
				}
				put(in[at])
				at++
				continue
			}
			if at+1 >= len(in) {
				return out, errRTF
			}
			reference := int(in[at])<<8 | int(in[at+1])
			at += 2
			from, length := reference>>4, reference&15+2
			if from == write {
				return out, nil
			}
			for range min(length, size-len(out)) {
				put(dictionary[from%dictionaryBytes])
				from++
			}
		}
	}
	return out, nil
}
