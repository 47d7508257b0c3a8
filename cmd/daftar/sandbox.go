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
(.xlsx), CSV, EPUB, HTML, e-mail (.eml, .mbox, .msg) with attachments, ZIP archives,
text, Markdown, and JSON lines (.jsonl, .jsonl.gz)`

// managedSandbox is a sandbox with its temporary folder. It records whether it was used.
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
		// Without a home folder PDFium is compiled each time.
		if cache, err = os.MkdirTemp("", "daftar-"); err != nil {
			return nil, fmt.Errorf("find a cache folder for PDFium: %w", err)
		}
		w.temporary = cache
	}
	w.Sandbox, err = sandbox.Open(sandbox.Options{Limits: limits, OCR: ocr, Workers: jobs, Cache: cache})
	if err != nil {
		return nil, errors.Join(err, w.clear())
	}
	return w, nil
}

// bindOCR adds the flag --ocr.
func bindOCR(fs *pflag.FlagSet, ocr *bool) {
	fs.BoolVar(ocr, "ocr", false, "extract the text of image-only pages with tesseract, which must be on the PATH")
}

// findOCR finds tesseract if OCR was requested.
func findOCR(ctx context.Context, requested bool) (sandbox.OCR, error) {
	if !requested {
		return sandbox.OCR{}, nil
	}
	found, err := sandbox.FindOCR(ctx)
	if err != nil {
		return found, fmt.Errorf("--ocr: %w", err)
	}
	return found, nil
}

// cacheFolder returns the folder of the compiled PDFium. Only the user may write there, since it is executed.
func cacheFolder() (string, error) {
	home, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(home, "daftar")
	return dir, os.MkdirAll(dir, 0o700)
}

// Close ends all processes and removes the temporary folder.
func (w *managedSandbox) Close() error { return errors.Join(w.Sandbox.Close(), w.clear()) }

func (w *managedSandbox) clear() error {
	if w.temporary == "" {
		return nil
	}
	return os.RemoveAll(w.temporary)
}

// protections returns the protections of the workers, nil if none was needed.
func (w *managedSandbox) protections(ctx context.Context) (*sandbox.Protections, error) {
	if !w.used.Load() {
		return nil, nil
	}
	g, err := w.Protections(ctx)
	return &g, err
}
