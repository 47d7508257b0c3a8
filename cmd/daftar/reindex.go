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

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
	"daftar/ingest/extract"
	"daftar/ingest/sandbox"

	"github.com/spf13/pflag"
)

// defaultIndex is the folder of the index unless --index names another.
const defaultIndex = "data/index"

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
	limits       extract.Limits
	ocr          bool
	failOn       []string
}

// reindexReport is the report of reindex in JSON.
type reindexReport struct {
	ingest.Report
	Protections *sandbox.Protections `json:"protections,omitempty"` // of the workers, if any ran
	Generation  index.Generation     `json:"generation"`
}

var reindexManual = manual{
	command:  "reindex",
	summary:  "read the documents and make a new generation of the index",
	synopsis: "[--docs DIR|FILE]... [flags]",
	description: `Reads every document of the sources, which are folders and files, and makes a new
generation of the index. Files that have not changed since the last generation are not
read again. Searches use the old generation until the new one is complete. If nothing
has changed there is no new generation; on any failure the old index is kept.

Without --docs the sources of the last generation are read again. A source that is
missing, or has no files any more, is an error and deletes nothing.

With --vocabulary the documents are tagged by a custom vocabulary. The index keeps a
copy of its files, which later commands use until you name another folder or
"--vocabulary built-in"; after an edit name the folder again. A changed vocabulary
makes every document be read again.

Supported formats: ` + supportedFormats + `.
Types are detected from content, not extension. A line of JSON is a document with the
keys id, title, text, date, lang, source, url, author. Attachments of a message and
files in an archive are documents linked to their container. Add metadata at the head
of a text between two lines of --- or beside a file in FILE.yaml. Hidden files are
skipped.

All formats but text, Markdown and JSON lines are parsed in sandboxed processes without
file or network access, within the limits below. Limits that were hit are recorded on
the document and in the report. After a change of a limit, or with a better parser,
only the affected files are read again. A file that cannot be read is reported and
never stops the run; --fail-on sets the exit code for scripts.

Image-only pages are reported; --ocr extracts their text, which takes seconds per page,
may contain errors and is marked as such. A later reindex without --ocr keeps it.

The report is a table by format, then the reasons why files gave no document ("daftar
status" prints it again). The last line counts documents added, changed, unchanged and
deleted, and files, lines and attachments that failed.`,
	examples: `  daftar reindex --docs ~/reports --docs cables.jsonl.gz
  daftar reindex                 read what has changed in them
  daftar reindex --purge         also remove all text of deleted documents
  daftar reindex --full --json   read everything, report as JSON
  daftar reindex --fail-on error,limit
                                 exit 1 if a file was not read, or only in part`,
}

func (c *reindexConfig) bind(fs *pflag.FlagSet) {
	fs.StringArrayVar(&c.docs, "docs", nil, "folder or file (`DIR|FILE`) to read; may be repeated (default: those of the last generation)")
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(fs, &c.vocabulary)
	fs.BoolVar(&c.full, "full", false, "read every file, even if it has not changed")
	fs.BoolVar(&c.purge, "purge", false, "remove the text of deleted documents from all generations now")
	fs.IntVar(&c.jobs, "jobs", 0, "`N` workers (default: one per processor)")
	fs.BoolVar(&c.allowMissing, "allow-missing", false, "delete the documents of a source that is missing or has no files")
	fs.StringSliceVar(&c.failOn, "fail-on", nil, "exit 1, after publishing, if there are files of this `CLASS`: "+strings.Join(failNames(), ", "))
	fs.BoolVar(&c.json, "json", false, "print the report as JSON")
	bindOCR(fs, &c.ocr)
	bindLimits(fs, &c.limits)
}

func reindex(ctx context.Context, env Env, args []string) error {
	var c reindexConfig
	fs := reindexManual.flags()
	c.bind(fs)
	if err := reindexManual.parseNone(fs, env, args); err != nil {
		return err
	}
	if c.jobs < 0 {
		return usageErrorf("reindex", "--jobs must be >= 0, got %d", c.jobs)
	}
	if err := errors.Join(checkFailOn(c.failOn), checkLimits("reindex", c.limits)); err != nil {
		return err
	}
	report, err := reindexOnce(ctx, env, c)
	if err != nil {
		return err
	}
	if c.json {
		return errors.Join(printJSON(env.Stdout, report), failOn(c.failOn, report.Outcomes))
	}
	printProblems(env, report.Problems)
	printOutcomes(env.Stdout, report.Outcomes)
	fmt.Fprintf(env.Stdout, "added %d, changed %d, unchanged %d, deleted %d, failed %d, %.1f s\n",
		report.Added, report.Changed, report.Unchanged, report.Deleted, report.Failed, report.Seconds)
	return failOn(c.failOn, report.Outcomes)
}

// reindexOnce runs a reindex and publishes it. Notes and progress go to stderr.
func reindexOnce(ctx context.Context, env Env, c reindexConfig) (reindexReport, error) {
	var report reindexReport
	if err := c.resolveSources(); err != nil {
		return report, err
	}
	v, err := libraryVocabulary(ctx, c.index, c.vocabulary, nil)
	if err != nil {
		return report, err
	}
	b, err := begin(ctx, c, v)
	if err != nil {
		return report, fmt.Errorf("start a reindex of %s: %w", c.index, err)
	}
	for _, note := range b.Notes() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report, err = runBuild(ctx, env, c, v, b)
	if err != nil {
		err = errors.Join(err, b.Abort())
		return report, fmt.Errorf("reindex failed, the index is unchanged: %w", err)
	}
	return report, nil
}

func runBuild(ctx context.Context, env Env, c reindexConfig, v *vocabulary.Vocabulary, b *embedded.Build) (reindexReport, error) {
	var report reindexReport
	bar := newProgressBar(env)
	err := runIngest(ctx, c, v, b, bar, &report)
	if err != nil {
		bar.end()
		return report, err
	}
	bar.print("writing the generation")
	report.Generation, err = b.Publish(ctx)
	bar.end()
	for _, note := range report.Notes {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report.Seconds = bar.seconds()
	if err != nil {
		return report, fmt.Errorf("publish: %w", err)
	}
	return report, nil
}

// runIngest reads the sources, with a sandbox for the time it takes.
func runIngest(ctx context.Context, c reindexConfig, v *vocabulary.Vocabulary, b *embedded.Build, bar *progressBar, report *reindexReport) error {
	ocr, err := findOCR(ctx, c.ocr)
	if err != nil {
		return err
	}
	reader, err := openSandbox(c.limits, ocr, c.jobs)
	if err != nil {
		return err
	}
	report.Report, err = ingest.Run(ctx, b, ingest.Options{
		Sources: c.docs, Jobs: c.jobs, AllowMissing: c.allowMissing, Full: c.full, Vocabulary: v, Versions: ingest.Versions(v),
		Progress: bar.show, Reader: reader, Limits: c.limits, OCR: ocr.String(),
	})
	if err == nil {
		report.Protections, err = reader.protections(ctx)
	}
	if p := report.Protections; p != nil && len(p.Missing) > 0 {
		report.Notes = append(report.Notes, "warning: sandbox is incomplete: missing "+strings.Join(p.Missing, "; "))
	}
	return errors.Join(err, reader.Close())
}

// resolveSources makes the sources absolute, or takes those of the last generation.
func (c *reindexConfig) resolveSources() error {
	if len(c.docs) == 0 {
		last, err := embedded.Last(c.index)
		if errors.Is(err, index.ErrUnavailable) {
			return fmt.Errorf("%s has no sources yet: name a folder or file, as in \"daftar reindex --docs ~/reports\"", c.index)
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

func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// plural returns a number with the right form of its noun.
func plural(n int, one, many string) string {
	word := many
	if n == 1 {
		word = one
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", n, cmp.Or(word, "")))
}
