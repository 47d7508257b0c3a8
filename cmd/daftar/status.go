package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"daftar/index"
	"daftar/index/date"
)

var statusManual = manual{
	command:  "status",
	summary:  "print what the index contains and what could not be read",
	synopsis: "[flags]",
	description: `Prints the current generation, its sources, the number of documents by language and
format, their dates, the table by format of the last reindex with the reasons why files
gave no document, and every problem of a file.`,
	examples: `  daftar status
  daftar status --json | jq .counts`,
}

// statusReport is index.Status in JSON.
type statusReport struct {
	Generation index.Generation `json:"generation"`
	Counts     map[string]int   `json:"counts"`
	Bytes      int64            `json:"bytes"`
	Languages  map[string]int   `json:"languages"`
	Formats    map[string]int   `json:"formats"`
	Oldest     date.Day         `json:"oldest,omitempty"`
	Newest     date.Day         `json:"newest,omitempty"`
	FilesTotal int              `json:"files_total"`
	Outcomes   index.Outcomes   `json:"outcomes"`
	Files      []index.File     `json:"files_with_problems"`
	Warnings   []string         `json:"warnings,omitempty"` // the index is not as it should be
}

func status(ctx context.Context, env Env, args []string) error {
	fs := statusManual.flags()
	dir := fs.String("index", defaultIndex, "`DIR` of the index")
	asJSON := fs.Bool("json", false, "print JSON")
	if err := statusManual.parseNone(fs, env, args); err != nil {
		return err
	}
	s, err := openCurrent(ctx, *dir)
	if err != nil {
		return err
	}
	st, err := s.Status(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return fmt.Errorf("status of %s: %w", *dir, err)
	}
	if *asJSON {
		files := st.Files
		if files == nil {
			files = []index.File{}
		}
		return printJSON(env.Stdout, statusReport{
			st.Generation, st.Counts, st.Bytes, st.Languages, st.Formats, st.Oldest, st.Newest, st.FilesTotal, st.Outcomes, files,
			english().Messages(st.Warnings),
		})
	}
	return printStatus(env.Stdout, st)
}

func printStatus(out io.Writer, st *index.Status) error {
	g := st.Generation
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(name, format string, args ...any) { fmt.Fprintf(w, "%s\t%s\n", name, fmt.Sprintf(format, args...)) }
	row("generation", "%s of %s", g.Name, g.Created.Format("2006-01-02 15:04:05 MST"))
	for _, warning := range english().Messages(st.Warnings) {
		row("warning", "%s", warning)
	}
	row("documents", "%d in %s", g.Documents, plural(g.Passages, "passage", "passages"))
	row("size", "%.1f MB", float64(st.Bytes)/1e6)
	for _, source := range g.Sources {
		row("source", "%s", source)
	}
	if st.Oldest != 0 {
		row("dates", "%s to %s", st.Oldest, st.Newest)
	}
	row("counts", "%s", counted(st.Counts))
	row("languages", "%s", counted(st.Languages))
	row("formats", "%s", counted(st.Formats))
	row("files", "%d, %d with problems", st.FilesTotal, len(st.Files))
	if err := w.Flush(); err != nil {
		return err
	}
	printOutcomes(out, st.Outcomes)
	if len(st.Files) > 0 {
		fmt.Fprintln(out, "problems:")
	}
	for _, f := range st.Files {
		for _, p := range f.Problems {
			fmt.Fprintf(out, "  %s: %s\n", f.Path, english().Problem(p))
		}
	}
	return nil
}

// counted returns counts in one line, the largest first.
func counted(counts map[string]int) string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	parts := make([]string, len(names))
	for i, name := range names {
		shown := name
		if name == "" || name == index.Missing {
			shown = "unknown"
		}
		parts[i] = fmt.Sprintf("%s %d", shown, counts[name])
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}
