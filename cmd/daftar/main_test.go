package main

import (
	"os"
	"testing"
)

// TestMain lets the test binary also run as a sandbox worker: the sandbox starts its own executable.
func TestMain(m *testing.M) {
	if len(os.Args) >= 2 && os.Args[1] == workerCommand {
		main()
	}
	os.Exit(m.Run())
}
