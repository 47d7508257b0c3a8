package embedded

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
)

// Publish implements index.Build. The package comment describes its steps.
func (b *Build) Publish(ctx context.Context) (index.Generation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return index.Generation{}, errors.New("the build has ended")
	}
	deleted := b.deletedIDs()
	if b.last != nil && b.unchanged(deleted) {
		g := b.last.manifest.Generation
		return g, errors.Join(b.republish(g.Name), b.end())
	}
	g, err := b.publish(ctx, deleted)
	return g, errors.Join(err, b.end())
}

// republish keeps the last generation, because the new one would equal it.
func (b *Build) republish(name string) error {
	if b.behind {
		if err := manifest.SetCurrent(b.dir, name); err != nil {
			return err
		}
	}
	if b.options.Purge {
		return b.removeOld(name)
	}
	return nil
}

// deletedIDs returns the documents of the last generation that were neither kept nor put.
func (b *Build) deletedIDs() []string {
	if b.last == nil {
		return nil
	}
	var ids []string
	for d, id := range b.last.columns.IDs.All() {
		if id != "" && !b.kept[d] && b.put[id] == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// unchanged reports whether the new generation would equal the last one.
func (b *Build) unchanged(deleted []string) bool {
	g := b.last.manifest.Generation
	return len(b.put) == 0 && len(deleted) == 0 &&
		slices.Equal(g.Sources, b.options.Sources) && maps.Equal(g.Versions, b.versions()) &&
		reflect.DeepEqual(b.files, b.recorded) &&
		!(b.options.Purge && b.last.store.HasDeleted())
}

func (b *Build) versions() map[string]string {
	v := maps.Clone(b.options.Versions)
	if v == nil {
		v = make(map[string]string)
	}
	v["analysis"] = analysis.Version
	return v
}

func (b *Build) publish(ctx context.Context, deleted []string) (index.Generation, error) {
	rows, err := b.finishStore(ctx, deleted)
	if err != nil {
		return index.Generation{}, err
	}
	g, err := b.describe(rows)
	if err != nil {
		return g, err
	}
	if err := b.writeFiles(g, rows); err != nil {
		return g, err
	}
	if err := manifest.Write(ctx, b.folder(), g, b.carried(), b.opener.stamps); err != nil {
		return g, err
	}
	if err := ctx.Err(); err != nil {
		return g, err
	}
	final := filepath.Join(b.dir, g.Name)
	if err := os.Rename(b.folder(), final); err != nil {
		return g, err
	}
	if err := manifest.SyncDir(b.dir); err != nil {
		return g, err
	}
	if err := b.testGeneration(ctx, g.Name); err != nil {
		return g, errors.Join(err, os.RemoveAll(final))
	}
	if err := manifest.SetCurrent(b.dir, g.Name); err != nil {
		return g, err
	}
	return g, b.removeOld(g.Name)
}

// carried returns the generation that the new one shares segments with.
func (b *Build) carried() manifest.Carried {
	if b.last == nil {
		return manifest.Carried{}
	}
	return manifest.Carried{Folder: filepath.Join(b.dir, b.last.manifest.Name), Manifest: b.last.manifest}
}

// testGeneration opens a generation as a Searcher does and runs a query on it.
func (b *Build) testGeneration(ctx context.Context, name string) error {
	s, err := openSnapshot(ctx, b.dir, name, b.opener.stamps)
	if err != nil {
		return err
	}
	return errors.Join(s.test(ctx), s.release())
}

// describe returns the description of the new generation.
func (b *Build) describe(rows []*column.Row) (index.Generation, error) {
	g := index.Generation{
		Name: manifest.Name(b.number), Created: time.Now().UTC().Truncate(time.Second), Sources: b.options.Sources,
		Versions: b.versions(), Vocabulary: b.options.Versions["vocabulary"], Passages: b.passages,
	}
	for _, r := range rows {
		if r != nil {
			g.Documents++
		}
	}
	if b.last == nil {
		return g, nil
	}
	g.Passages += b.last.manifest.Passages
	for d, id := range b.last.columns.IDs.All() {
		if id == "" || b.carriedOver(d) {
			continue
		}
		doc, err := b.last.document(uint32(d), stored.WithText)
		if err != nil {
			return g, err
		}
		g.Passages -= len(doc.Passages)
	}
	return g, nil
}

// carriedOver reports whether a document of the last generation is kept and not replaced.
func (b *Build) carriedOver(d int) bool {
	id := b.last.columns.IDs.At(d)
	return id != "" && b.kept[d] && b.put[id] == nil
}

// finishStore closes the bleve index and returns its rows by document number.
func (b *Build) finishStore(ctx context.Context, deleted []string) ([]*column.Row, error) {
	if err := b.openWriters(); err != nil {
		return nil, err
	}
	var rewritten map[string]stored.Ref
	if b.options.Purge && b.last != nil {
		deleted = nil
		var err error
		if rewritten, err = b.rewriteKept(ctx); err != nil {
			return nil, err
		}
	}
	ids, err := b.writer.Finish(ctx, deleted)
	b.writer = nil
	if err != nil {
		return nil, err
	}
	rows := make([]*column.Row, len(ids))
	for d, id := range ids {
		if id == "" {
			continue
		}
		rows[d] = b.put[id]
		if rows[d] != nil {
			continue
		}
		if b.last != nil {
			if old, ok := b.last.store.Find(id); ok {
				rows[d] = b.last.columns.Row(int(old))
				if ref, ok := rewritten[id]; ok {
					rows[d].Stored = ref
				}
				continue
			}
		}
		return nil, fmt.Errorf("%w: document %q is in the index, but was neither put nor kept", index.ErrDamaged, id)
	}
	return rows, b.finishDocuments(ctx, rows)
}

// rewriteKept writes the documents that are kept again, and returns where, by ID. A purge shares no segments with the last generation, because
// segments contain the text of documents that were deleted from them.
func (b *Build) rewriteKept(ctx context.Context) (map[string]stored.Ref, error) {
	refs := make(map[string]stored.Ref)
	for d := range b.last.columns.Len() {
		if !b.carriedOver(d) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		document, err := b.last.document(uint32(d), stored.Whole)
		if err != nil {
			return nil, err
		}
		if refs[document.ID], err = b.write(store.Analyze(document)); err != nil {
			return nil, err
		}
	}
	return refs, nil
}

// writeFiles writes the files of a generation other than the bleve index and the manifest, which syncs them.
func (b *Build) writeFiles(g index.Generation, rows []*column.Row) error {
	dir := b.folder()
	if err := column.NewTable(rows).Write(filepath.Join(dir, columnsFile)); err != nil {
		return err
	}
	if err := writeSuggestions(filepath.Join(dir, suggestFile), b.suggestions.Index()); err != nil {
		return err
	}
	files := slices.SortedFunc(maps.Values(b.recorded), func(x, y index.File) int { return strings.Compare(x.Path, y.Path) })
	if err := writeFileList(filepath.Join(dir, filesFile), files); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(dir, vocabularyFolder), manifest.DirPerm); err != nil {
		return err
	}
	for name, content := range b.options.Vocabulary {
		if err := manifest.WriteFile(filepath.Join(dir, vocabularyFolder, filepath.Base(name)), content); err != nil {
			return err
		}
	}
	if err := manifest.WriteRecovery(dir, g, b.options.Vocabulary); err != nil {
		return err
	}
	return manifest.RestrictAccess(dir)
}

// removeOld removes all generations but the current one and the one it was built from, which allows a rollback; with Purge,
// all but the current one.
func (b *Build) removeOld(current string) error {
	if b.last != nil {
		err := b.last.release()
		b.last = nil
		if err != nil {
			return err
		}
	}
	keep := b.keep
	if b.options.Purge {
		keep = ""
	}
	return manifest.RemoveOld(b.dir, current, keep)
}
