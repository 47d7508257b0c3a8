package main

import (
	"os"
	"testing"
)

// TestMain makes this test a worker of the cage as well, since the cage starts the program that it is part of.
func TestMain(m *testing.M) {
	if len(os.Args) >= 2 && os.Args[1] == workerCommand {
		main()
	}
	os.Exit(m.Run())
}
