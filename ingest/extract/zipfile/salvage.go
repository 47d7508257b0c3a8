package zipfile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
)

// The local header before each member (APPNOTE.TXT 4.3.7): flags at 6, method at 8, packed size at 18, lengths of name and
// extra field at 26 and 28, then both.
const (
	localSignature = "PK\x03\x04"
	localBytes     = 30
	flagSizesLater = 8     // the sizes are behind the member
	flagUTF8       = 0x800 // the name is in UTF-8
)

// salvage finds members by their local headers. Stated sizes are only used for stored members, which have no other end and
// may contain archives.
func (a *Archive) salvage(data []byte) {
	for offset := 0; ; {
		next := bytes.Index(data[offset:], []byte(localSignature))
		if next < 0 {
			return
		}
		offset += next
		h, body := readLocalHeader(data[offset:])
		offset += len(localSignature)
		if h == nil {
			continue
		}
		if h.Method == zip.Store {
			h.CompressedSize64 = storedSize(h, body)
			offset = len(data) - len(body) + int(h.CompressedSize64)
		}
		if !a.add(h, body) {
			return
		}
	}
}

func readLocalHeader(data []byte) (h *zip.FileHeader, body []byte) {
	if len(data) < localBytes {
		return nil, nil
	}
	le := binary.LittleEndian
	nameEnd := localBytes + int(le.Uint16(data[26:]))
	start := nameEnd + int(le.Uint16(data[28:]))
	if start > len(data) || nameEnd == localBytes {
		return nil, nil
	}
	flags := le.Uint16(data[6:])
	return &zip.FileHeader{
		Name: string(data[localBytes:nameEnd]), Extra: data[nameEnd:start], Flags: flags, NonUTF8: flags&flagUTF8 == 0,
		Method: le.Uint16(data[8:]), CompressedSize64: uint64(le.Uint32(data[18:])),
	}, data[start:]
}

// storedSize returns the stated size of a stored member, or the bytes before the next header if there is none.
func storedSize(h *zip.FileHeader, body []byte) uint64 {
	if h.Flags&flagSizesLater == 0 && h.CompressedSize64 <= uint64(len(body)) {
		return h.CompressedSize64
	}
	if next := bytes.Index(body, []byte("PK")); next >= 0 {
		return uint64(next)
	}
	return uint64(len(body))
}
