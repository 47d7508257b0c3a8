package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daftar/index/embedded/internal/manifest"
)

// openFile is a file that is mapped into memory while a generation is open: a change of it, also by a process that knows
// nothing of the index, changes answers at once.
type openFile struct {
	file     *os.File
	size     int64
	modified time.Time
}

var errChanged = errors.New("changed while it was in use")

// openMapped opens the files that queries read, to notice later that they were changed or replaced.
func openMapped(gen string, m *manifest.Manifest) (files []openFile, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, closeAll(files))
		}
	}()
	for name := range m.Files {
		if strings.HasPrefix(name, vocabularyFolder+"/") || name == manifest.RecoveryFile {
			continue
		}
		path := filepath.Join(gen, filepath.FromSlash(name))
		info, err := manifest.StatRegular(path) // to open a pipe would wait
		if err != nil {
			return files, err
		}
		f, err := os.Open(path)
		if err != nil {
			return files, manifest.Damaged(path, err)
		}
		files = append(files, openFile{f, info.Size(), info.ModTime()})
	}
	return files, nil
}

func closeAll(files []openFile) error {
	var errs []error
	for _, f := range files {
		errs = append(errs, f.file.Close())
	}
	return errors.Join(errs...)
}

// unchanged returns an index.ErrDamaged if the size or modification time of the file has changed.
func (f openFile) unchanged() error {
	info, err := f.file.Stat()
	if err == nil && (info.Size() != f.size || !info.ModTime().Equal(f.modified)) {
		err = errChanged
	}
	if err != nil {
		return manifest.Damaged(f.file.Name(), err)
	}
	return nil
}

// intact returns an index.ErrDamaged if a mapped file has changed since the generation was opened. Files that were removed
// stay readable.
func (s *snapshot) intact() error {
	if err := s.damage.Load(); err != nil {
		return *err
	}
	for _, f := range s.mapped {
		if err := f.unchanged(); err != nil {
			return err
		}
	}
	return nil
}

// sameFiles returns an index.ErrDamaged if the files that were mapped are not those that were verified.
func (s *snapshot) sameFiles() error {
	for _, f := range s.mapped {
		byName, err := os.Stat(f.file.Name())
		if err != nil {
			return manifest.Damaged(f.file.Name(), err)
		}
		opened, err := f.file.Stat()
		if err != nil || !os.SameFile(byName, opened) {
			return manifest.Damaged(f.file.Name(), errors.Join(err, errChanged))
		}
	}
	return s.intact()
}

// maps reports whether an error of manifest.Damaged names a mapped file.
func (s *snapshot) maps(err error) bool {
	return slices.ContainsFunc(s.mapped, func(f openFile) bool { return manifest.DamagedFile(f.file.Name(), err) == "." })
}
