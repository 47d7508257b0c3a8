package main

import (
	"fmt"

	"daftar/ingest/sandbox"
)

// workerCommand starts a sandbox worker. It is not documented: package sandbox runs it and talks to it over pipes.
const workerCommand = "extract"

func extractParts(env Env, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s: %w", workerCommand, sandbox.ExecOCR(args))
	}
	if err := sandbox.Serve(env.Stdin, env.Stdout); err != nil {
		return fmt.Errorf("%s: %w", workerCommand, err)
	}
	return nil
}
