package sandbox

import (
	"fmt"
	"strings"

	"daftar/ingest/extract"
)

// Protections are the restrictions of a worker on this machine, in English. The parent always limits the time of an item.
type Protections struct {
	Active  []string `json:"active"`
	Missing []string `json:"missing,omitempty"` // with the reason
}

// String returns all protections in one line.
func (p Protections) String() string {
	if len(p.Missing) == 0 {
		return strings.Join(p.Active, "; ")
	}
	return strings.Join(p.Active, "; ") + "; missing: " + strings.Join(p.Missing, "; ")
}

func (p *Protections) add(name string, err error) {
	if err != nil {
		p.Missing = append(p.Missing, fmt.Sprintf("%s (%v)", name, err))
		return
	}
	p.Active = append(p.Active, name)
}

const (
	protectTime       = "time limit of each document"
	protectMemory     = "memory limit"
	protectPrivileges = "no new privileges, no core dumps"
	protectFiles      = "no files, no signals to other processes (Landlock)"
	protectSyscalls   = "no files, sockets, programs or processes (seccomp)"
)

// protect restricts this process for the rest of its life. Protections that the machine lacks are reported as missing; the
// error is of a step that left the process in an unknown state.
func protect(l extract.Limits) (Protections, error) {
	p := Protections{Active: []string{protectTime}}
	return p, p.apply(l)
}
