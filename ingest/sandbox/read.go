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
	// maxWorkersPerFile is how many workers one file may end: a mailbox may hold a few bad messages, a hostile one thousands.
	maxWorkersPerFile = 5
	// partsOfHeld: each file that is held may add a part that says why what it holds cannot be read on.
	partsPerFile = 2
	// largeTextBytes is the size from which on only one text at a time is on its way: what the parent holds of texts that
	// nobody has accepted yet shall not grow with the number of workers.
	largeTextBytes = 4 << 20
	// hugeTextBytes is the size from which on what earlier texts have left is given back first: the collector lets as much
	// pile up as is in use.
	hugeTextBytes = 16 << 20
)

// Read takes a file apart and hands over its parts in their order, each as soon as it is there. The file itself comes
// first, under the name ""; a part without a Reading may come under the name of one that was handed over before and adds
// problems to it, such as that the rest of the file was not read.
//
// A file is never an error, whatever it does: it has problems. If a worker ends over a part, that part has the reason,
// and a new worker reads on after it, if in is an io.Seeker that stands at the beginning of the file; else the rest is
// said to be missing. Read fails if in or each fails, with the error as it is, if no worker can be started, if ctx ends,
// and after Close.
func (c *Sandbox) Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error {
	if size > c.limits.File {
		return each(extract.Item{Format: f, Problems: []index.Problem{c.tooLarge()}})
	}
	w, err := c.acquire(ctx)
	if err != nil {
		return err
	}
	r := &readRun{sandbox: c, worker: w, format: f, name: name, in: in, size: size, each: each, names: map[string]string{}, used: map[string]bool{}}
	defer func() { c.slots <- r.worker }()
	return r.all(ctx)
}

func (c *Sandbox) tooLarge() index.Problem {
	return index.Problem{Reason: "larger than " + size(c.limits.File) + ", not read"}
}

// readRun is one Read.
type readRun struct {
	sandbox *Sandbox
	worker  *worker // nil if there is none now
	format  extract.Format
	name    string
	in      io.Reader
	size    int64
	each    func(extract.Item) error

	names    map[string]string // of parts: as the worker calls them, to what they are called
	used     map[string]bool   // what parts are called
	current  *extract.Item     // the part that the worker works on; nil between parts
	done     int               // parts that are done with, one way or the other
	crashed  []int             // numbers of those that ended a worker
	text     int64             // bytes of text so far
	reported bool              // there was a text, or a problem

	images int // whose letters were recognized
}

// errTooLarge says that a file had more bytes than was said.
var errTooLarge = errors.New("too large")

// callerError is an error that is none of the worker's.
type callerError struct{ error }

func (e callerError) Unwrap() error { return e.error }

func callerErr(err error) error {
	if err == nil {
		return nil
	}
	return callerError{err}
}

// all reads the file with as many workers as it takes.
func (r *readRun) all(ctx context.Context) error {
	for failures := 0; ; {
		err := r.attempt(ctx)
		var other callerError
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			r.endWorker()
			return context.Cause(ctx)
		case errors.Is(err, errTooLarge):
			r.endWorker()
			return r.problem(extract.Item{Format: r.format}, r.sandbox.tooLarge().Reason)
		case errors.As(err, &other):
			r.endWorker()
			return other.error
		}
		reason, blamed := r.worker.reason(err), r.worker.culpable()
		r.endWorker()
		if !blamed && r.rewind() {
			continue
		}
		failures++
		again, err := r.workerLost(reason, failures)
		if err != nil || !again {
			return err
		}
	}
}

// endWorker ends the worker.
func (r *readRun) endWorker() {
	if r.worker != nil {
		r.worker.end()
		r.worker = nil
	}
}

func (r *readRun) rewind() bool {
	seeker, ok := r.in.(io.Seeker)
	if !ok {
		return false
	}
	_, err := seeker.Seek(0, io.SeekStart)
	return err == nil
}

func (r *readRun) problem(p extract.Item, reason string) error {
	p.Problems = []index.Problem{{Reason: reason}}
	r.reported = true
	return callerErr(r.each(p))
}

// workerLost says what a worker that has ended leaves unread, and whether another one is to read on.
func (r *readRun) workerLost(reason string, failures int) (again bool, err error) {
	if r.current == nil {
		if r.done > 0 {
			reason = "what it holds was not read on: " + reason
		}
		return false, r.problem(extract.Item{Format: r.format}, reason)
	}
	err = r.problem(*r.current, reason)
	r.crashed, r.current = append(r.crashed, r.done), nil
	r.done++
	if err != nil || r.done == 1 && !r.format.IsContainer() {
		return false, err
	}
	if failures < maxWorkersPerFile && r.rewind() {
		return true, nil
	}
	return false, r.problem(extract.Item{Format: r.format}, "the rest of the file was not read: the reader failed "+times(failures))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// attempt hands the file to a worker and takes what it sends. An error is an outsideError, or of the worker, which is then
// of no use any more.
func (r *readRun) attempt(ctx context.Context) error {
	if r.worker == nil {
		w, err := r.sandbox.start(ctx)
		if err != nil {
			return callerErr(err)
		}
		r.worker = w
	}
	w := r.worker
	stop := context.AfterFunc(ctx, w.kill)
	defer stop()
	w.files++
	r.current = nil
	w.watch.nextFile()
	if err := r.send(w); err != nil {
		return err
	}
	if err := r.receive(ctx, w); err != nil {
		return err
	}
	if w.exhausted() {
		r.worker = nil
		return callerErr(w.close())
	}
	return nil
}

// send sends the file to the worker.
func (r *readRun) send(w *worker) error {
	write := func(err error) error {
		w.watch.run()
		defer w.watch.pause()
		if err == nil {
			err = w.out.flush()
		}
		return err
	}
	err := w.out.writeJSON(frameFile, fileRequest{Format: r.format, Name: r.name, Size: r.size, Done: r.done, Dead: r.crashed})
	if err = write(err); err != nil {
		return err
	}
	buffer, left := make([]byte, chunkBytes), r.sandbox.limits.File
	for {
		n, err := r.in.Read(buffer)
		if err != nil && err != io.EOF {
			return callerErr(err)
		}
		if left -= int64(n); left < 0 {
			return errTooLarge
		}
		if n > 0 {
			w.watch.run()
			failed := w.out.write(frameData, buffer[:n])
			w.watch.pause()
			if failed != nil {
				return failed
			}
		}
		if err == io.EOF {
			return write(w.out.write(frameEnd, nil))
		}
	}
}

// chunkBytes is how much of a file is sent at once.
const chunkBytes = 64 << 10

// receive takes the parts of a file from the worker.
func (r *readRun) receive(ctx context.Context, w *worker) error {
	for {
		kind, body, err := w.next()
		if err != nil {
			return err
		}
		switch {
		case kind == frameBegin && r.current == nil:
			err = r.beginPart(w, body)
		case kind == frameImage && r.current != nil:
			err = r.ocrImage(ctx, w, body)
		case kind == framePart && r.current != nil:
			err = r.receivePart(w, body)
		case kind == frameEnd && r.current == nil && r.done > 0:
			return r.checkEmpty()
		default:
			err = protocolError("frame %q is not due", kind)
		}
		if err != nil {
			return err
		}
	}
}

// beginPart notes which part comes next.
func (r *readRun) beginPart(w *worker, body []byte) error {
	if r.done > partsPerFile*(r.sandbox.limits.Embedded+1) {
		return protocolError("more than %d parts", r.done)
	}
	var b partBegin
	if err := fromJSON(body, &b); err != nil {
		return err
	}
	w.watch.nextPart()
	p := extract.Item{Name: r.unique(b.Name), Parent: r.names[b.Parent], Format: sanitizeFormat(b.Format)}
	r.names[b.Name] = p.Name
	r.current = &p
	return nil
}

// checkEmpty says so if a container held nothing to read.
func (r *readRun) checkEmpty() error {
	if r.reported {
		return nil
	}
	return r.problem(extract.Item{Format: r.format}, "holds no document")
}

// unique gives a part a harmless name that no other part of the file has.
func (r *readRun) unique(raw string) string {
	if r.done == 0 {
		raw = "" // the file itself comes first
	}
	name := sanitizeName(raw)
	for n := r.done; r.used[name] || name == "" && r.done > 0; n++ {
		name = fmt.Sprintf("%s~%d", sanitizeName(raw), n)
	}
	r.used[name] = true
	return name
}

// receivePart takes one part and hands it over.
func (r *readRun) receivePart(w *worker, body []byte) error {
	var h partHead
	if err := fromJSON(body, &h); err != nil {
		return err
	}
	p := h.part()
	if p.Extracted != nil {
		if h.Reading.Text >= largeTextBytes {
			r.sandbox.large.Lock()
			defer r.sandbox.large.Unlock()
		}
		if err := r.receiveBody(w, h.Reading, p.Extracted); err != nil {
			return err
		}
	}
	p.Name, p.Parent = r.current.Name, r.current.Parent
	sanitize(&p)
	r.current = nil
	r.done++
	r.reported = r.reported || p.Extracted != nil || len(p.Problems) > 0
	return callerErr(r.each(p))
}

// receiveBody takes breaks and text of a part.
func (r *readRun) receiveBody(w *worker, announced *reading, into *extract.Extracted) error {
	r.text += int64(announced.Text)
	switch {
	case announced.Text < 0 || announced.Text > r.sandbox.limits.Text:
		return protocolError("a text of %d bytes", announced.Text)
	case announced.Breaks < 0 || announced.Breaks > maxBreaks:
		return protocolError("%d breaks", announced.Breaks)
	case r.text > r.sandbox.limits.Unpacked:
		return protocolError("more text than a file may hold")
	}
	breaks, err := receiveBreaks(w, announced.Breaks)
	if err != nil {
		return err
	}
	text, err := receiveText(w, announced.Text)
	into.Breaks, into.Text = breaks, text
	return err
}

// receiveBreaks takes so many breaks.
func receiveBreaks(w *worker, n int) ([]extract.Break, error) {
	var breaks []extract.Break
	for left := maxHeadingBytes; len(breaks) < n; {
		kind, body, err := w.next()
		if err != nil {
			return nil, err
		}
		if kind != frameBreak || len(body) == 0 {
			return nil, protocolError("frame %q where breaks were due", kind)
		}
		for len(body) > 0 {
			var b extract.Break
			if b, body, err = decodeBreak(body); err != nil {
				return nil, err
			}
			if left -= len(b.Heading); left < 0 || len(breaks) == n {
				return nil, protocolError("more headings than announced, or too long ones")
			}
			breaks = append(breaks, b)
		}
	}
	return breaks, nil
}

// receiveText takes a text of n bytes. The memory for it is claimed at once, and costs nothing before it is written to.
func receiveText(w *worker, n int) (string, error) {
	if n >= hugeTextBytes {
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
			return "", protocolError("frame %q of %d bytes where %d of text were due", kind, len(body), n-b.Len())
		}
		b.Write(body)
	}
	if !utf8.ValidString(b.String()) {
		return "", protocolError("a text that is not UTF-8")
	}
	return b.String(), nil
}
