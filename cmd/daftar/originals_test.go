package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"daftar/index"
)

func TestOriginalsFollowTheLibrary(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"one/a.txt": "The first note.", "two/b.html": "<p>The second note."} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := originals{defaultIndex}
	if _, err := files.Original(t.Context(), &index.Document{Path: "a.txt"}); !errors.Is(err, index.ErrUnavailable) {
		t.Errorf("before the first generation: %v", err)
	}
	for _, step := range []struct{ docs, there, missing, want string }{
		{"one", "a.txt", "b.html", "The first note."}, {"two", "b.html", "a.txt", "<p>The second note."},
	} {
		if _, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", step.docs); code != exitOK {
			t.Fatal(stderr)
		}
		s, err := openCurrent(t.Context(), defaultIndex)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Document(t.Context(), index.DocumentID(step.there))
		if err = errors.Join(err, s.Close()); err != nil {
			t.Fatal(err)
		}
		o, err := files.Original(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(o)
		if err = errors.Join(err, o.Close()); err != nil || string(content) != step.want || o.Changed {
			t.Errorf("%s: %q, changed %v, error %v", step.there, content, o.Changed, err)
		}
		if _, err := files.Original(t.Context(), &index.Document{Path: step.missing}); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("%s, which is no longer in the library: %v", step.missing, err)
		}
	}
}
