package ingest

import (
	"context"
	"fmt"
	"path"

	"daftar/index"
	"daftar/ingest/extract"
)

// single reads a file of one document, or keeps it as it is.
func (r *run) single(ctx context.Context, f file) error {
	sidecar, err := f.readSidecar()
	if err != nil {
		return r.unreadable(ctx, f, err)
	}
	print, err := r.fingerprint(f, sidecar)
	if err != nil {
		return r.unread(ctx, f, err)
	}
	if last, ok := r.before[f.path]; ok && last.Fingerprint == print {
		if err := r.keep(ctx, last); err != nil {
			return err
		}
		r.tally.same(f, last)
		return nil
	}
	reading, problems, err := f.read(sidecar, r.tally.bytes)
	if err != nil {
		return r.unread(ctx, f, err)
	}
	entry := index.File{Fingerprint: print, Problems: problems}
	if reading != nil {
		doc, more := r.maker.make(reading, f.path, print)
		entry.Problems = append(entry.Problems, more...)
		if err := r.put(ctx, doc); err != nil {
			return err
		}
		entry.Documents = 1
	}
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
	r.tally.put(added, len(docs)-added)
	return nil
}

// read takes a file of one document apart. The error is of reading the bytes; what they say wrong are problems.
func (f file) read(sidecar []byte, count func(int)) (*extract.Reading, []index.Problem, error) {
	in, err := f.open(count)
	if err != nil {
		return nil, nil, err
	}
	defer in.Close()
	reading, problems := extract.Read(f.format, in)
	if reading == nil || f.sidecar == "" {
		return reading, problems, nil
	}
	said, more := extract.ParseMetadata(sidecar, 1)
	said.Decided.From = path.Base(f.sidecar)
	said.Fill(reading.Metadata)
	reading.Metadata = said
	return reading, append(problems, inFile(path.Base(f.sidecar), more)...), nil
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
