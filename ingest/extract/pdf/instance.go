package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"time"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"
)

// instance is one PDFium with its own memory. It reads one file and is discarded, so that no file affects the next; a
// new one takes 2 ms. After an error all calls do nothing and return 0.
type instance struct {
	ctx       context.Context // has the time limit of the file
	limit     time.Duration
	module    api.Module
	functions map[string]api.Function
	stack     [16]uint64
	scratch   uint64 // pointer to scratchBytes of memory for results
	err       error
}

// scratchBytes holds a matrix of six floats; strings get memory of their own size.
const scratchBytes = 64

// call calls a function that takes bounded time.
func (in *instance) call(name string, args ...uint64) uint64 {
	return in.invoke(context.Background(), name, args)
}

// callLimited calls a function whose time depends on the file; it ends at the time limit. It costs a goroutine of the
// runtime.
func (in *instance) callLimited(name string, args ...uint64) uint64 {
	return in.invoke(in.ctx, name, args)
}

func (in *instance) invoke(ctx context.Context, name string, args []uint64) uint64 {
	if in.err != nil {
		return 0
	}
	f := in.functions[name]
	if f == nil {
		if f = in.module.ExportedFunction(name); f == nil {
			in.err = errors.New("PDFium has no function " + name)
			return 0
		}
		in.functions[name] = f
	}
	copy(in.stack[:], args)
	if in.err = f.CallWithStack(ctx, in.stack[:]); in.err != nil {
		return 0
	}
	return in.stack[0]
}

func (in *instance) callInt(name string, args ...uint64) int {
	return int(int32(in.call(name, args...)))
}

func (in *instance) callFloat32(name string, args ...uint64) float64 {
	return clampCoordinate(float64(api.DecodeF32(in.call(name, args...))))
}

// timedOut reports whether the time limit stopped the instance.
func (in *instance) timedOut() bool {
	var exit *sys.ExitError
	return errors.As(in.err, &exit) && (exit.ExitCode() == sys.ExitCodeDeadlineExceeded || exit.ExitCode() == sys.ExitCodeContextCanceled)
}

// memoryFull reports whether nearly all memory is used, so that errors are probably failed allocations.
func (in *instance) memoryFull() bool {
	return in.module.Memory().Size() > memoryPages/10*9<<16
}

// malloc returns a pointer to memory of the instance, 0 if there is none.
func (in *instance) malloc(size int) uint64 { return in.call("malloc", uint64(size)) }

func (in *instance) free(pointer uint64) { in.call("free", pointer) }

// memory returns a range of the memory, nil if out of range. After an error the memory is unmapped: access would crash
// the process.
func (in *instance) memory(pointer uint64, size int) []byte {
	if in.err != nil || size < 0 {
		return nil
	}
	b, _ := in.module.Memory().Read(uint32(pointer), uint32(size))
	return b
}

// scratchFloat32 returns the nth float32 of the scratch memory.
func (in *instance) scratchFloat32(n int) float64 {
	b := in.memory(in.scratch+uint64(4*n), 4)
	if b == nil {
		return 0
	}
	return clampCoordinate(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
}

// scratchFloat64 returns the nth float64 of the scratch memory.
func (in *instance) scratchFloat64(n int) float64 {
	b := in.memory(in.scratch+uint64(8*n), 8)
	if b == nil {
		return 0
	}
	return clampCoordinate(math.Float64frombits(binary.LittleEndian.Uint64(b)))
}

// maxCoordinate bounds coordinates: a PDF page is at most 14,400 units wide, but objects can be anywhere, even at
// infinity.
const maxCoordinate = 1e6

// clampCoordinate keeps sums and squares of coordinates finite.
func clampCoordinate(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-maxCoordinate, min(maxCoordinate, v))
}

// callUTF16 returns the text of a function that takes a buffer and its size as last arguments and returns the size in
// bytes with a terminating zero.
func (in *instance) callUTF16(limit int, name string, args ...uint64) string {
	need := in.callInt(name, append(args, 0, 0)...)
	if need <= 2 || need > limit {
		return ""
	}
	buffer := in.malloc(need)
	if buffer == 0 {
		return ""
	}
	defer in.free(buffer)
	in.call(name, append(args, buffer, uint64(need))...)
	return decodeUTF16(in.memory(buffer, need-2))
}

// cString copies a string with a terminating zero into the memory of the instance.
func (in *instance) cString(s string) uint64 {
	pointer := in.malloc(len(s) + 1)
	copy(in.memory(pointer, len(s)+1), s+"\x00")
	return pointer
}

// decodeUTF16 decodes little-endian UTF-16; invalid units become U+FFFD.
func decodeUTF16(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}
