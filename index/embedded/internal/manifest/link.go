package manifest

import (
	"errors"
	"io"
	"os"
)

// LinkOrCopy makes a file of one generation part of another one: a hard link, or a copy if the file system has none.
func LinkOrCopy(from, target string) error {
	if os.Link(from, target) == nil {
		return nil
	}
	return Copy(from, target)
}

// Copy copies a file to a new one. It does not sync it.
func Copy(from, target string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(target, os.O_CREATE|os.O_EXCL|os.O_WRONLY, FilePerm)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
