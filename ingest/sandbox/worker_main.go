package sandbox

import (
	"errors"
	"fmt"
	"image"
	"io"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"daftar/ingest/extract"
)

// job is a file to parse.
type job struct {
	fileRequest
	data      []byte
	limits    extract.Limits
	begin     func(extract.Item)                // announces an item that is about to be opened
	recognize func(*image.Gray) (string, error) // OCR of a page; nil: there is none
}

// readerFunc parses a file, skipping the items that are done.
type readerFunc func(job) iter.Seq[extract.Item]

// exitTimedOut is the exit status of a worker that ends itself because nobody else has.
const exitTimedOut = 124 // as timeout(1)

// maxStackBytes ends a parser that recurses too deeply long before it takes all memory.
const maxStackBytes = 128 << 20

// Serve is the main function of a worker. It restricts the process for the rest of its life, then parses the files that come
// in and writes their items out, until in ends. It fails if the parent is gone or if PDFium cannot be loaded.
func Serve(in io.Reader, out io.Writer) error { return serve(in, out, load, protect) }

func serve(in io.Reader, out io.Writer, load func(cache string) (readerFunc, error), protect func(extract.Limits) (Protections, error)) error {
	s := &server{in: newFrameReader(in), out: newFrameWriter(out)}
	var request initRequest
	if err := s.in.expect(frameInit, &request); err != nil {
		return fmt.Errorf("read the limits: %w", err)
	}
	s.limits, s.ocr = request.Limits, request.OCR
	debug.SetTraceback("none")
	debug.SetMaxStack(maxStackBytes)
	debug.SetMemoryLimit(request.Limits.Memory / 4 * 3)
	var err error
	if s.read, err = load(request.Cache); err != nil {
		return fmt.Errorf("load the parsers: %w", err)
	}
	protections, err := protect(request.Limits)
	if err != nil {
		return fmt.Errorf("restrict the worker: %w", err)
	}
	if err := s.out.writeJSON(frameReady, protections); err != nil {
		return err
	}
	for {
		if err := s.out.flush(); err != nil {
			return err
		}
		if err := s.file(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// server is the worker's end of the pipes.
type server struct {
	in     *frameReader
	out    *frameWriter
	limits extract.Limits
	ocr    bool
	read   readerFunc
	begun  string // name of the announced item
	open   bool   // the announced item has not been sent
	err    error
}

// file parses one file and answers. The error is io.EOF if there is no further file.
func (s *server) file() error {
	j := job{limits: s.limits, begin: s.begin}
	if s.ocr {
		j.recognize = s.recognize
	}
	if err := s.in.expect(frameFile, &j.fileRequest); err != nil {
		return err
	}
	var err error
	if j.data, err = s.data(min(j.Size, s.limits.File)); err != nil {
		return fmt.Errorf("receive the file: %w", err)
	}
	// Nobody else ends a parser that hangs if the parent is gone or suspended.
	late := time.AfterFunc(2*fileTime(s.limits), func() { os.Exit(exitTimedOut) })
	defer late.Stop()
	s.open, s.err = false, nil
	if j.Done == 0 {
		s.begin(extract.Item{Format: j.Format})
	}
	for item := range s.read(j) {
		s.begin(item)
		if s.send(item); s.err != nil {
			return s.err
		}
	}
	if s.open {
		s.send(extract.Item{Format: j.Format})
	}
	return errors.Join(s.err, s.out.write(frameEnd, nil))
}

// data receives the bytes of the file, of which the parent expects size.
func (s *server) data(size int64) ([]byte, error) {
	data := make([]byte, 0, max(size, 0))
	for {
		kind, body, err := s.in.next()
		switch {
		case err != nil:
			return nil, err
		case kind == frameEnd:
			return data, nil
		case kind != frameData:
			return nil, protocolError("unexpected frame %q", kind)
		}
		data = append(data, body...)
	}
}

// begin announces an item, once.
func (s *server) begin(item extract.Item) {
	if s.open && s.begun == item.Name {
		return
	}
	s.begun, s.open = item.Name, true
	b := itemBegin{Name: item.Name, Parent: item.Parent, Format: item.Format}
	s.err = errors.Join(s.err, s.out.writeJSON(frameBegin, b), s.out.flush())
}

// send sends the announced item, with its text within the limit, which may be lower than the parser's.
func (s *server) send(item extract.Item) {
	s.open = false
	if e := item.Extracted; e != nil {
		e.Text = validText(e.Text)
		e.Truncate(s.limits.Text)
	}
	sanitize(&item)
	s.err = errors.Join(s.err, s.out.writeJSON(frameItem, headOf(item)))
	if e := item.Extracted; e != nil {
		s.err = errors.Join(s.err, s.sendBreaks(e.Breaks), s.out.writeText(frameText, e.Text))
	}
}

// sendBreaks sends as many breaks in a frame as fit.
func (s *server) sendBreaks(all []extract.Break) error {
	var body []byte
	for _, b := range all {
		next := appendBreak(nil, b)
		if len(body)+len(next) > maxFrameBytes {
			if err := s.out.write(frameBreak, body); err != nil {
				return err
			}
			body = body[:0]
		}
		body = append(body, next...)
	}
	if len(body) == 0 {
		return nil
	}
	return s.out.write(frameBreak, body)
}

// recognize sends a page to the parent, which runs OCR, and returns its text.
func (s *server) recognize(page *image.Gray) (string, error) {
	size := page.Bounds().Size()
	s.err = errors.Join(s.err, s.out.writeJSON(frameImage, imageSize{size.X, size.Y}))
	for rows := range slices.Chunk(page.Pix, maxFrameBytes) {
		s.err = errors.Join(s.err, s.out.write(frameRows, rows))
	}
	if s.err = errors.Join(s.err, s.out.flush()); s.err != nil {
		return "", s.err
	}
	kind, text, err := s.in.next()
	if err != nil || kind != frameOCRText {
		s.err = errors.Join(protocolError("unexpected frame %q", kind), err)
		return "", s.err
	}
	return string(text), nil
}
