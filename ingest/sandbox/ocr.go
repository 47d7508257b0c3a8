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

// The letters of scans are recognized by tesseract, which is a program of its own and reads images that hostile files
// have drawn. It runs once for each page, started by a step of this binary (Recognize) that locks itself first: it can
// read and run its own program, libraries and data and nothing else, has no sockets, starts no processes, and gets the
// image over a pipe and answers with text over a pipe.

// OCR is a tesseract that was found. The zero OCR recognizes nothing.
type OCR struct {
	Program   string // its file
	Data      string // folder of its languages
	Languages string // as it wants them: eng+rus
	Version   string
}

// String says what recognizes letters: if it changes, so may the text of scans. "" if nothing does.
func (o OCR) String() string {
	if o.Program == "" {
		return ""
	}
	return fmt.Sprintf("tesseract %s (%s)", o.Version, o.Languages)
}

// ocrLanguages are those of the region, in the order in which they are tried if they are installed; each makes it slower.
var ocrLanguages = []string{"eng", "rus", "ara", "fas", "urd", "pus", "tur", "uzb", "uzb_cyrl", "tgk", "kaz", "kir", "hin", "chi_sim"}

const (
	// maxLanguages keeps a page at some seconds.
	maxLanguages = 6
	// ocrTime is what tesseract may take for a page; ocrMemory is what it may need.
	ocrTime   = time.Minute
	ocrMemory = 1 << 30
	// maxOCRPixels is the largest page it is given, which is what pdf draws at most.
	maxOCRPixels = 32 << 20
)

var (
	ocrVersion = regexp.MustCompile(`(?m)^tesseract v?([0-9.]+)`)
	ocrFolder  = regexp.MustCompile(`in "([^"]+)"`)
)

// FindOCR finds tesseract on the PATH and asks which languages it knows. It fails with words for the user if there is
// none, or it cannot be locked in here.
func FindOCR(ctx context.Context) (OCR, error) {
	if err := canSandboxPrograms(); err != nil {
		return OCR{}, fmt.Errorf("tesseract cannot be locked in on this machine: %w", err)
	}
	program, err := exec.LookPath("tesseract")
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return OCR{}, errors.New("no tesseract on the PATH: install it, with the data of the languages you need, or leave out OCR")
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
	return describeOCR(program, string(version), string(list))
}

func describeOCR(program, version, list string) (OCR, error) {
	o := OCR{Program: program, Version: "of unknown version"}
	if m := ocrVersion.FindStringSubmatch(version); m != nil {
		o.Version = m[1]
	}
	m := ocrFolder.FindStringSubmatch(list)
	if m == nil {
		return OCR{}, errors.New("tesseract does not say where its languages lie")
	}
	o.Data = m[1]
	installed := strings.Fields(list)
	var known []string
	for _, lang := range ocrLanguages {
		if slices.Contains(installed, lang) && len(known) < maxLanguages {
			known = append(known, lang)
		}
	}
	if len(known) == 0 {
		return OCR{}, fmt.Errorf("tesseract has none of the languages %s", strings.Join(ocrLanguages, ", "))
	}
	o.Languages = strings.Join(known, "+")
	return o, nil
}

// ocrImage takes a picture of the worker's, has its letters recognized and answers with them. The picture goes through
// piece by piece. The worker's clock begins anew: each page is a piece of work of its own.
func (r *readRun) ocrImage(ctx context.Context, w *worker, body []byte) error {
	var p imageSize
	if err := fromJSON(body, &p); err != nil {
		return err
	}
	r.images++
	if p.Width <= 0 || p.Height <= 0 || p.Width > maxOCRPixels || p.Height > maxOCRPixels/p.Width || r.images > maxScanPages*(r.done+1) {
		return protocolError("a picture of %d by %d", p.Width, p.Height)
	}
	o, err := r.sandbox.startOCR(ctx)
	if err != nil {
		return callerErr(err)
	}
	defer o.end()
	o.write(fmt.Appendf(nil, "P5\n%d %d\n255\n", p.Width, p.Height))
	for left := p.Width * p.Height; left > 0; {
		kind, rows, err := w.next()
		if err != nil {
			return err
		}
		if kind != frameRows || len(rows) == 0 || len(rows) > left {
			return protocolError("frame %q where a picture was due", kind)
		}
		o.write(rows)
		left -= len(rows)
	}
	text := o.letters()
	if ctx.Err() != nil {
		return callerErr(context.Cause(ctx))
	}
	w.watch.nextPart()
	if err := w.out.write(frameOCRText, text); err != nil {
		return err
	}
	return w.out.flush()
}

// recognizer is a running tesseract.
type recognizer struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	text   boundedBuffer
	cancel context.CancelFunc
	failed error
}

func (c *Sandbox) startOCR(ctx context.Context) (*recognizer, error) {
	if c.ocr.Program == "" {
		return nil, protocolError("a picture that nobody asked for")
	}
	ctx, cancel := context.WithTimeout(ctx, ocrTime)
	args := append(slices.Clone(c.command[1:]), ocrCommand, c.ocr.Program, c.ocr.Data, c.ocr.Languages)
	cmd := exec.CommandContext(ctx, c.command[0], args...)
	cmd.Env = []string{}
	cmd.Dir = filepath.VolumeName(cmd.Path) + string(filepath.Separator)
	cmd.SysProcAttr = newProcessGroup()
	cmd.WaitDelay = endTime
	r := &recognizer{cmd: cmd, cancel: cancel, text: boundedBuffer{most: maxFrameBytes}}
	cmd.Stdout = &r.text
	in, err := cmd.StdinPipe()
	if err == nil {
		r.in = in
		err = cmd.Start()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the recognition of letters: %w", err)
	}
	return r, nil
}

// write hands on a piece of the picture. That tesseract does not take it shows when it has ended.
func (r *recognizer) write(piece []byte) {
	if r.failed == nil {
		_, r.failed = r.in.Write(piece)
	}
}

// letters waits for the text, which is empty if it failed: then the page stays one without text.
func (r *recognizer) letters() []byte {
	r.in.Close()
	if err := r.cmd.Wait(); err != nil {
		return nil
	}
	return r.text.all.Bytes()
}

// end ends it, if it has not ended by itself.
func (r *recognizer) end() {
	r.cancel()
	if r.cmd.ProcessState == nil {
		r.in.Close()
		// It was killed: there is nothing to learn from how it has ended.
		_ = r.cmd.Wait()
	}
}

// boundedBuffer keeps the beginning of what is written to it.
type boundedBuffer struct {
	most int
	all  bytes.Buffer
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	b.all.Write(p[:min(len(p), b.most-b.all.Len())])
	return len(p), nil
}

// ocrCommand is the argument of the step that locks itself and becomes tesseract.
const ocrCommand = "ocr"

// ExecOCR locks this process in and becomes tesseract, which reads an image from the standard input and writes text to
// the standard output. Its arguments are those that the cage gives to the step. It returns only if it fails.
func ExecOCR(args []string) error {
	if len(args) != 4 || args[0] != ocrCommand {
		return fmt.Errorf("read %q: not a step that daftar knows", args)
	}
	runtime.LockOSThread() // locks are set for this thread, which becomes the program
	l := extract.Limits{Memory: ocrMemory}
	return execProgram(l, args[1], args[2], []string{"tesseract", "stdin", "stdout", "-l", args[3], "--tessdata-dir", args[2]})
}
