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
	summary:  "say which countries, themes and dates a text is about",
	synopsis: "FILE... | --jsonl",
	description: `Runs the tagger of the index over each FILE, which may be anything that reindex reads,
and prints for each document its countries, themes and dates with the words they rest
on. The index is neither read nor written.

With --jsonl it reads JSON lines from standard input and writes JSON lines to standard
output, in the same order. Of a line it reads id, title, text, date and lang and
nothing else. It writes id, lang, countries, themes and dates, each with role and
evidence: start and end are code points of the text, or of the title if it says
"in":"title".`,
	examples: `  daftar tag report.md
  zcat cables.jsonl.gz | daftar tag --jsonl > tags.jsonl`,
}

func tagFiles(ctx context.Context, env Env, args []string) error {
	fs := tagManual.flags()
	lines := fs.Bool("jsonl", false, "read JSON lines from standard input, write JSON lines")
	jobs := fs.Int("jobs", 0, "`N` lines worked on at once (default: one a processor)")
	var folder string
	bindVocabulary(fs, &folder)
	names, err := tagManual.parse(fs, env, args)
	if err != nil {
		return err
	}
	if *lines == (len(names) > 0) {
		return usageErrorf("tag", "name files, or give --jsonl and JSON lines on standard input")
	}
	if *jobs < 0 {
		return usageErrorf("tag", "--jobs %d: allowed is 0 or more", *jobs)
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

// tagLines fails at the end if a line could not be read, after all others have been answered.
func tagLines(ctx context.Context, env Env, m *ingest.Annotator, jobs int) error {
	wrong := 0
	err := m.TagStream(ctx, env.Stdin, env.Stdout, jobs, func(p index.Problem) {
		wrong++
		fmt.Fprintf(env.Stderr, "daftar: %s\n", english().Problem(p))
	})
	if err == nil && wrong > 0 {
		return fmt.Errorf("tag: %s left out", plural(wrong, "line", "lines"))
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
		return errors.New("tag: some of it could not be read")
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
				fmt.Fprintf(out, "  %-8s  %-7s  %s%s\n", kind.name, t.Role, tagName(v, t), words(d, t.Evidence, t.Manual))
			}
		}
	}
	for _, m := range d.DateMentions {
		role := ""
		if m.Main {
			role = "main"
		}
		fmt.Fprintf(out, "  %-8s  %-7s  %s%s\n", "date", role, m.Date, words(d, m.Evidence, m.Manual))
	}
}

func tagName(v *vocabulary.Vocabulary, t index.Tag) string {
	if c, ok := v.Country(t.ID); ok && t.Kind == index.KindCountry {
		return fmt.Sprintf("%s (%s)", t.ID, c.Label)
	}
	return t.ID
}

// words prints what a tag rests on: each different word once, with its rule.
func words(d *index.Document, evidence []index.Evidence, decided bool) string {
	if decided {
		return ": decided by a person"
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
		parts = append(parts[:maxShownEvidence], fmt.Sprintf("and %d more", n))
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
