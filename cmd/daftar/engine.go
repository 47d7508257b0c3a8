package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"maps"
	"slices"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// This file is the only one that opens an engine.

// openSearcher opens the library in a folder and follows its generations, also before there is one.
func openSearcher(dir string, log *slog.Logger) (*embedded.Searcher, error) {
	return embedded.Open(dir, embedded.OpenOptions{Follow: true, Log: log})
}

// openCurrent opens the library in a folder as it is now. Without a generation it is index.ErrUnavailable.
func openCurrent(dir string) (*embedded.Searcher, error) {
	return embedded.Open(dir, embedded.OpenOptions{})
}

// begin begins a reindex of the library in a folder.
func begin(ctx context.Context, c reindexConfig, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	files, err := vocabularyFiles(v)
	if err != nil {
		return nil, err
	}
	b, err := embedded.Begin(ctx, c.index, embedded.BuildOptions{
		Sources: c.docs, Versions: ingest.Versions(v), Vocabulary: files, Full: c.full, Purge: c.purge,
	})
	if err != nil && b != nil {
		// A context that ends in time leaves a build with its lock.
		return nil, errors.Join(err, b.Abort())
	}
	return b, err
}

// beginRetag begins a retag of the library in a folder.
func beginRetag(ctx context.Context, dir string, v *vocabulary.Vocabulary) (*embedded.Build, error) {
	files, err := vocabularyFiles(v)
	if err != nil {
		return nil, err
	}
	b, err := embedded.Begin(ctx, dir, embedded.BuildOptions{Versions: ingest.TaggingVersions(v), Vocabulary: files, Retag: true})
	if err != nil && b != nil {
		return nil, errors.Join(err, b.Abort())
	}
	return b, err
}

// vocabularyFiles puts the files of the vocabulary into an archive in memory, which is a file system.
func vocabularyFiles(v *vocabulary.Vocabulary) (fs.FS, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	files := v.Files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(archive.Bytes()), int64(archive.Len()))
}
