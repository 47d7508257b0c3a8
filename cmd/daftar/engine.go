package main

import (
	"context"
	"io/fs"
	"log/slog"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// This file is the only one that opens an engine.

// openSearcher opens the library in a folder and follows its generations, also before there is one.
func openSearcher(dir string, v *vocabulary.Vocabulary, log *slog.Logger) (*embedded.Searcher, error) {
	return embedded.Open(dir, embedded.OpenOptions{Follow: true, Log: log, Phrases: v.AllSynonyms()})
}

// openCurrent opens the library in a folder as it is now. Without a generation it is index.ErrUnavailable.
func openCurrent(dir string) (*embedded.Searcher, error) {
	return embedded.Open(dir, embedded.OpenOptions{})
}

// begin begins a reindex of the library in a folder.
func begin(ctx context.Context, c reindexConfig, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	return embedded.Begin(ctx, c.index, embedded.BuildOptions{
		Sources: c.docs, Versions: ingest.Versions(v), Vocabulary: v.GenerationFiles(), Full: c.full, Purge: c.purge,
	})
}

// beginRetag begins a retag of the library in a folder.
func beginRetag(ctx context.Context, dir string, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	return embedded.Begin(ctx, dir, embedded.BuildOptions{Versions: ingest.TaggingVersions(v), Vocabulary: v.GenerationFiles(), Retag: true})
}

// storedVocabulary returns the files of the vocabulary by which the library in a folder was tagged, and the version that
// they had then. Without a generation it is index.ErrUnavailable.
func storedVocabulary(dir string) (files fs.FS, version string, err error) {
	last, err := embedded.Last(dir)
	if err != nil {
		return nil, "", err
	}
	files, err = embedded.Vocabulary(dir)
	return files, last.Vocabulary, err
}
