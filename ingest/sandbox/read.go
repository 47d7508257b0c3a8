package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode/utf8"

	"daftar/index"
	"daftar/ingest/extract"
)

const (
	// triesOfFile is how many workers one file may end: a mailbox may hold a few bad messages, a hostile one thousands.
	triesOfFile = 5
	// partsOfHeld: each file that is held may add a part that says why what it holds cannot be read on.
	partsOfHeld = 2
	// largeText is the size from which on only one text at a time is on its way: what the parent holds of texts that
	// nobody has accepted yet shall not grow with the number of workers.
	largeText = 4 << 20
	// hugeText is the size from which on what earlier texts have left is given back first: the collector lets as much
	// pile up as is in use.
	hugeText = 16 << 20
)

// Read takes a file apart and hands over its parts in their order, each as soon as it is there. The file itself comes
// first, under the name ""; a part without a Reading may come under the name of one that was handed over before and adds
// problems to it, such as that the rest of the file was not read.
//
// A file is never an error, whatever it does: it has problems. If a worker ends over a part, that part has the reason,
// and a new worker reads on after it, if in is an io.Seeker that stands at the beginning of the file; else the rest is
// said to be missing. Read fails if in or each fails, with the error as it is, if no worker can be started, if ctx ends,
// and after Close.
func (c *Sandbox) Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Part) error) error {
	if size > c.limits.File {
		return each(extract.Part{Format: f, Problems: []index.Problem{c.tooLarge()}})
	}
	w, err := c.take(ctx)
	if err != nil {
		return err
	}
	r := &run{cage: c, worker: w, format: f, name: name, in: in, size: size, each: each, names: map[string]string{}, taken: map[string]bool{}}
	defer func() { c.slots <- r.worker }()
	return r.all(ctx)
}

func (c *Sandbox) tooLarge() index.Problem {
	return index.Problem{Reason: "larger than " + size(c.limits.File) + ", not read"}
}

// run is one Read.
type run struct {
	cage   *Sandbox
	worker *worker // nil if there is none now
	format extract.Format
	name   string
	in     io.Reader
	size   int64
	each   func(extract.Part) error

	names map[string]string // of parts: as the worker calls them, to what they are called
	taken map[string]bool   // what parts are called
	begun *extract.Part     // the part that the worker works on; nil between parts
	done  int               // parts that are done with, one way or the other
	dead  []int             // numbers of those that ended a worker
	text  int64             // bytes of text so far
	said  bool              // there was a text, or a problem

	pictures int // whose letters were recognized
}

// errTooLarge says that a file had more bytes than was said.
var errTooLarge = errors.New("too large")

// outsideError is an error that is none of the worker's.
type outsideError struct{ error }

func (e outsideError) Unwrap() error { return e.error }

func outside(err error) error {
	if err == nil {
		return nil
	}
	return outsideError{err}
}

// all reads the file with as many workers as it takes.
func (r *run) all(ctx context.Context) error {
	for failures := 0; ; {
		err := r.once(ctx)
		var other outsideError
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			r.drop()
			return context.Cause(ctx)
		case errors.Is(err, errTooLarge):
			r.drop()
			return r.problem(extract.Part{Format: r.format}, r.cage.tooLarge().Reason)
		case errors.As(err, &other):
			r.drop()
			return other.error
		}
		reason, blamed := r.worker.reason(err), r.worker.blamed()
		r.drop()
		if !blamed && r.rewind() {
			continue
		}
		failures++
		again, err := r.lost(reason, failures)
		if err != nil || !again {
			return err
		}
	}
}

// drop ends the worker.
func (r *run) drop() {
	if r.worker != nil {
		r.worker.end()
		r.worker = nil
	}
}

func (r *run) rewind() bool {
	seeker, ok := r.in.(io.Seeker)
	if !ok {
		return false
	}
	_, err := seeker.Seek(0, io.SeekStart)
	return err == nil
}

func (r *run) problem(p extract.Part, reason string) error {
	p.Problems = []index.Problem{{Reason: reason}}
	r.said = true
	return outside(r.each(p))
}

// lost says what a worker that has ended leaves unread, and whether another one is to read on.
func (r *run) lost(reason string, failures int) (again bool, err error) {
	if r.begun == nil {
		if r.done > 0 {
			reason = "what it holds was not read on: " + reason
		}
		return false, r.problem(extract.Part{Format: r.format}, reason)
	}
	err = r.problem(*r.begun, reason)
	r.dead, r.begun = append(r.dead, r.done), nil
	r.done++
	if err != nil || r.done == 1 && !r.format.Holds() {
		return false, err
	}
	if failures < triesOfFile && r.rewind() {
		return true, nil
	}
	return false, r.problem(extract.Part{Format: r.format}, "the rest of the file was not read: the reader failed "+times(failures))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// once hands the file to a worker and takes what it sends. An error is an outsideError, or of the worker, which is then
// of no use any more.
func (r *run) once(ctx context.Context) error {
	if r.worker == nil {
		w, err := r.cage.start(ctx)
		if err != nil {
			return outside(err)
		}
		r.worker = w
	}
	w := r.worker
	stop := context.AfterFunc(ctx, w.kill)
	defer stop()
	w.files++
	r.begun = nil
	w.watch.nextFile()
	if err := r.send(w); err != nil {
		return err
	}
	if err := r.receive(ctx, w); err != nil {
		return err
	}
	if w.tired() {
		r.worker = nil
		return outside(w.close())
	}
	return nil
}

// send sends the file to the worker.
func (r *run) send(w *worker) error {
	write := func(err error) error {
		w.watch.run()
		defer w.watch.pause()
		if err == nil {
			err = w.to.flush()
		}
		return err
	}
	err := w.to.writeJSON(frameFile, filing{Format: r.format, Name: r.name, Size: r.size, Done: r.done, Dead: r.dead})
	if err = write(err); err != nil {
		return err
	}
	buffer, left := make([]byte, dataBytes), r.cage.limits.File
	for {
		n, err := r.in.Read(buffer)
		if err != nil && err != io.EOF {
			return outside(err)
		}
		if left -= int64(n); left < 0 {
			return errTooLarge
		}
		if n > 0 {
			w.watch.run()
			failed := w.to.write(frameData, buffer[:n])
			w.watch.pause()
			if failed != nil {
				return failed
			}
		}
		if err == io.EOF {
			return write(w.to.write(frameEnd, nil))
		}
	}
}

// dataBytes is how much of a file is sent at once.
const dataBytes = 64 << 10

// receive takes the parts of a file from the worker.
func (r *run) receive(ctx context.Context, w *worker) error {
	for {
		kind, body, err := w.next()
		if err != nil {
			return err
		}
		switch {
		case kind == frameBegin && r.begun == nil:
			err = r.begin(w, body)
		case kind == frameImage && r.begun != nil:
			err = r.picture(ctx, w, body)
		case kind == framePart && r.begun != nil:
			err = r.part(w, body)
		case kind == frameEnd && r.begun == nil && r.done > 0:
			return r.silent()
		default:
			err = nonsense("frame %q is not due", kind)
		}
		if err != nil {
			return err
		}
	}
}

// begin notes which part comes next.
func (r *run) begin(w *worker, body []byte) error {
	if r.done > partsOfHeld*(r.cage.limits.Held+1) {
		return nonsense("more than %d parts", r.done)
	}
	var b beginning
	if err := fromJSON(body, &b); err != nil {
		return err
	}
	w.watch.nextPart()
	p := extract.Part{Name: r.unique(b.Name), Parent: r.names[b.Parent], Format: harmlessFormat(b.Format)}
	r.names[b.Name] = p.Name
	r.begun = &p
	return nil
}

// silent says so if a container held nothing to read.
func (r *run) silent() error {
	if r.said {
		return nil
	}
	return r.problem(extract.Part{Format: r.format}, "holds no document")
}

// unique gives a part a harmless name that no other part of the file has.
func (r *run) unique(raw string) string {
	if r.done == 0 {
		raw = "" // the file itself comes first
	}
	name := harmlessName(raw)
	for n := r.done; r.taken[name] || name == "" && r.done > 0; n++ {
		name = fmt.Sprintf("%s~%d", harmlessName(raw), n)
	}
	r.taken[name] = true
	return name
}

// part takes one part and hands it over.
func (r *run) part(w *worker, body []byte) error {
	var h head
	if err := fromJSON(body, &h); err != nil {
		return err
	}
	p := h.part()
	if p.Reading != nil {
		if h.Reading.Text >= largeText {
			r.cage.large.Lock()
			defer r.cage.large.Unlock()
		}
		if err := r.body(w, h.Reading, p.Reading); err != nil {
			return err
		}
	}
	p.Name, p.Parent = r.begun.Name, r.begun.Parent
	harmless(&p)
	r.begun = nil
	r.done++
	r.said = r.said || p.Reading != nil || len(p.Problems) > 0
	return outside(r.each(p))
}

// body takes breaks and text of a part.
func (r *run) body(w *worker, announced *reading, into *extract.Reading) error {
	r.text += int64(announced.Text)
	switch {
	case announced.Text < 0 || announced.Text > r.cage.limits.Text:
		return nonsense("a text of %d bytes", announced.Text)
	case announced.Breaks < 0 || announced.Breaks > breaksOfPart:
		return nonsense("%d breaks", announced.Breaks)
	case r.text > r.cage.limits.Opened:
		return nonsense("more text than a file may hold")
	}
	breaks, err := takeBreaks(w, announced.Breaks)
	if err != nil {
		return err
	}
	text, err := takeText(w, announced.Text)
	into.Breaks, into.Text = breaks, text
	return err
}

// takeBreaks takes so many breaks.
func takeBreaks(w *worker, n int) ([]extract.Break, error) {
	var breaks []extract.Break
	for left := headingBytes; len(breaks) < n; {
		kind, body, err := w.next()
		if err != nil {
			return nil, err
		}
		if kind != frameBreak || len(body) == 0 {
			return nil, nonsense("frame %q where breaks were due", kind)
		}
		for len(body) > 0 {
			var b extract.Break
			if b, body, err = takeBreak(body); err != nil {
				return nil, err
			}
			if left -= len(b.Heading); left < 0 || len(breaks) == n {
				return nil, nonsense("more headings than announced, or too long ones")
			}
			breaks = append(breaks, b)
		}
	}
	return breaks, nil
}

// takeText takes a text of n bytes. The memory for it is claimed at once, and costs nothing before it is written to.
func takeText(w *worker, n int) (string, error) {
	if n >= hugeText {
		runtime.GC()
	}
	var b strings.Builder
	b.Grow(n)
	for b.Len() < n {
		kind, body, err := w.next()
		if err != nil {
			return "", err
		}
		if kind != frameText || len(body) == 0 || len(body) > n-b.Len() {
			return "", nonsense("frame %q of %d bytes where %d of text were due", kind, len(body), n-b.Len())
		}
		b.Write(body)
	}
	if !utf8.ValidString(b.String()) {
		return "", nonsense("a text that is not UTF-8")
	}
	return b.String(), nil
}
