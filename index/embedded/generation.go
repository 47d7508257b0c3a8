package embedded

import (
	"io/fs"
	"os"
	"path/filepath"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
)

// Last returns the description of the current generation of an index, of any format, or index.ErrUnavailable.
func Last(dir string) (index.Generation, error) {
	name, err := manifest.Current(dir)
	if err != nil {
		return index.Generation{}, err
	}
	m, err := manifest.ReadAnyFormat(filepath.Join(dir, name))
	if err != nil {
		return index.Generation{}, err
	}
	return m.Generation, nil
}

// Vocabulary returns the vocabulary files that tagged the current generation of an index, or index.ErrUnavailable.
func Vocabulary(dir string) (fs.FS, error) {
	name, err := manifest.Current(dir)
	if err != nil {
		return nil, err
	}
	return os.DirFS(filepath.Join(dir, name, vocabularyFolder)), nil
}

// FileCheck is the result of Verify for one file.
type FileCheck = manifest.FileCheck

// Verify reads every file of the current generation of an index and compares it with the manifest. It returns the result of
// each file, by name, and the first error, which wraps index.ErrDamaged and names the file.
func Verify(dir string) ([]FileCheck, error) {
	name, err := manifest.Current(dir)
	if err != nil {
		return nil, err
	}
	gen := filepath.Join(dir, name)
	m, err := manifest.Read(gen)
	if err != nil {
		return nil, err
	}
	return m.Verify(gen)
}
