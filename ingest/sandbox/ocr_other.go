//go:build !linux

package sandbox

import (
	"errors"

	"daftar/ingest/extract"
)

var errLinuxOnly = errors.New("Landlock is needed, which only Linux has")

func canSandboxPrograms() error { return errLinuxOnly }

func execProgram(extract.Limits, string, string, []string) error { return errLinuxOnly }
