package embedded

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"daftar/index"
)

// TestRetagKeepsSourcesFilesAndVersions builds from the documents of the last generation.
func TestRetagKeepsSourcesFilesAndVersions(t *testing.T) {
	dir := t.TempDir()
	sources, versions := []string{"/library"}, map[string]string{"extract": "1", "tagger": "1", "vocabulary": "a"}
	file := index.File{Path: "notes/001.txt", Documents: 1, Fingerprint: "f-1"}
	first := reindex(t, dir, BuildOptions{Sources: sources, Versions: versions}, func(b *Build) {
		put(t, note(1, "drill"))(b)
		b.Record(file)
	})
	o := BuildOptions{Retag: true, Versions: map[string]string{"tagger": "2", "vocabulary": "b"}}
	g := reindex(t, dir, o, func(b *Build) {
		for d, err := range b.Stored(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			put(t, d)(b)
		}
		for _, f := range b.Files() {
			b.Record(f)
		}
	})
	want := maps.Clone(first.Versions)
	want["tagger"], want["vocabulary"] = "2", "b"
	if !slices.Equal(g.Sources, sources) || !maps.Equal(g.Versions, want) || g.Vocabulary != "b" || g.Documents != 1 {
		t.Errorf("generation %+v, want sources %v, versions %v", g, sources, want)
	}
	// A reindex with these versions has nothing to do.
	again := reindex(t, dir, BuildOptions{Sources: sources, Versions: want}, func(b *Build) {
		if err := b.Keep(t.Context(), file.Path); err != nil {
			t.Fatal(err)
		}
		b.Record(file)
	})
	if again.Name != g.Name {
		t.Errorf("the next reindex made %s, want none after %s", again.Name, g.Name)
	}
}

func TestRetagNeedsGeneration(t *testing.T) {
	if _, err := Begin(t.Context(), t.TempDir(), BuildOptions{Retag: true}); !errors.Is(err, index.ErrUnavailable) {
		t.Errorf("without a generation: %v, want ErrUnavailable", err)
	}
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, put(t, note(1, "drill")))
	for _, o := range []BuildOptions{{Retag: true, Full: true}, {Retag: true, Purge: true}} {
		if _, err := Begin(t.Context(), dir, o); err == nil {
			t.Errorf("%+v: got no error", o)
		}
	}
	// The refused builds have released the lock.
	reindex(t, dir, BuildOptions{Retag: true}, func(b *Build) {
		if err := b.Keep(t.Context(), note(1, "").Path); err != nil {
			t.Fatal(err)
		}
	})
}

// TestStoredReadsWhileAnotherGenerationIsBuilt checks that reading all documents does not lock the index.
func TestStoredReadsWhileAnotherGenerationIsBuilt(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, put(t, note(1, "drill"), note(2, "parade")))
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var got []string
	for d, err := range s.Stored(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, d.Path+" "+d.Text); len(got) == 1 {
			reindex(t, dir, BuildOptions{}, put(t, note(3, "review")))
		}
	}
	slices.Sort(got)
	want := []string{note(1, "").Path + " " + note(1, "drill").Text, note(2, "").Path + " " + note(2, "parade").Text}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for d, err := range s.Stored(ctx) {
		if d != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: got %v, %v", d, err)
		}
	}
	empty, err := Open(t.Context(), t.TempDir(), OpenOptions{Follow: true})
	if err != nil {
		t.Fatal(err)
	}
	defer empty.Close()
	for d, err := range empty.Stored(t.Context()) {
		if d != nil || !errors.Is(err, index.ErrUnavailable) {
			t.Errorf("without a generation: got %v, %v", d, err)
		}
	}
}

// TestAbortedRetagChangesNothing aborts after half of the documents.
func TestAbortedRetagChangesNothing(t *testing.T) {
	dir := t.TempDir()
	var docs []*index.Document
	for n := range 20 {
		docs = append(docs, note(n, fmt.Sprintf("drill %d", n)))
	}
	first := reindex(t, dir, BuildOptions{}, put(t, docs...))
	b, err := Begin(t.Context(), dir, BuildOptions{Retag: true})
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for d, err := range b.Stored(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		put(t, d)(b)
		if done++; done == 10 {
			break
		}
	}
	if err := b.Abort(); err != nil {
		t.Fatal(err)
	}
	if g, err := Last(dir); err != nil || g.Name != first.Name {
		t.Errorf("current is %+v, %v, want %s", g, err, first.Name)
	}
	if n := count(t, dir, "drill"); n != 20 {
		t.Errorf("%d documents, want 20", n)
	}
	if _, err := Verify(t.Context(), dir); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 3 {
		t.Errorf("the folder has %v, %v, want CURRENT, LOCK and the generation", left, err)
	}
}
