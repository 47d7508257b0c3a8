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

// job is a file to take apart.
type job struct {
	fileRequest
	data   []byte
	limits extract.Limits
	begin  func(extract.Item) // to be called before a part is opened; without it, a part begins when it is there

	letters func(*image.Gray) (string, error) // recognizes the letters of a page; nil if nobody does
}

// readerFunc takes a file apart, passing by the parts that are done.
type readerFunc func(job) iter.Seq[extract.Item]

// timedOut is what a worker says that ends itself because nobody else has done so.
const timedOut = "the reader took too long"

// maxStack ends what is nested too deeply long before it takes all memory.
const maxStack = 128 << 20

// Serve is the worker: it locks the process, takes apart the files that come in and sends out their parts, until in ends.
// It is meant for a process of its own, whose standard input and output they are: the locks hold for all of it and for
// ever. It fails if the parent is gone or something that it needs is missing.
func Serve(in io.Reader, out io.Writer) error { return serve(in, out, load, protect) }

func serve(in io.Reader, out io.Writer, load func(cache string) (readerFunc, error), lock func(extract.Limits) (Protections, error)) error {
	s := &server{in: newFrameReader(in), out: newFrameWriter(out)}
	var o initRequest
	if err := s.in.expect(frameInit, &o); err != nil {
		return fmt.Errorf("read the limits: %w", err)
	}
	s.limits, s.ocr = o.Limits, o.OCR
	debug.SetTraceback("none")
	debug.SetMaxStack(maxStack)
	debug.SetMemoryLimit(o.Limits.Memory / 4 * 3)
	take, err := load(o.Cache)
	if err != nil {
		return fmt.Errorf("load the readers: %w", err)
	}
	s.take = take
	guards, err := lock(o.Limits)
	if err != nil {
		return fmt.Errorf("lock the reader in: %w", err)
	}
	if err := s.out.writeJSON(frameReady, guards); err != nil {
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

// server is the worker's side of the pipe.
type server struct {
	in     *frameReader
	out    *frameWriter
	limits extract.Limits
	ocr    bool
	take   readerFunc
	begun  string // the name of the part that was begun
	open   bool   // it is not sent yet
	failed error
}

// file reads one file and answers. The error is io.EOF if there is no file any more.
func (s *server) file() error {
	j := job{limits: s.limits, begin: s.begin}
	if s.ocr {
		j.letters = s.letters
	}
	if err := s.in.expect(frameFile, &j.fileRequest); err != nil {
		return err
	}
	var err error
	if j.data, err = s.data(min(j.Size, s.limits.File)); err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	// If the parent is gone, or is held up, nobody else ends a reader that hangs.
	late := time.AfterFunc(2*fileTime(s.limits), func() {
		fmt.Fprintln(os.Stderr, "daftar: "+timedOut)
		os.Exit(1)
	})
	defer late.Stop()
	s.open, s.failed = false, nil
	if j.Done == 0 {
		s.begin(extract.Item{Format: j.Format})
	}
	for p := range s.take(j) {
		if s.part(p); s.failed != nil {
			return s.failed
		}
	}
	if s.open {
		s.send(extract.Item{Format: j.Format})
	}
	return errors.Join(s.failed, s.out.write(frameEnd, nil))
}

// data reads the bytes of the file; size is what they are said to be.
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
			return nil, protocolError("frame %q is not due", kind)
		}
		data = append(data, body...)
	}
}

// begin announces a part, once.
func (s *server) begin(p extract.Item) {
	if s.open && s.begun == p.Name {
		return
	}
	s.begun, s.open = p.Name, true
	b := partBegin{Name: p.Name, Parent: p.Parent, Format: p.Format}
	s.failed = errors.Join(s.failed, s.out.writeJSON(frameBegin, b), s.out.flush())
}

func (s *server) part(p extract.Item) {
	s.begin(p)
	s.send(p)
}

// send sends the part that was begun.
func (s *server) send(p extract.Item) {
	s.open = false
	s.cut(&p)
	sanitize(&p)
	s.failed = errors.Join(s.failed, s.out.writeJSON(framePart, headOf(p)))
	if p.Extracted != nil {
		s.failed = errors.Join(s.failed, s.breaks(p.Extracted.Breaks), s.out.writeText(frameText, p.Extracted.Text))
	}
}

// letters has the letters of a page recognized by the parent.
func (s *server) letters(page *image.Gray) (string, error) {
	size := page.Bounds().Size()
	s.failed = errors.Join(s.failed, s.out.writeJSON(frameImage, imageSize{size.X, size.Y}))
	for rows := range slices.Chunk(page.Pix, maxFrameBytes) {
		s.failed = errors.Join(s.failed, s.out.write(frameRows, rows))
	}
	if s.failed = errors.Join(s.failed, s.out.flush()); s.failed != nil {
		return "", s.failed
	}
	kind, text, err := s.in.next()
	if err != nil || kind != frameOCRText {
		s.failed = errors.Join(protocolError("frame %q is not due", kind), err)
		return "", s.failed
	}
	return string(text), nil
}

// cut keeps the text within the limit, which may be lower than that of the reader.
func (s *server) cut(p *extract.Item) {
	if r := p.Extracted; r != nil {
		r.Text = validText(r.Text)
		r.Truncate(s.limits.Text)
	}
}

// breaks sends breaks, as many in a frame as fit.
func (s *server) breaks(all []extract.Break) error {
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
