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

// defaultIndex is where the library lies if nothing else is said.
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

// reindexReport is what a reindex came to.
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

Read are ` + supportedFormats + `.
What a file is, its content says, not its name. A line of JSON is a document with the
keys id, title, text, date, lang, source, url, author; what is attached to a message
or packed into an archive is a document that says where it lies. Metadata may stand at
the head of a text between two lines --- or beside a file in FILE.yaml. Hidden files
are passed over.

All but text, Markdown and JSON lines is taken apart in processes of their own that
may open no file and no connection, within the limits below. A limit that is reached
is said with the document and here; a changed limit, or a better reader of a format,
reads again only the files that it concerns. A file that cannot be read is a line in
the report, never a stop; --fail-on makes it an exit code for scripts.

Pages that are images are said in the report; with --ocr their letters are recognized,
which takes seconds a page, may be wrong and is marked so. What was recognized once is
kept by a later reindex without it.

The report is a table by format, then why there is no text of some files ("daftar
status" tells it again). The last line says how many documents were added, changed,
unchanged and deleted, and how many files, lines and attachments failed.`,
	examples: `  daftar reindex --docs ~/reports --docs cables.jsonl.gz
  daftar reindex                 what has changed in them since
  daftar reindex --purge         and leave no trace of deleted documents
  daftar reindex --full --json   everything anew, report for a program
  daftar reindex --fail-on error,limit
                                 exit 1 if a file was not read, or not whole`,
}

func (c *reindexConfig) bind(fs *pflag.FlagSet) {
	fs.StringArrayVar(&c.docs, "docs", nil, "folder or file (`DIR|FILE`) to read; may be repeated (default: those of the last generation)")
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(fs, &c.vocabulary)
	fs.BoolVar(&c.full, "full", false, "read everything again, carry nothing over")
	fs.BoolVar(&c.purge, "purge", false, "remove the text of deleted documents from every generation at once")
	fs.IntVar(&c.jobs, "jobs", 0, "`N` documents worked on at once (default: one a processor)")
	fs.BoolVar(&c.allowMissing, "allow-missing", false, "delete the documents of a source that is missing or empty")
	fs.StringSliceVar(&c.failOn, "fail-on", nil, "exit 1, after publishing, if files are of this `KIND`: "+strings.Join(failNames(), ", "))
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
		return usageErrorf("reindex", "--jobs %d: allowed is 0 or more", c.jobs)
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

// reindexOnce runs one reindex from its sources to its publication. Notes and progress go to stderr.
func reindexOnce(ctx context.Context, env Env, c reindexConfig) (reindexReport, error) {
	var report reindexReport
	if err := c.resolveSources(); err != nil {
		return report, err
	}
	v, err := libraryVocabulary(c.index, c.vocabulary, nil)
	if err != nil {
		return report, err
	}
	b, err := begin(ctx, c, v)
	if err != nil {
		return report, fmt.Errorf("begin a reindex of %s: %w", c.index, err)
	}
	for _, note := range b.Notes() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report, err = runBuild(ctx, env, c, v, b)
	if err != nil {
		err = errors.Join(err, b.Abort())
		return report, fmt.Errorf("reindex given up, the index is as it was: %w", err)
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
	bar.say("writing the generation")
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

// runIngest reads the sources, and takes files apart in a cage that lives as long as it takes.
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
