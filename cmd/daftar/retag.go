package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest"

	"github.com/spf13/pflag"
)

// retagConfig is the flags of retag.
type retagConfig struct {
	index      string
	vocabulary string
	dryRun     bool
	full       bool
	jobs       int
	listed     int
	json       bool
}

// defaultShownDocuments of each tag are printed unless --limit says another number.
const defaultShownDocuments = 10

var retagManual = manual{
	command:  "retag",
	summary:  "re-tag with the current vocabulary",
	synopsis: "[--dry-run] [flags]",
	description: `Tags every document again from its stored text and makes a new generation of the
index: after an edit of the vocabulary, or with a newer daftar. It reads no file, and
the next reindex reads only files that have changed on disk. Manual decisions in front
matter or FILE.yaml are kept. Searches use the old generation until the new one is
complete; on any failure the old index is kept.

With --dry-run nothing is written. It prints for each country and theme how many
documents get it (+) and lose it (-), in any role and as a main tag, and then these
documents with the evidence; the documents whose event date changes; and the manual
decisions that the rules now contradict. These are kept.`,
	examples: `  daftar retag --dry-run              what a changed vocabulary would change
  daftar retag --dry-run --vocabulary my-vocabulary
  daftar retag --dry-run --limit 0 --json > changes.json
  daftar retag`,
}

func (c *retagConfig) bind(fs *pflag.FlagSet) {
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(fs, &c.vocabulary)
	fs.BoolVar(&c.dryRun, "dry-run", false, "write nothing, print what would change")
	fs.BoolVar(&c.full, "full", false, "also documents that this vocabulary and version of daftar have tagged already")
	fs.IntVar(&c.jobs, "jobs", 0, "`N` workers (default: one per processor)")
	fs.IntVar(&c.listed, "limit", defaultShownDocuments, "`N` documents listed per tag, 0 for all; counts are always of all")
	fs.BoolVar(&c.json, "json", false, "print the report as JSON")
}

// retagReport is the report of retag in JSON.
type retagReport struct {
	DryRun bool `json:"dry_run"`
	ingest.RetagReport
	Generation index.Generation `json:"generation"` // the new one, or the current one of a dry run
}

func retag(ctx context.Context, env Env, args []string) error {
	var c retagConfig
	fs := retagManual.flags()
	c.bind(fs)
	if err := retagManual.parseNone(fs, env, args); err != nil {
		return err
	}
	if c.jobs < 0 {
		return usageErrorf("retag", "--jobs must be >= 0, got %d", c.jobs)
	}
	if c.listed < 0 {
		return usageErrorf("retag", "--limit must be >= 0, got %d", c.listed)
	}
	v, err := libraryVocabulary(ctx, c.index, c.vocabulary, nil)
	if err != nil {
		return err
	}
	return retagBy(ctx, env, c, v)
}

// retagBy tags with a vocabulary and prints the report.
func retagBy(ctx context.Context, env Env, c retagConfig, v *vocabulary.Vocabulary) error {
	do := retagOnce
	if c.dryRun {
		do = compareOnce
	}
	report, err := do(ctx, env, c, v)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(env.Stdout, report)
	}
	return printRetagReport(env, report)
}

func (c retagConfig) options(v *vocabulary.Vocabulary, documents int, bar *progressBar) ingest.RetagOptions {
	return ingest.RetagOptions{
		Jobs: c.jobs, Full: c.full, MaxListed: c.listed, Vocabulary: v, Versions: ingest.Versions(v),
		Documents: documents, Progress: bar.documents,
	}
}

// compareOnce reports what a retag would change. It needs no permission to write.
func compareOnce(ctx context.Context, env Env, c retagConfig, v *vocabulary.Vocabulary) (retagReport, error) {
	s, err := openCurrent(ctx, c.index)
	if err != nil {
		return retagReport{}, err
	}
	st, err := s.Status(ctx)
	if err != nil {
		return retagReport{}, errors.Join(fmt.Errorf("read %s: %w", c.index, err), s.Close())
	}
	bar := newProgressBar(env)
	changes, err := ingest.Compare(ctx, s.Stored(ctx), c.options(v, st.Generation.Documents, bar))
	bar.end()
	if err = errors.Join(err, s.Close()); err != nil {
		return retagReport{}, fmt.Errorf("compare the tags of %s: %w", c.index, err)
	}
	return retagReport{true, changes, st.Generation}, nil
}

// retagOnce makes a generation. Notes and progress go to stderr.
func retagOnce(ctx context.Context, env Env, c retagConfig, v *vocabulary.Vocabulary) (retagReport, error) {
	b, err := beginRetag(ctx, c.index, v)
	if err != nil {
		return retagReport{}, fmt.Errorf("start a retag of %s: %w", c.index, err)
	}
	for _, note := range b.Notes() {
		fmt.Fprintf(env.Stderr, "daftar: %s\n", note)
	}
	report := retagReport{}
	documents := 0
	for range b.Paths() {
		documents++
	}
	bar := newProgressBar(env)
	if report.RetagReport, err = ingest.Retag(ctx, b, c.options(v, documents, bar)); err == nil {
		bar.print("writing the generation")
		report.Generation, err = b.Publish(ctx)
	}
	bar.end()
	report.Seconds = bar.seconds()
	if err != nil {
		return report, fmt.Errorf("retag failed, the index is unchanged: %w", errors.Join(err, b.Abort()))
	}
	return report, nil
}

func printRetagReport(env Env, r retagReport) error {
	printProblems(env, r.Problems)
	for _, c := range r.Tags {
		printTagChange(env.Stdout, c)
	}
	printEvents(env.Stdout, r.Events)
	printConflicts(env.Stdout, r.Overrides)
	action := "changed"
	if r.DryRun {
		action = "would change"
	}
	fmt.Fprintf(env.Stdout, "%s %d of %s, already tagged %d, manual decisions on %d, %.1f s\n", action, r.Changed,
		plural(r.Documents, "document", "documents"), r.Kept, r.Overrides.Documents, r.Seconds)
	return nil
}

// printTagChange prints, for example,
//
//	theme nuclear (Nuclear weapons and programmes): +1 -0, as main +1 -0
//	  + a.md: Talks: main; by "centrifuge" (theme:nuclear:strong)
func printTagChange(out io.Writer, c ingest.TagChange) {
	fmt.Fprintf(out, "%s %s (%s): +%d -%d, as main +%d -%d", c.Kind, c.ID, c.Label, c.Gained, c.Lost, c.MainGained, c.MainLost)
	if c.EvidenceChanged > 0 {
		fmt.Fprintf(out, ", other evidence %d", c.EvidenceChanged)
	}
	fmt.Fprintln(out)
	for _, d := range c.Documents {
		fmt.Fprintf(out, "  %s %s: %s: %s%s%s%s\n", signOf(d), d.Path, d.Title, rolesOf(d), evidenceList("; by ", d.Appeared),
			evidenceList("; no longer by ", d.Disappeared), evidenceList("; title context ", d.TitleContext))
	}
	printMore(out, c.Gained+c.Lost+c.RoleChanged+c.EvidenceChanged, len(c.Documents))
}

func signOf(d ingest.TagDiff) string {
	switch {
	case d.Before == "":
		return "+"
	case d.After == "":
		return "-"
	}
	return "~"
}

func rolesOf(d ingest.TagDiff) string {
	switch {
	case d.Before == d.After:
		return string(d.After)
	case d.Before != "" && d.After != "":
		return string(d.Before) + " -> " + string(d.After)
	case d.After == "":
		return "was " + string(d.Before)
	}
	return string(d.After)
}

func evidenceList(lead string, words []ingest.EvidenceText) string {
	if len(words) == 0 {
		return ""
	}
	parts := make([]string, len(words))
	for n, w := range words {
		parts[n] = fmt.Sprintf("%q (%s)", w.Text, w.Rule)
	}
	return lead + strings.Join(parts, ", ")
}

func printMore(out io.Writer, all, shown int) {
	if n := all - shown; n > 0 {
		fmt.Fprintf(out, "    %d more, see --limit\n", n)
	}
}

func printEvents(out io.Writer, e ingest.EventChange) {
	if e.Changed == 0 {
		return
	}
	fmt.Fprintf(out, "event date: changed in %s\n", plural(e.Changed, "document", "documents"))
	for _, d := range e.Documents {
		fmt.Fprintf(out, "  ~ %s: %s: %s -> %s\n", d.Path, d.Title, cmp.Or(d.Before.String(), "none"), cmp.Or(d.After.String(), "none"))
	}
	printMore(out, e.Changed, len(e.Documents))
}

func printConflicts(out io.Writer, d ingest.OverrideSummary) {
	if d.ConflictsTotal == 0 {
		return
	}
	fmt.Fprintf(out, "manual decisions that the rules contradict: %d\n", d.ConflictsTotal)
	for _, s := range d.Conflicts {
		what := s.Kind
		if s.ID != "" {
			what += " " + s.ID
		}
		fmt.Fprintf(out, "  = %s: %s: %s %s; rules: %s%s\n", s.Path, s.Title, what, s.Override, s.Rules, evidenceList(" by ", s.Evidence))
	}
	printMore(out, d.ConflictsTotal, len(d.Conflicts))
}
