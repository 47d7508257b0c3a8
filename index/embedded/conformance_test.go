package embedded

import (
	"testing"

	"daftar/index"
	"daftar/index/indextest"
)

// engine is an index in a folder, for the conformance suite.
type engine struct{ dir string }

func (e engine) Begin(t *testing.T) index.Build {
	t.Helper()
	b, err := Begin(t.Context(), e.dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Abort() })
	return b
}

func (e engine) Searcher(t *testing.T) index.Searcher {
	t.Helper()
	searcher, err := Open(t.Context(), e.dir, OpenOptions{Follow: true})
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

func TestEngineKeepsContract(t *testing.T) {
	indextest.Run(t, func(t *testing.T) indextest.Engine { return engine{t.TempDir()} })
}
