package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// source is the input of a library.
type source struct {
	name      string // for people
	path      string // for ingest
	synthetic bool
}

// openSource returns the documents named by the flags, or generated ones if no flag names any and the corpus is absent.
// Generated files go to the work folder.
func openSource(c config, work string) (source, error) {
	info, err := os.Stat(c.library)
	if errors.Is(err, fs.ErrNotExist) && !c.libraryGiven {
		return syntheticSource(c, work)
	}
	if err != nil {
		return source{}, fmt.Errorf("open library: %w", err)
	}
	s := source{name: filepath.Base(c.library), path: c.library}
	if c.documents == 0 {
		return s, nil
	}
	if info.IsDir() {
		return source{}, fmt.Errorf("--documents needs a JSONL file, %q is a folder", c.library)
	}
	s.path = filepath.Join(work, strings.TrimSuffix(s.name, ".gz"))
	if err := copyLines(c.library, s.path, c.documents); err != nil {
		return source{}, fmt.Errorf("copy %d lines of %q: %w", c.documents, c.library, err)
	}
	return s, nil
}

// copyLines copies the first lines of a file, which may be gzipped.
func copyLines(from, to string, lines int) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	var plain io.Reader = in
	if strings.HasSuffix(from, ".gz") {
		if plain, err = gzip.NewReader(in); err != nil {
			return err
		}
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	r, w := bufio.NewReader(plain), bufio.NewWriter(out)
	for range lines {
		line, err := r.ReadBytes('\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// size returns the total size of the files in a folder, in bytes.
func size(dir string) (int64, error) {
	var total int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
