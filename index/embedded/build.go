package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
	"daftar/index/internal/suggest"
)

// BuildOptions are the options of a build.
type BuildOptions struct {
	Sources    []string          // folders and files, stored in the generation
	Versions   map[string]string // of the code and data that documents depend on, stored in the generation
	Vocabulary map[string][]byte // files by name, stored in the generation
	Full       bool              // carry nothing over: no path is Known
	Purge      bool              // remove the text of deleted documents from disk, hence also the previous generation

	// Retag builds from the documents of the last generation, which must exist. Its sources are kept, and the versions that
	// Versions does not name.
	Retag bool
}

// Build is a reindex of an index in a folder. It implements index.Build.
type Build struct {
	dir     string
	options BuildOptions
	lock    *flock.Flock
	opener  *opener
	notes   []string
	number  int       // of the new generation
	last    *snapshot // nil if there is none, or with Full
	keep    string    // name of the generation to keep for a rollback: the last one that was whole
	behind  bool      // last is not the current generation, which is damaged
	added   map[string]date.Day
	known   map[string]int   // document of the last generation by path
	inFile  map[string][]int // documents of the last generation by file, of files with several
	files   map[string]index.File

	suggestions *suggest.Builder

	mu        sync.Mutex
	writer    *store.Writer
	documents *stored.Writer
	kept      map[int]bool           // documents of the last generation
	put       map[string]*column.Row // by ID
	recorded  map[string]index.File
	passages  int
	done      bool
}

// Begin starts a build in a folder, which it creates if needed. It removes leftovers of an interrupted build and reports them
// in Notes. It returns index.ErrLocked while another process builds. If the current generation is damaged it builds on the
// newest one that is whole, and if there is none that is an error unless Full is set. The caller must call Publish or Abort.
func Begin(ctx context.Context, dir string, o BuildOptions) (*Build, error) {
	if err := os.MkdirAll(dir, manifest.DirPerm); err != nil {
		return nil, err
	}
	b := &Build{
		dir: dir, options: o, lock: flock.New(filepath.Join(dir, manifest.LockFile), flock.SetPermissions(manifest.FilePerm)),
		added: make(map[string]date.Day), known: make(map[string]int), inFile: make(map[string][]int),
		files: make(map[string]index.File), kept: make(map[int]bool), put: make(map[string]*column.Row),
		recorded: make(map[string]index.File), opener: newOpener(dir),
	}
	locked, err := b.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %q: %w", dir, err)
	}
	if !locked {
		return nil, fmt.Errorf("%w: %q", index.ErrLocked, dir)
	}
	err = b.begin(ctx)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil && o.Retag {
		err = b.inherit()
	}
	if err != nil {
		return nil, errors.Join(err, b.Abort())
	}
	return b, nil
}

func (b *Build) begin(ctx context.Context) error {
	removed, err := manifest.RemoveLeftovers(b.dir)
	if err != nil {
		return err
	}
	for _, name := range removed {
		b.notes = append(b.notes, "removed "+name+", left by an interrupted reindex")
	}
	if b.number, err = manifest.NextNumber(b.dir); err != nil {
		return err
	}
	if err := b.openLast(ctx); err != nil {
		return err
	}
	var last *suggest.Index
	if b.last != nil && !b.options.Purge {
		last = b.last.suggestions.Index
	}
	b.suggestions = suggest.NewBuilder(last)
	return nil
}

// openLast opens the last generation that is whole, and makes it the current one if it is unknown which one is. A full build
// only takes the Added days from it.
func (b *Build) openLast(ctx context.Context) error {
	chosen, err := b.opener.newest(ctx, nil)
	last := chosen.snapshot
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case last == nil && errors.Is(err, index.ErrUnavailable):
		return nil
	case last == nil && b.options.Full:
		b.notes = append(b.notes, fmt.Sprintf("cannot read the last generation, continuing without it: %v", err))
		if len(chosen.failures) > 0 {
			b.keep = chosen.failures[0].name // an older version of daftar may read it
		}
		return nil
	case last == nil:
		return err
	}
	if err := b.adopt(chosen); err != nil {
		return errors.Join(err, last.release())
	}
	b.keep = last.manifest.Name
	for d, id := range last.columns.IDs.All() {
		if id != "" {
			b.added[id] = last.columns.Added[d]
		}
	}
	if b.options.Full {
		return last.release()
	}
	b.last = last
	return b.loadKnown()
}

// adopt reports why another generation than the current one is used.
func (b *Build) adopt(chosen choice) error {
	name := chosen.snapshot.manifest.Name
	for _, f := range chosen.failures {
		b.behind = true
		b.notes = append(b.notes, fmt.Sprintf("cannot use %s, continuing from %s: %v", f.name, name, f.err))
	}
	if chosen.lost == nil {
		return nil
	}
	b.notes = append(b.notes, fmt.Sprintf("%v; made %s, the newest generation that is whole, the current one", chosen.lost, name))
	return manifest.SetCurrent(b.dir, name)
}

// loadKnown loads the paths of the last generation.
func (b *Build) loadKnown() error {
	files, err := b.last.files.all()
	if err != nil {
		return err
	}
	for _, f := range files {
		b.files[f.Path] = f
	}
	for d, path := range b.last.columns.Paths.All() {
		if b.last.columns.IDs.IsEmpty(d) {
			continue
		}
		b.known[path] = d
		for i := range len(path) { // the path of a line of JSONL is FILE#ID, and both may contain #
			if path[i] == '#' {
				if _, isFile := b.files[path[:i]]; isFile {
					b.inFile[path[:i]] = append(b.inFile[path[:i]], d)
				}
			}
		}
	}
	return nil
}

// inherit takes over what a retag does not change.
func (b *Build) inherit() error {
	if b.options.Full || b.options.Purge {
		return errors.New("a retag must be neither full nor a purge: it reads the last generation and deletes nothing")
	}
	if b.last == nil {
		return fmt.Errorf("%w in %q", index.ErrUnavailable, b.dir)
	}
	if b.behind {
		return fmt.Errorf("the current generation is damaged, and a retag of %s would lose newer documents: run 'daftar reindex' first", b.keep)
	}
	b.options.Sources = b.last.manifest.Sources
	versions := maps.Clone(b.last.manifest.Versions)
	if versions == nil {
		versions = make(map[string]string)
	}
	maps.Copy(versions, b.options.Versions)
	b.options.Versions = versions
	return nil
}

// Notes returns what Begin removed or could not read, in English.
func (b *Build) Notes() []string { return b.notes }

// Known implements index.Build.
func (b *Build) Known(path string) (index.Fingerprint, bool) {
	if d, ok := b.known[path]; ok {
		return b.last.columns.Fingerprint(d), true
	}
	f, ok := b.files[path]
	return f.Fingerprint, ok
}

// Files implements index.Build.
func (b *Build) Files() map[string]index.File { return maps.Clone(b.files) }

// Paths implements index.Build.
func (b *Build) Paths() iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(b.known)))
}

// Keep implements index.Build.
func (b *Build) Keep(ctx context.Context, paths ...string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, path := range paths {
		doc, isDocument := b.known[path]
		if isDocument {
			b.kept[doc] = true
		}
		docs := b.inFile[path]
		for _, d := range docs {
			b.kept[d] = true
		}
		if _, isFile := b.files[path]; !isDocument && len(docs) == 0 && !isFile {
			return fmt.Errorf("keep %q: %w", path, index.ErrNotFound)
		}
	}
	return ctx.Err()
}

// Put implements index.Build. It analyses documents in the goroutine of the caller.
func (b *Build) Put(ctx context.Context, docs ...*index.Document) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.putOne(d); err != nil {
			return err
		}
	}
	return nil
}

func (b *Build) putOne(d *index.Document) error {
	if d.ID == "" || d.Path == "" {
		return &index.InvalidError{Name: "document", Value: d.Path, Allowed: "an id and a path"}
	}
	copied := *d
	copied.Added = cmp.Or(b.added[d.ID], d.Added, today())
	analyzed := store.Analyze(&copied)
	row, err := b.enter(analyzed)
	if err != nil {
		return err
	}
	row.Stored, err = b.write(analyzed)
	return err
}

func today() date.Day {
	now := time.Now().UTC()
	d, _ := date.DayOf(now.Year(), int(now.Month()), now.Day())
	return d
}

// enter adds the row of a document.
func (b *Build) enter(a store.Analyzed) (*column.Row, error) {
	row := column.NewRow(a.Document)
	row.TitleLength, row.BodyLength = a.TitleLength, a.BodyLength
	row.KeyTerms = rank.NewTermVector(a.KeyTerms)
	row.Signature = analysis.NewSignature(a.Title, a.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return nil, errors.New("put after the end of the build")
	}
	if _, twice := b.put[a.ID]; twice {
		return nil, &index.InvalidError{Name: "id of " + a.Path, Value: a.ID, Allowed: "one document per id in a build"}
	}
	b.put[a.ID] = row
	b.passages += len(a.Passages)
	return row, b.openWriters()
}

// write writes a document with open writers, and returns where it is stored.
func (b *Build) write(a store.Analyzed) (stored.Ref, error) {
	b.suggestions.Add(suggest.NewDocTerms(a.Document, a.Title, a.Body))
	if err := b.writer.Put(store.NewDocument(a)); err != nil {
		return stored.Ref{}, err
	}
	return b.documents.Put(a.Document, a.KeyTerms)
}

// Record implements index.Build.
func (b *Build) Record(files ...index.File) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range files {
		b.recorded[f.Path] = f
	}
}

// folder is where the generation is built.
func (b *Build) folder() string { return filepath.Join(b.dir, manifest.BuildingName(b.number)) }

// openWriters creates the stored documents and the bleve index of the generation on first use; the index is a clone of the
// last one, or empty. The caller holds mu.
func (b *Build) openWriters() (err error) {
	if b.writer != nil {
		return nil
	}
	if err := os.Mkdir(b.folder(), manifest.DirPerm); err != nil {
		return err
	}
	var dictionaries stored.Dictionaries
	if b.last != nil {
		dictionaries = b.last.texts.Dictionaries()
	}
	if b.documents, err = stored.Create(b.folder(), uint32(b.number), dictionaries); err != nil {
		return err
	}
	dir := filepath.Join(b.folder(), bleveFolder)
	if b.last == nil || b.options.Purge {
		b.writer, err = store.Create(dir)
	} else {
		b.writer, err = store.Clone(filepath.Join(b.dir, b.last.manifest.Name, bleveFolder), dir)
	}
	return err
}

// Abort implements index.Build.
func (b *Build) Abort() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return nil
	}
	return b.end()
}

// end closes everything and removes the folder of a build that was not published. The caller holds mu.
func (b *Build) end() error {
	b.done = true
	var errs []error
	if b.writer != nil {
		errs = append(errs, b.writer.Close())
		b.writer = nil
	}
	if b.documents != nil {
		errs = append(errs, b.documents.Close())
	}
	if b.last != nil {
		errs = append(errs, b.last.release())
	}
	if b.number > 0 {
		errs = append(errs, os.RemoveAll(b.folder()))
	}
	b.opener.stamps.Save()
	return errors.Join(append(errs, b.lock.Unlock())...)
}
