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

// Paths of sources. Ids are made of paths, so a path must not change when another source is added. The first folder among
// the sources is the root of the collection: its notes/x.md is "notes/x.md". Every other folder stands in the collection
// under its own name, as if mounted there: of /data/cables, y.txt is "cables/y.txt". A file that is a source by itself has
// its own name: "frus.jsonl.gz", and its line 42 is "frus.jsonl.gz#42". Of two sources with one name the later is called
// "cables~2". In names of files "#" and "%" are written as in URLs, and so is what is no printable UTF-8.
// A source inside another would be read twice and is refused; if two files still come to the same path (the root has a
// folder named like another source), the one of the later source is a problem in the report.

// source is a folder or a file that was named.
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

// openSources opens all sources. One that is missing is an error that names it, or a note if that is allowed.
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
		return errors.New("no source: name a folder or a file")
	}
	for _, name := range o.Sources {
		src, err := openSource(name)
		if errors.Is(err, fs.ErrNotExist) && o.AllowMissing {
			s.notes = append(s.notes, fmt.Sprintf("source %q is missing, its documents go", name))
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

// openSource always returns a source, so that also a missing one takes part in the naming.
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
			return src, errors.New("neither a folder nor a file")
		}
		dir, src.fileName = filepath.Dir(src.abs), filepath.Base(src.abs)
	}
	src.root, err = os.OpenRoot(dir)
	src.missing = err != nil
	return src, plainError(err)
}

// plainError leaves out the name of the system call and the path, which the caller says in its own words.
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
				return fmt.Errorf("source %q lies inside source %q: name only one of them", inner.name, outer.name)
			}
		}
	}
	return nil
}

// mount gives every source its place in the collection.
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

// owns reports whether a path of the collection belongs to the source: the root has what no other source has.
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

// checkEmptied refuses to empty a source that had documents and has no file any more: more often a disk is not there than
// a library is given up.
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
			return fmt.Errorf("source %q has suddenly no file, and would lose its documents (%d); if they are to go, use --allow-missing", src.name, had)
		}
		if o.Full {
			return fmt.Errorf("source %q has no file; if that is right, use --allow-missing", src.name)
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
				f.problem = fmt.Sprintf("not read: source %q has the same path in the collection; rename one", other.name)
				f.path += "~" + path.Base(escapePath(src.abs))
			}
			owner[f.path] = src
			all = append(all, f)
		}
	}
	return all, nil
}
