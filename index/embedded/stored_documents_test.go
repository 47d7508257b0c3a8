package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"daftar/index"
	"daftar/index/internal/suggest"
)

// keepAllBut keeps all documents of the last generation but those with the given numbers.
func keepAllBut(t *testing.T, b *Build, dropped ...int) {
	t.Helper()
	drop := make(map[string]bool)
	for _, n := range dropped {
		drop[note(n, "").Path] = true
	}
	for path := range b.Paths() {
		if drop[path] {
			continue
		}
		if err := b.Keep(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
}

// checkStored checks that an index has exactly the documents with the given numbers, and where they are stored.
func checkStored(t *testing.T, dir, generation string, files int, numbers ...int) {
	t.Helper()
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := make(map[string]string)
	for d, err := range s.Stored(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got[d.ID] = d.Text
	}
	want := make(map[string]string)
	for _, n := range numbers {
		d := note(n, "drill")
		want[d.ID] = d.Text
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %d documents %v, want %v", generation, len(got), got, want)
	}
	names, err := filepath.Glob(filepath.Join(dir, generation, "text-*"))
	if err != nil || len(names) != files {
		t.Errorf("%s: got texts %v, %v, want %d files", generation, names, err, files)
	}
}

func TestManySmallBuildsAreCopiedTogether(t *testing.T) {
	dir := t.TempDir()
	numbers := []int{0, 1, 2}
	reindex(t, dir, BuildOptions{}, put(t, note(0, "drill"), note(1, "drill"), note(2, "drill")))
	for n := 3; n < 15; n++ {
		numbers = append(numbers, n)
		g := reindex(t, dir, BuildOptions{}, func(b *Build) {
			keepAllBut(t, b)
			put(t, note(n, "drill"))(b)
		})
		files := n - 1 // one for each build
		if n > maxStoredBuilds+2 {
			files = n - maxStoredBuilds - 1 // the first, the one of the copies, and those after it
		}
		checkStored(t, dir, g.Name, files, numbers...)
	}
}

func TestMostlyDeletedBuildIsCopied(t *testing.T) {
	dir := t.TempDir()
	var docs []*index.Document
	for n := range 8 {
		docs = append(docs, note(n, "drill"))
	}
	reindex(t, dir, BuildOptions{}, put(t, docs...))
	g := reindex(t, dir, BuildOptions{}, func(b *Build) { keepAllBut(t, b, 3); put(t, note(9, "drill"))(b) })
	checkStored(t, dir, g.Name, 2, 0, 1, 2, 4, 5, 6, 7, 9) // an eighth is deleted
	g = reindex(t, dir, BuildOptions{}, func(b *Build) { keepAllBut(t, b, 4, 5); put(t, note(10, "drill"))(b) })
	checkStored(t, dir, g.Name, 2, 0, 1, 2, 6, 7, 9, 10) // three eighths are
	g = reindex(t, dir, BuildOptions{Purge: true}, func(b *Build) { keepAllBut(t, b, 0) })
	checkStored(t, dir, g.Name, 1, 1, 2, 6, 7, 9, 10)
}

func TestFileListReadsAsWritten(t *testing.T) {
	for _, n := range []int{0, 1, 3000} {
		var want []index.File
		for i := range n {
			want = append(want, index.File{Path: fmt.Sprintf("notes/%d.txt", i), Fingerprint: index.Fingerprint(fmt.Sprint(i))})
		}
		name := filepath.Join(t.TempDir(), "files")
		if err := writeFileList(name, want); err != nil {
			t.Fatal(err)
		}
		l, err := openFileList(name)
		if err != nil {
			t.Fatal(err)
		}
		defer l.close()
		if got, err := l.all(); err != nil || len(got) != n || n > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%d files: got %d, %v", n, len(got), err)
		}
	}
}

func TestOpenSuggestionsRefusesOtherFile(t *testing.T) {
	dir := t.TempDir()
	good, other := filepath.Join(dir, "suggest"), filepath.Join(dir, "files")
	if err := errors.Join(writeSuggestions(good, suggest.NewBuilder(nil).Index()), writeFileList(other, nil)); err != nil {
		t.Fatal(err)
	}
	s, err := openSuggestions(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
	if s, err := openSuggestions(other); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("list of files: got %v, %v, want ErrDamaged", s, err)
	}
	if err := os.Truncate(good, 40); err != nil {
		t.Fatal(err)
	}
	if s, err := openSuggestions(good); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("truncated: got %v, %v, want ErrDamaged", s, err)
	}
}
