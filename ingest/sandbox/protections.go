package sandbox

import (
	"fmt"
	"strings"

	"daftar/ingest/extract"
)

// Protections say what holds a worker back on this machine, and what of it is missing, in words. The time of a part is always
// bounded, by the parent.
type Protections struct {
	Active  []string `json:"holds"`
	Missing []string `json:"missing,omitempty"`
}

// String is one sentence for people.
func (g Protections) String() string {
	if len(g.Missing) == 0 {
		return strings.Join(g.Active, "; ")
	}
	return strings.Join(g.Active, "; ") + "; missing: " + strings.Join(g.Missing, "; ")
}

func (g *Protections) add(name string, err error) {
	if err != nil {
		g.Missing = append(g.Missing, fmt.Sprintf("%s (%v)", name, err))
		return
	}
	g.Active = append(g.Active, name)
}

// What can hold a worker back, in words.
const (
	protectTime       = "time of each part"
	protectMemory     = "memory"
	protectPrivileges = "no new privileges, no core dumps"
	protectFiles      = "no files and no signals to others (Landlock)"
	protectSyscalls   = "no files, sockets, programs or processes (seccomp)"
)

// protect locks this process in for ever. What this machine does not have is missing in the Guards; a lock that fails half
// way is an error.
func protect(l extract.Limits) (Protections, error) {
	g := Protections{Active: []string{protectTime}}
	return g, g.apply(l)
}
