//go:build linux || darwin

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mmapMemory is the memory of an instance in anonymous pages: it grows in place, costs only the pages that were
// touched, and is returned to the system at once. The Go heap would copy it to grow it and keep both copies for a
// while.
type mmapMemory struct {
	reserved []byte // not accessible beyond used
	used     uint64 // in bytes
}

func newMemory(_, limit uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(limit), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &heapMemory{}
	}
	return &mmapMemory{reserved: all}
}

// Reallocate makes the first size bytes accessible; nil if the system refuses.
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

// Free returns all memory to the system.
func (m *mmapMemory) Free() {
	_ = syscall.Munmap(m.reserved)
	m.reserved, m.used = nil, 0
}
