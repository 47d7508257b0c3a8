package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

const (
	// startTime bounds the start of a worker: 0.3 s is usual, the first one compiles PDFium, which takes about ten.
	startTime = 2 * time.Minute
	// endTime is how long a worker may take to end when asked to.
	endTime = 2 * time.Second
	// maxFilesPerWorker and maxIdleMemory end a healthy worker, so that what one file left behind in it, by accident or
	// by intent, does not affect all others.
	maxFilesPerWorker = 200
	maxIdleMemory     = 400 << 20
	// maxStderrBytes are kept of the standard error: the first lines of a Go program say why it ends.
	maxStderrBytes = 8 << 10
)

// worker is a child process that parses files, as its parent sees it.
type worker struct {
	cmd      *exec.Cmd
	in       io.WriteCloser
	frames   *frameReader
	out      *frameWriter
	watchdog *watchdog
	stderr   *stderrBuffer
	limits   extract.Limits
	files    int
	endOnce  sync.Once
}

// start starts a worker and waits until it has restricted itself.
func (s *Sandbox) start(ctx context.Context) (*worker, error) {
	s.starting.Lock()
	defer s.starting.Unlock()
	w, err := startProcess(s.command, s.limits)
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	stop := context.AfterFunc(ctx, w.kill)
	defer stop()
	protections, err := w.init(initRequest{Limits: s.limits, Cache: s.cache, OCR: s.ocr.Program != ""})
	if err != nil {
		w.wait(err)
		return nil, errors.Join(context.Cause(ctx), fmt.Errorf("start a worker: %w: %s", err, w.stderr.lastWords()))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.protections = protections
	return w, nil
}

func startProcess(command []string, l extract.Limits) (*worker, error) {
	stderr := &stderrBuffer{}
	cmd := exec.Command(command[0], command[1:]...)
	isolate(cmd)
	cmd.Stderr = stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &worker{
		cmd: cmd, in: in, frames: newFrameReader(out), out: newFrameWriter(in), watchdog: newWatchdog(cmd.Process, l), stderr: stderr, limits: l,
	}, nil
}

// isolate gives a command no environment and the root folder, and a process group without the parent's Ctrl-C.
func isolate(cmd *exec.Cmd) {
	cmd.Env = []string{}
	cmd.Dir = filepath.VolumeName(cmd.Path) + string(filepath.Separator)
	cmd.SysProcAttr = newProcessGroup()
	cmd.WaitDelay = endTime
}

// init sends the limits to the worker and waits until it is ready.
func (w *worker) init(request initRequest) (Protections, error) {
	var p Protections
	w.watchdog.limit = startTime
	return p, w.timed(func() error {
		return errors.Join(w.out.writeJSON(frameInit, request), w.out.flush(), w.frames.expect(frameReady, &p))
	})
}

// timed runs the watchdog's clock while do waits for the worker.
func (w *worker) timed(do func() error) error {
	w.watchdog.start()
	defer w.watchdog.pause()
	return do()
}

// next waits for a frame of the worker.
func (w *worker) next() (kind byte, body []byte, err error) {
	w.watchdog.start()
	defer w.watchdog.pause()
	return w.frames.next()
}

// exhausted reports whether the worker should be replaced.
func (w *worker) exhausted() bool {
	used, _ := usageOf(w.cmd.Process.Pid)
	return w.files >= maxFilesPerWorker || used.memory > maxIdleMemory
}

func (w *worker) kill() {
	// A worker that has already ended needs no signal.
	_ = w.cmd.Process.Kill()
}

// end kills the worker and waits for it.
func (w *worker) end() {
	w.endOnce.Do(func() {
		w.watchdog.pause()
		w.kill()
		w.in.Close()
		// It was killed: its exit status says nothing.
		_ = w.cmd.Wait()
	})
}

// close lets an idle worker end by itself.
func (w *worker) close() error {
	w.in.Close()
	timer := time.AfterFunc(endTime, w.kill)
	defer timer.Stop()
	var err error
	w.endOnce.Do(func() { err = w.cmd.Wait() })
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // it was idle: nothing is lost
	}
	return err
}

// wait ends a worker after an error. One that has closed its pipe is about to end by itself, and its own exit status says
// more than a kill.
func (w *worker) wait(err error) {
	if !errors.Is(err, errProtocol) && w.watchdog.exceeded() == nil {
		timer := time.AfterFunc(endTime, w.kill)
		w.endOnce.Do(func() {
			w.in.Close()
			// ProcessState has what is needed of the error.
			_ = w.cmd.Wait()
		})
		timer.Stop()
	}
	w.end()
}

// failure ends a worker after an error of talking to it, and returns the reason.
func (w *worker) failure(err error) index.Problem {
	w.wait(err)
	if excess := w.watchdog.exceeded(); excess != nil {
		return *excess
	}
	if errors.Is(err, errProtocol) {
		return index.NewProblem(index.ProblemParserFailed, errProtocol.Error())
	}
	if w.cmd.ProcessState.ExitCode() == exitTimedOut {
		return *timedOut(w.limits.Time)
	}
	if p := w.stderr.exhaustion(w.limits); p != nil {
		return *p
	}
	detail := w.stderr.lastWords()
	if detail == "" && !w.cmd.ProcessState.Exited() {
		detail = w.cmd.ProcessState.String()
	}
	return index.NewProblem(index.ProblemParserFailed, singleLine(detail, maxDetailBytes))
}

// culpable reports whether the current file likely ended the worker: it was the worker's only file, or too slow. Otherwise
// earlier files may have left too little memory, or worse.
func (w *worker) culpable() bool {
	excess := w.watchdog.exceeded()
	return w.files <= 1 || excess != nil && excess.Code == index.ProblemTimedOut
}

// maxDetailBytes are shown of the reason that a worker gave.
const maxDetailBytes = 120

// stderrBuffer keeps the beginning of the standard error of a worker.
type stderrBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *stderrBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Write(p[:min(len(p), maxStderrBytes-b.text.Len())])
	return len(p), nil
}

func (b *stderrBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// exhaustion recognises the reports of the Go runtime, which has no other channel, that memory or stack is exhausted.
func (b *stderrBuffer) exhaustion(l extract.Limits) *index.Problem {
	memory, depth := outOfMemory(l), index.NewProblem(index.ProblemTooDeep)
	for _, known := range []struct {
		report  string
		problem index.Problem
	}{
		{"out of memory", memory}, {"cannot allocate memory", memory}, {"stack exceeds", depth}, {"stack overflow", depth},
	} {
		if strings.Contains(b.String(), known.report) {
			return &known.problem
		}
	}
	return nil
}

// lastWords returns the line in which a Go program, or this one, says why it ends.
func (b *stderrBuffer) lastWords() string {
	for line := range strings.Lines(b.String()) {
		for _, prefix := range []string{"panic: ", "fatal error: ", "daftar: "} {
			if reason, ok := strings.CutPrefix(line, prefix); ok {
				return strings.TrimSpace(reason)
			}
		}
	}
	return ""
}
