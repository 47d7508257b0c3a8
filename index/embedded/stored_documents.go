package embedded

import (
	"context"

	"daftar/index"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
)

// document reads a stored document.
func (s *snapshot) document(doc uint32, depth stored.Depth) (*index.Document, error) {
	return s.texts.Document(s.columns.Stored(doc), depth)
}

// keyTerms reads the key terms of a document.
func (s *snapshot) keyTerms(doc uint32) ([]rank.KeyTerm, error) {
	return s.texts.KeyTerms(s.columns.Stored(doc))
}

// A build copies the stored documents of earlier builds that are worth it: of those with more than maxDeadShare of deleted
// documents, and, if there are more than maxStoredBuilds, of all but the largest one.
const (
	maxDeadShare    = 0.25
	maxStoredBuilds = 8
)

// finishDocuments makes the stored documents of rows that earlier builds wrote part of the generation, and closes the file
// of this build.
func (b *Build) finishDocuments(ctx context.Context, rows []*column.Row) error {
	live := make(map[uint32]int) // documents by earlier build
	for _, r := range rows {
		if r != nil && r.Stored.Build != uint32(b.number) {
			live[r.Stored.Build]++
		}
	}
	copied := b.buildsToCopy(live)
	for _, r := range rows {
		if r == nil || !copied[r.Stored.Build] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if r.Stored, err = b.documents.Copy(b.last.texts, r.Stored); err != nil {
			return err
		}
	}
	for build := range live {
		if !copied[build] {
			if err := b.last.texts.Link(build, b.folder()); err != nil {
				return err
			}
		}
	}
	return b.documents.Close()
}

// buildsToCopy returns the earlier builds whose documents are copied.
func (b *Build) buildsToCopy(live map[uint32]int) map[uint32]bool {
	copied := make(map[uint32]bool)
	largest := uint32(0)
	for build, n := range live {
		copied[build] = float64(n) < (1-maxDeadShare)*float64(b.last.texts.Records(build))
		if n > live[largest] {
			largest = build
		}
	}
	if len(live) > maxStoredBuilds {
		for build := range live {
			copied[build] = copied[build] || build != largest
		}
	}
	return copied
}
