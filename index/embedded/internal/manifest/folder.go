package manifest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"daftar/index"
)

// Names in the folder of an index.
const (
	CurrentFile = "CURRENT"
	LockFile    = "LOCK"

	newCurrentFile = CurrentFile + ".new"
	building       = ".building"
	removing       = ".removing"
)

// Permissions of files and folders.
const (
	FilePerm = 0o600
	DirPerm  = 0o700
)

var generationName = regexp.MustCompile(`^gen-([0-9]{6,})$`)

// Name returns the name of a generation from its number.
func Name(number int) string { return fmt.Sprintf("gen-%06d", number) }

// BuildingName returns the name of the folder of a generation while it is built.
func BuildingName(number int) string { return Name(number) + building }

// number returns the number of a generation from the name of its folder, also while it is built or removed.
func number(folder string) (int, bool) {
	base, _, _ := strings.Cut(folder, ".")
	match := generationName.FindStringSubmatch(base)
	if match == nil {
		return 0, false
	}
	n, err := strconv.Atoi(match[1])
	return n, err == nil
}

// Current returns the name of the current generation, or index.ErrUnavailable.
func Current(dir string) (string, error) {
	name := filepath.Join(dir, CurrentFile)
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w in %q", index.ErrUnavailable, dir)
	}
	if err != nil {
		return "", err
	}
	current := strings.TrimSpace(string(content))
	if !generationName.MatchString(current) {
		return "", fmt.Errorf("%w: %s must name a generation, has %q", index.ErrDamaged, name, current)
	}
	return current, nil
}

// SetCurrent replaces CURRENT atomically and durably.
func SetCurrent(dir, name string) error {
	tmp := filepath.Join(dir, newCurrentFile)
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := WriteFile(tmp, []byte(name+"\n")); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(dir, CurrentFile)); err != nil {
		return err
	}
	return SyncDir(dir)
}

// NextNumber returns the number of the next generation: larger than that of any folder, also of interrupted builds.
func NextNumber(dir string) (int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	last := 0
	for _, e := range entries {
		if n, ok := number(e.Name()); ok {
			last = max(last, n)
		}
	}
	return last + 1, nil
}

// RemoveLeftovers removes the folders of interrupted builds and removals, and generations that never became current. It
// returns their names.
func RemoveLeftovers(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	current, err := Current(dir)
	if err != nil {
		current = ""
	}
	_, statErr := os.Lstat(filepath.Join(dir, CurrentFile))
	neverPublished := errors.Is(statErr, fs.ErrNotExist)
	var removed []string
	for _, e := range entries {
		name := e.Name()
		partial := strings.HasSuffix(name, building) || strings.HasSuffix(name, removing) || name == newCurrentFile
		complete := generationName.MatchString(name)
		newer := complete && current != "" && compareNames(name, current) > 0
		if !partial && !newer && !(complete && neverPublished) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return removed, err
		}
		removed = append(removed, name)
	}
	return removed, nil
}

// compareNames orders names of generations by number.
func compareNames(a, b string) int {
	m, _ := number(a)
	n, _ := number(b)
	return cmp.Compare(m, n)
}

// RemoveOld removes generations other than the current one, but keeps the newest keep of them. A folder gets
// another name first, so that no incomplete folder has the name of a generation.
func RemoveOld(dir, current string, keep int) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var old []string
	for _, e := range entries {
		if name := e.Name(); generationName.MatchString(name) && name != current {
			old = append(old, name)
		}
	}
	slices.SortFunc(old, func(a, b string) int { return compareNames(b, a) })
	var errs []error
	for _, name := range old[min(keep, len(old)):] {
		renamed := filepath.Join(dir, name+removing)
		if err := os.Rename(filepath.Join(dir, name), renamed); err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, os.RemoveAll(renamed))
	}
	return errors.Join(append(errs, SyncDir(dir))...)
}

// RestrictAccess removes the permissions of other users from a folder and everything in it.
func RestrictAccess(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			return os.Chmod(name, DirPerm)
		}
		return os.Chmod(name, FilePerm)
	})
}

// WriteFile writes a new file and syncs it. The caller syncs its folder.
func WriteFile(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, FilePerm)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// SyncDir makes the names in a folder durable.
func SyncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
