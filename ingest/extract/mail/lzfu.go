package mail

import (
	"encoding/binary"
	"errors"
)

// The dictionary that compressed RTF begins with (MS-OXRTFCP 2.1.2.1).
const rtfWords = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

const (
	rtfPacked  = 0x75465a4c // "LZFu"
	rtfStored  = 0x414c454d // "MELA"
	rtfHeader  = 16
	dictionary = 4096
)

var errRTF = errors.New("its compressed text is damaged")

// unpackRTF undoes the compression of the RTF text of an Outlook message, up to most bytes. Of a damaged text what could
// be unpacked is returned with the error.
func unpackRTF(in []byte, most int) ([]byte, error) {
	if len(in) < rtfHeader {
		return nil, errRTF
	}
	size := min(int(binary.LittleEndian.Uint32(in[4:])), most)
	kind := binary.LittleEndian.Uint32(in[8:])
	in = in[rtfHeader:]
	switch kind {
	case rtfStored:
		return in[:min(size, len(in))], nil
	case rtfPacked:
		return expand(in, size)
	}
	return nil, errRTF
}

// expand copies letters and stretches of the dictionary, which holds the last 4096 bytes. Eight of them follow a byte
// whose bits say which is which; a stretch that begins where the dictionary is written ends the text.
func expand(in []byte, size int) (out []byte, err error) {
	var words [dictionary]byte
	write := copy(words[:], rtfWords)
	put := func(c byte) {
		out = append(out, c)
		words[write] = c
		write = (write + 1) % dictionary
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
				put(words[from%dictionary])
				from++
			}
		}
	}
	return out, nil
}
