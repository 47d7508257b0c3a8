package blockfile

import (
	"errors"
	"fmt"
	"runtime/debug"
	"unsafe"

	"daftar/index"
)

// Guard turns faults of memory mappings into errors: of a file that was truncated after it was mapped, or of a disk that
// cannot be read. Mappings are added before it is used; then it is safe for concurrent use. Mappings of other packages can
// be added too.
type Guard struct{ mappings []mapping }

// ErrFault is wrapped by the error of Guard.Run for a fault. The function that was interrupted may hold locks for ever.
var ErrFault = errors.New("cannot be read")

type mapping struct {
	name       string
	start, end uintptr
}

// Add adds the mapping of a file. A nil mapping is ignored.
func (g *Guard) Add(name string, data []byte) {
	if len(data) == 0 {
		return
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(data)))
	g.mappings = append(g.mappings, mapping{name, start, start + uintptr(len(data))})
}

// Run calls f. If f reads a mapping of the guard and the processor faults, Run returns an index.ErrDamaged with the name
// of the file and the offset. Every other panic goes on. The functions that f has deferred have run, so locks must be
// unlocked by defer, and memory that f was changing must be dropped. Goroutines that f starts are not covered: a fault
// there ends the process.
func (g *Guard) Run(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if err = g.damaged(cause); err == nil {
			panic(cause)
		}
	}()
	return f()
}

// damaged returns an error for a fault in a mapping, and nil for everything else.
func (g *Guard) damaged(cause any) error {
	fault, ok := cause.(interface{ Addr() uintptr }) // see debug.SetPanicOnFault
	if !ok {
		return nil
	}
	for _, m := range g.mappings {
		if address := fault.Addr(); address >= m.start && address < m.end {
			return fmt.Errorf("%w: %s at offset %d: %w", index.ErrDamaged, m.name, address-m.start, ErrFault)
		}
	}
	return nil
}
