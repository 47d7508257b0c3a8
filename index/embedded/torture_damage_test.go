package embedded

import (
	"context"
	"daftar/index"
	"daftar/index/embedded/internal/manifest"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// damageKind is something that can happen to a file at rest.
type damageKind struct {
	name string
	do   func(r *rand.Rand, name string, content []byte, other string) error
}

func (k damageKind) to(t *testing.T, r *rand.Rand, name, other string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err == nil {
		err = k.do(r, name, content, other)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", k.name, name, err)
	}
}

var damages = []damageKind{
	{"flip", func(r *rand.Rand, name string, content []byte, _ string) error {
		return overwrite(name, func(f *os.File) error {
			at := r.IntN(len(content))
			_, err := f.WriteAt([]byte{content[at] ^ byte(1<<r.IntN(8))}, int64(at))
			return err
		})
	}},
	{"cut", func(r *rand.Rand, name string, content []byte, _ string) error {
		return os.Truncate(name, int64(r.IntN(len(content))))
	}},
	{"zero", func(r *rand.Rand, name string, content []byte, _ string) error {
		return overwrite(name, func(f *os.File) error {
			at := r.IntN(len(content))
			_, err := f.WriteAt(make([]byte, min(512, len(content)-at)), int64(at))
			return err
		})
	}},
	{"longer", func(_ *rand.Rand, name string, content []byte, _ string) error {
		return overwrite(name, func(f *os.File) error { _, err := f.WriteAt([]byte("\n"), int64(len(content))); return err })
	}},
	{"swap", func(_ *rand.Rand, name string, _ []byte, other string) error {
		tmp := name + ".swap"
		return errors.Join(os.Rename(name, tmp), os.Rename(other, name), os.Rename(tmp, other))
	}},
	{"remove", func(_ *rand.Rand, name string, _ []byte, _ string) error { return os.Remove(name) }},
	{"folder", func(_ *rand.Rand, name string, _ []byte, _ string) error {
		return errors.Join(os.Remove(name), os.Mkdir(name, manifest.DirPerm))
	}},
	{"extra", func(_ *rand.Rand, name string, _ []byte, _ string) error {
		return os.WriteFile(filepath.Join(filepath.Dir(name), ".DS_Store"), []byte("x"), manifest.FilePerm)
	}},
}

func overwrite(name string, write func(*os.File) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func filesOf(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != manifest.LockFile {
			rel, _ := filepath.Rel(dir, name)
			names = append(names, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// verdict opens a damaged library and compares its answers with those of its generations. It returns "current", "older",
// "refused", or what is wrong.
func verdict(ctx context.Context, dir string, want [2]string) string {
	got, warnings, err := answersOf(ctx, dir)
	switch {
	case errors.Is(err, index.ErrDamaged) && manifest.DamagedFile(dir, err) != "":
		return "refused"
	case err != nil:
		return fmt.Sprintf("an error that names no file: %v", err)
	case got == want[1]:
		return "current"
	case got != want[0]:
		return "wrong answers"
	case warnings == 0:
		return "an older generation without a warning"
	}
	return "older"
}

// TestTortureDamageAtRest damages every file of a library in turn. The library must be served from a whole generation or
// refused with the name of the file, and a full build must replace it.
func TestTortureDamageAtRest(t *testing.T) {
	original := filepath.Join(t.TempDir(), "original")
	want := twoEditions(t, original)
	run := newTorture(t, 1)
	counts := make(map[string]int)
	names := filesOf(t, original)
	for round := 0; run.next(round); round++ {
		for i, name := range names {
			for j, damage := range damages {
				if !run.long && (i+j)%3 != 0 {
					continue
				}
				dir := filepath.Join(t.TempDir(), "index")
				copyTree(t, original, dir)
				if run.random.IntN(2) == 0 { // verified: the files are trusted until they change
					if _, _, err := answersOf(t.Context(), dir); err != nil {
						t.Fatal(err)
					}
				}
				other := names[(i+1+run.random.IntN(len(names)-1))%len(names)]
				damage.to(t, run.random, filepath.Join(dir, name), filepath.Join(dir, other))
				got := verdict(t.Context(), dir, want)
				counts[got]++
				if got != "current" && got != "older" && got != "refused" || damage.name == "extra" && got != "current" {
					t.Errorf("%s %s: %s", damage.name, name, got)
				}
				if run.long || damage.name == "remove" {
					checkFullBuild(t, dir, damage.name+" "+name, want[1])
				}
				if err := os.RemoveAll(dir); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Logf("%d files, %d kinds of damage: %v", len(names), len(damages), counts)
	if counts["older"] == 0 || counts["refused"] == 0 {
		t.Errorf("the damage was never serious: %v", counts)
	}
}

func checkFullBuild(t *testing.T, dir, damage, want string) {
	t.Helper()
	last, err := Last(dir)
	if err != nil || !slices.Equal(last.Sources, []string{"/library"}) {
		t.Errorf("%s: sources of the last generation: got %v, %v", damage, last.Sources, err)
	}
	b, err := Begin(t.Context(), dir, BuildOptions{Full: true})
	if err != nil {
		t.Errorf("%s: full build: %v", damage, err)
		return
	}
	defer b.Abort()
	put(t, edition(1)...)(b)
	if _, err := b.Publish(t.Context()); err != nil {
		t.Errorf("%s: publish a full build: %v", damage, err)
		return
	}
	if got, warnings, err := answersOf(t.Context(), dir); err != nil || got != want || warnings != 0 {
		t.Errorf("%s: after a full build: %d warnings, %v, right answers: %v", damage, warnings, err, got == want)
	}
}

// TestTortureNoticesDamage is the negative control: with checksums that agree with wrong files, the answers must be wrong.
func TestTortureNoticesDamage(t *testing.T) {
	dir := t.TempDir()
	want := twoEditions(t, dir)
	names, err := manifest.Candidates(dir)
	if err != nil {
		t.Fatal(err)
	}
	current, older := filepath.Join(dir, names[0]), filepath.Join(dir, names[1])
	blockFiles, err := filepath.Glob(filepath.Join(older, "*-[0-9]*")) // that its columns refer to
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(blockFiles, columnsFile, suggestFile) {
		name = filepath.Base(name)
		content, err := os.ReadFile(filepath.Join(older, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(current, name), content, manifest.FilePerm); err != nil {
			t.Fatal(err)
		}
	}
	m, err := manifest.Read(current)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(current, manifest.FileName)); err != nil {
		t.Fatal(err)
	}
	if err := manifest.Write(t.Context(), current, m.Generation, manifest.Carried{}, manifest.LoadStamps(dir)); err != nil {
		t.Fatal(err)
	}
	if got := verdict(t.Context(), dir, want); got != "wrong answers" {
		t.Errorf("got %q, want wrong answers", got)
	}
}
