package ingest

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
)

func TestOpenOriginal(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"lib/a.txt": "Words.", "lib/b.pdf": lettered(letter), "lib/b.pdf.yaml": "title: T", "lib/y#1%.txt": "More words.",
		"lib/.hidden.txt": "secret", "lib/.git/config.txt": "secret", "lib/docs/x.txt": "Of the first source.", "outside.txt": "secret",
		"docs/x.txt": "Of the other.", "docs/z.txt": "Of the other.", "f.jsonl.gz": `{"id":"1","text":"A line."}`,
		"notes.md": "A source by itself.", "lib/changed.txt": "Before.", "lib/longer.txt": "Before.", "lib/gone.txt": "Before.",
	})
	if err := os.Symlink("../outside.txt", filepath.Join(dir, "lib/out.txt")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	var sources []string
	for _, name := range []string{"lib", "docs", "f.jsonl.gz", "notes.md"} {
		sources = append(sources, filepath.Join(dir, name))
	}
	b := newFakeBuild()
	runOn(t, b, Options{Sources: sources})
	write(t, dir, map[string]string{"lib/changed.txt": "After!.", "lib/longer.txt": "After all."})
	os.Remove(filepath.Join(dir, "lib/gone.txt"))
	made := func(path string) *index.Document {
		if d := b.docs[path]; d != nil {
			return d
		}
		return &index.Document{Path: path}
	}
	for _, tt := range []struct{ path, name, format, head, state string }{
		{"a.txt", "a.txt", "txt", "Words.", ""},
		{"b.pdf", "b.pdf", "pdf", "%PDF", ""},
		{"b.pdf#2/old.zip/2/note%231.txt", "b.pdf", "pdf", "%PDF", ""},
		{"y%231%25.txt", "y#1%.txt", "txt", "More", ""},
		{"docs/x.txt", "x.txt", "txt", "Of the first source.", ""},
		{"docs/z.txt", "z.txt", "txt", "Of the other.", ""},
		{"f.jsonl.gz#1", "f.jsonl.gz", "gz", "\x1f\x8b", ""},
		{"notes.md", "notes.md", "md", "A source", ""},
		{"changed.txt", "changed.txt", "txt", "After!", "changed"},
		{"longer.txt", "longer.txt", "txt", "After all", "changed"},
		{path: "gone.txt", state: "not found"},
		{path: "nowhere.txt", state: "not found"},
		{path: "", state: "not found"}, {path: ".", state: "not found"}, {path: "docs", state: "not found"},
		{path: "b.pdf.yaml", state: "not found"},
		{path: ".hidden.txt", state: "not found"}, {path: ".git/config.txt", state: "not found"},
		{path: "../outside.txt", state: "not found"}, {path: "out.txt", state: "not found"},
		{path: "docs/../../outside.txt", state: "not found"}, {path: "%2E%2E/outside.txt", state: "not found"},
		{path: filepath.Join(dir, "outside.txt"), state: "not found"},
	} {
		t.Run(tt.path, func(t *testing.T) {
			o, err := OpenOriginal(t.Context(), sources, made(tt.path))
			if tt.state == "not found" {
				if !errors.Is(err, index.ErrNotFound) {
					t.Fatalf("got %+v, error %v, want not found", o, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer o.Close()
			content, err := io.ReadAll(o)
			if err != nil || o.Name != tt.name || o.Format != tt.format || o.Changed != (tt.state == "changed") || o.Size != int64(len(content)) {
				t.Errorf("got %q %s, changed %v, %d bytes of %d, error %v", o.Name, o.Format, o.Changed, len(content), o.Size, err)
			}
			if !strings.HasPrefix(string(content), tt.head) {
				t.Errorf("content %q, want %q", content, tt.head)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := OpenOriginal(ctx, sources, made("a.txt")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestUnescapePath(t *testing.T) {
	for _, name := range []string{"a/b c.md", "نقشه.txt", "a#1", "a%231", "a\xff\n", "%", "a%"} {
		if got, err := unescapePath(escapePath(name)); got != name || err != nil {
			t.Errorf("%q comes back as %q, error %v", name, got, err)
		}
	}
	for _, path := range []string{"%", "%4", "%41", "a#1", "%zz", "%2e"} {
		if got, err := unescapePath(path); err == nil {
			t.Errorf("%q is no path of the collection, and gave %q", path, got)
		}
	}
}
