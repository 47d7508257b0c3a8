package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"daftar/index"
)

// Format is the version of the layout and of all files of a generation. A generation with another format must be rebuilt.
const Format = 5

// FileName is the name of the manifest in the folder of a generation.
const FileName = "MANIFEST.json"

// Manifest describes a generation and lists its files.
type Manifest struct {
	Format int `json:"format"`
	index.Generation
	Files map[string]fileSum `json:"files"` // by path with slashes
}

type fileSum struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Read reads the manifest of a generation, without checking the files that it lists. A file is its own checksum in hex on
// the first line, followed by JSON.
func Read(generation string) (*Manifest, error) {
	m, err := ReadAnyFormat(generation)
	if err != nil {
		return nil, err
	}
	if m.Format != Format {
		return nil, fmt.Errorf("%s has format %d, this version of daftar reads format %d: run 'daftar reindex --full'",
			filepath.Join(generation, FileName), m.Format, Format)
	}
	return m, nil
}

// ReadAnyFormat is Read for a generation of any format, whose files may not be readable. It is enough for a full reindex,
// which needs the sources and the vocabulary of the last generation.
func ReadAnyFormat(generation string) (*Manifest, error) {
	name := filepath.Join(generation, FileName)
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, Damaged(name, err)
	}
	sum, body, ok := strings.Cut(string(content), "\n")
	if !ok || sum != hexSum([]byte(body)) {
		return nil, Damaged(name, errChecksum)
	}
	m := &Manifest{}
	if err := json.Unmarshal([]byte(body), m); err != nil {
		return nil, Damaged(name, err)
	}
	return m, nil
}

var errChecksum = errors.New("wrong checksum")

// Damaged returns an index.ErrDamaged that names a file.
func Damaged(name string, err error) error {
	return fmt.Errorf("%w: %s: %v", index.ErrDamaged, name, err)
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Write computes the checksum of every file in the folder of a generation, writes the manifest, and syncs all files and
// folders.
func Write(generation string, g index.Generation) error {
	m := &Manifest{Format: Format, Generation: g, Files: make(map[string]fileSum)}
	var dirs []string
	err := filepath.WalkDir(generation, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			dirs = append(dirs, name)
			return nil
		}
		rel, err := filepath.Rel(generation, name)
		if err != nil {
			return err
		}
		m.Files[filepath.ToSlash(rel)], err = sumAndSync(name)
		return err
	})
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	content := append([]byte(hexSum(body)+"\n"), body...)
	if err := WriteFile(filepath.Join(generation, FileName), content); err != nil {
		return err
	}
	for _, d := range slices.Backward(dirs) {
		if err := SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}

func sumAndSync(name string) (fileSum, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fileSum{}, err
	}
	defer f.Close()
	s, err := sumOf(f)
	if err != nil {
		return s, fmt.Errorf("checksum of %s: %w", name, err)
	}
	return s, f.Sync()
}

func sumOf(r io.Reader) (fileSum, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return fileSum{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

// FileCheck is the result of the check of one file.
type FileCheck struct {
	Name string // in the folder of the generation, with slashes
	Size int64  // that the manifest states
	Err  error  // nil if the file is as the manifest states
}

// Verify reads every file of a generation and compares it with the manifest. It returns the result of each file, by name,
// and the first error, which wraps index.ErrDamaged.
func (m *Manifest) Verify(generation string) ([]FileCheck, error) {
	var checks []FileCheck
	for name, want := range m.Files {
		c := FileCheck{Name: name, Size: want.Size, Err: check(filepath.Join(generation, filepath.FromSlash(name)), want)}
		checks = append(checks, c)
	}
	for _, name := range m.unlisted(generation) {
		err := Damaged(filepath.Join(generation, name), errors.New("not in the manifest"))
		checks = append(checks, FileCheck{Name: name, Err: err})
	}
	slices.SortFunc(checks, func(a, b FileCheck) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range checks {
		if c.Err != nil {
			return checks, c.Err
		}
	}
	return checks, nil
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

func check(name string, want fileSum) error {
	f, err := os.Open(name)
	if err != nil {
		return Damaged(name, err)
	}
	defer f.Close()
	got, err := sumOf(f)
	switch {
	case err != nil:
		return Damaged(name, err)
	case got.Size != want.Size:
		return Damaged(name, fmt.Errorf("has %d bytes instead of %d", got.Size, want.Size))
	case got.SHA256 != want.SHA256:
		return Damaged(name, errChecksum)
	}
	return nil
}
