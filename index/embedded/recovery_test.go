package embedded

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
)

// damageSilently changes a byte of a file without a trace in its size and times, as a bad disk does.
func damageSilently(t *testing.T, name string) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	damage(t, name)
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

// damage changes a byte in the middle of a file.
func damage(t *testing.T, name string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(name, content, manifest.FilePerm); err != nil {
		t.Fatal(err)
	}
}

// segmentOf returns a segment of a generation.
func segmentOf(t *testing.T, generation string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(generation, bleveFolder, "store", "*.zap"))
	if err != nil || len(names) == 0 {
		t.Fatalf("segments of %s: %v, %v", generation, names, err)
	}
	return names[0]
}

// twoGenerations makes a library in which the current generation shares no file with the one before.
func twoGenerations(t *testing.T) (dir string, older, current index.Generation) {
	t.Helper()
	made := t.TempDir()
	older = reindex(t, made, BuildOptions{}, put(t, edition(0)...))
	current = reindex(t, made, BuildOptions{Full: true}, put(t, edition(1)...))
	dir = filepath.Join(t.TempDir(), "index")
	copyTree(t, made, dir)
	return dir, older, current
}

func keepAll(t *testing.T) func(*Build) {
	return func(b *Build) {
		t.Helper()
		for path := range b.Paths() {
			if err := b.Keep(t.Context(), path); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func generationNames(t *testing.T, dir string) []string {
	t.Helper()
	names, err := manifest.Candidates(dir)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestBuildAdoptsNewestGenerationWithoutCurrent(t *testing.T) {
	for name, content := range map[string]string{"missing": "", "garbage": "\x00\x00\x00", "names nothing": "gen-000099\n"} {
		t.Run(name, func(t *testing.T) {
			dir, older, newest := twoGenerations(t)
			current := filepath.Join(dir, manifest.CurrentFile)
			if err := os.Remove(current); err != nil {
				t.Fatal(err)
			}
			if content != "" {
				if err := os.WriteFile(current, []byte(content), manifest.FilePerm); err != nil {
					t.Fatal(err)
				}
			}
			b, err := Begin(t.Context(), dir, BuildOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if notes := b.Notes(); len(notes) != 1 || !strings.Contains(notes[0], newest.Name) {
				t.Errorf("notes: got %q, want that %s is current", notes, newest.Name)
			}
			keepAll(t)(b)
			g, err := b.Publish(t.Context())
			if err != nil || g.Name != newest.Name {
				t.Errorf("published %s, %v, want %s unchanged", g.Name, err, newest.Name)
			}
			if got := generationNames(t, dir); !slices.Equal(got, []string{older.Name, newest.Name}) {
				t.Errorf("generations: got %v, want %s and %s", got, older.Name, newest.Name)
			}
			if n := count(t, dir, "edition1"); n != 12 {
				t.Errorf("got %d documents, want 12", n)
			}
		})
	}
}

// TestBuildKeepsGenerationThatIsNotYetCurrent begins after a crash between the rename of a generation and that of CURRENT.
func TestBuildKeepsGenerationThatIsNotYetCurrent(t *testing.T) {
	dir, older, newest := twoGenerations(t)
	if err := manifest.SetCurrent(dir, older.Name); err != nil {
		t.Fatal(err)
	}
	b, err := Begin(t.Context(), dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := generationNames(t, dir); !slices.Contains(got, newest.Name) {
		t.Errorf("generations: got %v, want %s among them", got, newest.Name)
	}
}

func TestDamagedGenerationFallsBack(t *testing.T) {
	dir, older, current := twoGenerations(t)
	damage(t, filepath.Join(dir, current.Name, columnsFile))
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	status, err := s.Status(t.Context())
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	want := []any{older.Name, current.Name, current.Name + "/" + columnsFile}
	if w := status.Warnings; status.Generation.Name != older.Name || len(w) != 1 || w[0].Key != "health.fallback" || !slices.Equal(w[0].Args, want) {
		t.Errorf("serves %s with warnings %v, want %s and %v", status.Generation.Name, w, older.Name, want)
	}
	if _, err := Begin(t.Context(), dir, BuildOptions{Retag: true}); err == nil || !strings.Contains(err.Error(), "'daftar reindex'") {
		t.Errorf("retag: got %v, want advice to reindex", err)
	}
	b, err := Begin(t.Context(), dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if notes := b.Notes(); len(notes) != 1 || !strings.Contains(notes[0], columnsFile) || !strings.Contains(notes[0], older.Name) {
		t.Errorf("notes %q", notes)
	}
	put(t, edition(1)...)(b)
	g, err := b.Publish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := generationNames(t, dir); !slices.Equal(got, []string{older.Name, g.Name}) {
		t.Errorf("generations: got %v, want the whole ones, %s and %s", got, older.Name, g.Name)
	}
}

// TestUnchangedReindexReplacesDamagedGeneration has nothing to add to the older generation, which becomes current again.
func TestUnchangedReindexReplacesDamagedGeneration(t *testing.T) {
	dir, older, current := twoGenerations(t)
	damage(t, filepath.Join(dir, current.Name, columnsFile))
	reindex(t, dir, BuildOptions{}, keepAll(t))
	if name, err := manifest.Current(dir); err != nil || name != older.Name {
		t.Errorf("current is %s, %v, want %s", name, err, older.Name)
	}
}

func TestDamagedGenerationIsReadOnlyOnce(t *testing.T) {
	dir, _, current := twoGenerations(t)
	name := filepath.Join(dir, current.Name, columnsFile)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	damage(t, name)
	o := newOpener(dir)
	open := func() error {
		s, err := o.open(t.Context(), current.Name, manifest.GenerationState(dir, current.Name))
		if err == nil {
			err = s.release()
		}
		return err
	}
	first := open()
	if again := open(); first == nil || again != first {
		t.Errorf("the second time: got %v, want the remembered error %v", again, first)
	}
	damage(t, name)
	if err := os.WriteFile(name, whole, manifest.FilePerm); err != nil {
		t.Fatal(err)
	}
	if err := open(); err != nil {
		t.Errorf("after the repair: %v", err)
	}
}

// TestOpeningTrustsVerifiedFiles damages a file silently: an index that was verified here is opened without reading it, a
// copy or one with other times is not.
func TestOpeningTrustsVerifiedFiles(t *testing.T) {
	dir := t.TempDir()
	g := reindex(t, dir, BuildOptions{}, put(t, note(1, "drill")))
	if count(t, dir, "drill") != 1 {
		t.Fatal("no document")
	}
	if _, err := os.Stat(filepath.Join(dir, "VERIFIED")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("new files are trusted, but may change within a tick of the clock: %v", err)
	}
	verified := filepath.Join(t.TempDir(), "index")
	copyTree(t, dir, verified)
	count(t, verified, "drill")
	suggestions := filepath.Join(verified, g.Name, filesFile)
	damageSilently(t, suggestions)
	stamps := manifest.LoadStamps(verified)
	m, err := manifest.Read(filepath.Join(verified, g.Name))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.VerifyForOpening(t.Context(), filepath.Join(verified, g.Name), stamps); err != nil {
		t.Errorf("verified before: %v", err)
	}
	copied := filepath.Join(t.TempDir(), "copy")
	copyTree(t, verified, copied)
	if _, err := os.Stat(filepath.Join(copied, "VERIFIED")); err != nil {
		t.Fatalf("the copy has no stamps: %v", err)
	}
	if _, err := Open(t.Context(), copied, OpenOptions{}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("a copy: got %v, want ErrDamaged", err)
	}
	now := time.Now()
	if err := os.Chtimes(suggestions, now, now); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), verified, OpenOptions{}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("another time: got %v, want ErrDamaged", err)
	}
}

// TestIndexOpensWithoutStamps has a folder where the stamps should be, so that they cannot be saved.
func TestIndexOpensWithoutStamps(t *testing.T) {
	dir, _, _ := twoGenerations(t)
	if err := os.Mkdir(filepath.Join(dir, "VERIFIED"), manifest.DirPerm); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if n := count(t, dir, "edition1"); n != 12 {
			t.Errorf("got %d documents, want 12", n)
		}
	}
	reindex(t, dir, BuildOptions{}, put(t, note(99, "new")))
	if left, _ := filepath.Glob(filepath.Join(dir, "VERIFIED.*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

// TestScrubFindsSilentDamage damages files that are mapped, and one that no query reads.
func TestScrubFindsSilentDamage(t *testing.T) {
	for _, test := range []struct {
		name    string
		file    func(generation string) string
		warning string
		word    string // of the edition that is served then
	}{
		{"segment", func(g string) string { return segmentOf(t, g) }, "health.fallback", "edition0"},
		{"columns", func(g string) string { return filepath.Join(g, columnsFile) }, "health.fallback", "edition0"},
		{"recovery", func(g string) string { return filepath.Join(g, manifest.RecoveryFile) }, "health.kept", "edition1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, _, current := twoGenerations(t)
			s, err := Open(t.Context(), dir, OpenOptions{Follow: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			damageSilently(t, test.file(filepath.Join(dir, current.Name)))
			s.scrubOnce(t.Context(), time.Now().Add(-scrubAge)) // too early
			if w := warningOf(t, s); w != "" {
				t.Errorf("verified a moment ago: got warning %s", w)
			}
			s.scrubOnce(t.Context(), time.Now().Add(time.Hour))
			waitForWarning(t, s, test.warning)
			if n := countIn(t, s, test.word); n != 12 {
				t.Errorf("%s: got %d documents, want 12", test.word, n)
			}
		})
	}
}

// TestChangedSegmentIsNotServed writes into a segment that is mapped. A Searcher that follows the index answers from the
// older generation; one that does not has none.
func TestChangedSegmentIsNotServed(t *testing.T) {
	dir, _, current := twoGenerations(t)
	s, err := Open(t.Context(), dir, OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fixed, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer fixed.Close()
	name := segmentOf(t, filepath.Join(dir, current.Name))
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{0xff}, 10); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Document(t.Context(), note(1, "").ID); err != nil || !strings.Contains(d.Text, "edition0") {
		t.Errorf("after the change: got %v, %v, want the document of the older generation", d, err)
	}
	waitForWarning(t, s, "health.fallback")
	if n := countIn(t, s, "edition0"); n != 12 {
		t.Errorf("got %d documents of the older generation, want 12", n)
	}
	if _, err := fixed.Document(t.Context(), note(1, "").ID); !errors.Is(err, index.ErrDamaged) || !strings.Contains(err.Error(), filepath.Base(name)) {
		t.Errorf("without following: got %v, want ErrDamaged of %s", err, name)
	}
}

// TestSegmentCutShortWhileReadIsAnError cuts a segment in the middle of a query, whose next read is then a fault.
func TestSegmentCutShortWhileReadIsAnError(t *testing.T) {
	dir, _, current := twoGenerations(t)
	s, err := Open(t.Context(), dir, OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	name := segmentOf(t, filepath.Join(dir, current.Name))
	used, err := s.try(func(current *snapshot) error {
		if err := os.Truncate(name, 0); err != nil {
			return err
		}
		_, err := current.store.TermsWithPrefix(store.Terms, "drill", 10)
		return err
	})
	if !errors.Is(err, errChanged) || !used.panicked.Load() {
		t.Errorf("got %v, panicked %v, want ErrDamaged after a fault", err, used.panicked.Load())
	}
	waitForWarning(t, s, "health.fallback")
	if n := countIn(t, s, "edition0"); n != 12 {
		t.Errorf("got %d documents of the older generation, want 12", n)
	}
	defer func() {
		if recover() == nil {
			t.Error("a panic without a changed file was hidden")
		}
	}()
	_, err = s.try(func(*snapshot) error { panic("a fault of Daftar") })
	t.Error(err)
}

func warningOf(t *testing.T, s *Searcher) string {
	t.Helper()
	status, err := s.Status(t.Context())
	if err != nil || len(status.Warnings) == 0 {
		return ""
	}
	return status.Warnings[0].Key
}

func waitForWarning(t *testing.T, s *Searcher, want string) {
	t.Helper()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(20 * time.Second)
	for warningOf(t, s) != want {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("warning: got %q, want %q", warningOf(t, s), want)
		}
	}
}

func TestVerifyStopsWithContext(t *testing.T) {
	dir, _, _ := twoGenerations(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Verify(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("verify: got %v, want Canceled", err)
	}
	if _, err := Open(ctx, dir, OpenOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("open: got %v, want Canceled", err)
	}
	if _, err := Begin(ctx, dir, BuildOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("begin: got %v, want Canceled", err)
	}
}

// TestFullBuildFindsSourcesAndVocabulary damages each file that has them.
func TestFullBuildFindsSourcesAndVocabulary(t *testing.T) {
	for _, damaged := range []string{manifest.FileName, manifest.RecoveryFile, vocabularyFolder + "/themes.yaml"} {
		dir := t.TempDir()
		g := reindex(t, dir, BuildOptions{Sources: []string{"/library"}, Vocabulary: map[string][]byte{"themes.yaml": []byte("version: 1")}}, put(t, note(1, "drill")))
		damage(t, filepath.Join(dir, g.Name, damaged))
		if last, err := Last(dir); err != nil || !slices.Equal(last.Sources, []string{"/library"}) {
			t.Errorf("%s: sources: got %v, %v", damaged, last.Sources, err)
		}
		files, err := Vocabulary(t.Context(), dir)
		if err != nil {
			t.Errorf("%s: %v", damaged, err)
			continue
		}
		if content, err := fs.ReadFile(files, "themes.yaml"); err != nil || string(content) != "version: 1" {
			t.Errorf("%s: vocabulary: got %q, %v", damaged, content, err)
		}
	}
}
