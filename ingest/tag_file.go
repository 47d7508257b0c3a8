package ingest

import (
	"context"
	"errors"
	"iter"
	"path"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Documents reads files, folders and JSONL files as Run does and gives the documents one by one, with the problems found
// on the way. Files of caged formats are taken apart by the reader, and stay unread without one. It ends with an error if
// a source cannot be opened or ctx is done.
func (m *Annotator) Documents(ctx context.Context, names []string, reader Reader) iter.Seq2[ReadResult, error] {
	return func(yield func(ReadResult, error) bool) {
		sources, err := openSources(Options{Sources: names})
		if err != nil {
			yield(ReadResult{}, err)
			return
		}
		defer sources.close()
		files, err := sources.files(ctx)
		if err != nil {
			yield(ReadResult{}, err)
			return
		}
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				yield(ReadResult{}, err)
				return
			}
			if !m.documents(ctx, f, reader, func(found ReadResult) bool { return yield(found, nil) }) {
				return
			}
		}
	}
}

// ReadResult is a document of a file, or none, and what was wrong with it.
type ReadResult struct {
	File     string          // as the user would open it
	Document *index.Document // nil if the file gave none
	Problems []index.Problem
}

func (m *Annotator) documents(ctx context.Context, f file, reader Reader, yield func(ReadResult) bool) bool {
	found := ReadResult{File: f.displayName(f.name)}
	fail := func(reason string) bool {
		found.Problems = append(found.Problems, index.Problem{Reason: reason})
		return yield(found)
	}
	if f.problem != "" {
		return fail(f.problem)
	}
	if err := f.sniff(); err != nil {
		return fail(err.Error())
	}
	sidecar, err := f.readSidecar()
	if err != nil {
		return fail(err.Error())
	}
	if f.format.DocumentPerLine {
		return m.lineDocuments(ctx, f, sidecar, yield)
	}
	if f.format.Sandboxed {
		return m.partDocuments(ctx, f, sidecar, reader, yield)
	}
	reading, problems, err := f.read(sidecar, extract.DefaultLimits(), nil)
	if err != nil {
		return fail(err.Error())
	}
	found.Problems = problems
	if reading != nil {
		doc, more := m.newDocument(reading, f.path, "")
		found.Document, found.Problems = doc, append(found.Problems, more...)
	}
	return yield(found)
}

// partDocuments gives each part of a file; the file itself has the sidecar.
func (m *Annotator) partDocuments(ctx context.Context, f file, sidecar []byte, reader Reader, yield func(ReadResult) bool) bool {
	name := f.displayName(f.name)
	fail := func(reason string) bool {
		return yield(ReadResult{File: name, Problems: []index.Problem{{Reason: reason}}})
	}
	if reader == nil {
		return fail(noReader)
	}
	in, err := f.openRewindable(nil)
	if err != nil {
		return fail(err.Error())
	}
	defer in.Close()
	stopped := errors.New("enough")
	err = reader.Read(ctx, f.format, path.Base(f.name), in, f.unpackedSize(), func(part extract.Item) error {
		found := ReadResult{File: strings.TrimSuffix(name+"#"+part.Name, "#"), Problems: slices.Clip(part.Problems)}
		if part.Extracted != nil {
			if part.Name == "" {
				found.Problems = append(found.Problems, f.describe(part.Extracted, sidecar)...)
			}
			doc, more := m.newDocument(part.Extracted, f.path+strings.TrimPrefix(found.File, name), "")
			found.Document, found.Problems = doc, append(found.Problems, more...)
		} else if len(part.Problems) == 0 {
			return nil
		}
		if !yield(found) {
			return stopped
		}
		return nil
	})
	if err != nil && !errors.Is(err, stopped) {
		return fail(err.Error())
	}
	return err == nil
}

func (m *Annotator) lineDocuments(ctx context.Context, f file, sidecar []byte, yield func(ReadResult) bool) bool {
	in, err := f.open(nil)
	if err != nil {
		return yield(ReadResult{File: f.displayName(f.name), Problems: []index.Problem{{Reason: err.Error()}}})
	}
	defer in.Close()
	defaults, _ := extract.ParseMetadata(sidecar, 1)
	for line, problem := range extract.Lines(in) {
		if ctx.Err() != nil {
			return false
		}
		found := ReadResult{File: f.displayName(f.name)}
		if problem != nil {
			found.Problems = []index.Problem{*problem}
		} else if reading, problems := line.Read(); reading != nil {
			reading.FillMissing(defaults)
			doc, more := m.newDocument(reading, f.path+"#"+line.Name, "")
			found.Document, found.Problems = doc, append(problems, more...)
		} else {
			found.Problems = problems
		}
		if !yield(found) {
			return false
		}
	}
	return true
}
