package embedded

import (
	"cmp"
	"errors"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/message"
)

// vanished reports whether a generation is still in use although the index has none any more.
func (c choice) vanished() bool {
	return c.kept && len(c.failures) == 0 && errors.Is(c.lost, index.ErrUnavailable)
}

// warnings returns what readers should know about a choice. They name files relative to the folder of the index: a client
// of a server must not learn its paths.
func (c choice) warnings(dir string) []message.Message {
	if c.snapshot == nil {
		return nil
	}
	name := c.snapshot.manifest.Name
	var out []message.Message
	switch {
	case c.vanished():
		out = append(out, message.New("health.vanished", name))
	case c.lost != nil:
		out = append(out, message.New("health.current-lost", name))
	}
	for _, f := range c.failures {
		file := cmp.Or(manifest.DamagedFile(dir, f.err), f.name)
		if c.kept {
			out = append(out, message.New("health.kept", file))
		} else {
			out = append(out, message.New("health.fallback", name, f.name, file))
		}
	}
	return out
}
