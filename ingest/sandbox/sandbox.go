// Package cage takes hostile files apart where they cannot hurt.
//
// A file of an office, a page, a message or an archive may be made to crash its reader, to hang it, to fill its memory or
// to take it over. So it is read by a worker: the same binary in a child process (Serve), which gets the bytes over a pipe
// and answers over a pipe with the parts of the file. Before it sees the first byte it has locked itself: no files, no
// sockets, no other programs, no other processes, bounded memory (guard.go). The parent bounds its time, ends it when it
// misbehaves and reads the rest of the file with a new one. Whatever comes back is checked as if the file had written it
// (part.go): a reader that was taken over can say wrong things about its own file and do nothing else.
//
//	parent -> worker: open; then for each file: file, data..., end
//	worker -> parent: ready; then for each file: for each part begin, head, breaks..., text..., done; end
//
// The package neither walks folders nor knows what a document is worth. Workers live for many files, since starting one
// costs about as much as reading ten pages, and are replaced after some hundred, or when they have grown or died.
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

// Options say how files are taken apart. The zero Options are good but for Cache.
type Options struct {
	Command []string       // of a worker; default: this binary with the verb "extract"
	Workers int            // at once; default: one a processor
	Limits  extract.Limits // what is 0 is taken from extract.DefaultLimits
	Cache   string         // folder of PDFium's compiled module; "": PDF is not read
	OCR     OCR            // by FindOCR, to recognize the letters of scans; the zero OCR: they stay pages without text
}

// Sandbox reads files by its workers. It may be used by several goroutines; each Read has a worker of its own.
type Sandbox struct {
	command []string
	limits  extract.Limits
	cache   string
	ocr     OCR
	slots   chan *worker // as many as workers may run; nil stands for one that is not started

	starting sync.Mutex // one worker at a time: the first one may have to fill the cache

	closing sync.Once
	closed  error // what Close returns

	mu          sync.Mutex // of guards
	protections Protections

	large sync.Mutex // held by the Read whose part is large, see largeText
}

// errClosed is what Read returns after Close.
var errClosed = errors.New("the cage is closed")

// Open returns a cage. No worker is started before the first file. It fails if this binary cannot be found.
func Open(o Options) (*Sandbox, error) {
	if len(o.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find the program that reads files: %w", err)
		}
		o.Command = []string{self, "extract"}
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	c := &Sandbox{
		command: o.Command, limits: filled(o.Limits), cache: o.Cache, ocr: o.OCR, slots: make(chan *worker, o.Workers),
	}
	for range o.Workers {
		c.slots <- nil
	}
	return c, nil
}

// filled takes from the default limits what is not said.
func filled(l extract.Limits) extract.Limits {
	d := extract.DefaultLimits()
	return extract.Limits{
		Memory: cmp.Or(l.Memory, d.Memory), Time: cmp.Or(l.Time, d.Time), File: cmp.Or(l.File, d.File),
		Text: min(cmp.Or(l.Text, d.Text), extract.MaxTextBytes), Pages: cmp.Or(l.Pages, d.Pages), Rows: cmp.Or(l.Rows, d.Rows),
		Depth: cmp.Or(l.Depth, d.Depth), Embedded: cmp.Or(l.Embedded, d.Embedded), Unpacked: cmp.Or(l.Unpacked, d.Unpacked),
		Ratio: cmp.Or(l.Ratio, d.Ratio),
	}
}

// Close waits for every Read, ends all workers and waits for them. Read fails from then on. Closing twice does nothing.
func (c *Sandbox) Close() error {
	c.closing.Do(func() {
		var all []error
		for range cap(c.slots) {
			if w := <-c.slots; w != nil {
				all = append(all, w.close())
			}
		}
		close(c.slots)
		c.closed = errors.Join(all...)
	})
	return c.closed
}

// acquire waits for a free slot and returns its worker, a new one if there is none.
func (c *Sandbox) acquire(ctx context.Context) (*worker, error) {
	select {
	case w, ok := <-c.slots:
		if !ok {
			return nil, errClosed
		}
		return w, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Protections returns what holds a worker back and what is missing. The first call starts a worker to ask it.
func (c *Sandbox) Protections(ctx context.Context) (Protections, error) {
	if g := c.known(); len(g.Active)+len(g.Missing) > 0 {
		return g, nil
	}
	w, err := c.acquire(ctx)
	if err != nil {
		return Protections{}, err
	}
	if w == nil {
		w, err = c.start(ctx)
	}
	c.slots <- w
	return c.known(), err
}

func (c *Sandbox) known() Protections {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.protections
}
