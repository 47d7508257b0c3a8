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

// Reader reads one PDF at a time. It is not safe for concurrent use.
type Reader struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	file     []byte // file that is being read
	scanned  []int  // see ScannedPages
}

// Open compiles PDFium into a cache in cacheDir, which takes some seconds, or loads it from there. It creates cacheDir
// if needed. The Reader opens no file after that.
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

// Close releases the WebAssembly runtime.
func (e *Reader) Close() error { return e.runtime.Close(context.Background()) }

// withInstance calls do with a new PDFium instance that reads data, for at most limit.
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
	in := &instance{ctx: ctx, limit: limit, module: module, functions: map[string]api.Function{}}
	in.call("FPDF_InitLibrary")
	in.scratch = in.malloc(scratchBytes)
	if in.err != nil {
		return fmt.Errorf("start PDFium: %w", in.err)
	}
	do(in)
	return nil
}

// timeShare of the file's time limit is available for reading, so that pages read so far are returned before the caller
// ends the process.
const timeShare = 0.8

// Read extracts the text of a PDF. Without text it returns nil and the problem that says why. Limits that were reached
// are among the problems.
func (e *Reader) Read(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	var d *document
	e.scanned = nil
	err := e.withInstance(data, time.Duration(float64(l.Time)*timeShare), func(in *instance) { d = readDocument(in, len(data), l) })
	if err != nil {
		return nil, []index.Problem{index.NewProblem(index.ProblemParserFailed, err.Error())}
	}
	e.scanned = d.scanned
	return d.extracted()
}

// ScannedPages returns the pages of the last file, from 1, that are images without text.
func (e *Reader) ScannedPages() []int { return e.scanned }
