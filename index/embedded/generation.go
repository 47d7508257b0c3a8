package embedded

import (
	"context"
	"io/fs"
	"path/filepath"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
)

// Last returns the description of the current generation of an index, of any format. If it is damaged or unknown, it returns
// that of the newest generation that has one. Without a generation it returns index.ErrUnavailable.
func Last(dir string) (index.Generation, error) {
	return firstOf(dir, manifest.Describe)
}

// Vocabulary returns the vocabulary files that tagged the generation of Last, verified.
func Vocabulary(ctx context.Context, dir string) (fs.FS, error) {
	return firstOf(dir, func(generation string) (fs.FS, error) {
		return manifest.Vocabulary(ctx, generation, vocabularyFolder)
	})
}

// firstOf reads something from the current generation, or if it is not readable there from the newest one in which it is.
func firstOf[T any](dir string, read func(generation string) (T, error)) (first T, err error) {
	names, err := manifest.Candidates(dir)
	for i, name := range names {
		found, readErr := read(filepath.Join(dir, name))
		if readErr == nil {
			return found, nil
		}
		if i == 0 {
			err = readErr
		}
	}
	return first, err
}

// FileCheck is the result of Verify for one file.
type FileCheck = manifest.FileCheck

// Verify reads every file of the current generation of an index and compares it with the manifest. It returns the result of
// each file, by name, and the first error, which wraps index.ErrDamaged and names the file.
func Verify(ctx context.Context, dir string) ([]FileCheck, error) {
	names, err := manifest.Candidates(dir)
	if err != nil {
		return nil, err
	}
	generation := filepath.Join(dir, names[0])
	m, err := manifest.Read(generation)
	if err != nil {
		return nil, err
	}
	stamps := manifest.LoadStamps(dir)
	defer stamps.Save()
	return m.Verify(ctx, generation, stamps)
}
