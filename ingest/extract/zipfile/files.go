package zipfile

import (
	"archive/zip"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"iter"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Files yields the files of the archive in the order of its directory. A file that cannot be read, or not to its end, has
// a problem. Files that operating systems add, such as Thumbs.db, are left out.
func (a *Archive) Files() iter.Seq[extract.Embedded] {
	return func(yield func(extract.Embedded) bool) {
		names := newNameDecoder(a.members)
		for i := range a.members {
			m := &a.members[i]
			if isSystemFile(m.name) {
				continue
			}
			file := extract.Embedded{Name: names.decode(m.header)}
			var err error
			if file.Bytes, err = a.read(m); err != nil {
				problem := extract.ProblemOf(err)
				file.Problem = &problem
			}
			if !yield(file) {
				return
			}
		}
	}
}

func isSystemFile(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	return strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini"
}

// read unpacks a member. Of a damaged one it returns what can be read.
func (a *Archive) read(m *member) ([]byte, error) {
	if m.header.Mode()&fs.ModeType != 0 {
		return nil, extract.NewError(index.ProblemNotRegular)
	}
	r, err := a.open(m)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, a.limits.File+1))
	switch {
	case errors.Is(err, ErrLimit):
		return nil, &extract.ProblemError{Problem: a.budget.limit}
	case int64(len(raw)) > a.limits.File:
		return nil, extract.NewError(index.ProblemTooLarge, int(a.limits.File>>20))
	case err == nil && m.header.CRC32 != 0 && crc32.ChecksumIEEE(raw) != m.header.CRC32:
		err = zip.ErrChecksum
	}
	if err != nil && len(raw) > 0 {
		return raw, extract.NewError(index.ProblemPartDamaged, detail(err))
	} else if err != nil {
		return nil, extract.NewError(index.ProblemDamaged, extract.ZIP.Label, detail(err))
	}
	return raw, nil
}

func detail(err error) string {
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "zip: "), "flate: ")
}
