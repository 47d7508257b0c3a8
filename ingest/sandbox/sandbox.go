package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"

	"daftar/ingest/extract"
)

// Options configure a Sandbox. The zero Options read every format but PDF.
type Options struct {
	Command []string       // of a worker; default: this binary with the argument "extract"
	Workers int            // processes at once; default: one per processor
	Limits  extract.Limits // a zero field takes its value from extract.DefaultLimits
	Cache   string         // folder of PDFium's compiled module; "": PDF is not supported
	OCR     OCR            // from FindOCR; the zero OCR: scanned pages stay without text
}

// Sandbox reads files in worker processes. Many goroutines may use it; each Read has a worker to itself.
type Sandbox struct {
	command []string
	limits  extract.Limits
	cache   string
	ocr     OCR
	slots   chan *worker // one per worker that may run; nil stands for one that has not been started

	starting sync.Mutex // one worker starts at a time: the first may have to fill the cache

	closeOnce sync.Once
	closeErr  error

	mu          sync.Mutex // guards protections
	protections Protections

	large sync.Mutex // held by the Read that receives a large text, see largeTextBytes
}

// errClosed is returned by Read after Close.
var errClosed = errors.New("the sandbox is closed")

// Open returns a sandbox. It starts no worker before the first file, and fails if it cannot find this binary.
func Open(o Options) (*Sandbox, error) {
	if len(o.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find the binary of the workers: %w", err)
		}
		o.Command = []string{self, "extract"}
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	s := &Sandbox{
		command: o.Command, limits: withDefaults(o.Limits), cache: o.Cache, ocr: o.OCR, slots: make(chan *worker, o.Workers),
	}
	for range o.Workers {
		s.slots <- nil
	}
	return s, nil
}

func withDefaults(l extract.Limits) extract.Limits {
	d := extract.DefaultLimits()
	return extract.Limits{
		Memory: cmp.Or(l.Memory, d.Memory), Time: cmp.Or(l.Time, d.Time), File: cmp.Or(l.File, d.File),
		Text: min(cmp.Or(l.Text, d.Text), extract.MaxTextBytes), Pages: cmp.Or(l.Pages, d.Pages), Rows: cmp.Or(l.Rows, d.Rows),
		Depth: cmp.Or(l.Depth, d.Depth), Embedded: cmp.Or(l.Embedded, d.Embedded), Unpacked: cmp.Or(l.Unpacked, d.Unpacked),
		Ratio: cmp.Or(l.Ratio, d.Ratio),
	}
}

// Close waits for every Read, ends all workers and waits for them. Afterwards Read fails. Further calls do nothing.
func (s *Sandbox) Close() error {
	s.closeOnce.Do(func() {
		var all []error
		for range cap(s.slots) {
			if w := <-s.slots; w != nil {
				all = append(all, w.close())
			}
		}
		close(s.slots)
		s.closeErr = errors.Join(all...)
	})
	return s.closeErr
}

// acquire waits for a free slot and returns its worker, nil if none runs there.
func (s *Sandbox) acquire(ctx context.Context) (*worker, error) {
	select {
	case w, ok := <-s.slots:
		if !ok {
			return nil, errClosed
		}
		return w, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Protections returns the protections of a worker. The first call starts a worker to find out.
func (s *Sandbox) Protections(ctx context.Context) (Protections, error) {
	if p := s.knownProtections(); len(p.Active)+len(p.Missing) > 0 {
		return p, nil
	}
	w, err := s.acquire(ctx)
	if err != nil {
		return Protections{}, err
	}
	if w == nil {
		w, err = s.start(ctx)
	}
	s.slots <- w
	return s.knownProtections(), err
}

func (s *Sandbox) knownProtections() Protections {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.protections
}
