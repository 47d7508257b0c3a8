package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest"
	"daftar/ingest/extract"
	"daftar/ingest/sandbox"
)

// maxShownEvidence is how many different words are printed for a tag.
const maxShownEvidence = 5

var tagManual = manual{
	command:  "tag",
	summary:  "print countries, themes and dates of a text",
	synopsis: "FILE... | --jsonl",
	description: `Tags each FILE, which may be anything that reindex reads, and prints the countries,
themes and dates of each document with their evidence. It neither reads nor writes an
index.

With --jsonl it reads JSON lines from standard input and writes JSON lines to standard
output, in the same order. It reads only the keys id, title, text, date and lang. It
writes id, lang, countries, themes and dates, each with role and evidence: start and
end count code points of the text, or of the title with "in":"title".`,
	examples: `  daftar tag report.md
  zcat cables.jsonl.gz | daftar tag --jsonl > tags.jsonl`,
}

func tagFiles(ctx context.Context, env Env, args []string) error {
	fs := tagManual.flags()
	lines := fs.Bool("jsonl", false, "read JSON lines from standard input, write JSON lines")
	jobs := fs.Int("jobs", 0, "`N` workers (default: one per processor)")
	var folder string
	bindVocabulary(fs, &folder)
	names, err := tagManual.parse(fs, env, args)
	if err != nil {
		return err
	}
	if *lines == (len(names) > 0) {
		return usageErrorf("tag", "name files, or use --jsonl with JSON lines on standard input")
	}
	if *jobs < 0 {
		return usageErrorf("tag", "--jobs must be >= 0, got %d", *jobs)
	}
	if *jobs == 0 {
		*jobs = runtime.GOMAXPROCS(0)
	}
	v, err := openVocabulary(folder)
	if err != nil {
		return err
	}
	if *lines {
		return tagLines(ctx, env, ingest.NewAnnotator(v), *jobs)
	}
	return printTags(ctx, env, v, names)
}

// tagLines reads all lines, and then fails if one of them could not be read.
func tagLines(ctx context.Context, env Env, m *ingest.Annotator, jobs int) error {
	wrong := 0
	err := m.TagStream(ctx, env.Stdin, env.Stdout, jobs, func(p index.Problem) {
		wrong++
		fmt.Fprintf(env.Stderr, "daftar: %s\n", english().Problem(p))
	})
	if err == nil && wrong > 0 {
		return fmt.Errorf("tag: %s not read", plural(wrong, "line", "lines"))
	}
	return err
}

func printTags(ctx context.Context, env Env, v *vocabulary.Vocabulary, names []string) (err error) {
	reader, err := openSandbox(extract.DefaultLimits(), sandbox.OCR{}, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	empty := 0
	for found, err := range ingest.NewAnnotator(v).Documents(ctx, names, reader) {
		if err != nil {
			return err
		}
		for _, p := range found.Problems {
			printProblem(env.Stderr, found.File, p)
		}
		if found.Document == nil {
			empty++
			continue
		}
		printTagged(env.Stdout, v, found.Document)
	}
	if empty > 0 {
		return errors.New("tag: some documents could not be read")
	}
	return nil
}

func printTagged(out io.Writer, v *vocabulary.Vocabulary, d *index.Document) {
	fmt.Fprintf(out, "%s: %s\n", d.Path, d.Title)
	if d.Lang != "" {
		fmt.Fprintf(out, "  language  %s\n", d.Lang)
	}
	for _, kind := range []struct {
		kind index.Kind
		name string
	}{{index.KindCountry, "country"}, {index.KindTheme, "theme"}} {
		for _, t := range d.Tags {
			if t.Kind == kind.kind {
				fmt.Fprintf(out, "  %-8s  %-7s  %s%s\n", kind.name, t.Role, tagName(v, t), evidenceText(d, t.Evidence, t.Manual))
			}
		}
	}
	for _, m := range d.DateMentions {
		role := ""
		if m.Main {
			role = "main"
		}
		fmt.Fprintf(out, "  %-8s  %-7s  %s%s\n", "date", role, m.Date, evidenceText(d, m.Evidence, m.Manual))
	}
}

func tagName(v *vocabulary.Vocabulary, t index.Tag) string {
	if c, ok := v.Country(t.ID); ok && t.Kind == index.KindCountry {
		return fmt.Sprintf("%s (%s)", t.ID, c.Label)
	}
	return t.ID
}

// evidenceText returns the evidence of a tag: each distinct text once, with its rule.
func evidenceText(d *index.Document, evidence []index.Evidence, manual bool) string {
	if manual {
		return ": set by an editor"
	}
	var parts []string
	seen := map[string]bool{}
	for _, e := range evidence {
		where := ""
		if e.Title {
			where = " in the title"
		}
		part := fmt.Sprintf("%q%s (%s)", strings.Join(strings.Fields(e.Words(d)), " "), where, e.Rule)
		if !seen[part] {
			seen[part] = true
			parts = append(parts, part)
		}
	}
	if n := len(parts) - maxShownEvidence; n > 0 {
		parts = append(parts[:maxShownEvidence], fmt.Sprintf("%d more", n))
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
