package main

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"daftar/index"
)

// dump is a file with the documents of a library in a fixed order. Every engine is filled from it, so that reading the
// documents costs each the same memory.
type dump struct {
	path      string
	documents int
	textBytes int64
}

// makeDump writes all documents of an index, newest first.
func makeDump(ctx context.Context, s index.Searcher, path string) (d dump, err error) {
	out, err := os.Create(path)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	d.path = path
	w := bufio.NewWriterSize(out, 1<<20)
	enc := gob.NewEncoder(w)
	for {
		r, err := s.Search(ctx, index.Query{Sort: index.SortNewest, Limit: index.MaxLimit, Offset: d.documents})
		if err != nil {
			return d, fmt.Errorf("list documents from %d on: %w", d.documents, err)
		}
		for _, hit := range r.Hits {
			doc, err := s.Document(ctx, hit.Document.ID)
			if err != nil {
				return d, fmt.Errorf("read document %q: %w", hit.Document.ID, err)
			}
			if err := enc.Encode(doc); err != nil {
				return d, err
			}
			d.documents++
			d.textBytes += int64(len(doc.Text))
		}
		if len(r.Hits) == 0 {
			return d, w.Flush()
		}
	}
}

// readDump yields the documents of a dump.
func readDump(path string) iter.Seq2[*index.Document, error] {
	return func(yield func(*index.Document, error) bool) {
		in, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.Close()
		dec := gob.NewDecoder(bufio.NewReaderSize(in, 1<<20))
		for {
			var d index.Document
			err := dec.Decode(&d)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = fmt.Errorf("read %q: %w", path, err)
			}
			if !yield(&d, err) || err != nil {
				return
			}
		}
	}
}
