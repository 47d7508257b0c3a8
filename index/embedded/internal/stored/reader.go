package stored

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/internal/rank"
)

// Reader reads the documents of a generation. It is safe for concurrent use.
type Reader struct {
	dir   string
	files [kinds]map[uint32]*openFile // by build
}

// openFile is an open file.
type openFile struct {
	file    *blockfile.File
	records *blockfile.Records
}

// Open opens the files of a generation that builds have written. The caller must call Close.
func Open(dir string, builds []uint32) (*Reader, error) {
	r := &Reader{dir: dir}
	for k := range r.files {
		r.files[k] = make(map[uint32]*openFile, len(builds))
		for _, build := range builds {
			f, err := openRecords(dir, kind(k), build)
			if err != nil {
				return nil, errors.Join(err, r.Close())
			}
			r.files[k][build] = f
		}
	}
	return r, nil
}

func openRecords(dir string, k kind, build uint32) (*openFile, error) {
	file, err := blockfile.Open(fileName(dir, k, build), k.String(), blockfile.Mapped)
	if err != nil {
		return nil, err
	}
	l := blockfile.NewLoader(file)
	if v := file.Version(); v != version {
		l.Fail(fmt.Errorf("has version %d instead of %d", v, version))
	}
	records := blockfile.LoadRecords(l, section)
	if err := l.Err(); err != nil {
		records.Close()
		return nil, errors.Join(err, file.Close())
	}
	return &openFile{file, records}, nil
}

// Close closes the files.
func (r *Reader) Close() error {
	var errs []error
	for _, files := range r.files {
		for _, f := range files {
			f.records.Close()
			errs = append(errs, f.file.Close())
		}
	}
	return errors.Join(errs...)
}

// Guard adds the mappings of the files to a guard.
func (r *Reader) Guard(g *blockfile.Guard) {
	for _, files := range r.files {
		for _, f := range files {
			g.Add(f.file.Name(), f.file.Mapping())
		}
	}
}

// Link makes the files of a build part of the generation in another folder.
func (r *Reader) Link(build uint32, dir string) error {
	for k := range kinds {
		from := fileName(r.dir, k, build)
		if err := manifest.LinkOrCopy(from, filepath.Join(dir, filepath.Base(from))); err != nil {
			return err
		}
	}
	return nil
}

// Dictionaries returns the dictionaries of the oldest build that has some, which trained them. They stay valid after Close.
func (r *Reader) Dictionaries() (d Dictionaries) {
	for k, files := range r.files {
		for _, build := range slices.Sorted(maps.Keys(files)) {
			if found := files[build].records.Dictionary(); len(found) > 0 {
				d[k] = slices.Clone(found)
				break
			}
		}
	}
	return d
}

// Records returns the number of records of a build, those of deleted documents included.
func (r *Reader) Records(build uint32) int {
	f, ok := r.files[headKind][build]
	if !ok {
		return 0
	}
	return f.records.Len()
}

// record returns a record of a document.
func (r *Reader) record(k kind, ref Ref) ([]byte, error) {
	f, ok := r.files[k][ref.Build]
	if !ok {
		return nil, fmt.Errorf("%w: %s has no documents of build %d", index.ErrDamaged, r.dir, ref.Build)
	}
	return f.records.At(int(ref.Record))
}

// Document reads a document.
func (r *Reader) Document(ref Ref, depth Depth) (*index.Document, error) {
	record, err := r.record(headKind, ref)
	if err != nil {
		return nil, err
	}
	d := &index.Document{}
	if err := decodeHead(record, depth, d); err != nil {
		return nil, r.damaged(headKind, ref, err)
	}
	if depth == Head {
		return d, nil
	}
	text, err := r.record(textKind, ref)
	if err != nil {
		return nil, err
	}
	d.Text = string(text)
	if depth == WithText {
		return d, nil
	}
	if record, err = r.record(evidenceKind, ref); err != nil {
		return nil, err
	}
	if err := decodeEvidence(record, d); err != nil {
		return nil, r.damaged(evidenceKind, ref, err)
	}
	return d, nil
}

// KeyTerms reads the key terms of a document.
func (r *Reader) KeyTerms(ref Ref) ([]rank.KeyTerm, error) {
	record, err := r.record(evidenceKind, ref)
	if err != nil {
		return nil, err
	}
	terms, err := decodeKeyTerms(record)
	if err != nil {
		return nil, r.damaged(evidenceKind, ref, err)
	}
	return terms, nil
}

func (r *Reader) damaged(k kind, ref Ref, err error) error {
	return manifest.Damaged(fmt.Sprintf("record %d of %s", ref.Record, fileName(r.dir, k, ref.Build)), err)
}
