package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/yamlfile"
	"daftar/ingest"
)

var checkManual = manual{
	command:  "check",
	summary:  "find mistakes in the vocabulary and in the metadata beside documents",
	synopsis: "[PATH]... [flags]",
	description: `Reads the vocabulary, and the sidecars (FILE.yaml) and front matter of the documents
in each PATH, which is a folder or a file; without one, of the sources of the last
generation. Every mistake is printed as FILE:LINE: what is wrong, and then the exit
status is 1. No text is read beyond its front matter.

With --vocabulary DIR, here and in other commands, the files of DIR override the
built-in vocabulary: a file such as countries.yaml, themes.yaml or event_roles.yaml
replaces the built-in file of its name, and a file with a further name, such as
themes.NAME.yaml, adds to it. The head of each built-in file documents its fields. The
manifest of a generation names the version of the vocabulary that tagged it.`,
	examples: `  daftar check
  daftar check ~/reports seeds/note.md
  daftar check --vocabulary my-vocabulary ~/reports`,
}

// diagnostic is a complaint in JSON.
type diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

func check(ctx context.Context, env Env, args []string) error {
	flags := checkManual.flags()
	dir := flags.String("index", defaultIndex, "`DIR` of the index whose sources are checked")
	var folder string
	bindVocabulary(flags, &folder)
	asJSON := flags.Bool("json", false, "print JSON")
	paths, err := checkManual.parse(flags, env, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		if paths, err = lastSources(*dir); err != nil {
			return err
		}
	}
	complaints, err := diagnosticsOf(ctx, folder, paths)
	if err != nil {
		return err
	}
	if err := printDiagnostics(env, complaints, *asJSON); err != nil {
		return err
	}
	if n := len(complaints); n > 0 {
		return fmt.Errorf("check: %s", plural(n, "mistake", "mistakes"))
	}
	return nil
}

func lastSources(dir string) ([]string, error) {
	g, err := embedded.Last(dir)
	if errors.Is(err, index.ErrUnavailable) {
		return nil, nil
	}
	return g.Sources, err
}

// diagnosticsOf collects every mistake of the vocabulary, and of the documents' metadata as far as the vocabulary can be
// used.
func diagnosticsOf(ctx context.Context, folder string, paths []string) ([]yamlfile.Diagnostic, error) {
	v, err := openVocabulary(folder)
	var found yamlfile.Diagnostics
	if errors.As(err, &found) {
		return found, nil
	}
	if err != nil || len(paths) == 0 {
		return nil, err
	}
	return ingest.Check(ctx, paths, v)
}

// withoutSyscall leaves out the name of the system call.
func withoutSyscall(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return fmt.Errorf("%q: %w", pathError.Path, pathError.Err)
	}
	return err
}

func printDiagnostics(env Env, complaints []yamlfile.Diagnostic, asJSON bool) error {
	list := make([]diagnostic, 0, len(complaints))
	for _, c := range complaints {
		list = append(list, diagnostic{c.File, c.Line, c.Message})
		if !asJSON {
			fmt.Fprintln(env.Stdout, c)
		}
	}
	if asJSON {
		return printJSON(env.Stdout, list)
	}
	return nil
}
