package embedded

import (
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
	"daftar/index/date"
)

// BuildOptions say what a reindex makes.
type BuildOptions struct {
	Sources    []string          // folders and files, remembered in the generation
	Versions   map[string]string // of everything that decides about a document's tags, kept in the manifest
	Vocabulary map[string][]byte // files by name, stored in the generation
	Full       bool              // carry nothing over: nothing is Known
	Purge      bool              // leave no trace of deleted documents: none in this generation, no older generation

	// Retag makes the next generation of the documents of the last one, which there must be: its sources are kept, and of
	// its versions those that Versions does not name.
	Retag bool
}

// Build is one reindex of an embedded library: index.Build.
type Build struct {
	dir     string
	options BuildOptions
	lock    *flock.Flock
	notes   []string
	number  int       // of the generation to make
	last    *snapshot // nil: none, or Full
	added   map[string]date.Day
	known   map[string]int   // document number in last by path
	inFile  map[string][]int // and by file, of files that hold several
	files   map[string]index.File

	lexicon *lexicon

	mu       sync.Mutex
	writer   *writer
	kept     map[int]bool
	put      map[string]*row // by id
	seen     map[string]index.File
	passages int
	done     bool
}

// Begin starts a reindex of the library in dir, which it makes if need be. It clears what a killed reindex has left
// (Notes says so). While another process writes it fails with index.ErrLocked; a damaged generation is an error unless
// the reindex is Full. The Build must be ended by Publish or Abort.
func Begin(ctx context.Context, dir string, o BuildOptions) (*Build, error) {
	if err := os.MkdirAll(dir, dirPerm); err != nil {
		return nil, err
	}
	b := &Build{
		dir: dir, options: o, lock: flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(filePerm)),
		added: make(map[string]date.Day), known: make(map[string]int), inFile: make(map[string][]int),
		files: make(map[string]index.File), kept: make(map[int]bool), put: make(map[string]*row),
		seen: make(map[string]index.File),
	}
	ok, err := b.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %q: %w", dir, err)
	}
	if !ok {
		return nil, fmt.Errorf("%w: %q", index.ErrLocked, dir)
	}
	err = b.begin()
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

func (b *Build) begin() error {
	cleared, err := clearLeftovers(b.dir)
	if err != nil {
		return err
	}
	for _, name := range cleared {
		b.notes = append(b.notes, "cleared "+name+", left by a reindex that did not end")
	}
	all, err := numbers(b.dir)
	if err != nil {
		return err
	}
	b.number = 1
	if len(all) > 0 {
		b.number = slices.Max(all) + 1
	}
	if err := b.readLast(); err != nil {
		return err
	}
	b.lexicon = newLexicon(nil)
	if b.last != nil && !b.options.Purge {
		b.lexicon = newLexicon(b.last.lexis)
	}
	return nil
}

// readLast opens the last generation, of which a full build takes only the days on which documents were added.
func (b *Build) readLast() error {
	name, err := current(b.dir)
	if errors.Is(err, index.ErrUnavailable) {
		return nil
	}
	var last *snapshot
	if err == nil {
		last, err = open(b.dir, name)
	}
	if err != nil && b.options.Full {
		b.notes = append(b.notes, fmt.Sprintf("the last generation cannot be read and is not used: %v", err))
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w (reindex with --full builds anew from the sources)", err)
	}
	for d, id := range last.columns.IDs {
		if id != "" {
			b.added[id] = last.columns.Added[d]
		}
	}
	if b.options.Full {
		return last.release()
	}
	b.last = last
	for _, f := range last.files {
		b.files[f.Path] = f
	}
	for d, path := range last.columns.Paths {
		if last.columns.IDs[d] == "" {
			continue
		}
		b.known[path] = d
		for i := range len(path) {
			if path[i] == '#' {
				if _, ok := b.files[path[:i]]; ok {
					b.inFile[path[:i]] = append(b.inFile[path[:i]], d)
				}
			}
		}
	}
	return nil
}

// Notes returns what Begin found and did, in words.
func (b *Build) Notes() []string { return b.notes }

// Known implements index.Build.
func (b *Build) Known(path string) (index.Fingerprint, bool) {
	if d, ok := b.known[path]; ok {
		return b.last.columns.Fingerprints[d], true
	}
	f, ok := b.files[path]
	return f.Fingerprint, ok
}

// Files returns the files of the last generation as its reindex saw them.
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
		d, ok := b.known[path]
		if ok {
			b.kept[d] = true
		}
		many := b.inFile[path]
		for _, d := range many {
			b.kept[d] = true
		}
		if _, file := b.files[path]; !ok && len(many) == 0 && !file {
			return fmt.Errorf("keep %q: %w", path, index.ErrNotFound)
		}
	}
	return ctx.Err()
}

// Put implements index.Build. The terms are made by the caller's goroutine.
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
	copied.Added = b.added[d.ID]
	if copied.Added == 0 {
		copied.Added = d.Added
	}
	if copied.Added == 0 {
		copied.Added = today()
	}
	doc, r, err := newDocument(&copied)
	if err != nil {
		return err
	}
	b.mu.Lock()
	if b.done {
		b.mu.Unlock()
		return errors.New("put after the end of the build")
	}
	if _, twice := b.put[d.ID]; twice {
		b.mu.Unlock()
		return &index.InvalidError{Name: "id of " + d.Path, Value: d.ID, Allowed: "one document an id in a build"}
	}
	b.put[d.ID] = r
	b.passages += len(d.Passages)
	w, err := b.openWriter()
	b.mu.Unlock()
	if err != nil {
		return err
	}
	b.lexicon.add(doc.usage)
	doc.usage = nil
	return w.put(doc)
}

func today() date.Day {
	now := time.Now().UTC()
	d, _ := date.DayOf(now.Year(), int(now.Month()), now.Day())
	return d
}

// Record implements index.Build.
func (b *Build) Record(files ...index.File) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range files {
		b.seen[f.Path] = f
	}
}

// folder is where the generation is being built.
func (b *Build) folder() string { return filepath.Join(b.dir, nameOf(b.number)+building) }

// openWriter opens the bleve index to write into: a clone of the last one, or a new one. The caller holds mu.
func (b *Build) openWriter() (*writer, error) {
	if b.writer != nil {
		return b.writer, nil
	}
	if err := os.Mkdir(b.folder(), dirPerm); err != nil {
		return nil, err
	}
	to := filepath.Join(b.folder(), bleveIn)
	var err error
	if b.last == nil || b.options.Purge {
		b.writer, err = newWriter(to)
	} else {
		b.writer, err = cloneWriter(filepath.Join(b.dir, b.last.manifest.Name, bleveIn), to)
	}
	return b.writer, err
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

// end lets go of everything and clears the folder of a build that was not published.
func (b *Build) end() error {
	b.done = true
	var errs []error
	if b.writer != nil {
		errs = append(errs, b.writer.abort())
		b.writer = nil
	}
	if b.last != nil {
		errs = append(errs, b.last.release())
	}
	if b.number > 0 {
		errs = append(errs, os.RemoveAll(b.folder()))
	}
	return errors.Join(append(errs, b.lock.Unlock())...)
}
