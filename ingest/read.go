package ingest

import (
	"context"
	"path"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"
)

// fileReader reads the items of a file with their metadata and limits. It is the only way from a file to text.
type fileReader struct {
	sandbox Reader // nil: sandboxed formats are not read
	limits  extract.Limits
}

// supports reports whether the reader can read the format at all.
func (r fileReader) supports(f extract.Format) bool { return !f.Sandboxed || r.sandbox != nil }

// noSandbox is the problem of a file that supports excludes.
func noSandbox() index.Problem { return index.NewProblem(index.ProblemParserFailed, "no sandbox") }

// items passes the items of an open file: the file itself under the name "", embedded files, or lines. The error is that of
// each, or of reading.
func (r fileReader) items(ctx context.Context, f file, in *rewindableFile, sidecar []byte, each func(extract.Item) error) error {
	rules, problems := newSidecarRules(f, sidecar)
	finish := func(item extract.Item) error {
		item.Problems = append(slices.Clip(item.Problems), problems...)
		problems = nil
		if item.Extracted != nil {
			item.Problems = withLimits(item.Extracted, r.limits, item.Problems)
			rules.apply(&item)
		}
		return each(item)
	}
	switch {
	case f.format.DocumentPerLine:
		return lineItems(ctx, in, finish)
	case f.format.Sandboxed:
		var failed error
		err := r.sandbox.Read(ctx, f.format, path.Base(f.name), in, f.unpackedSize(), func(item extract.Item) error {
			failed = finish(item)
			return failed
		})
		if err != nil && failed == nil && in.readErr != nil {
			return in.readErr
		}
		return err
	}
	extracted, found := extract.Read(f.format, in)
	return finish(extract.Item{Format: f.format, Extracted: extracted, Problems: found})
}

// lineItems passes the lines of a JSONL file.
func lineItems(ctx context.Context, in *rewindableFile, each func(extract.Item) error) error {
	for line, problem := range extract.Lines(in) {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		item := extract.Item{Format: extract.JSONL}
		if problem != nil {
			item.Problems = []index.Problem{*problem}
		} else {
			item = itemOf(line)
		}
		if err := each(item); err != nil {
			return err
		}
	}
	return nil
}

func itemOf(line extract.Line) extract.Item {
	extracted, problems := line.Read()
	return extract.Item{Name: line.Name, Format: extract.JSONL, Extracted: extracted, Problems: problems}
}

// unpackedSize is how many bytes reading the file gives, -1 if that is not known in advance.
func (f file) unpackedSize() int64 {
	if f.gzipped {
		return -1
	}
	return f.size
}

// withLimits truncates the text and returns the problems with those of the limits.
func withLimits(e *extract.Extracted, limits extract.Limits, problems []index.Problem) []index.Problem {
	e.Truncate(limits.Text)
	for _, limit := range e.Limits {
		if !slices.ContainsFunc(problems, limit.Equal) {
			problems = append(problems, limit)
		}
	}
	return problems
}

// sidecarRules decide which items of a file get which metadata of its sidecar. The sidecar
//
//   - of a document overrides what the document says about itself, and is not passed on to embedded files;
//   - of a container without text, such as an archive, fills gaps of the embedded files, except title and date, which
//     belong to one document;
//   - of a JSONL file fills gaps of every line.
type sidecarRules struct {
	format      extract.Format
	metadata    extract.Metadata
	hasDocument bool // the file itself is a document
}

func newSidecarRules(f file, sidecar []byte) (*sidecarRules, []index.Problem) {
	metadata, problems := f.parseSidecar(sidecar)
	return &sidecarRules{format: f.format, metadata: metadata}, problems
}

func (r *sidecarRules) apply(item *extract.Item) {
	metadata := r.metadata
	switch {
	case r.format.DocumentPerLine:
		item.Extracted.FillMissing(metadata)
	case item.Name == "":
		item.Extracted.Override(metadata)
		r.hasDocument = true
	case !r.hasDocument:
		metadata.Title, metadata.Published = "", date.Date{}
		item.Extracted.FillMissing(metadata)
	}
}

// parseSidecar reads the content of a sidecar. The problems name its file.
func (f file) parseSidecar(data []byte) (extract.Metadata, []index.Problem) {
	metadata, problems := extract.ParseMetadata(data, 1)
	if f.sidecar == "" {
		return metadata, problems
	}
	name := path.Base(f.sidecar)
	metadata.Overrides.File = name
	for i := range problems {
		problems[i].Place.Part = name
	}
	return metadata, problems
}
