//go:build !unix

package blockfile

import (
	"errors"
	"os"
)

const canMap = false

func mapReadOnly(*os.File, int64) ([]byte, error) { return nil, errors.ErrUnsupported }

func unmap([]byte) error { return errors.ErrUnsupported }
