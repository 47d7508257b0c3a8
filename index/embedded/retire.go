package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// clearLeftovers removes what is in a library and belongs to no generation that could be needed: folders of reindexes
// that did not end, and of removals that did not. It returns their names.
func clearLeftovers(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	now, err := current(dir)
	if err != nil {
		now = ""
	}
	var cleared []string
	for _, e := range entries {
		name := e.Name()
		half := strings.HasSuffix(name, building) || strings.HasSuffix(name, removing)
		newer := generationName.MatchString(name) && now != "" && number6(name) > number6(now)
		first := generationName.MatchString(name) && now == "" && !exists(filepath.Join(dir, currentFile))
		if !half && !newer && !first && name != currentFile+".new" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return cleared, err
		}
		cleared = append(cleared, name)
	}
	return cleared, nil
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// number6 orders names of generations: longer numbers are larger.
func number6(name string) string {
	digits := strings.TrimLeft(strings.TrimPrefix(name, "gen-"), "0")
	return string(rune('a'+len(digits))) + digits
}

// retire removes the generations that are no longer needed: all but the current one and the one before it, which is
// there for rollback; with Purge all but the current one. A folder is renamed before it is removed, so that half of a
// generation never stands under its name.
func (b *Build) retire(now string) error {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return err
	}
	var old []string
	for _, e := range entries {
		if name := e.Name(); generationName.MatchString(name) && name != now {
			old = append(old, name)
		}
	}
	slices.SortFunc(old, func(x, y string) int { return strings.Compare(number6(y), number6(x)) })
	if !b.options.Purge && len(old) > 0 {
		old = old[1:]
	}
	if b.last != nil {
		err := b.last.release()
		b.last = nil
		if err != nil {
			return err
		}
	}
	var errs []error
	for _, name := range old {
		away := filepath.Join(b.dir, name+removing)
		if err := os.Rename(filepath.Join(b.dir, name), away); err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, os.RemoveAll(away))
	}
	return errors.Join(append(errs, syncDir(b.dir))...)
}
