package main

import (
	"context"
	"fmt"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/ingest"
)

// originals opens the original files of documents. It reads the sources from the index each time, since a reindex beside a
// running server may change them.
type originals struct{ dir string }

// Original implements the server's access to original files by ingest.OpenOriginal.
func (o originals) Original(ctx context.Context, d *index.Document) (*index.Original, error) {
	g, err := embedded.Last(o.dir)
	if err != nil {
		return nil, fmt.Errorf("find the sources of %s: %w", o.dir, err)
	}
	return ingest.OpenOriginal(ctx, g.Sources, d)
}
