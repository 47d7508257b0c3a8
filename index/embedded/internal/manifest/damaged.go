package manifest

import (
	"errors"
	"fmt"
	"path/filepath"

	"daftar/index"
)

// damagedError reports a file that is not as it was written. It is an index.ErrDamaged.
type damagedError struct {
	file string
	err  error
}

// Damaged returns an index.ErrDamaged that names a file.
func Damaged(name string, err error) error { return &damagedError{name, err} }

func (e *damagedError) Error() string {
	return fmt.Sprintf("%v: %s: %v", index.ErrDamaged, e.file, e.err)
}

func (e *damagedError) Unwrap() []error { return []error{index.ErrDamaged, e.err} }

// DamagedFile returns the path, in the folder of the index and with slashes, of the file that an error of Damaged names, or
// "".
func DamagedFile(dir string, err error) string {
	var damaged *damagedError
	if !errors.As(err, &damaged) {
		return ""
	}
	name, err := filepath.Rel(dir, damaged.file)
	if err != nil {
		return filepath.Base(damaged.file)
	}
	return filepath.ToSlash(name)
}
