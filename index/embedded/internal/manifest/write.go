package manifest

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"daftar/index"
)

// Carried is a generation whose files a new one shares by hard links. The zero Carried is none.
type Carried struct {
	Folder   string
	Manifest *Manifest
}

// sum returns the checksum of a file of the carried generation if a file of the new one is a hard link to it.
func (c Carried) sum(rel string, info fs.FileInfo) (fileSum, bool) {
	if c.Manifest == nil {
		return fileSum{}, false
	}
	sum, listed := c.Manifest.Files[rel]
	if !listed || sum.Size != info.Size() {
		return fileSum{}, false
	}
	old, err := os.Lstat(filepath.Join(c.Folder, filepath.FromSlash(rel)))
	return sum, err == nil && os.SameFile(old, info)
}

// Write writes the manifest of a generation and syncs its files and folders. It reads and syncs only new files: a file that
// is a hard link to one of the carried generation has been synced, and has the checksum that the manifest of that one states.
// The new files count as verified in stamps.
func Write(ctx context.Context, generation string, g index.Generation, carried Carried, stamps *Stamps) error {
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
		rel = filepath.ToSlash(rel)
		info, err := e.Info()
		if err != nil {
			return err
		}
		sum, old := carried.sum(rel, info)
		if !old {
			sum, err = sumAndSync(ctx, name, stamps)
		}
		m.Files[rel] = sum
		return err
	})
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(generation, FileName), withChecksum(body)); err != nil {
		return err
	}
	for _, d := range slices.Backward(dirs) {
		if err := SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}

func sumAndSync(ctx context.Context, name string, stamps *Stamps) (fileSum, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fileSum{}, err
	}
	defer f.Close()
	sum, err := sumOf(ctx, f)
	if err != nil {
		return sum, fmt.Errorf("checksum of %s: %w", name, err)
	}
	if err := f.Sync(); err != nil {
		return sum, err
	}
	info, err := f.Stat()
	if err != nil {
		return sum, err
	}
	stamps.trust(info, sum.SHA256)
	return sum, nil
}
