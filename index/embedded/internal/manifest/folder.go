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

	temporary      = ".new"
	newCurrentFile = CurrentFile + temporary
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
		return "", Damaged(name, fmt.Errorf("it must name a generation, has %.40q", current))
	}
	if info, err := os.Stat(filepath.Join(dir, current)); err != nil || !info.IsDir() {
		return "", Damaged(name, fmt.Errorf("it names %s, which does not exist", current))
	}
	return current, nil
}

// Candidates returns the names of all generations in the order in which to try them: the current one, then the newest
// first. If it is unknown which one is current, err is an index.ErrDamaged that names CURRENT, or index.ErrUnavailable if
// there is no generation either.
func Candidates(dir string) (names []string, err error) {
	current, err := Current(dir)
	for _, name := range generations(dir) {
		if name != current {
			names = append(names, name)
		}
	}
	switch {
	case err == nil:
		names = slices.Insert(names, 0, current)
	case errors.Is(err, index.ErrUnavailable) && len(names) > 0:
		err = Damaged(filepath.Join(dir, CurrentFile), fs.ErrNotExist)
	}
	return names, err
}

// generations returns the names of the generations in a folder, the newest first.
func generations(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if generationName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return compareNames(b, a) })
	return names
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
	current := filepath.Join(dir, CurrentFile)
	if info, err := os.Lstat(current); err == nil && info.IsDir() { // no rename replaces a folder
		if err := os.RemoveAll(current); err != nil {
			return err
		}
	}
	if err := os.Rename(tmp, current); err != nil {
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

// RemoveLeftovers removes the folders of interrupted builds and removals, and temporary files. It returns their names. It
// never removes a generation, whatever CURRENT says: RemoveOld does, when a newer one is published.
func RemoveLeftovers(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var removed []string
	for _, e := range entries {
		name := e.Name()
		folder := strings.HasSuffix(name, building) || strings.HasSuffix(name, removing)
		file := strings.HasSuffix(name, temporary) && (name == newCurrentFile || strings.HasPrefix(name, verifiedFile+"."))
		if _, ok := number(name); !(ok && folder) && !file {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return removed, err
		}
		if folder || name == newCurrentFile {
			removed = append(removed, name)
		}
	}
	return removed, nil
}

// compareNames orders names of generations by number.
func compareNames(a, b string) int {
	m, _ := number(a)
	n, _ := number(b)
	return cmp.Compare(m, n)
}

// RemoveOld removes all generations other than the current one and keep, which may be "". A folder gets another name first,
// so that no incomplete folder has the name of a generation.
func RemoveOld(dir, current, keep string) error {
	var errs []error
	for _, name := range generations(dir) {
		if name == current || name == keep {
			continue
		}
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
