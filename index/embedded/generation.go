package embedded

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
	"regexp"
	"slices"
	"strings"

	"daftar/index"
)

// A library on disk:
//
//	CURRENT               one line: the name of the generation to search
//	LOCK                  held by the one process that writes
//	gen-000007/           immutable once published
//	    MANIFEST.json     the generation, and SHA-256 and size of every other file
//	    columns.gob       facets, dates, lengths, names, groups of near copies: columns
//	    signatures.bin    analysis.Signature of each document, by number: what the next reindex makes groups of
//	    lexicon.gob       words, phrases and titles for suggestions: lexis
//	    files.json        []index.File, what the reindex saw
//	    vocabulary/       the vocabulary it was tagged with
//	    bleve/            an index that bleve.Open reads: index_meta.json, store/root.bolt, store/*.zap
//	gen-000006/           the one before, for rollback
//	gen-000008.building/  a reindex at work, or what a killed one left
//
// A generation is published in this order: every file and folder of it is synced, the manifest written and synced, the
// folder renamed, the library's folder synced, the generation opened and asked a question, CURRENT replaced by a rename,
// the library's folder synced. Whatever moment a process dies at, CURRENT names a complete generation.

const (
	currentFile  = "CURRENT"
	lockFile     = "LOCK"
	manifestFile = "MANIFEST.json"
	columnsFile  = "columns.gob"
	signaturesIn = "signatures.bin"
	lexiconFile  = "lexicon.gob"
	filesFile    = "files.json"
	vocabularyIn = "vocabulary"
	bleveIn      = "bleve"
	building     = ".building"
	removing     = ".removing"

	filePerm = 0o600 // what is indexed may be nobody else's business
	dirPerm  = 0o700
)

// format is the version of this layout and of every file in it. Another one cannot be read and must be rebuilt.
const format = 4

// manifest is MANIFEST.json.
type manifest struct {
	Format int `json:"format"`
	index.Generation
	Files map[string]fileSum `json:"files"` // by path with slashes
}

type fileSum struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

var generationName = regexp.MustCompile(`^gen-([0-9]{6,})$`)

func nameOf(number int) string { return fmt.Sprintf("gen-%06d", number) }

// current returns the name that CURRENT holds, or ErrUnavailable.
func current(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w in %q", index.ErrUnavailable, dir)
	}
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	if !generationName.MatchString(name) {
		return "", fmt.Errorf("%w: %s holds %q, no name of a generation", index.ErrDamaged, filepath.Join(dir, currentFile), name)
	}
	return name, nil
}

// readManifest reads a generation's manifest without checking what it lists.
func readManifest(gen string) (*manifest, error) {
	name := filepath.Join(gen, manifestFile)
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, damaged(name, err)
	}
	sum, body, ok := strings.Cut(string(b), "\n")
	if !ok || sum != hexSum([]byte(body)) {
		return nil, damaged(name, errors.New("its checksum is wrong"))
	}
	m := &manifest{}
	if err := json.Unmarshal([]byte(body), m); err != nil {
		return nil, damaged(name, err)
	}
	if m.Format != format {
		return nil, fmt.Errorf("%s: format %d, this version reads format %d: reindex with --full", name, m.Format, format)
	}
	return m, nil
}

func damaged(name string, err error) error {
	return fmt.Errorf("%w: %s: %v", index.ErrDamaged, name, err)
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// writeManifest sums every file of a generation, syncs files and folders, and writes the manifest: one line with the
// SHA-256 of the rest, then JSON.
func writeManifest(gen string, g index.Generation) (*manifest, error) {
	m := &manifest{Format: format, Generation: g, Files: make(map[string]fileSum)}
	var dirs []string
	err := filepath.WalkDir(gen, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			dirs = append(dirs, name)
			return nil
		}
		rel, err := filepath.Rel(gen, name)
		if err != nil {
			return err
		}
		m.Files[filepath.ToSlash(rel)], err = sumAndSync(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	body, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	content := append([]byte(hexSum(body)+"\n"), body...)
	if err := writeSynced(filepath.Join(gen, manifestFile), content); err != nil {
		return nil, err
	}
	for _, d := range slices.Backward(dirs) {
		if err := syncDir(d); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func sumAndSync(name string) (fileSum, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fileSum{}, err
	}
	defer f.Close()
	s, err := sumOf(f)
	if err != nil {
		return s, fmt.Errorf("sum %s: %w", name, err)
	}
	return s, f.Sync()
}

func sumOf(r io.Reader) (fileSum, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return fileSum{Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

func writeSynced(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// setCurrent replaces CURRENT atomically and durably.
func setCurrent(dir, name string) error {
	tmp := filepath.Join(dir, currentFile+".new")
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := writeSynced(tmp, []byte(name+"\n")); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(dir, currentFile)); err != nil {
		return err
	}
	return syncDir(dir)
}

// FileCheck is what Verify found of one file.
type FileCheck struct {
	Name string // in the generation, with slashes
	Size int64
	Err  error // nil: as the manifest says
}

// Verify reads every file of the current generation and compares it with the manifest. It returns what it found of
// each, by name; the error, if there is one, wraps index.ErrDamaged and names the first bad file.
func Verify(dir string) ([]FileCheck, error) {
	name, err := current(dir)
	if err != nil {
		return nil, err
	}
	gen := filepath.Join(dir, name)
	m, err := readManifest(gen)
	if err != nil {
		return nil, err
	}
	return m.verify(gen)
}

func (m *manifest) verify(gen string) ([]FileCheck, error) {
	var checks []FileCheck
	var first error
	for name, want := range m.Files {
		c := FileCheck{Name: name, Size: want.Size, Err: check(filepath.Join(gen, filepath.FromSlash(name)), want)}
		checks = append(checks, c)
	}
	for _, name := range m.unlisted(gen) {
		checks = append(checks, FileCheck{Name: name, Err: damaged(filepath.Join(gen, name), errors.New("not in the manifest"))})
	}
	slices.SortFunc(checks, func(a, b FileCheck) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range checks {
		if c.Err != nil && first == nil {
			first = c.Err
		}
	}
	return checks, first
}

// unlisted returns the files that a generation has and its manifest has not.
func (m *manifest) unlisted(gen string) []string {
	var names []string
	_ = filepath.WalkDir(gen, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(gen, name)
		if rel = filepath.ToSlash(rel); err != nil || rel == manifestFile {
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
		return damaged(name, err)
	}
	defer f.Close()
	got, err := sumOf(f)
	switch {
	case err != nil:
		return damaged(name, err)
	case got.Size != want.Size:
		return damaged(name, fmt.Errorf("has %d bytes, should have %d", got.Size, want.Size))
	case got.SHA256 != want.SHA256:
		return damaged(name, errors.New("its checksum is wrong"))
	}
	return nil
}

// Last returns the current generation of a library, or ErrUnavailable.
func Last(dir string) (index.Generation, error) {
	name, err := current(dir)
	if err != nil {
		return index.Generation{}, err
	}
	m, err := readManifest(filepath.Join(dir, name))
	if err != nil {
		return index.Generation{}, err
	}
	return m.Generation, nil
}

// Vocabulary returns the files of the vocabulary by which the current generation of a library was tagged, or
// ErrUnavailable.
func Vocabulary(dir string) (fs.FS, error) {
	name, err := current(dir)
	if err != nil {
		return nil, err
	}
	return os.DirFS(filepath.Join(dir, name, vocabularyIn)), nil
}

// numbers returns the numbers of the folders of generations in a library, building and removing ones included.
func numbers(dir string) ([]int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []int
	for _, e := range entries {
		base, _, _ := strings.Cut(e.Name(), ".")
		var n int
		if generationName.MatchString(base) {
			if _, err := fmt.Sscanf(base, "gen-%d", &n); err == nil {
				out = append(out, n)
			}
		}
	}
	return out, nil
}
