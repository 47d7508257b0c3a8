//go:build !linux

package sandbox

import (
	"errors"

	"daftar/ingest/extract"
)

var errLinuxOnly = errors.New("that takes Landlock, which only Linux has")

func canLockPrograms() error { return errLinuxOnly }

func becomeProgram(extract.Limits, string, string, []string) error { return errLinuxOnly }
