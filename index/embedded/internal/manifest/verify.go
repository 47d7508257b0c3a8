package manifest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// FileCheck is the result of the check of one file.
type FileCheck struct {
	Name     string // in the folder of the generation, with slashes
	Size     int64  // that the manifest states
	Unlisted bool   // the manifest does not list it: it belongs to something else, such as .DS_Store
	Err      error  // nil if the file is as the manifest states
}

// Verify reads every file of a generation and compares it with the manifest. It returns the result of each file, by name,
// and the first error, which wraps index.ErrDamaged. Files that the manifest does not list are reported, but no error.
func (m *Manifest) Verify(ctx context.Context, generation string, stamps *Stamps) ([]FileCheck, error) {
	var checks []FileCheck
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		err := m.verifyFile(ctx, generation, name, stamps, 0)
		if err != nil && ctx.Err() != nil {
			return checks, ctx.Err()
		}
		checks = append(checks, FileCheck{Name: name, Size: m.Files[name].Size, Err: err})
	}
	for _, name := range m.unlisted(generation) {
		checks = append(checks, FileCheck{Name: name, Unlisted: true})
	}
	slices.SortFunc(checks, func(a, b FileCheck) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range checks {
		if c.Err != nil {
			return checks, c.Err
		}
	}
	return checks, nil
}

// VerifyForOpening checks the size of every file, and reads those that stamps do not trust. An error wraps index.ErrDamaged
// and names the file.
func (m *Manifest) VerifyForOpening(ctx context.Context, generation string, stamps *Stamps) error {
	var unverified []string
	for _, name := range slices.Sorted(maps.Keys(m.Files)) { // sizes first: half a copy is found without reading it
		path := filepath.Join(generation, filepath.FromSlash(name))
		info, err := StatRegular(path)
		if err != nil {
			return err
		}
		if err := checkSize(path, info.Size(), m.Files[name]); err != nil {
			return err
		}
		if !stamps.trusts(info, m.Files[name].SHA256) {
			unverified = append(unverified, name)
		}
	}
	for _, name := range unverified {
		if err := m.verifyFile(ctx, generation, name, stamps, 0); err != nil {
			return err
		}
	}
	return nil
}

// Scrub reads the files that were last verified before a time, at most bytesPerSecond. An error wraps index.ErrDamaged and
// names the file.
func (m *Manifest) Scrub(ctx context.Context, generation string, stamps *Stamps, before time.Time, bytesPerSecond int64) error {
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		info, err := StatRegular(filepath.Join(generation, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if !stamps.verified(info, m.Files[name].SHA256).Before(before) {
			continue
		}
		if err := m.verifyFile(ctx, generation, name, stamps, bytesPerSecond); err != nil {
			return err
		}
	}
	return nil
}

// verifyFile reads a file, at most bytesPerSecond if that is not 0.
func (m *Manifest) verifyFile(ctx context.Context, generation, rel string, stamps *Stamps, bytesPerSecond int64) error {
	name := filepath.Join(generation, filepath.FromSlash(rel))
	if _, err := StatRegular(name); err != nil { // to open a pipe would wait
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return Damaged(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Damaged(name, err)
	}
	began := time.Now()
	got, err := sumOf(ctx, paced(ctx, f, bytesPerSecond))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		stamps.forget(info)
		return Damaged(name, err)
	}
	err = checkSize(name, got.Size, m.Files[rel])
	if err == nil && got.SHA256 != m.Files[rel].SHA256 {
		err = Damaged(name, errChecksum)
	}
	if err != nil {
		stamps.forget(info)
		return err
	}
	stamps.record(info, got.SHA256, began)
	return nil
}

// StatRegular describes a file. If it is missing or no regular file the error is an index.ErrDamaged.
func StatRegular(name string) (fs.FileInfo, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, Damaged(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, Damaged(name, errors.New("not a regular file"))
	}
	return info, nil
}

func checkSize(name string, size int64, want fileSum) error {
	if size != want.Size {
		return Damaged(name, fmt.Errorf("has %d bytes instead of %d", size, want.Size))
	}
	return nil
}

// unlisted returns the files in the folder that the manifest does not list.
func (m *Manifest) unlisted(generation string) []string {
	var names []string
	_ = filepath.WalkDir(generation, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(generation, name)
		if rel = filepath.ToSlash(rel); err != nil || rel == FileName {
			return nil
		}
		if _, ok := m.Files[rel]; !ok {
			names = append(names, rel)
		}
		return nil
	})
	return names
}

func sumOf(ctx context.Context, r io.Reader) (fileSum, error) {
	h := sha256.New()
	n, err := io.CopyBuffer(h, contextReader{ctx, r}, make([]byte, 256<<10))
	return fileSum{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

// contextReader reads until a context is done.
type contextReader struct {
	ctx    context.Context
	reader io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.reader.Read(p)
}

// pacedReader waits after each read, so that it reads a number of bytes per second.
type pacedReader struct {
	contextReader
	perByte time.Duration
}

func paced(ctx context.Context, r io.Reader, bytesPerSecond int64) io.Reader {
	if bytesPerSecond == 0 {
		return r
	}
	return pacedReader{contextReader{ctx, r}, time.Second / time.Duration(bytesPerSecond)}
}

func (r pacedReader) Read(p []byte) (int, error) {
	n, err := r.contextReader.Read(p)
	timer := time.NewTimer(time.Duration(n) * r.perByte)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.ctx.Done():
		return n, r.ctx.Err()
	}
	return n, err
}

// readFolder returns a folder of a generation after reading and verifying its files.
func (m *Manifest) readFolder(ctx context.Context, generation, folder string) (fs.FS, error) {
	stamps := newStamps("")
	for name := range m.Files {
		if strings.HasPrefix(name, folder+"/") {
			if err := m.verifyFile(ctx, generation, name, stamps, 0); err != nil {
				return nil, err
			}
		}
	}
	return os.DirFS(filepath.Join(generation, folder)), nil
}
