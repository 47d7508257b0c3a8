//go:build unix

package blockfile

import (
	"fmt"
	"math"
	"os"

	"golang.org/x/sys/unix"
)

const canMap = true

func mapReadOnly(f *os.File, size int64) ([]byte, error) {
	if size > math.MaxInt {
		return nil, fmt.Errorf("file of %d bytes does not fit into the address space", size)
	}
	return unix.Mmap(int(f.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
}

func unmap(data []byte) error { return unix.Munmap(data) }
