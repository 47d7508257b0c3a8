package manifest

import (
	"os"
	"path/filepath"
	"testing"

	"daftar/index"
)

// TestWriteReadsOnlyNewFiles shares a file with a generation whose manifest states a checksum that reading would not give.
func TestWriteReadsOnlyNewFiles(t *testing.T) {
	old, next := t.TempDir(), t.TempDir()
	for name, content := range map[string]string{filepath.Join(old, "shared"): "abc", filepath.Join(old, "copied"): "abc", filepath.Join(next, "copied"): "abc", filepath.Join(next, "new"): "abc"} {
		if err := WriteFile(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(filepath.Join(old, "shared"), filepath.Join(next, "shared")); err != nil {
		t.Fatal(err)
	}
	stated, read := fileSum{3, "stated"}, fileSum{3, hexSum([]byte("abc"))}
	last := &Manifest{Files: map[string]fileSum{"shared": stated, "copied": stated, "new": stated}}
	stamps := LoadStamps(next)
	if err := Write(t.Context(), next, index.Generation{Name: "gen-000002"}, Carried{old, last}, stamps); err != nil {
		t.Fatal(err)
	}
	m, err := Read(next)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fileSum{"shared": stated, "copied": read, "new": read} {
		if m.Files[name] != want {
			t.Errorf("%s: got %v, want %v", name, m.Files[name], want)
		}
	}
	if m.Checksum == "" || m.Generation.Name != "gen-000002" {
		t.Errorf("manifest %+v", m)
	}
}
