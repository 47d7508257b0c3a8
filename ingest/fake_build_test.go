package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/index/vocabulary"
)

// fakeBuild is index.Build in a map. Publish makes it the last generation of the next fakeBuild.
type fakeBuild struct {
	mu        sync.Mutex
	last      map[string]*index.Document // by path
	lastFiles map[string]index.File
	docs      map[string]*index.Document
	files     map[string]index.File
	puts      int
	failPut   error
}

func newFakeBuild() *fakeBuild {
	return &fakeBuild{last: map[string]*index.Document{}, docs: map[string]*index.Document{}, files: map[string]index.File{}}
}

// next begins the next reindex on what this one has published.
func (b *fakeBuild) next() *fakeBuild {
	n := newFakeBuild()
	n.last, n.lastFiles = b.docs, b.files
	return n
}

func (b *fakeBuild) Known(path string) (index.Fingerprint, bool) {
	if d, ok := b.last[path]; ok {
		return d.Fingerprint, true
	}
	f, ok := b.lastFiles[path]
	return f.Fingerprint, ok
}

func (b *fakeBuild) Paths() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(b.last))) }

func (b *fakeBuild) Files() map[string]index.File { return maps.Clone(b.lastFiles) }

func (b *fakeBuild) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for _, path := range slices.Sorted(maps.Keys(b.last)) {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(b.last[path], nil) {
				return
			}
		}
	}
}

func (b *fakeBuild) Keep(_ context.Context, paths ...string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, path := range paths {
		found := false
		for p, d := range b.last {
			if p == path || strings.HasPrefix(p, path+"#") {
				b.docs[p], found = d, true
			}
		}
		if !found {
			return fmt.Errorf("keep %q: %w", path, index.ErrNotFound)
		}
	}
	return nil
}

func (b *fakeBuild) Put(ctx context.Context, docs ...*index.Document) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failPut != nil {
		return b.failPut
	}
	for _, d := range docs {
		if old, ok := b.docs[d.Path]; ok && old != b.last[d.Path] {
			return &index.InvalidError{Name: "id", Value: d.Path, Allowed: "one document an id"}
		}
		b.docs[d.Path] = d
		b.puts++
	}
	return ctx.Err()
}

func (b *fakeBuild) Record(files ...index.File) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range files {
		b.files[f.Path] = f
	}
}

func (b *fakeBuild) Publish(context.Context) (index.Generation, error) {
	return index.Generation{}, errors.New("ingest does not publish")
}

func (b *fakeBuild) Abort() error { return errors.New("ingest does not abort") }

func (b *fakeBuild) paths() string { return strings.Join(slices.Sorted(maps.Keys(b.docs)), " ") }

func (b *fakeBuild) problems() string {
	var all []string
	for _, path := range slices.Sorted(maps.Keys(b.files)) {
		for _, p := range b.files[path].Problems {
			all = append(all, path+": "+describeProblem(p))
		}
	}
	return strings.Join(all, "\n")
}

// describeProblem writes place, code and arguments.
func describeProblem(p index.Problem) string {
	text := strings.TrimSpace(fmt.Sprintln(append([]any{p.Code}, p.Args...)...))
	if p.Place.Line > 0 {
		text = fmt.Sprintf("line %d: %s", p.Place.Line, text)
	}
	if p.Place.Part != "" {
		text = p.Place.Part + ": " + text
	}
	return text
}

func testVocabulary(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// runOn runs the sources into the build and checks that every document has what every document must have.
func runOn(t *testing.T, b *fakeBuild, o Options) Report {
	t.Helper()
	o.Vocabulary = testVocabulary(t)
	if o.Reader == nil {
		o.Reader = inProcessReader{}
	}
	if o.Versions == nil {
		o.Versions = Versions(o.Vocabulary)
	}
	report, err := Run(t.Context(), b, o)
	if err != nil {
		t.Fatal(err)
	}
	for path, d := range b.docs {
		if d.Path != path || d.ID != index.DocumentID(path) || d.Fingerprint == "" || d.Hash == "" || d.Title == "" {
			t.Errorf("document %q is not complete: %+v", path, d)
		}
		at := 0
		for _, p := range d.Passages {
			if p.Start != at {
				t.Errorf("%q: passage begins at %d, want %d", path, p.Start, at)
			}
			at = p.End
		}
		if at != len(d.Text) {
			t.Errorf("%q: passages end at %d of %d", path, at, len(d.Text))
		}
	}
	return report
}
