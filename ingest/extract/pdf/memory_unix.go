//go:build linux || darwin

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mapped is the memory of an instance in pages of the system's own: it grows where it lies, costs only what was touched,
// and goes at once when the instance goes. The Go heap would copy it to grow it, and hold both for a while.
type mapped struct {
	all  []byte // reserved: nobody may read it until it is grown to
	open uint64 // bytes from the start that may be used
}

func newMemory(_, limit uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(limit), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &plain{}
	}
	return &mapped{all: all}
}

// Reallocate opens the first size bytes; nil if the system has no more.
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.all)) {
		return nil
	}
	if size > m.open {
		if syscall.Mprotect(m.all[m.open:size], syscall.PROT_READ|syscall.PROT_WRITE) != nil {
			return nil
		}
		m.open = size
	}
	return m.all[:size:size]
}

// Free gives everything back.
func (m *mapped) Free() {
	_ = syscall.Munmap(m.all)
	m.all, m.open = nil, 0
}
