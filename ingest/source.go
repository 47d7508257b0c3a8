package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"daftar/index"
)

// Paths. Ids are made from paths, so a path must not change when another source is added. The first folder among the sources
// is the root of the collection: its notes/x.md is "notes/x.md". Every other folder is mounted under its name: y.txt of
// /data/cables is "cables/y.txt". A file that is a source has its name: "frus.jsonl.gz", and its line 42 is
// "frus.jsonl.gz#42". The second of two sources with the same name becomes "cables~2". In file names "#", "%" and what is not
// printable UTF-8 are percent-encoded.
// A source within another is an error, since its files would be read twice. If two files still get the same path, because the
// root has a folder named like another source, the file of the later source is a problem in the report.

// source is a folder or file that the user named.
type source struct {
	name     string // as the user wrote it
	abs      string
	mount    string // what its paths begin with: "" or "cables/"; of a file its whole path
	root     *os.Root
	fileName string // of a file: its name in root
	missing  bool
}

type sources struct {
	all   []*source
	notes []string
}

// openSources opens all sources. A missing one is an error, or a note if AllowMissing.
func openSources(o Options) (*sources, error) {
	s := &sources{}
	if err := s.open(o); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *sources) open(o Options) error {
	if len(o.Sources) == 0 {
		return errors.New("no sources: name a folder or a file")
	}
	for _, name := range o.Sources {
		src, err := openSource(name)
		if errors.Is(err, fs.ErrNotExist) && o.AllowMissing {
			s.notes = append(s.notes, fmt.Sprintf("source %q is missing; its documents are deleted", name))
			err = nil
		}
		if err != nil {
			return fmt.Errorf("source %q: %w", name, err)
		}
		if slices.ContainsFunc(s.all, func(other *source) bool { return other.abs == src.abs }) {
			src.close()
			continue
		}
		s.all = append(s.all, src)
	}
	if err := s.checkNesting(); err != nil {
		return err
	}
	s.mount()
	return nil
}

// openSource returns a source even with an error, so that a missing one takes part in the naming.
func openSource(name string) (*source, error) {
	src := &source{name: name, missing: true}
	abs, err := filepath.Abs(name)
	if err != nil {
		return src, err
	}
	src.abs = abs
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		src.abs = real
	}
	info, err := os.Stat(src.abs)
	if err != nil {
		return src, plainError(err)
	}
	dir := src.abs
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return src, errors.New("not a folder or regular file")
		}
		dir, src.fileName = filepath.Dir(src.abs), filepath.Base(src.abs)
	}
	src.root, err = os.OpenRoot(dir)
	src.missing = err != nil
	return src, plainError(err)
}

// plainError removes the system call and path, which callers name themselves.
func plainError(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

func (src *source) close() {
	if src.root != nil {
		src.root.Close()
	}
}

func (s *sources) close() {
	for _, src := range s.all {
		src.close()
	}
}

func (s *sources) checkNesting() error {
	for _, inner := range s.all {
		for _, outer := range s.all {
			if inner != outer && outer.fileName == "" && strings.HasPrefix(inner.abs, strings.TrimSuffix(outer.abs, "/")+"/") {
				return fmt.Errorf("source %q is inside source %q: name only one of them", inner.name, outer.name)
			}
		}
	}
	return nil
}

// mount assigns every source its prefix in the collection.
func (s *sources) mount() {
	taken := map[string]int{}
	rooted := false
	for _, src := range s.all {
		isFile := src.fileName != ""
		if !isFile && !rooted {
			rooted = true
			continue
		}
		name := escapePath(filepath.Base(src.abs))
		taken[name]++
		if n := taken[name]; n > 1 {
			ext := ""
			if isFile {
				name, ext, _ = strings.Cut(name, ".")
				ext = strings.TrimSuffix("."+ext, ".")
			}
			name = fmt.Sprintf("%s~%d%s", name, n, ext)
		}
		if !isFile {
			name += "/"
		}
		src.mount = name
	}
}

// owns reports whether a path of the collection belongs to the source. The root owns what no other source owns.
func (s *sources) owns(src *source, path string) bool {
	if src.mount != "" {
		return src.contains(path)
	}
	return !slices.ContainsFunc(s.all, func(other *source) bool { return other.mount != "" && other.contains(path) })
}

func (src *source) contains(path string) bool {
	if strings.HasSuffix(src.mount, "/") {
		return strings.HasPrefix(path, src.mount)
	}
	return path == src.mount
}

// checkEmptied returns an error for a source that had documents and has no files any more: most likely a disk is missing.
func (s *sources) checkEmptied(files []file, before map[string]index.File, o Options) error {
	for _, src := range s.all {
		if src.missing || o.AllowMissing || slices.ContainsFunc(files, func(f file) bool { return f.source == src && f.size > 0 }) {
			continue
		}
		had := 0
		for path, entry := range before {
			if s.owns(src, path) {
				had += entry.Documents
			}
		}
		if had > 0 {
			return fmt.Errorf("source %q has no files any more; to delete its %d documents use --allow-missing", src.name, had)
		}
		if o.Full {
			return fmt.Errorf("source %q has no files; to accept that use --allow-missing", src.name)
		}
	}
	return nil
}

// files lists the files of all sources in a stable order, each path once.
func (s *sources) files(ctx context.Context) ([]file, error) {
	var all []file
	owner := map[string]*source{}
	for _, src := range s.all {
		if src.missing {
			continue
		}
		found, err := src.files(ctx)
		if err != nil {
			return nil, fmt.Errorf("source %q: %w", src.name, err)
		}
		for _, f := range found {
			if other, ok := owner[f.path]; ok {
				p := index.NewProblem(index.ProblemSamePath, other.name)
				f.problem = &p
				f.path += "~" + path.Base(escapePath(src.abs))
			}
			owner[f.path] = src
			all = append(all, f)
		}
	}
	return all, nil
}
