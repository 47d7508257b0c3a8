package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"daftar/ingest/extract"
)

// Scanned pages are read by tesseract, a program of others that reads images which untrusted files have drawn. It runs once
// for each page, started by this binary (ExecOCR) in a process that restricts itself first: it can read and run the
// program, its libraries and its data, and do nothing else. It gets the image over a pipe and answers over a pipe.

// OCR is an installed tesseract. The zero OCR recognizes nothing.
type OCR struct {
	Program   string // file
	Data      string // folder of the languages
	Languages string // in tesseract's notation: eng+rus
	Version   string
}

// String identifies program, version and languages; if it changes, so may the text of scans. The zero OCR is "".
func (o OCR) String() string {
	if o.Program == "" {
		return ""
	}
	return fmt.Sprintf("tesseract %s (%s)", o.Version, o.Languages)
}

// ocrLanguages are those of the region. Each makes tesseract slower, so the first maxLanguages that are installed are used.
var ocrLanguages = []string{"eng", "rus", "ara", "fas", "urd", "pus", "tur", "uzb", "uzb_cyrl", "tgk", "kaz", "kir", "hin", "chi_sim"}

const (
	// maxLanguages keeps a page at some seconds.
	maxLanguages = 6
	// ocrTime and ocrMemory are what tesseract may use for a page.
	ocrTime   = time.Minute
	ocrMemory = 1 << 30
	// maxOCRPixels is the largest page that package pdf renders.
	maxOCRPixels = 32 << 20
)

var (
	ocrVersion = regexp.MustCompile(`(?m)^tesseract v?([0-9.]+)`)
	ocrFolder  = regexp.MustCompile(`in "([^"]+)"`)
)

// FindOCR finds tesseract on the PATH and asks it for its languages. It fails with a text for the user if there is none, or
// if it cannot be sandboxed here.
func FindOCR(ctx context.Context) (OCR, error) {
	if err := canSandboxPrograms(); err != nil {
		return OCR{}, fmt.Errorf("tesseract cannot be sandboxed on this machine: %w", err)
	}
	program, err := exec.LookPath("tesseract")
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return OCR{}, errors.New("tesseract is not on the PATH: install it with the data of your languages, or leave out --ocr")
	}
	if program, err = filepath.Abs(program); err != nil {
		return OCR{}, err
	}
	version, err := exec.CommandContext(ctx, program, "--version").CombinedOutput()
	if err != nil {
		return OCR{}, fmt.Errorf("ask tesseract for its version: %w", err)
	}
	list, err := exec.CommandContext(ctx, program, "--list-langs").CombinedOutput()
	if err != nil {
		return OCR{}, fmt.Errorf("ask tesseract for its languages: %w", err)
	}
	return parseOCR(program, string(version), string(list))
}

// parseOCR reads the output of tesseract's --version and --list-langs.
func parseOCR(program, version, list string) (OCR, error) {
	o := OCR{Program: program, Version: "of unknown version"}
	if m := ocrVersion.FindStringSubmatch(version); m != nil {
		o.Version = m[1]
	}
	m := ocrFolder.FindStringSubmatch(list)
	if m == nil {
		return OCR{}, errors.New("tesseract --list-langs does not name the folder of its languages")
	}
	o.Data = m[1]
	installed := strings.Fields(list)
	var used []string
	for _, lang := range ocrLanguages {
		if slices.Contains(installed, lang) && len(used) < maxLanguages {
			used = append(used, lang)
		}
	}
	if len(used) == 0 {
		return OCR{}, fmt.Errorf("tesseract has none of the languages %s", strings.Join(ocrLanguages, ", "))
	}
	o.Languages = strings.Join(used, "+")
	return o, nil
}

// recognizeImage passes an image from the worker to tesseract, row by row, and answers with its text. The worker's clock
// restarts: the time limit holds for each page.
func (r *readRun) recognizeImage(ctx context.Context, w *worker, body []byte) error {
	var size imageSize
	if err := decodeJSON(body, &size); err != nil {
		return err
	}
	r.images++
	if size.Width <= 0 || size.Height <= 0 || size.Width > maxOCRPixels || size.Height > maxOCRPixels/size.Width || r.images > maxScanPages*(r.done+1) {
		return protocolError("image of %d by %d", size.Width, size.Height)
	}
	o, err := r.sandbox.startOCR(ctx)
	if err != nil {
		return callerErr(err)
	}
	defer o.end()
	o.write(fmt.Appendf(nil, "P5\n%d %d\n255\n", size.Width, size.Height)) // the header of a PGM file
	for left := size.Width * size.Height; left > 0; {
		kind, rows, err := w.next()
		if err != nil {
			return err
		}
		if kind != frameRows || len(rows) == 0 || len(rows) > left {
			return protocolError("got frame %q, want rows of an image", kind)
		}
		o.write(rows)
		left -= len(rows)
	}
	text := o.text()
	if ctx.Err() != nil {
		return callerErr(context.Cause(ctx))
	}
	w.watchdog.nextItem()
	return errors.Join(w.out.write(frameOCRText, text), w.out.flush())
}

// recognizer is a running tesseract.
type recognizer struct {
	cmd      *exec.Cmd
	in       io.WriteCloser
	stdout   boundedBuffer
	cancel   context.CancelFunc
	writeErr error
}

func (s *Sandbox) startOCR(ctx context.Context) (*recognizer, error) {
	if s.ocr.Program == "" {
		return nil, protocolError("image without a request for OCR")
	}
	ctx, cancel := context.WithTimeout(ctx, ocrTime)
	args := append(slices.Clone(s.command[1:]), ocrCommand, s.ocr.Program, s.ocr.Data, s.ocr.Languages)
	cmd := exec.CommandContext(ctx, s.command[0], args...)
	isolate(cmd)
	r := &recognizer{cmd: cmd, cancel: cancel, stdout: boundedBuffer{max: maxFrameBytes}}
	cmd.Stdout = &r.stdout
	in, err := cmd.StdinPipe()
	if err == nil {
		r.in = in
		err = cmd.Start()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start OCR: %w", err)
	}
	return r, nil
}

// write passes pixels on. A tesseract that no longer reads them is noticed when it has ended.
func (r *recognizer) write(pixels []byte) {
	if r.writeErr == nil {
		_, r.writeErr = r.in.Write(pixels)
	}
}

// text waits for the text. It is empty if tesseract failed: the page then stays without text.
func (r *recognizer) text() []byte {
	r.in.Close()
	if err := r.cmd.Wait(); err != nil {
		return nil
	}
	return r.stdout.buffer.Bytes()
}

// end kills tesseract unless it has ended.
func (r *recognizer) end() {
	r.cancel()
	if r.cmd.ProcessState == nil {
		r.in.Close()
		// It was killed: its exit status says nothing.
		_ = r.cmd.Wait()
	}
}

// boundedBuffer keeps the first max bytes that are written to it.
type boundedBuffer struct {
	max    int
	buffer bytes.Buffer
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	b.buffer.Write(p[:min(len(p), b.max-b.buffer.Len())])
	return len(p), nil
}

// ocrCommand is the first argument of ExecOCR.
const ocrCommand = "ocr"

// ExecOCR restricts this process and replaces it by tesseract, which reads an image from standard input and writes text to
// standard output. The arguments are those that the sandbox passes. It returns only if it fails.
func ExecOCR(args []string) error {
	if len(args) != 4 || args[0] != ocrCommand {
		return fmt.Errorf("arguments must be %q, program, data folder and languages, got %q", ocrCommand, args)
	}
	runtime.LockOSThread() // the restrictions hold for this thread, which becomes the program
	l := extract.Limits{Memory: ocrMemory}
	return execProgram(l, args[1], args[2], []string{"tesseract", "stdin", "stdout", "-l", args[3], "--tessdata-dir", args[2]})
}
