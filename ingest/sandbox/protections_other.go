//go:build !linux

package sandbox

import (
	"errors"
	"syscall"

	"daftar/ingest/extract"
)

// lock does what Go does everywhere: the memory limit that Serve has set makes the collector work harder, no more.
func (g *Guards) lock(extract.Limits) error {
	here := errors.New("only on Linux")
	for _, name := range []string{guardMemory, guardPrivs, guardFiles, guardSyscalls} {
		g.add(name, here)
	}
	return nil
}

// apart has nothing to set.
func apart() *syscall.SysProcAttr { return nil }

// figuresOf knows nothing.
func figuresOf(int) (figures, bool) { return figures{}, false }
