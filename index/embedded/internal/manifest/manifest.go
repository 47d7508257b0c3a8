package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"daftar/index"
)

// Format is the version of the layout and of all files of a generation. A generation with another format must be rebuilt.
const Format = 6

// FileName is the name of the manifest in the folder of a generation.
const FileName = "MANIFEST.json"

// Manifest describes a generation and lists its files.
type Manifest struct {
	// Checksum is the SHA-256 of the JSON in hex. It identifies the generation: names are used again when an index is rebuilt.
	Checksum string `json:"-"`
	Format   int    `json:"format"`
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
	sum, body, err := readChecked(name)
	if err != nil {
		return nil, err
	}
	m := &Manifest{Checksum: sum}
	if err := json.Unmarshal(body, m); err != nil {
		return nil, Damaged(name, err)
	}
	return m, nil
}

// readChecked reads a file whose first line is the SHA-256 of the rest in hex.
func readChecked(name string) (sum string, body []byte, err error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return "", nil, Damaged(name, err)
	}
	first, body, ok := bytes.Cut(content, []byte("\n"))
	if !ok || string(first) != hexSum(body) {
		return "", nil, Damaged(name, errChecksum)
	}
	return string(first), body, nil
}

// withChecksum returns the content of a file that readChecked reads.
func withChecksum(body []byte) []byte { return append([]byte(hexSum(body)+"\n"), body...) }

var errChecksum = errors.New("wrong checksum")

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
