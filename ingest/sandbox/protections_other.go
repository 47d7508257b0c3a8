//go:build !linux

package sandbox

import (
	"errors"
	"syscall"

	"daftar/ingest/extract"
)

// apply reports that nothing protects here: the memory limit that Serve sets makes the garbage collector work harder, no
// more.
func (p *Protections) apply(extract.Limits) error {
	for _, name := range []string{protectMemory, protectPrivileges, protectFiles, protectSyscalls} {
		p.add(name, errors.New("only on Linux"))
	}
	return nil
}

func newProcessGroup() *syscall.SysProcAttr { return nil }

func usageOf(int) (usage, bool) { return usage{}, false }
