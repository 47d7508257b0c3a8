package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"daftar/index"
	"daftar/index/analysis"
)

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
		kept, err := b.keptPassages()
		if err != nil {
			return g, err
		}
		g.Passages += kept
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
func (b *Build) keptPassages() (int, error) {
	n := b.last.manifest.Passages
	for d, id := range b.last.columns.IDs {
		if id == "" || b.kept[d] && b.put[id] == nil {
			continue
		}
		doc, err := b.last.document(uint32(d), withText)
		if err != nil {
			return 0, err
		}
		n -= len(doc.Passages)
	}
	return n, nil
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
