package sandbox

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A frame is one byte for its kind, four bytes for the length of the body (big-endian), and the body.
const frameHeaderBytes = 5

// maxFrameBytes bounds the body of a frame; longer content takes several frames.
const maxFrameBytes = 1 << 20

// The kinds of frames.
const (
	frameInit    = 'O' // to a worker, once: initRequest
	frameFile    = 'F' // to a worker: fileRequest
	frameData    = 'D' // to a worker: bytes of the file
	frameEnd     = 'E' // in both directions: the file, or the answer about it, is complete
	frameReady   = 'R' // from a worker, once: Protections
	frameBegin   = 'B' // from a worker: itemBegin
	frameItem    = 'P' // from a worker: itemHead
	frameBreak   = 'K' // from a worker: breaks, see appendBreak
	frameText    = 'T' // from a worker: text
	frameImage   = 'I' // from a worker: imageSize, followed by rows
	frameRows    = 'M' // from a worker: rows of pixels
	frameOCRText = 'L' // to a worker: the text of the image
)

// errProtocol reports an answer that the protocol does not allow.
var errProtocol = errors.New("worker broke the protocol")

func protocolError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errProtocol, fmt.Sprintf(format, args...))
}

// frameReader reads frames. A body is valid until the next frame is read.
type frameReader struct {
	in   *bufio.Reader
	body []byte
}

func newFrameReader(r io.Reader) *frameReader {
	return &frameReader{in: bufio.NewReaderSize(r, 64<<10)}
}

// next reads a frame. At the end of the stream the error is io.EOF.
func (f *frameReader) next() (kind byte, body []byte, err error) {
	var header [frameHeaderBytes]byte
	if _, err := io.ReadFull(f.in, header[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(header[1:])
	if n > maxFrameBytes {
		return 0, nil, protocolError("frame of %d bytes", n)
	}
	if int(n) > cap(f.body) {
		f.body = make([]byte, n)
	}
	f.body = f.body[:n]
	if _, err := io.ReadFull(f.in, f.body); err != nil {
		return 0, nil, err
	}
	return header[0], f.body, nil
}

// expect reads a frame of one kind and decodes its JSON into value, unless that is nil.
func (f *frameReader) expect(kind byte, value any) error {
	got, body, err := f.next()
	switch {
	case err != nil:
		return err
	case got != kind:
		return protocolError("got frame %q, want %q", got, kind)
	case value == nil:
		return nil
	}
	return decodeJSON(body, value)
}

func decodeJSON(body []byte, value any) error {
	if err := json.Unmarshal(body, value); err != nil {
		return protocolError("%v", err)
	}
	return nil
}

// frameWriter writes frames. They are sent by flush, or when the buffer is full.
type frameWriter struct{ out *bufio.Writer }

func newFrameWriter(w io.Writer) *frameWriter {
	return &frameWriter{bufio.NewWriterSize(w, 64<<10)}
}

func (f *frameWriter) write(kind byte, body []byte) error {
	header := [frameHeaderBytes]byte{kind}
	binary.BigEndian.PutUint32(header[1:], uint32(len(body)))
	if _, err := f.out.Write(header[:]); err != nil {
		return err
	}
	_, err := f.out.Write(body)
	return err
}

func (f *frameWriter) writeJSON(kind byte, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if len(body) > maxFrameBytes {
		return fmt.Errorf("frame of %d bytes, at most %d are allowed", len(body), maxFrameBytes)
	}
	return f.write(kind, body)
}

// writeText writes a string in as many frames as it takes.
func (f *frameWriter) writeText(kind byte, s string) error {
	for len(s) > 0 {
		n := min(len(s), maxFrameBytes)
		if err := f.write(kind, []byte(s[:n])); err != nil {
			return err
		}
		s = s[n:]
	}
	return nil
}

func (f *frameWriter) flush() error { return f.out.Flush() }
