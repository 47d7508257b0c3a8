package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"math"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"
)

// instance is one PDFium with a memory of its own. It reads one file and is thrown away, so that nothing a file does to
// it reaches the next one; a new one takes 2 ms. After an error every call does nothing and returns 0.
type instance struct {
	ctx       context.Context // with the time limit of the file; for calls that may take long
	module    api.Module
	functions map[string]api.Function
	stack     [16]uint64
	scratch   uint64 // scratchBytes of its memory, for what calls return
	err       error
}

// scratchBytes hold a matrix of six floats and more; strings are asked for in memory of their own.
const scratchBytes = 64

// call calls a function that takes a bounded time.
func (in *instance) call(name string, args ...uint64) uint64 {
	return in.invoke(context.Background(), name, args)
}

// callLimited calls a function that may take as long as the file wants, and is stopped at the time limit. It costs a goroutine
// of the runtime's a call.
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

// callFloat32 calls a function that returns a float32.
func (in *instance) callFloat32(name string, args ...uint64) float64 {
	return clampCoordinate(float64(api.DecodeF32(in.call(name, args...))))
}

// timedOut reports whether the instance was stopped by the time limit.
func (in *instance) timedOut() bool {
	var exit *sys.ExitError
	return errors.As(in.err, &exit) && (exit.ExitCode() == sys.ExitCodeDeadlineExceeded || exit.ExitCode() == sys.ExitCodeContextCanceled)
}

// memoryFull reports whether the memory is nearly used up: what fails then fails for want of it.
func (in *instance) memoryFull() bool {
	return in.module.Memory().Size() > memoryPages/10*9<<16
}

// malloc returns memory of the instance, 0 if there is none.
func (in *instance) malloc(size int) uint64 { return in.call("malloc", uint64(size)) }

func (in *instance) free(pointer uint64) { in.call("free", pointer) }

// memory are a part of the memory, nil if there is no such part. After an error the memory is gone: a look at it would
// end the process.
func (in *instance) memory(pointer uint64, size int) []byte {
	if in.err != nil || size < 0 {
		return nil
	}
	b, _ := in.module.Memory().Read(uint32(pointer), uint32(size))
	return b
}

// scratchFloat32 reads the n-th float32 of the scratch.
func (in *instance) scratchFloat32(n int) float64 {
	b := in.memory(in.scratch+uint64(4*n), 4)
	if b == nil {
		return 0
	}
	return clampCoordinate(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
}

// scratchFloat64 reads the n-th float64 of the scratch.
func (in *instance) scratchFloat64(n int) float64 {
	b := in.memory(in.scratch+uint64(8*n), 8)
	if b == nil {
		return 0
	}
	return clampCoordinate(math.Float64frombits(binary.LittleEndian.Uint64(b)))
}

// maxCoordinate is the largest coordinate that is believed: a page of PDF is at most 14,400 units wide, but what stands on it
// may lie anywhere, also at infinity.
const maxCoordinate = 1e6

// clampCoordinate keeps what a file says within bounds in which sums and squares stay numbers.
func clampCoordinate(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-maxCoordinate, min(maxCoordinate, v))
}

// callUTF16 asks a function for a text: with a buffer and its size as last arguments it returns the bytes it needs, with
// the zero at the end.
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

// cString puts a name into the memory of the instance, with a zero at its end.
func (in *instance) cString(s string) uint64 {
	pointer := in.malloc(len(s) + 1)
	copy(in.memory(pointer, len(s)+1), s+"\x00")
	return pointer
}
