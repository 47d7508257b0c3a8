package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"daftar/index"
	"daftar/index/analysis"
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
	added   map[string]index.Day
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
		added: make(map[string]index.Day), known: make(map[string]int), inFile: make(map[string][]int),
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

func today() index.Day {
	now := time.Now().UTC()
	d, _ := index.DayOf(now.Year(), int(now.Month()), now.Day())
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

// rewrite puts the documents that are kept anew: a purge shares no segment with the last generation, because a segment
// holds the text of what was deleted from it for ever.
func (b *Build) rewrite(ctx context.Context, w *writer) error {
	for d, id := range b.last.columns.IDs {
		if id == "" || !b.kept[d] || b.put[id] != nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		whole, err := b.last.document(uint32(d), whole)
		if err != nil {
			return err
		}
		doc, _, err := newDocument(whole)
		if err == nil {
			b.lexicon.add(doc.usage)
			doc.usage = nil
			err = w.put(doc)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

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

// Publish implements index.Build.
func (b *Build) Publish(ctx context.Context) (index.Generation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return index.Generation{}, errors.New("the build has ended")
	}
	gone := b.gone()
	if b.last != nil && len(b.put) == 0 && len(gone) == 0 && b.sameFrame() && !(b.options.Purge && b.last.deleted()) {
		g := b.last.manifest.Generation
		var err error
		if b.options.Purge {
			err = b.retire(g.Name)
		}
		return g, errors.Join(err, b.end())
	}
	g, err := b.publish(ctx, gone)
	return g, errors.Join(err, b.end())
}

// gone returns the documents of the last generation that were neither kept nor put, by number.
func (b *Build) gone() []int {
	var gone []int
	if b.last == nil {
		return nil
	}
	for d, id := range b.last.columns.IDs {
		if id != "" && !b.kept[d] && b.put[id] == nil {
			gone = append(gone, d)
		}
	}
	return gone
}

// sameFrame reports whether files, sources and versions are those of the last generation.
func (b *Build) sameFrame() bool {
	g := b.last.manifest.Generation
	return b.last.lexis != nil && slices.Equal(g.Sources, b.options.Sources) && maps.Equal(g.Versions, b.versions()) &&
		reflect.DeepEqual(b.files, b.seen)
}

func (b *Build) versions() map[string]string {
	v := maps.Clone(b.options.Versions)
	if v == nil {
		v = make(map[string]string)
	}
	v["analysis"] = analysis.Version
	return v
}

func (b *Build) publish(ctx context.Context, gone []int) (index.Generation, error) {
	rows, err := b.finish(ctx, gone)
	if err != nil {
		return index.Generation{}, err
	}
	g := index.Generation{
		Name: nameOf(b.number), Created: time.Now().UTC().Truncate(time.Second), Sources: b.options.Sources,
		Versions: b.versions(), Vocabulary: b.options.Versions["vocabulary"],
	}
	for _, r := range rows {
		if r != nil {
			g.Documents++
		}
	}
	g.Passages = b.passages
	if b.last != nil {
		g.Passages += b.keptPassages()
	}
	if err := b.count(ctx); err != nil {
		return g, err
	}
	if err := b.writeFrame(rows); err != nil {
		return g, err
	}
	if _, err := writeManifest(b.folder(), g); err != nil {
		return g, err
	}
	if err := ctx.Err(); err != nil {
		return g, err
	}
	final := filepath.Join(b.dir, g.Name)
	if err := os.Rename(b.folder(), final); err != nil {
		return g, err
	}
	if err := syncDir(b.dir); err != nil {
		return g, err
	}
	if err := tryOut(ctx, b.dir, g.Name); err != nil {
		return g, errors.Join(err, os.RemoveAll(final))
	}
	if err := setCurrent(b.dir, g.Name); err != nil {
		return g, err
	}
	return g, b.retire(g.Name)
}

// finish deletes what is gone, closes the bleve index and returns its rows by document number.
func (b *Build) finish(ctx context.Context, gone []int) ([]*row, error) {
	w, err := b.openWriter()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range gone {
		ids = append(ids, b.last.columns.IDs[d])
	}
	if b.options.Purge && b.last != nil {
		ids = nil
		if err := b.rewrite(ctx, w); err != nil {
			return nil, err
		}
	}
	order, err := w.finish(ctx, ids)
	b.writer = nil
	if err != nil {
		return nil, err
	}
	signatures, err := b.lastSignatures()
	if err != nil {
		return nil, err
	}
	rows := make([]*row, len(order))
	for d, id := range order {
		if id == "" {
			continue
		}
		r := b.put[id]
		if r == nil && b.last != nil {
			if old, ok := b.last.find(id); ok {
				r = b.last.columns.row(int(old))
				r.signature = signatures[old]
			}
		}
		if r == nil {
			return nil, fmt.Errorf("%w: document %q in the index was never put", index.ErrDamaged, id)
		}
		rows[d] = r
	}
	return rows, nil
}

// keptPassages counts the passages of the documents carried over.
func (b *Build) keptPassages() int {
	n := b.last.manifest.Passages
	for d, id := range b.last.columns.IDs {
		if id == "" || b.kept[d] && b.put[id] == nil {
			continue
		}
		if doc, err := b.last.document(uint32(d), withText); err == nil {
			n -= len(doc.Passages)
		}
	}
	return n
}

// writeFrame writes what a generation holds besides the bleve index.
func (b *Build) writeFrame(rows []*row) error {
	if err := newColumns(rows).write(filepath.Join(b.folder(), columnsFile)); err != nil {
		return err
	}
	if err := writeSignatures(filepath.Join(b.folder(), signaturesIn), rows); err != nil {
		return err
	}
	if err := b.lexicon.lexis().write(filepath.Join(b.folder(), lexiconFile)); err != nil {
		return err
	}
	files := slices.SortedFunc(maps.Values(b.seen), func(x, y index.File) int { return strings.Compare(x.Path, y.Path) })
	if files == nil {
		files = []index.File{}
	}
	content, err := json.Marshal(files)
	if err != nil {
		return err
	}
	if err := writeSynced(filepath.Join(b.folder(), filesFile), content); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(b.folder(), vocabularyIn), dirPerm); err != nil {
		return err
	}
	for name, content := range b.options.Vocabulary {
		if err := writeSynced(filepath.Join(b.folder(), vocabularyIn, filepath.Base(name)), content); err != nil {
			return err
		}
	}
	return restrict(b.folder())
}

// restrict takes the rights of others away from all files and folders.
func restrict(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.Chmod(name, dirPerm)
		}
		return os.Chmod(name, filePerm)
	})
}

// tryOut opens a generation as a server would and asks it a question.
func tryOut(ctx context.Context, dir, name string) error {
	s, err := open(dir, name)
	if err != nil {
		return err
	}
	return errors.Join(s.probe(ctx), s.release())
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
