package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"daftar/ingest/extract"
)

const (
	// startTime is what a worker may take to be ready: 0.3 s is usual, the first one compiles PDFium for some ten.
	startTime = 2 * time.Minute
	// endTime is what a worker may take to end when it is asked to.
	endTime = 2 * time.Second
	// maxFilesPerWorker and memoryOfWorker end a worker that is well: what one file has left behind in it, by chance or by
	// intent, shall not meet all others.
	maxFilesPerWorker = 200
	maxIdleMemory     = 400 << 20
	// maxStderrBytes is what is kept of a worker's standard error: the first lines of a Go program say why it ends.
	maxStderrBytes = 8 << 10
)

// worker is a child process that takes files apart.
type worker struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	frames  *frameReader
	out     *frameWriter
	watch   *watchdog
	stderr  *stderrBuffer
	limits  extract.Limits
	files   int
	endOnce sync.Once
	ended   error
}

// start starts a worker and waits until it has locked itself.
func (c *Sandbox) start(ctx context.Context) (*worker, error) {
	c.starting.Lock()
	defer c.starting.Unlock()
	w, err := spawn(c.command, c.limits)
	if err != nil {
		return nil, fmt.Errorf("start a reader: %w", err)
	}
	stop := context.AfterFunc(ctx, w.kill)
	defer stop()
	guards, err := w.open(initRequest{Limits: c.limits, Cache: c.cache, OCR: c.ocr.Program != ""})
	if err != nil {
		reason := w.reason(err)
		return nil, errors.Join(context.Cause(ctx), fmt.Errorf("start a reader: %s", reason))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.protections = guards
	return w, nil
}

func spawn(command []string, l extract.Limits) (*worker, error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = []string{}
	cmd.Dir = filepath.VolumeName(cmd.Path) + string(filepath.Separator)
	cmd.SysProcAttr = newProcessGroup()
	cmd.WaitDelay = endTime
	said := &stderrBuffer{}
	cmd.Stderr = said
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
		cmd: cmd, in: in, frames: newFrameReader(out), out: newFrameWriter(in), watch: newWatchdog(cmd.Process, l), stderr: said, limits: l,
	}, nil
}

// open tells the worker its limits and waits until it is ready.
func (w *worker) open(o initRequest) (Protections, error) {
	var guards Protections
	w.watch.limit = startTime
	w.watch.run()
	defer w.watch.pause()
	if err := w.out.writeJSON(frameInit, o); err != nil {
		return guards, err
	}
	if err := w.out.flush(); err != nil {
		return guards, err
	}
	err := w.frames.expect(frameReady, &guards)
	return guards, err
}

// next waits for a frame of the worker.
func (w *worker) next() (kind byte, body []byte, err error) {
	w.watch.run()
	defer w.watch.pause()
	return w.frames.next()
}

// exhausted reports whether the worker should be replaced.
func (w *worker) exhausted() bool {
	used, _ := usageOf(w.cmd.Process.Pid)
	return w.files >= maxFilesPerWorker || used.memory > maxIdleMemory
}

func (w *worker) kill() {
	// A worker that has ended by itself needs no killing.
	_ = w.cmd.Process.Kill()
}

// end ends the worker at once and waits for it.
func (w *worker) end() {
	w.endOnce.Do(func() {
		w.watch.pause()
		w.kill()
		w.in.Close()
		w.ended = w.cmd.Wait()
	})
}

// close lets a worker that is idle end by itself.
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

// reason ends a worker that has failed and says why, in words. The error is what talking to it gave.
func (w *worker) reason(err error) string {
	// A worker that has closed its pipe is about to end: its own exit status says more than a kill.
	if !errors.Is(err, errProtocol) && w.watch.why() == "" {
		timer := time.AfterFunc(endTime, w.kill)
		w.endOnce.Do(func() { w.in.Close(); w.ended = w.cmd.Wait() })
		timer.Stop()
	}
	w.end()
	if why := w.watch.why(); why != "" {
		return why
	}
	if errors.Is(err, errProtocol) {
		return "could not be taken apart (the reader's answer made no sense)"
	}
	return w.stderr.reason(w.limits, w.cmd.ProcessState)
}

// culpable reports whether the file at hand is to blame for the end of the worker: it is if the worker has read no other
// before, or was too slow. Else earlier files may have left too little memory, or worse.
func (w *worker) culpable() bool { return w.files <= 1 || strings.Contains(w.watch.why(), "took more") }

// stderrBuffer keeps the beginning of what a worker writes on its standard error.
type stderrBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (c *stderrBuffer) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text.Write(p[:min(len(p), maxStderrBytes-c.text.Len())])
	return len(p), nil
}

// reason tells from the last words of a worker why it has ended.
func (c *stderrBuffer) reason(l extract.Limits, state *os.ProcessState) string {
	c.mu.Lock()
	said := c.text.String()
	c.mu.Unlock()
	for _, known := range []struct{ mark, reason string }{
		{"out of memory", tooMuchMemory(l)},
		{"cannot allocate memory", tooMuchMemory(l)},
		{"stack exceeds", "nested too deeply to be taken apart"},
		{"stack overflow", "nested too deeply to be taken apart"},
		{timedOut, "took more than " + seconds(l.Time)},
	} {
		if strings.Contains(said, known.mark) {
			return known.reason
		}
	}
	for line := range strings.Lines(said) {
		for _, mark := range []string{"panic: ", "fatal error: ", "daftar: "} {
			if what, ok := strings.CutPrefix(line, mark); ok {
				return "could not be taken apart (the reader failed: " + singleLine(what, 120) + ")"
			}
		}
	}
	if state != nil && !state.Exited() {
		return "could not be taken apart (the reader was ended: " + singleLine(state.String(), 120) + ")"
	}
	return "could not be taken apart (the reader failed)"
}
