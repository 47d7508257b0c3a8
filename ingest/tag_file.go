package ingest

import (
	"context"
	"errors"
	"iter"

	"daftar/index"
	"daftar/ingest/extract"
)

// ReadResult is one item of a file.
type ReadResult struct {
	File     string          // as the user would open it, with #NAME for a line or an embedded file
	Document *index.Document // nil if the item gave none
	Problems []index.Problem
}

// Documents reads files and folders by the rules of Run and yields documents and problems one by one, without building an
// index. Without a reader, files of sandboxed formats are problems. It ends with an error if a source cannot be opened or
// ctx is done.
func (a *Annotator) Documents(ctx context.Context, names []string, reader Reader) iter.Seq2[ReadResult, error] {
	return func(yield func(ReadResult, error) bool) {
		err := a.eachResult(ctx, names, fileReader{reader, extract.DefaultLimits()}, func(r ReadResult) error {
			if !yield(r, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(ReadResult{}, err)
		}
	}
}

// errStopped reports that the caller of an iterator wants no more.
var errStopped = errors.New("iteration stopped")

func (a *Annotator) eachResult(ctx context.Context, names []string, reader fileReader, each func(ReadResult) error) error {
	sources, err := openSources(Options{Sources: names})
	if err != nil {
		return err
	}
	defer sources.close()
	files, err := sources.files(ctx)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		var stopped error
		err := a.readFile(ctx, f, reader, func(r ReadResult) error { stopped = each(r); return stopped })
		switch {
		case stopped != nil:
			return stopped
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			if err := each(ReadResult{File: f.displayName(f.name), Problems: []index.Problem{problemOf(err)}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *Annotator) readFile(ctx context.Context, f file, reader fileReader, each func(ReadResult) error) error {
	name := f.displayName(f.name)
	if f.problem != nil {
		return each(ReadResult{File: name, Problems: []index.Problem{*f.problem}})
	}
	if err := f.sniff(); err != nil {
		return err
	}
	sidecar, err := f.readSidecar()
	if err != nil {
		return err
	}
	if !reader.supports(f.format) {
		return each(ReadResult{File: name, Problems: []index.Problem{noSandbox()}})
	}
	in, err := f.openRewindable(nil)
	if err != nil {
		return err
	}
	defer in.Close()
	return reader.items(ctx, f, in, sidecar, func(item extract.Item) error {
		r := ReadResult{File: name, Problems: item.Problems}
		itemPath := f.path
		if item.Name != "" {
			itemPath += "#" + item.Name
			if !f.format.DocumentPerLine {
				r.File += "#" + item.Name
			}
		}
		if item.Extracted != nil {
			doc, problems := a.newDocument(item.Extracted, itemPath, "")
			r.Document, r.Problems = doc, append(r.Problems, problems...)
		} else if len(item.Problems) == 0 {
			return nil
		}
		return each(r)
	})
}
