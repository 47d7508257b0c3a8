package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"

	"github.com/spf13/pflag"
)

// defaultIndex is where the library lies if nothing else is said.
const defaultIndex = "data/index"

// shownProblems of a reindex are printed; "daftar status" has all of them.
const shownProblems = 50

// reindexConfig is the flags of reindex.
type reindexConfig struct {
	docs         []string
	index        string
	full         bool
	purge        bool
	jobs         int
	allowMissing bool
	json         bool
	vocabulary   string
}

var reindexManual = manual{
	verb:     "reindex",
	does:     "read the documents and make a new generation of the index",
	synopsis: "[--docs DIR|FILE]... [flags]",
	about: `Reads every document of the sources, which are folders and files, and makes a new
generation of the index. What has not changed since the last generation is carried
over without being read again. The old generation answers until the new one is
complete; if nothing has changed there is no new one, and whatever goes wrong, the
old one stays.

Without --docs the sources of the last generation are read again. A source that is
missing, or has suddenly no file, is an error and deletes nothing.

With --vocabulary the documents are tagged by a vocabulary of your own. The library
keeps its files, and every later verb uses them until another folder is named, or
"--vocabulary built-in"; after an edit name the folder again. A changed vocabulary reads
every document anew.

Read are text, Markdown, HTML, and JSON lines (.jsonl, .jsonl.gz) of one document a
line with the keys id, title, text, date, lang, source, url, author. Metadata may
stand at the head of a text between two lines --- or beside a file in FILE.yaml.
Hidden files are passed over. A file that cannot be read is a line in the report.

The last line says how many documents were added, changed, unchanged and deleted, and
how many files and lines failed.`,
	examples: `  daftar reindex --docs ~/reports --docs cables.jsonl.gz
  daftar reindex                 what has changed in them since
  daftar reindex --purge         and leave no trace of deleted documents
  daftar reindex --full --json   everything anew, report for a program`,
}

func (c *reindexConfig) bind(fs *pflag.FlagSet) {
	fs.StringArrayVar(&c.docs, "docs", nil, "folder or file (`DIR|FILE`) to read; may be repeated (default: those of the last generation)")
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(fs, &c.vocabulary)
	fs.BoolVar(&c.full, "full", false, "read everything again, carry nothing over")
	fs.BoolVar(&c.purge, "purge", false, "remove the text of deleted documents from every generation at once")
	fs.IntVar(&c.jobs, "jobs", 0, "`N` documents worked on at once (default: one a processor)")
	fs.BoolVar(&c.allowMissing, "allow-missing", false, "delete the documents of a source that is missing or empty")
	fs.BoolVar(&c.json, "json", false, "print the report as JSON")
}

func reindex(ctx context.Context, env Env, args []string) error {
	var c reindexConfig
	fs := reindexManual.flags()
	c.bind(fs)
	if err := reindexManual.parseNone(fs, env, args); err != nil {
		return err
	}
	if c.jobs < 0 {
		return misused("reindex", "--jobs %d: allowed is 0 or more", c.jobs)
	}
	report, g, err := reindexOnce(ctx, env, c)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(env.Stdout, struct {
			ingest.Report
			Generation index.Generation `json:"generation"`
		}{report, g})
	}
	printProblems(env, report.Problems)
	printFormats(env.Stdout, report.Formats)
	fmt.Fprintf(env.Stdout, "added %d, changed %d, unchanged %d, deleted %d, failed %d, %.1f s\n",
		report.Added, report.Changed, report.Unchanged, report.Deleted, report.Failed, report.Seconds)
	return nil
}

// reindexOnce runs one reindex from its sources to its publication. Notes and progress go to stderr.
func reindexOnce(ctx context.Context, env Env, c reindexConfig) (ingest.Report, index.Generation, error) {
	var none ingest.Report
	if err := c.resolveSources(); err != nil {
		return none, index.Generation{}, err
	}
	v, err := libraryVocabulary(c.index, c.vocabulary, nil)
	if err != nil {
		return none, index.Generation{}, err
	}
	b, err := begin(ctx, c, v)
	if err != nil {
		return none, index.Generation{}, fmt.Errorf("begin a reindex of %s: %w", c.index, err)
	}
	for _, note := range b.Notes() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report, g, err := runBuild(ctx, env, c, v, b)
	if err != nil {
		err = errors.Join(err, b.Abort())
		return report, g, fmt.Errorf("reindex given up, the index is as it was: %w", err)
	}
	return report, g, nil
}

func runBuild(ctx context.Context, env Env, c reindexConfig, v *vocabulary.Vocabulary, b *embedded.Build) (ingest.Report, index.Generation, error) {
	bar := newBar(env)
	report, err := ingest.Run(ctx, b, ingest.Options{
		Sources: c.docs, Jobs: c.jobs, AllowMissing: c.allowMissing, Full: c.full,
		Vocabulary: v, Versions: ingest.Versions(v), Progress: bar.show,
	})
	if err != nil {
		bar.end()
		return report, index.Generation{}, err
	}
	bar.say("writing the generation")
	g, err := b.Publish(ctx)
	bar.end()
	for _, note := range report.Notes {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report.Seconds = bar.seconds()
	if err != nil {
		return report, g, fmt.Errorf("publish: %w", err)
	}
	return report, g, nil
}

// resolveSources makes the sources independent of the folder that daftar is run in, or takes those of the last
// generation.
func (c *reindexConfig) resolveSources() error {
	if len(c.docs) == 0 {
		last, err := embedded.Last(c.index)
		if errors.Is(err, index.ErrUnavailable) {
			return fmt.Errorf("no sources known for %s yet: say which folder or file to read, as in \"daftar reindex --docs ~/reports\"", c.index)
		}
		if err != nil {
			return fmt.Errorf("read the sources of the last generation (or name them with --docs): %w", err)
		}
		c.docs = last.Sources
		return nil
	}
	for i, name := range c.docs {
		abs, err := filepath.Abs(name)
		if err != nil {
			return fmt.Errorf("source %q: %w", name, err)
		}
		c.docs[i] = abs
	}
	return nil
}

func printProblems(env Env, problems []ingest.FileProblem) {
	for _, p := range problems[:min(len(problems), shownProblems)] {
		where := p.Path
		if p.Where != "" {
			where += ", " + p.Where
		}
		fmt.Fprintf(env.Stderr, "daftar: %s: %s\n", where, p.Reason)
	}
	if n := len(problems) - shownProblems; n > 0 {
		fmt.Fprintf(env.Stderr, "daftar: and %d problems more, see \"daftar status\"\n", n)
	}
}

// printFormats prints the table by format; columns that are all zero say nothing and are left out.
func printFormats(out io.Writer, formats []ingest.FormatReport) {
	columns := []struct {
		name  string
		value func(ingest.FormatReport) int
	}{
		{"files", func(f ingest.FormatReport) int { return f.Files }},
		{"documents", func(f ingest.FormatReport) int { return f.Documents }},
		{"read", func(f ingest.FormatReport) int { return f.Read }},
		{"empty", func(f ingest.FormatReport) int { return f.Empty }},
		{"limited", func(f ingest.FormatReport) int { return f.Limited }},
		{"not read yet", func(f ingest.FormatReport) int { return f.NotRead }},
		{"failed", func(f ingest.FormatReport) int { return f.Failed }},
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for n := -1; n < len(formats); n++ {
		line := "format"
		if n >= 0 {
			line = formats[n].Format
		}
		for at, c := range columns {
			total := 0
			for _, f := range formats {
				total += c.value(f)
			}
			switch {
			case at > 2 && total == 0:
			case n < 0:
				line += "\t" + c.name
			default:
				line += fmt.Sprintf("\t%d", c.value(formats[n]))
			}
		}
		fmt.Fprintln(w, line+"\t")
	}
	w.Flush()
}

func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// plural writes a number with its word.
func plural(n int, one, many string) string {
	word := many
	if n == 1 {
		word = one
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", n, cmp.Or(word, "")))
}
