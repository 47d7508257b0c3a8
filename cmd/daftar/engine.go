package main

import (
	"context"
	"io/fs"
	"log/slog"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// Only this file opens an engine.

// openSearcher opens the index in a folder and follows its generations, even before the first one exists.
func openSearcher(ctx context.Context, dir string, v *vocabulary.Vocabulary, log *slog.Logger) (*embedded.Searcher, error) {
	return embedded.Open(ctx, dir, embedded.OpenOptions{Follow: true, Log: log, Phrases: v.AllSynonyms()})
}

// openCurrent opens the current generation of the index in a folder, or returns index.ErrUnavailable.
func openCurrent(ctx context.Context, dir string) (*embedded.Searcher, error) {
	return embedded.Open(ctx, dir, embedded.OpenOptions{})
}

// begin starts a reindex of the index in a folder.
func begin(ctx context.Context, c reindexConfig, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	return embedded.Begin(ctx, c.index, embedded.BuildOptions{
		Sources: c.docs, Versions: ingest.Versions(v), Vocabulary: v.GenerationFiles(), Full: c.full, Purge: c.purge,
	})
}

// beginRetag starts a retag of the index in a folder.
func beginRetag(ctx context.Context, dir string, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	return embedded.Begin(ctx, dir, embedded.BuildOptions{Versions: ingest.TaggingVersions(v), Vocabulary: v.GenerationFiles(), Retag: true})
}

// storedVocabulary returns the vocabulary files that the index in a folder was tagged with, and their version, or
// index.ErrUnavailable without a generation.
func storedVocabulary(ctx context.Context, dir string) (files fs.FS, version string, err error) {
	last, err := embedded.Last(dir)
	if err != nil {
		return nil, "", err
	}
	files, err = embedded.Vocabulary(ctx, dir)
	return files, last.Vocabulary, err
}
