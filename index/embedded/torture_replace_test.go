package embedded

import (
	"context"
	"daftar/index/embedded/internal/manifest"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestTortureReplacedWhileServed rebuilds, restores, overwrites and removes a library under an open Searcher, which must
// answer from the new one, or report what is wrong, within two seconds.
func TestTortureReplacedWhileServed(t *testing.T) {
	backups, want := makeBackups(t)
	dir := filepath.Join(t.TempDir(), "index")
	copyTree(t, backups[0], dir)
	s, err := Open(t.Context(), dir, OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	unaware, err := Open(t.Context(), dir, OpenOptions{}) // the negative control does not follow
	if err != nil {
		t.Fatal(err)
	}
	defer unaware.Close()

	run := newTorture(t, len(replacements))
	counts, slowest, noticed := make(map[string]int), time.Duration(0), false
	for round := 0; run.next(round); round++ {
		n := run.random.IntN(len(backups))
		change := replacements[round%len(replacements)]
		change.do(t, dir, backups[n], n)
		began := time.Now()
		if got := waitFor(t, s, change.warning, want[n]); got != "" {
			t.Errorf("round %d, %s to edition %d: %s", round, change.name, n, got)
		}
		took := time.Since(began)
		slowest = max(slowest, took)
		if run.long && took > 2*time.Second {
			t.Errorf("round %d, %s: noticed after %v, want 2 s", round, change.name, took)
		}
		counts[change.name]++
		text, _ := answers(t.Context(), unaware)
		noticed = noticed || text != want[n]
		if change.warning == "" {
			continue
		}
		replaceFolder(t, dir, backups[n])
		if got := waitFor(t, s, "", want[n]); got != "" {
			t.Errorf("round %d, restored after %s: %s", round, change.name, got)
		}
	}
	if !noticed {
		t.Error("a Searcher that does not follow was always right: the test would notice nothing")
	}
	t.Logf("%v, slowest after %v", counts, slowest.Round(time.Millisecond))
}

// makeBackups makes three editions of a library, and returns their folders and answers. Some of their generations have the
// same name.
func makeBackups(t *testing.T) (dirs, want []string) {
	t.Helper()
	for n := range 3 {
		dir := filepath.Join(t.TempDir(), "backup")
		for range n + 1 {
			reindex(t, dir, BuildOptions{}, put(t, edition(n)...))
		}
		text, _, err := answersOf(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		dirs, want = append(dirs, dir), append(want, text)
	}
	return dirs, want
}

// replacements change an index to another edition. With a warning, the old answers are right as long as Status has it.
var replacements = []struct {
	name    string
	warning string
	do      func(t *testing.T, dir, backup string, n int)
}{
	{"rebuild", "", func(t *testing.T, dir, _ string, n int) {
		removeAll(t, dir)
		reindex(t, dir, BuildOptions{}, put(t, edition(n)...))
	}},
	{"restore", "", func(t *testing.T, dir, backup string, _ int) { replaceFolder(t, dir, backup) }},
	{"copy over", "", func(t *testing.T, dir, backup string, _ int) { copyOver(t, backup, dir) }},
	{"reindex", "", func(t *testing.T, dir, _ string, n int) { reindex(t, dir, BuildOptions{}, put(t, edition(n)...)) }},
	{"remove", "health.vanished", func(t *testing.T, dir, _ string, _ int) { removeAll(t, dir) }},
	{"lose CURRENT", "health.current-lost", func(t *testing.T, dir, backup string, _ int) {
		copyOver(t, backup, dir)
		if err := os.Remove(filepath.Join(dir, manifest.CurrentFile)); err != nil {
			t.Fatal(err)
		}
	}},
}

func removeAll(t *testing.T, dir string) {
	t.Helper()
	for range 3 { // a Searcher may save its stamps meanwhile
		if os.RemoveAll(dir) == nil {
			return
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
}

func replaceFolder(t *testing.T, dir, backup string) {
	t.Helper()
	copyTree(t, backup, dir+".restored")
	removeAll(t, dir)
	if err := os.Rename(dir+".restored", dir); err != nil {
		t.Fatal(err)
	}
}

// copyOver copies every file of a backup over the one of the same name, as rsync does: under another name first.
func copyOver(t *testing.T, backup, dir string) {
	t.Helper()
	for _, name := range filesOf(t, backup) {
		target := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(target), manifest.DirPerm); err != nil {
			t.Fatal(err)
		}
		in, err := os.Open(filepath.Join(backup, name))
		if err != nil {
			t.Fatal(err)
		}
		out, err := os.CreateTemp(filepath.Dir(target), ".copy")
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(out, in)
		if err := errors.Join(err, in.Close(), out.Close(), os.Rename(out.Name(), target)); err != nil {
			t.Fatal(err)
		}
	}
}

// waitFor waits until a Searcher gives the right answers, or has a warning, and returns "" or what is wrong.
func waitFor(t *testing.T, s *Searcher, warning, want string) string {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // for a busy machine
	defer cancel()
	last := ""
	for {
		text, err := answers(ctx, s)
		if err != nil && ctx.Err() == nil {
			last = err.Error()
		}
		status, statusErr := s.Status(ctx)
		if err == nil && statusErr == nil {
			switch last = "old answers without a warning"; {
			case warning == "" && text == want && len(status.Warnings) == 0:
				return ""
			case warning != "" && len(status.Warnings) > 0 && status.Warnings[0].Key == warning:
				return ""
			case len(status.Warnings) > 0:
				last = fmt.Sprintf("warnings %v", status.Warnings)
			}
		}
		select {
		case <-ctx.Done():
			return last
		case <-ticker.C:
		}
	}
}
