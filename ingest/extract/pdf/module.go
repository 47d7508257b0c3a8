package pdf

import (
	"context"
	"fmt"
	"io"
	_ "unsafe" // for go:linkname

	_ "github.com/klippa-app/go-pdfium/webassembly" // links the module
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// wasm is PDFium as go-pdfium compiled it to WebAssembly.
//
// The linkname is needed because go-pdfium v1.21.4, the newest on 2026-12-01, has the module only in its internal
// package internal/pdfium_wasm. The exported ways to use it (webassembly.Init, Config.WASM, InitWithWASM) run it in a
// pool of their own, which mounts the root of the file system into the module by default, shares instances between
// files, has no time limit for a call, and allocates five times for each character; none returns the module. A copy in
// this repository would add 5 MB to it and miss updates. TestPDFiumIsLinked fails if an upgrade moves the variable.
//
//go:linkname wasm github.com/klippa-app/go-pdfium/internal/pdfium_wasm.Module
var wasm []byte

// memoryPages bounds the memory of PDFium for one file, in pages of 64 KiB: 512 MiB, half of the worker's memory. The
// file itself is outside.
const (
	memoryMB    = 512
	memoryPages = memoryMB << 20 >> 16
)

// compileModule compiles the module or loads it from the cache in cacheDir.
func compileModule(cacheDir string) (wazero.Runtime, wazero.CompiledModule, error) {
	if len(wasm) == 0 {
		return nil, nil, fmt.Errorf("load PDFium: this binary was built without it")
	}
	cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
	if err != nil {
		return nil, nil, fmt.Errorf("open the cache of compiled modules %q: %w", cacheDir, err)
	}
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().
		WithCompilationCache(cache).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true).
		// PDFium's image libraries use longjmp on damaged images, which needs exceptions.
		WithCoreFeatures(api.CoreFeaturesV2|experimental.CoreFeaturesExceptionHandling))
	compiled, err := runtime.CompileModule(ctx, wasm)
	if err != nil {
		_ = runtime.Close(ctx)
		return nil, nil, fmt.Errorf("compile PDFium: %w", err)
	}
	return runtime, compiled, nil
}

// instantiateHost provides the imports of the module: no files, no environment, a clock that stands still, and the PDF
// that file returns.
func instantiateHost(ctx context.Context, runtime wazero.Runtime, compiled wazero.CompiledModule, file func() []byte) error {
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, runtime); err != nil {
		return fmt.Errorf("prepare PDFium: %w", err)
	}
	env := runtime.NewHostModuleBuilder("env")
	for _, f := range compiled.ImportedFunctions() {
		module, name, _ := f.Import()
		if module != "env" {
			continue
		}
		do := ignoreCall
		if name == "FPDF_FILEACCESS_CB" {
			do = readBlock(file)
		}
		env.NewFunctionBuilder().WithGoModuleFunction(do, f.ParamTypes(), f.ResultTypes()).Export(name)
	}
	if _, err := env.Instantiate(ctx); err != nil {
		return fmt.Errorf("prepare PDFium: %w", err)
	}
	return nil
}

// ignoreCall answers callbacks for forms, printing and progress, which are not used.
var ignoreCall = api.GoModuleFunc(func(_ context.Context, _ api.Module, stack []uint64) {
	if len(stack) > 0 {
		stack[0] = 0
	}
})

// readBlock copies a block of the file into the module: (param, position, buffer, size) -> 1 if complete.
func readBlock(file func() []byte) api.GoModuleFunc {
	return func(_ context.Context, m api.Module, stack []uint64) {
		position, buffer, size := stack[1]&0xffffffff, uint32(stack[2]), stack[3]&0xffffffff
		stack[0] = 0
		data := file()
		if position+size > uint64(len(data)) {
			return
		}
		if m.Memory().Write(buffer, data[position:position+size]) {
			stack[0] = 1
		}
	}
}

// moduleConfig configures an instance without input and output.
func moduleConfig() wazero.ModuleConfig {
	return wazero.NewModuleConfig().WithStartFunctions("_initialize").WithName("").
		WithStdout(io.Discard).WithStderr(io.Discard)
}
