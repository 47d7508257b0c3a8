//go:build linux || darwin

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mmapMemory is the memory of an instance in pages of the system's own: it grows where it lies, costs only what was touched,
// and goes at once when the instance goes. The Go heap would copy it to grow it, and hold both for a while.
type mmapMemory struct {
	reserved []byte // reserved: nobody may read it until it is grown to
	used     uint64 // bytes from the start that may be used
}

func newMemory(_, limit uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(limit), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &heapMemory{}
	}
	return &mmapMemory{reserved: all}
}

// Reallocate opens the first size bytes; nil if the system has no more.
func (m *mmapMemory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.reserved)) {
		return nil
	}
	if size > m.used {
		if syscall.Mprotect(m.reserved[m.used:size], syscall.PROT_READ|syscall.PROT_WRITE) != nil {
			return nil
		}
		m.used = size
	}
	return m.reserved[:size:size]
}

// Free gives everything back.
func (m *mmapMemory) Free() {
	_ = syscall.Munmap(m.reserved)
	m.reserved, m.used = nil, 0
}
