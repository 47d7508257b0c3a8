package main

import (
	"context"
	"fmt"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/ingest"
)

// originals opens the files that the documents of the library in a folder were read from. Each time it asks the library
// for its sources: a reindex beside a running server may have given it others.
type originals struct{ dir string }

// Original opens the file of a document that a Searcher returned: ingest.OpenOriginal.
func (o originals) Original(ctx context.Context, d *index.Document) (*index.Original, error) {
	g, err := embedded.Last(o.dir)
	if err != nil {
		return nil, fmt.Errorf("find the sources of %s: %w", o.dir, err)
	}
	return ingest.OpenOriginal(ctx, g.Sources, d)
}
