package embedded

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/query"
)

// note returns a short document.
func note(n int, text string) *index.Document {
	path := fmt.Sprintf("notes/%03d.txt", n)
	text = fmt.Sprintf("Report %d. %s", n, text)
	return &index.Document{
		ID: index.DocumentID(path), Path: path, Title: fmt.Sprintf("Report %d", n), Text: text, Lang: "en", Format: "txt",
		Passages: []index.Passage{{Start: 0, End: len(text)}}, Fingerprint: index.Fingerprint(text),
	}
}

// reindex publishes a generation that fill has filled.
func reindex(t *testing.T, dir string, o BuildOptions, fill func(*Build)) index.Generation {
	t.Helper()
	b, err := Begin(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	fill(b)
	g, err := b.Publish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func put(t *testing.T, docs ...*index.Document) func(*Build) {
	return func(b *Build) {
		t.Helper()
		if err := b.Put(t.Context(), docs...); err != nil {
			t.Fatal(err)
		}
	}
}

// count returns the number of documents with a word.
func count(t *testing.T, dir, word string) int {
	t.Helper()
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return countIn(t, s, word)
}

func countIn(t *testing.T, s *Searcher, word string) int {
	t.Helper()
	r, err := s.Search(t.Context(), index.Query{Tree: query.Word{Text: word}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Total
}

// TestDamagedFileIsRefusedByName changes and cuts every file of a generation.
func TestDamagedFileIsRefusedByName(t *testing.T) {
	dir := t.TempDir()
	g := reindex(t, dir, BuildOptions{Vocabulary: map[string][]byte{"themes.yaml": []byte("version: 1")}}, put(t, note(1, "drill"), note(2, "parade")))
	gen := filepath.Join(dir, g.Name)
	var names []string
	err := filepath.WalkDir(gen, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 5 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, len(whole) / 2, len(whole) - 1} {
			bad := bytes.Clone(whole)
			bad[at] ^= 1
			checkRefused(t, dir, name, bad, whole)
		}
		checkRefused(t, dir, name, whole[:len(whole)-1], whole)
	}
	if _, err := Verify(t.Context(), dir); err != nil {
		t.Errorf("all files restored: Verify returns %v", err)
	}
	extra := filepath.Join(gen, "extra")
	if err := os.WriteFile(extra, nil, manifest.FilePerm); err != nil {
		t.Fatal(err)
	}
	if n := count(t, dir, "drill"); n != 1 {
		t.Errorf("with a file that is not in the manifest: got %d documents, want 1", n)
	}
	checks, err := Verify(t.Context(), dir)
	unlisted := slices.DeleteFunc(checks, func(c FileCheck) bool { return !c.Unlisted })
	if err != nil || len(unlisted) != 1 || unlisted[0].Name != "extra" {
		t.Errorf("unlisted files: got %v, %v, want extra", unlisted, err)
	}
}

func checkRefused(t *testing.T, dir, name string, bad, good []byte) {
	t.Helper()
	if err := os.WriteFile(name, bad, manifest.FilePerm); err != nil {
		t.Fatal(err)
	}
	defer os.WriteFile(name, good, manifest.FilePerm)
	for operation, try := range map[string]func() error{
		"open":   func() error { _, err := Open(t.Context(), dir, OpenOptions{}); return err },
		"verify": func() error { _, err := Verify(t.Context(), dir); return err },
		"begin":  func() error { _, err := Begin(context.Background(), dir, BuildOptions{}); return err },
	} {
		if err := try(); !errors.Is(err, index.ErrDamaged) || !strings.Contains(err.Error(), filepath.Base(name)) {
			t.Errorf("%s with a bad %s: %v", operation, filepath.Base(name), err)
		}
	}
}

func TestFullReindexReplacesDamagedIndex(t *testing.T) {
	dir := t.TempDir()
	g := reindex(t, dir, BuildOptions{}, put(t, note(1, "drill")))
	if err := os.Remove(filepath.Join(dir, g.Name, columnsFile)); err != nil {
		t.Fatal(err)
	}
	reindex(t, dir, BuildOptions{Full: true}, put(t, note(1, "drill")))
	if n := count(t, dir, "drill"); n != 1 {
		t.Errorf("%d documents, want 1", n)
	}
}

// TestOtherFormatIsRefusedUntilFullReindex opens an index whose manifest has the version of an older daftar.
func TestOtherFormatIsRefusedUntilFullReindex(t *testing.T) {
	dir := t.TempDir()
	sources := []string{"/library"}
	g := reindex(t, dir, BuildOptions{Sources: sources}, put(t, note(1, "drill")))
	setFormat(t, filepath.Join(dir, g.Name, manifest.FileName), manifest.Format-1)
	for operation, try := range map[string]func() error{
		"open":   func() error { _, err := Open(t.Context(), dir, OpenOptions{}); return err },
		"verify": func() error { _, err := Verify(t.Context(), dir); return err },
		"begin":  func() error { _, err := Begin(t.Context(), dir, BuildOptions{}); return err },
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), "daftar reindex --full") {
			t.Errorf("%s: got %v, want advice to run a full reindex", operation, err)
		}
	}
	if last, err := Last(dir); err != nil || !slices.Equal(last.Sources, sources) {
		t.Errorf("sources of the last generation: got %v, %v, want %v", last.Sources, err, sources)
	}
	reindex(t, dir, BuildOptions{Full: true, Sources: sources}, put(t, note(1, "drill")))
	if n := count(t, dir, "drill"); n != 1 {
		t.Errorf("after a full reindex: got %d documents, want 1", n)
	}
}

// setFormat changes the version in a manifest, and the checksum on its first line.
func setFormat(t *testing.T, name string, version int) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(content), "\n")
	body = strings.Replace(body, fmt.Sprintf(`"format": %d`, manifest.Format), fmt.Sprintf(`"format": %d`, version), 1)
	changed := fmt.Sprintf("%x\n%s", sha256.Sum256([]byte(body)), body)
	if err := os.WriteFile(name, []byte(changed), manifest.FilePerm); err != nil {
		t.Fatal(err)
	}
}

func TestSecondWriterIsRefused(t *testing.T) {
	dir := t.TempDir()
	b, err := Begin(t.Context(), dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(t.Context(), dir, BuildOptions{}); !errors.Is(err, index.ErrLocked) {
		t.Errorf("second writer: %v, want ErrLocked", err)
	}
	if err := b.Abort(); err != nil {
		t.Fatal(err)
	}
	reindex(t, dir, BuildOptions{}, put(t, note(1, "drill")))
}

func TestReindexKeepsTwoPrivateGenerations(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	for i := range 4 {
		reindex(t, dir, BuildOptions{}, put(t, note(i, "drill")))
	}
	var folders []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v: others can read it", name, info.Mode())
		}
		if strings.HasPrefix(e.Name(), "gen-") {
			folders = append(folders, e.Name())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(folders, " "); got != "gen-000003 gen-000004" {
		t.Errorf("generations kept: %s", got)
	}
}

func TestPurgeLeavesNoTrace(t *testing.T) {
	dir := t.TempDir()
	keep := note(2, "Nothing to hide.")
	reindex(t, dir, BuildOptions{}, put(t, note(1, "Confidential zanzibar."), keep, note(3, "Other."), note(4, "More."), note(5, "Rest.")))
	keepAll := func(b *Build) {
		for _, n := range []int{2, 3, 4, 5} {
			if err := b.Keep(t.Context(), note(n, "").Path); err != nil {
				t.Fatal(err)
			}
		}
	}
	reindex(t, dir, BuildOptions{}, keepAll)
	if n := count(t, dir, "zanzibar"); n != 0 {
		t.Errorf("deleted, but found in %d", n)
	}
	if !contains(t, dir, "zanzibar") {
		t.Error("the previous generation must still contain it; does the test look in the right place?")
	}
	reindex(t, dir, BuildOptions{Purge: true}, keepAll)
	if contains(t, dir, "zanzibar") {
		t.Error("purged, but still on disk")
	}
	if n := count(t, dir, "hide"); n != 1 {
		t.Errorf("kept document found %d times", n)
	}
}

// contains reports whether a file of the index contains a word.
func contains(t *testing.T, dir, word string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		found = found || bytes.Contains(content, []byte(word))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSearchesDuringReindexesNeverFail(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, put(t, note(0, "drill")))
	s, err := Open(t.Context(), dir, OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stop := make(chan struct{})
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if n := countIn(t, s, "drill"); n < 1 {
					t.Errorf("%d documents during a reindex", n)
					return
				}
			}
		})
	}
	const rounds = 12
	for i := 1; i <= rounds; i++ {
		reindex(t, dir, BuildOptions{}, func(b *Build) {
			for path := range b.Paths() {
				if err := b.Keep(t.Context(), path); err != nil {
					t.Fatal(err)
				}
			}
			put(t, note(i, "drill"))(b)
		})
	}
	deadline, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for countIn(t, s, "drill") != rounds+1 {
		if deadline.Err() != nil {
			t.Fatalf("the searcher still finds %d", countIn(t, s, "drill"))
		}
	}
	close(stop)
	wait.Wait()
}

// killedDir is the environment variable that makes the test binary reindex forever in the folder that it names.
const killedDir = "DAFTAR_TEST_REINDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedDir); dir != "" {
		if err := reindexForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// reindexForever publishes one generation after another and writes a byte to stdout at every step.
func reindexForever(dir string) error {
	for i := 0; ; i++ {
		b, err := Begin(context.Background(), dir, BuildOptions{Full: i%3 == 2})
		if err != nil {
			return err
		}
		for n := range 40 {
			if err := b.Put(context.Background(), note(n, fmt.Sprintf("drill %d", i))); err != nil {
				return err
			}
			fmt.Print(".")
		}
		if _, err := b.Publish(context.Background()); err != nil {
			return err
		}
		fmt.Print("!")
	}
}

// TestCrashLosesNothing kills processes that reindex, each at a random moment.
func TestCrashLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 40 {
			put(t, note(n, "drill"))(b)
		}
	})
	random := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		kill(t, dir, random.IntN(120), time.Duration(random.IntN(20_000))*time.Microsecond)
		if _, err := Verify(t.Context(), dir); err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if n := count(t, dir, "drill"); n != 40 {
			t.Fatalf("after a kill %d documents, want 40", n)
		}
	}
	b, err := Begin(t.Context(), dir, BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, note := range b.Notes() {
		if !strings.Contains(note, "left by an interrupted reindex") {
			t.Errorf("note %q", note)
		}
	}
	put(t, note(99, "new"))(b)
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 4 {
		t.Errorf("left in the folder: %v, %v", entries, err)
	}
}

// kill starts a process that reindexes and kills it some time after a number of steps.
func kill(t *testing.T, dir string, steps int, after time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), killedDir+"="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(out)
	for range steps {
		if _, err := r.ReadByte(); err != nil {
			t.Fatalf("the process ended before it was killed: %v %s", err, stderr.String())
		}
	}
	<-time.After(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if stderr.Len() > 0 {
		t.Errorf("before it was killed: %s", stderr.String())
	}
}
