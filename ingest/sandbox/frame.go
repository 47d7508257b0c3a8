package sandbox

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A frame is one byte that says its kind, four bytes that say its length, the highest first, and so many bytes.
const frameHeaderBytes = 5

// maxFrameBytes bounds a frame: what is longer goes in several.
const maxFrameBytes = 1 << 20

// The kinds of frames.
const (
	frameInit    = 'O' // to a worker, once: opening as JSON
	frameFile    = 'F' // to a worker: filing as JSON
	frameData    = 'D' // to a worker: bytes of the file
	frameEnd     = 'E' // either way: the file, or the answer about it, is whole
	frameReady   = 'R' // from a worker, once: Guards as JSON
	frameBegin   = 'B' // from a worker: beginning as JSON
	framePart    = 'P' // from a worker: head as JSON
	frameBreak   = 'K' // from a worker: breaks, see appendBreak
	frameText    = 'T' // from a worker: text
	frameImage   = 'I' // from a worker: picture as JSON, then its rows; it is answered
	frameRows    = 'M' // from a worker: rows of a picture
	frameOCRText = 'L' // to a worker: the letters of a picture
)

// errProtocol says that a worker has answered what no worker answers. It is wrapped with what was wrong.
var errProtocol = errors.New("makes no sense")

func protocolError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errProtocol, fmt.Sprintf(format, args...))
}

// frameReader reads frames. What it returns is good until the next one is read.
type frameReader struct {
	in   *bufio.Reader
	body []byte
}

func newFrameReader(r io.Reader) *frameReader {
	return &frameReader{in: bufio.NewReaderSize(r, 64<<10)}
}

// next reads a frame. At the end of the stream the error is io.EOF.
func (f *frameReader) next() (kind byte, body []byte, err error) {
	var head [frameHeaderBytes]byte
	if _, err := io.ReadFull(f.in, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrameBytes {
		return 0, nil, protocolError("a frame of %d bytes", n)
	}
	if int(n) > cap(f.body) {
		f.body = make([]byte, n)
	}
	f.body = f.body[:n]
	if _, err := io.ReadFull(f.in, f.body); err != nil {
		return 0, nil, err
	}
	return head[0], f.body, nil
}

// expect reads a frame of one kind and its JSON into value, if that is not nil.
func (f *frameReader) expect(kind byte, value any) error {
	got, body, err := f.next()
	switch {
	case err != nil:
		return err
	case got != kind:
		return protocolError("frame %q where %q was due", got, kind)
	case value == nil:
		return nil
	}
	return fromJSON(body, value)
}

func fromJSON(body []byte, value any) error {
	if err := json.Unmarshal(body, value); err != nil {
		return protocolError("%v", err)
	}
	return nil
}

// frameWriter writes frames. They leave with flush, or when the buffer is full.
type frameWriter struct{ out *bufio.Writer }

func newFrameWriter(w io.Writer) *frameWriter {
	return &frameWriter{bufio.NewWriterSize(w, 64<<10)}
}

func (f *frameWriter) write(kind byte, body []byte) error {
	head := [frameHeaderBytes]byte{kind}
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	if _, err := f.out.Write(head[:]); err != nil {
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
		return fmt.Errorf("a frame of %d bytes", len(body))
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
