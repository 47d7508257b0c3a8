package zipfile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
)

// localHeader is what stands before each file of an archive (APPNOTE.TXT 4.3.7).
const (
	localMark   = "PK\x03\x04"
	localHeader = 30
)

// scan finds the files of an archive whose directory is missing or broken, by what stands before each, at most most.
// Sizes are not believed: a packed file ends where its packing says so, and a stored one at the next.
func scan(data []byte, most int) []entry {
	var found []entry
	for at := 0; len(found) < most; {
		next := bytes.Index(data[at:], []byte(localMark))
		if next < 0 || at+next+localHeader > len(data) {
			return found
		}
		at += next
		header, size := readLocal(data[at:])
		if header == nil {
			at += len(localMark)
			continue
		}
		body := data[at+size:]
		if header.Name != "" && header.Name[len(header.Name)-1] != '/' {
			found = append(found, entry{header: header, open: func() (io.ReadCloser, error) { return openLocal(header, body), nil }})
		}
		at += size
	}
	return found
}

func readLocal(data []byte) (*zip.FileHeader, int) {
	le := binary.LittleEndian
	name, extra := int(le.Uint16(data[26:])), int(le.Uint16(data[28:]))
	size := localHeader + name + extra
	if size > len(data) || name == 0 {
		return nil, 0
	}
	return &zip.FileHeader{
		Name: string(data[localHeader : localHeader+name]), Flags: le.Uint16(data[6:]), Method: le.Uint16(data[8:]),
		NonUTF8: le.Uint16(data[6:])&0x800 == 0, CompressedSize64: uint64(le.Uint32(data[18:])),
	}, size
}

func openLocal(h *zip.FileHeader, body []byte) io.ReadCloser {
	if h.Method == zip.Deflate {
		return flate.NewReader(bytes.NewReader(body))
	}
	end := len(body)
	if h.CompressedSize64 > 0 && h.CompressedSize64 <= uint64(len(body)) {
		end = int(h.CompressedSize64)
	} else if next := bytes.Index(body, []byte("PK")); next >= 0 {
		end = next
	}
	return io.NopCloser(bytes.NewReader(body[:end]))
}
