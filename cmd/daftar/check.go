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
	summary:  "validate vocabulary and metadata files",
	synopsis: "[PATH]... [flags]",
	description: `Reads the vocabulary, and the sidecars (FILE.yaml) and front matter of the documents
in each PATH, which is a folder or a file; without a PATH, of the sources of the last
generation. It prints every mistake as FILE:LINE: MESSAGE; the exit status is then 1.
It reads no text after the front matter.

With --vocabulary DIR, here and in other commands, the files of DIR override the
built-in vocabulary: a file such as countries.yaml, themes.yaml or event_roles.yaml
replaces the built-in file of its name, and a file with a further name, such as
themes.NAME.yaml, adds to it. The head of each built-in file documents its fields. The
manifest of a generation names the version of the vocabulary that tagged it.`,
	examples: `  daftar check
  daftar check ~/reports seeds/note.md
  daftar check --vocabulary my-vocabulary ~/reports`,
}

// diagnostic is a mistake in a file.
type diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

// String returns FILE:LINE: MESSAGE.
func (d diagnostic) String() string {
	if d.Line == 0 {
		return d.File + ": " + d.Message
	}
	return fmt.Sprintf("%s:%d: %s", d.File, d.Line, d.Message)
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
	all, err := diagnosticsOf(ctx, folder, paths)
	if err != nil {
		return err
	}
	if err := printDiagnostics(env, all, *asJSON); err != nil {
		return err
	}
	if n := len(all); n > 0 {
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

// diagnosticsOf returns every mistake of the vocabulary, or, if it has none, of the metadata of documents.
func diagnosticsOf(ctx context.Context, folder string, paths []string) ([]diagnostic, error) {
	all := []diagnostic{}
	v, err := openVocabulary(folder)
	var found yamlfile.Diagnostics
	if errors.As(err, &found) {
		for _, d := range found {
			all = append(all, diagnostic{d.File, d.Line, d.Message})
		}
		return all, nil
	}
	if err != nil || len(paths) == 0 {
		return all, err
	}
	problems, err := ingest.Check(ctx, paths, v)
	for _, p := range problems {
		line := p.Place.Line
		p.Place = index.Place{} // the file and line are printed before the text
		all = append(all, diagnostic{p.Path, line, english().Problem(p.Problem)})
	}
	return all, err
}

// withoutSyscall removes the name of the system call.
func withoutSyscall(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return fmt.Errorf("%q: %w", pathError.Path, pathError.Err)
	}
	return err
}

func printDiagnostics(env Env, all []diagnostic, asJSON bool) error {
	if asJSON {
		return printJSON(env.Stdout, all)
	}
	for _, d := range all {
		fmt.Fprintln(env.Stdout, d)
	}
	return nil
}
