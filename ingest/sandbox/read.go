package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"

	"daftar/index"
	"daftar/ingest/extract"
)

const (
	// maxWorkersPerFile is how many workers one file may end: a mailbox may hold a few bad messages, a hostile one thousands.
	maxWorkersPerFile = 5
	// itemsPerEmbedded: an embedded file may add an item that says why its own content cannot be read on.
	itemsPerEmbedded = 2
	// chunkBytes of a file are sent at once.
	chunkBytes = 64 << 10
)

// Read parses a file and passes its items to each, in order, as soon as they arrive. The file itself comes first, under the
// name "". A later item without Extracted may repeat a name: it adds problems, such as that the rest was not read.
//
// Nothing that a file does is an error: it becomes a problem of an item. When a worker ends over an item, that item gets the
// reason and a new worker reads on after it, if in is an io.Seeker at the beginning of the file; otherwise the rest is
// reported missing. Read fails if in or each fails, with that error, if no worker can be started, if ctx ends, and after
// Close.
func (s *Sandbox) Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error {
	if size > s.limits.File {
		return each(extract.Item{Format: f, Problems: []index.Problem{s.tooLarge()}})
	}
	w, err := s.acquire(ctx)
	if err != nil {
		return err
	}
	r := &readRun{sandbox: s, worker: w, format: f, name: name, in: in, size: size, each: each, names: map[string]string{}, used: map[string]bool{}}
	defer func() { s.slots <- r.worker }()
	return r.all(ctx)
}

func (s *Sandbox) tooLarge() index.Problem {
	return index.NewProblem(index.ProblemTooLarge, megabytes(s.limits.File))
}

// readRun is the state of one Read.
type readRun struct {
	sandbox *Sandbox
	worker  *worker // nil if none is running
	format  extract.Format
	name    string
	in      io.Reader
	size    int64
	each    func(extract.Item) error

	names    map[string]string // name of an item as the worker calls it -> as the caller knows it
	used     map[string]bool   // names that the caller knows
	current  *extract.Item     // the announced item that the worker is parsing
	done     int               // items received or given up
	crashed  []int             // numbers of items that ended a worker
	text     int64             // bytes of text received
	reported bool              // there was a text or a problem
	images   int               // pages given to OCR
}

// errTooLarge reports that a file has more bytes than its limit.
var errTooLarge = errors.New("file exceeds the size limit")

// callerError is an error that the worker did not cause.
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
			return r.report(extract.Item{Format: r.format}, r.sandbox.tooLarge())
		case errors.As(err, &other):
			r.endWorker()
			return other.error
		}
		reason, culpable := r.worker.failure(err), r.worker.culpable()
		r.endWorker()
		if !culpable && r.rewind() {
			continue
		}
		failures++
		again, err := r.workerLost(reason, failures)
		if err != nil || !again {
			return err
		}
	}
}

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

// report passes problems to the caller, as those of an item without text.
func (r *readRun) report(item extract.Item, problems ...index.Problem) error {
	item.Problems = problems
	r.reported = true
	return callerErr(r.each(item))
}

// workerLost reports what a worker that ended leaves unread, and returns whether another one shall read on.
func (r *readRun) workerLost(reason index.Problem, failures int) (again bool, err error) {
	whole := extract.Item{Format: r.format}
	rest := index.NewProblem(index.ProblemRestMissing, failures)
	switch {
	case r.current == nil && r.done > 0:
		return false, r.report(whole, reason, rest)
	case r.current == nil:
		return false, r.report(whole, reason)
	}
	err = r.report(*r.current, reason)
	r.crashed, r.current = append(r.crashed, r.done), nil
	r.done++
	if err != nil || r.done == 1 && !r.format.IsContainer() {
		return false, err
	}
	if failures < maxWorkersPerFile && r.rewind() {
		return true, nil
	}
	return false, r.report(whole, rest)
}

// attempt sends the file to a worker and receives its answer. An error other than a callerError is the worker's, which is
// then of no further use.
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
	w.watchdog.nextFile()
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

// send sends the file. The watchdog's clock runs only while the worker has to act.
func (r *readRun) send(w *worker) error {
	request := fileRequest{Format: r.format, Name: r.name, Size: r.size, Done: r.done, Crashed: r.crashed}
	err := w.timed(func() error { return errors.Join(w.out.writeJSON(frameFile, request), w.out.flush()) })
	if err != nil {
		return err
	}
	buffer, left := make([]byte, chunkBytes), r.sandbox.limits.File
	for {
		n, readErr := r.in.Read(buffer)
		if readErr != nil && readErr != io.EOF {
			return callerErr(readErr)
		}
		if left -= int64(n); left < 0 {
			return errTooLarge
		}
		if n > 0 {
			if err := w.timed(func() error { return w.out.write(frameData, buffer[:n]) }); err != nil {
				return err
			}
		}
		if readErr == io.EOF {
			return w.timed(func() error { return errors.Join(w.out.write(frameEnd, nil), w.out.flush()) })
		}
	}
}

// checkEmpty reports a container in which nothing was found.
func (r *readRun) checkEmpty() error {
	if r.reported {
		return nil
	}
	return r.report(extract.Item{Format: r.format}, index.NewProblem(index.ProblemEmpty))
}

// uniqueName returns a safe name that no other item of the file has.
func (r *readRun) uniqueName(raw string) string {
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
