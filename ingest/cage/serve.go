package cage

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"daftar/ingest/extract"
)

// taker takes a file apart. It calls begin before it opens a part, and leaves the part and what it holds alone if the
// answer is false. A part without that call begins when it is there.
type taker func(f extract.Format, name string, data []byte, l extract.Limits, begin func(extract.Part) bool) iter.Seq[extract.Part]

// overtime is what a worker says that ends itself because nobody else has done so.
const overtime = "the reader took too long"

// maxStack ends what is nested too deeply long before it takes all memory.
const maxStack = 128 << 20

// Serve is the worker: it locks the process, takes apart the files that come in and sends out their parts, until in ends.
// It is meant for a process of its own, whose standard input and output they are: the locks hold for all of it and for
// ever. It fails if the parent is gone or something that it needs is missing.
func Serve(in io.Reader, out io.Writer) error { return serve(in, out, load) }

func serve(in io.Reader, out io.Writer, load func(cache string) (taker, error)) error {
	s := &server{in: newFrameReader(in), out: newFrameWriter(out)}
	var o opening
	if err := s.in.expect(frameOpen, &o); err != nil {
		return fmt.Errorf("read the limits: %w", err)
	}
	s.limits = o.Limits
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
	take   taker
	filing filing
	begun  int  // parts of this file
	open   bool // the last one that was begun is not sent yet
	bad    bool // and is not to be opened
	failed error
}

// file reads one file and answers. The error is io.EOF if there is no file any more.
func (s *server) file() error {
	s.filing = filing{}
	if err := s.in.expect(frameFile, &s.filing); err != nil {
		return err
	}
	data, err := s.data(min(s.filing.Size, s.limits.File))
	if err != nil {
		return fmt.Errorf("read the file: %w", err)
	}
	// If the parent is gone, or is held up, nobody else ends a reader that hangs.
	late := time.AfterFunc(2*fileTime(s.limits), func() {
		fmt.Fprintln(os.Stderr, "daftar: "+overtime)
		os.Exit(1)
	})
	defer late.Stop()
	s.begun, s.open, s.failed = 0, false, nil
	if !s.begin(extract.Part{Format: s.filing.Format}) {
		return s.out.write(frameEnd, nil)
	}
	for p := range s.take(s.filing.Format, s.filing.Name, data, s.limits, s.next) {
		if s.part(p); s.failed != nil {
			return s.failed
		}
	}
	if s.open {
		s.part(extract.Part{Format: s.filing.Format})
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
			return nil, nonsense("frame %q is not due", kind)
		}
		data = append(data, body...)
	}
}

// next is begin for the taker, which may announce the file itself as well.
func (s *server) next(p extract.Part) bool {
	if p.Name == "" && s.begun == 1 {
		return !s.bad
	}
	return s.begin(p)
}

// begin announces a part and reports whether it is to be opened.
func (s *server) begin(p extract.Part) bool {
	s.bad = slices.Contains(s.filing.Bad, s.begun)
	s.begun++
	s.open = !s.bad
	b := beginning{Name: p.Name, Parent: p.Parent, Format: p.Format}
	s.failed = errors.Join(s.failed, s.out.writeJSON(frameBegin, b), s.out.flush())
	return !s.bad
}

// part sends a part, unless an earlier worker has.
func (s *server) part(p extract.Part) {
	if !s.open && !s.begin(p) {
		return
	}
	s.open = false
	if s.begun <= s.filing.Done {
		return
	}
	s.cut(&p)
	harmless(&p)
	h := headOf(p)
	s.failed = errors.Join(s.failed, s.out.writeJSON(framePart, h))
	if p.Reading != nil {
		s.failed = errors.Join(s.failed, s.breaks(p.Reading.Breaks), s.out.writeText(frameText, p.Reading.Text))
	}
}

// cut keeps the text within the limit, which may be lower than that of the reader.
func (s *server) cut(p *extract.Part) {
	r := p.Reading
	if r == nil {
		return
	}
	r.Text = validText(r.Text)
	if len(r.Text) > s.limits.Text {
		r.Text = validEnd(r.Text[:s.limits.Text])
		r.Limits = append(r.Limits, "only the first "+size(int64(s.limits.Text))+" of the text were read")
	}
}

// breaks sends breaks, as many in a frame as fit.
func (s *server) breaks(all []extract.Break) error {
	var body []byte
	for _, b := range all {
		next := appendBreak(nil, b)
		if len(body)+len(next) > frameBytes {
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
