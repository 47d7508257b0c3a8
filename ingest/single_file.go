package ingest

import (
	"context"
	"fmt"
	"path"
	"slices"

	"daftar/index"
	"daftar/ingest/extract"
)

// singleFile reads a file of one document, or keeps it as it is.
func (r *run) singleFile(ctx context.Context, f file) error {
	c, done, err := r.keepUnchanged(ctx, f)
	if done || err != nil {
		return err
	}
	reading, problems, err := f.read(c.sidecar, r.versions.limits, r.stats.bytes)
	if err != nil {
		return r.readError(ctx, f, err)
	}
	entry := index.File{Problems: problems}
	if reading != nil {
		entry.Documents = 1
		doc, more := r.annotator.newDocument(reading, f.path, r.versions.fingerprint(f, c, entry))
		entry.Problems = append(entry.Problems, more...)
		if doc == nil {
			entry.Documents = 0
		} else {
			doc.Origin = c.origin(f)
			if err := r.put(ctx, doc); err != nil {
				return err
			}
		}
	}
	entry.Fingerprint = r.versions.fingerprint(f, c, entry)
	r.record(f, entry)
	return nil
}

// put hands documents to the build and counts which of them are new.
func (r *run) put(ctx context.Context, docs ...*index.Document) error {
	added := 0
	for _, d := range docs {
		if _, known := r.build.Known(d.Path); !known {
			added++
		}
	}
	if err := r.build.Put(ctx, docs...); err != nil {
		return fmt.Errorf("index %s: %w", docs[0].Path, err)
	}
	r.stats.put(added, len(docs)-added)
	return nil
}

// read takes a file of one document apart. The error is of reading the bytes; what they say wrong are problems.
func (f file) read(sidecar []byte, limits extract.Limits, count func(int)) (*extract.Extracted, []index.Problem, error) {
	in, err := f.open(count)
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	reading, problems := extract.Read(f.format, in)
	if reading == nil {
		return nil, problems, nil
	}
	problems = cut(reading, limits, problems)
	return reading, append(problems, f.describe(reading, sidecar)...), nil
}

// cut applies the limit of the text of a document, and returns the problems of a reading with a line for each limit that
// cut something.
func cut(reading *extract.Extracted, limits extract.Limits, problems []index.Problem) []index.Problem {
	reading.Truncate(limits.Text)
	for _, limit := range reading.Limits {
		if !slices.ContainsFunc(problems, limit.Equal) {
			problems = append(problems, limit)
		}
	}
	return problems
}

// describe lets a sidecar, if there is one, have the last word on what a reading says about itself.
func (f file) describe(reading *extract.Extracted, sidecar []byte) []index.Problem {
	if f.sidecar == "" {
		return nil
	}
	said, problems := f.metadata(sidecar)
	said.FillMissing(reading.Metadata)
	reading.Metadata = said
	return problems
}

// metadata is what a sidecar says.
func (f file) metadata(sidecar []byte) (extract.Metadata, []index.Problem) {
	said, problems := extract.ParseMetadata(sidecar, 1)
	if f.sidecar != "" {
		said.Overrides.File = path.Base(f.sidecar)
	}
	return said, inFile(path.Base(f.sidecar), problems)
}

// inFile says that problems are those of a sidecar.
func inFile(name string, problems []index.Problem) []index.Problem {
	for i := range problems {
		if problems[i].Where != "" {
			problems[i].Where = " " + problems[i].Where
		}
		problems[i].Where = name + problems[i].Where
	}
	return problems
}
