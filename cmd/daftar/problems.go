package main

import (
	"fmt"
	"io"
	"sync"

	"daftar/index"
	"daftar/ingest"
	"daftar/server/i18n"
)

// maxShownProblems of a run are printed; "daftar status" prints all.
const maxShownProblems = 50

var english = sync.OnceValue(func() *i18n.Localizer { return i18n.English(nil) })

func printProblems(env Env, problems []ingest.FileProblem) {
	for _, p := range problems[:min(len(problems), maxShownProblems)] {
		printProblem(env.Stderr, p.Path, p.Problem)
	}
	if n := len(problems) - maxShownProblems; n > 0 {
		fmt.Fprintf(env.Stderr, "daftar: %s, see \"daftar status\"\n", plural(n, "more problem", "more problems"))
	}
}

func printProblem(out io.Writer, name string, p index.Problem) {
	fmt.Fprintf(out, "daftar: %s: %s\n", name, english().Problem(p))
}
