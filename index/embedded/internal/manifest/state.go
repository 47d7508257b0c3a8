package manifest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// State returns a value that changes whenever CURRENT or a file of a generation does. It reads CURRENT and the manifests;
// of other files it takes size, modification time and inode.
func State(dir string) string {
	current, err := os.ReadFile(filepath.Join(dir, CurrentFile))
	h := sha256.New()
	fmt.Fprintf(h, "%q %v\n", current, err)
	for _, name := range generations(dir) {
		fmt.Fprintln(h, name, GenerationState(dir, name))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// GenerationState is State of one generation. Files that its manifest does not list do not count.
func GenerationState(dir, name string) string {
	generation := filepath.Join(dir, name)
	h := sha256.New()
	m, err := ReadAnyFormat(generation)
	if err != nil {
		fmt.Fprintln(h, err)
		hashFolder(h, generation)
		return hex.EncodeToString(h.Sum(nil))
	}
	fmt.Fprintln(h, m.Checksum)
	hashFile(h, filepath.Join(generation, FileName))
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		hashFile(h, filepath.Join(generation, filepath.FromSlash(name)))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func hashFolder(h hash.Hash, dir string) {
	_ = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			hashFile(h, name)
		}
		return nil
	})
}

func hashFile(h hash.Hash, name string) {
	info, err := os.Stat(name)
	if err != nil {
		fmt.Fprintln(h, name, err)
		return
	}
	_, inode, _ := fileID(info)
	fmt.Fprintln(h, name, info.Mode(), info.Size(), info.ModTime().UnixNano(), inode)
}
