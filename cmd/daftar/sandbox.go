package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"

	"daftar/ingest/extract"
	"daftar/ingest/sandbox"

	"github.com/spf13/pflag"
)

// supportedFormats says in manuals what is read.
const supportedFormats = `PDF, Word (.docx and .doc), OpenDocument, RTF, PowerPoint (.pptx), Excel
(.xlsx), CSV, EPUB, HTML, e-mail (.eml, .mbox, .msg) with what is attached to it, ZIP
archives, text, Markdown, and JSON lines (.jsonl, .jsonl.gz)`

// managedSandbox is a cage that knows whether it was used, and the folder that is cleared with it.
type managedSandbox struct {
	*sandbox.Sandbox
	used      atomic.Bool
	temporary string
}

// Read implements ingest.Reader.
func (w *managedSandbox) Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error {
	w.used.Store(true)
	return w.Sandbox.Read(ctx, f, name, in, size, each)
}

// openSandbox makes ready what takes files apart. No process is started before the first file.
func openSandbox(limits extract.Limits, ocr sandbox.OCR, jobs int) (*managedSandbox, error) {
	w := &managedSandbox{}
	cache, err := cacheFolder()
	if err != nil {
		// Without a home there is no place that lasts: the reader of PDF is then made ready each time.
		if cache, err = os.MkdirTemp("", "daftar-"); err != nil {
			return nil, fmt.Errorf("find a folder for the reader of PDF: %w", err)
		}
		w.temporary = cache
	}
	w.Sandbox, err = sandbox.Open(sandbox.Options{Limits: limits, OCR: ocr, Workers: jobs, Cache: cache})
	if err != nil {
		return nil, errors.Join(err, w.clear())
	}
	return w, nil
}

// bindOCR adds the flag that has the letters of scans recognized.
func bindOCR(fs *pflag.FlagSet, ocr *bool) {
	fs.BoolVar(ocr, "ocr", false, "recognize the letters of scans by tesseract, which must be on the PATH")
}

// findOCR finds what recognizes letters, if that is asked for.
func findOCR(ctx context.Context, asked bool) (sandbox.OCR, error) {
	if !asked {
		return sandbox.OCR{}, nil
	}
	found, err := sandbox.FindOCR(ctx)
	if err != nil {
		return found, fmt.Errorf("--ocr: %w", err)
	}
	return found, nil
}

// cacheFolder is where the reader of PDF is kept as it was compiled for this machine: nobody but the user writes there,
// since it is a program.
func cacheFolder() (string, error) {
	home, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(home, "daftar")
	return dir, os.MkdirAll(dir, 0o700)
}

// Close ends all processes of the cage and clears up.
func (w *managedSandbox) Close() error { return errors.Join(w.Sandbox.Close(), w.clear()) }

func (w *managedSandbox) clear() error {
	if w.temporary == "" {
		return nil
	}
	return os.RemoveAll(w.temporary)
}

// protections says what held the processes back that took files apart, nil if none was needed.
func (w *managedSandbox) protections(ctx context.Context) (*sandbox.Protections, error) {
	if !w.used.Load() {
		return nil, nil
	}
	g, err := w.Protections(ctx)
	return &g, err
}
