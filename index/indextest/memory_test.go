package indextest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// memory is an engine in memory that answers by the naive scan, so that the suite can be tested without a real engine:
// where the two disagree, a table of the suite or the scan is wrong.
type memory struct{ last *generation }

type generation struct {
	index.Generation
	docs  []*index.Document
	files map[string]index.File
}

func openMemory(*testing.T) Engine { return &memory{} }

func (m *memory) Begin(*testing.T) index.Build {
	return &memoryBuild{to: m, docs: make(map[string]*index.Document), files: make(map[string]index.File)}
}

func (m *memory) Searcher(*testing.T) index.Searcher {
	if m.last == nil {
		return memorySearcher{}
	}
	return memorySearcher{m.last, NewNaiveScan(m.last.docs)}
}

type memoryBuild struct {
	to    *memory
	docs  map[string]*index.Document
	put   []string
	files map[string]index.File
	done  bool
}

func (b *memoryBuild) last() *generation {
	if b.to.last == nil {
		return &generation{}
	}
	return b.to.last
}

func (b *memoryBuild) Known(path string) (index.Fingerprint, bool) {
	for _, d := range b.last().docs {
		if d.Path == path {
			return d.Fingerprint, true
		}
	}
	f, ok := b.last().files[path]
	return f.Fingerprint, ok
}

func (b *memoryBuild) Files() map[string]index.File { return maps.Clone(b.last().files) }

func (b *memoryBuild) Paths() iter.Seq[string] {
	var paths []string
	for _, d := range b.last().docs {
		paths = append(paths, d.Path)
	}
	return slices.Values(slices.Sorted(slices.Values(paths)))
}

func (b *memoryBuild) Stored(ctx context.Context) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		for _, d := range b.last().docs {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func (b *memoryBuild) Keep(ctx context.Context, paths ...string) error {
	for _, path := range paths {
		_, found := b.last().files[path]
		for _, d := range b.last().docs {
			if d.Path == path || strings.HasPrefix(d.Path, path+"#") {
				found = true
				if b.docs[d.ID] == nil {
					b.docs[d.ID] = d
				}
			}
		}
		if !found {
			return fmt.Errorf("keep %q: %w", path, index.ErrNotFound)
		}
	}
	return ctx.Err()
}

func (b *memoryBuild) Put(ctx context.Context, docs ...*index.Document) error {
	for _, d := range docs {
		if slices.Contains(b.put, d.ID) {
			return &index.InvalidError{Name: "id", Value: d.ID, Allowed: "one document per id"}
		}
		copied := *d
		for _, old := range b.last().docs {
			if old.ID == d.ID {
				copied.Added = old.Added
			}
		}
		b.docs[d.ID] = &copied
		b.put = append(b.put, d.ID)
	}
	return ctx.Err()
}

func (b *memoryBuild) Record(files ...index.File) {
	for _, f := range files {
		b.files[f.Path] = f
	}
}

func (b *memoryBuild) Publish(context.Context) (index.Generation, error) {
	if b.done {
		return index.Generation{}, errors.New("build is already published")
	}
	b.done = true
	last := b.last()
	if last.Name != "" && len(b.put) == 0 && len(b.docs) == len(last.docs) && fmt.Sprint(b.files) == fmt.Sprint(last.files) {
		return last.Generation, nil
	}
	g := &generation{files: b.files}
	for _, d := range b.docs {
		g.docs = append(g.docs, d)
		g.Passages += len(d.Passages)
	}
	g.Documents = len(g.docs)
	g.Name = fmt.Sprintf("gen-%p", g)
	b.to.last = g
	return g.Generation, nil
}

func (b *memoryBuild) Abort() error { return nil }

type memorySearcher struct {
	from *generation
	scan *NaiveScan
}

func (s memorySearcher) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	if s.scan == nil {
		return nil, index.ErrUnavailable
	}
	r, err := s.scan.Search(q)
	if err == nil {
		r.Generation = s.from.Name
	}
	return r, err
}

func (s memorySearcher) Document(ctx context.Context, id string) (*index.Document, error) {
	if s.scan == nil {
		return nil, index.ErrUnavailable
	}
	for _, d := range s.from.docs {
		if d.ID == id {
			return d, nil
		}
	}
	return nil, index.ErrNotFound
}

func (s memorySearcher) Highlight(context.Context, string, query.Node) (map[int][]index.Span, error) {
	return nil, index.ErrUnavailable
}

func (s memorySearcher) Similar(_ context.Context, id string, n int) (*index.Similar, error) {
	if s.scan == nil {
		return nil, index.ErrUnavailable
	}
	if n < 0 || n > index.MaxLimit {
		return nil, &index.InvalidError{Name: "similar"}
	}
	r, ok := s.scan.Similar(id, n)
	if !ok {
		return nil, index.ErrNotFound
	}
	for i := range r.Documents {
		bare := *r.Documents[i].Document
		bare.Text = ""
		r.Documents[i].Document = &bare
	}
	return r, nil
}

func (s memorySearcher) Suggest(context.Context, string, int) ([]index.Suggestion, error) {
	return nil, index.ErrUnavailable
}

func (s memorySearcher) Spellings(context.Context, string, int) ([]index.Suggestion, error) {
	return nil, index.ErrUnavailable
}

func (s memorySearcher) Status(context.Context) (*index.Status, error) {
	return nil, index.ErrUnavailable
}
