package sandbox

import (
	"fmt"
	"strings"

	"daftar/ingest/extract"
)

// Guards say what holds a worker back on this machine, and what of it is missing, in words. The time of a part is always
// bounded, by the parent.
type Guards struct {
	Holds   []string `json:"holds"`
	Missing []string `json:"missing,omitempty"`
}

// String is one sentence for people.
func (g Guards) String() string {
	if len(g.Missing) == 0 {
		return strings.Join(g.Holds, "; ")
	}
	return strings.Join(g.Holds, "; ") + "; missing: " + strings.Join(g.Missing, "; ")
}

func (g *Guards) add(name string, err error) {
	if err != nil {
		g.Missing = append(g.Missing, fmt.Sprintf("%s (%v)", name, err))
		return
	}
	g.Holds = append(g.Holds, name)
}

// What can hold a worker back, in words.
const (
	guardTime     = "time of each part"
	guardMemory   = "memory"
	guardPrivs    = "no new privileges, no core dumps"
	guardFiles    = "no files and no signals to others (Landlock)"
	guardSyscalls = "no files, sockets, programs or processes (seccomp)"
)

// lock locks this process in for ever. What this machine does not have is missing in the Guards; a lock that fails half
// way is an error.
func lock(l extract.Limits) (Guards, error) {
	g := Guards{Holds: []string{guardTime}}
	return g, g.lock(l)
}
