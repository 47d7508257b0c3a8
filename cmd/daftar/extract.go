package main

import (
	"fmt"

	"daftar/ingest/sandbox"
)

// workerCommand is the verb of the workers that take files apart. It is not for people, and no manual names it: it reads
// from a pipe what cage writes to it.
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
