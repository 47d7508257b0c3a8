package embedded

import (
	"testing"

	"daftar/index"
	"daftar/index/indextest"
)

// shelf is an embedded library for the suite.
type shelf struct{ dir string }

func (s shelf) Begin(t *testing.T) index.Build {
	t.Helper()
	b, err := Begin(t.Context(), s.dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Abort() })
	return b
}

func (s shelf) Searcher(t *testing.T) index.Searcher {
	t.Helper()
	searcher, err := Open(s.dir, OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := searcher.Close(); err != nil {
			t.Error(err)
		}
	})
	return searcher
}

func TestKeepsItsWord(t *testing.T) {
	indextest.Run(t, func(t *testing.T) indextest.Engine { return shelf{t.TempDir()} })
}
