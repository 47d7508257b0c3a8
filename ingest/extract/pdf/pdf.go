// Package pdf takes a PDF apart: its text in reading order, with page numbers, headings and what it says about itself.
//
// PDFium, compiled to WebAssembly, decodes the file and says which character stands where on a page; everything after
// that is geometry and done here: rows, columns, directions of writing, paragraphs, words broken at line ends, headers
// and footers. A PDF has no lines and no words, only characters at places, and those who make them write them in any
// order; so the order in the file counts only where the places say nothing.
//
// It opens no files but the cache of the compiled module, and that only in Prepare and Open: after Open a process may be
// locked up. It recognises no letters in images; Render gives the image of a page to who does.
package pdf

import (
	"context"
	"fmt"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"daftar/index"
	"daftar/ingest/extract"
)

// Prepare compiles PDFium into a cache in cacheDir, which it makes, unless it is there already. It takes some seconds
// once for each version of this program and spares Open the same.
func Prepare(cacheDir string) error {
	runtime, _, err := compileModule(cacheDir)
	if err != nil {
		return err
	}
	return runtime.Close(context.Background())
}

// Reader reads one PDF at a time: it must not be used by two goroutines at once.
type Reader struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	file     []byte // that is being read
	scanned  []int  // see Scanned
}

// Open loads PDFium from the cache that Prepare filled, or compiles it if it is not there. An Engine opens no file
// after that.
func Open(cacheDir string) (*Reader, error) {
	runtime, compiled, err := compileModule(cacheDir)
	if err != nil {
		return nil, err
	}
	e := &Reader{runtime: runtime, compiled: compiled}
	if err := instantiateHost(context.Background(), runtime, compiled, func() []byte { return e.file }); err != nil {
		_ = e.Close()
		return nil, err
	}
	return e, nil
}

// Close gives the module back.
func (e *Reader) Close() error { return e.runtime.Close(context.Background()) }

// withInstance calls do with a fresh instance that has data before it, for at most limit.
func (e *Reader) withInstance(data []byte, limit time.Duration, do func(*instance)) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	birth := experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(newMemory))
	module, err := e.runtime.InstantiateModule(birth, e.compiled, moduleConfig())
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	defer func() {
		e.file = nil
		_ = module.Close(context.Background())
	}()
	e.file = data
	in := &instance{ctx: ctx, module: module, functions: map[string]api.Function{}}
	in.call("FPDF_InitLibrary")
	in.scratch = in.malloc(scratchBytes)
	if in.err != nil {
		return fmt.Errorf("start PDFium: %w", in.err)
	}
	do(in)
	return nil
}

// timeShare of the time limit of a file after which reading stops and keeps what it has: who set the limit ends the process
// when all of it has passed.
const timeShare = 0.8

// Read takes a PDF apart. It returns nil if there is nothing to read, with the problem that says why; a limit that cut
// something is said with the reading and as a problem.
func (e *Reader) Read(data []byte, l extract.Limits) (*extract.Reading, []index.Problem) {
	var d *document
	e.scanned = nil
	err := e.withInstance(data, time.Duration(float64(l.Time)*timeShare), func(in *instance) { d = readDocument(in, len(data), l) })
	if err != nil {
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	e.scanned = d.scanned
	return d.extracted()
}

// ScannedPages returns the pages, from 1, of the file that was read last which are images without text.
func (e *Reader) ScannedPages() []int { return e.scanned }
