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
	summary:  "tag the documents of the index anew, by the vocabulary as it is now",
	synopsis: "[--dry-run] [flags]",
	description: `Tags every document again from the text that the index holds, and makes a new
generation of the index: after an edit of the vocabulary, or with a newer daftar. No
file is read again, and the next reindex finds changed only what has changed on the
disk. What people decided in front matter or FILE.yaml stands. The old generation
answers until the new one is complete, and whatever goes wrong, it stays.

With --dry-run nothing is written. It prints for each country and theme how many
documents get it (+) and lose it (-), in any role and as a main tag, and then these
documents with the words responsible; the documents whose event date changes; and the
decisions of people that the rules now contradict, which stand all the same.`,
	examples: `  daftar retag --dry-run              what a changed vocabulary would change
  daftar retag --dry-run --vocabulary my-vocabulary
  daftar retag --dry-run --limit 0 --json > changes.json
  daftar retag`,
}

func (c *retagConfig) bind(fs *pflag.FlagSet) {
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index")
	bindVocabulary(fs, &c.vocabulary)
	fs.BoolVar(&c.dryRun, "dry-run", false, "change nothing, say what would change")
	fs.BoolVar(&c.full, "full", false, "also documents that this vocabulary and this daftar have tagged already")
	fs.IntVar(&c.jobs, "jobs", 0, "`N` documents worked on at once (default: one a processor)")
	fs.IntVar(&c.listed, "limit", defaultShownDocuments, "`N` documents named of each tag, 0 for all; the counts are of all")
	fs.BoolVar(&c.json, "json", false, "print the report as JSON")
}

// retagReport is the report of retag in JSON.
type retagReport struct {
	DryRun bool `json:"dry_run"`
	ingest.RetagReport
	Generation index.Generation `json:"generation"` // made, or, of a dry run, looked at
}

func retag(ctx context.Context, env Env, args []string) error {
	var c retagConfig
	fs := retagManual.flags()
	c.bind(fs)
	if err := retagManual.parseNone(fs, env, args); err != nil {
		return err
	}
	if c.jobs < 0 {
		return usageErrorf("retag", "--jobs %d: allowed is 0 or more", c.jobs)
	}
	if c.listed < 0 {
		return usageErrorf("retag", "--limit %d: allowed is 0 or more", c.listed)
	}
	v, err := libraryVocabulary(c.index, c.vocabulary, nil)
	if err != nil {
		return err
	}
	return retagBy(ctx, env, c, v)
}

// retagBy tags by a vocabulary and prints the report.
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

// compareOnce reads the current generation and says what a retag would change. It needs no right to write.
func compareOnce(ctx context.Context, env Env, c retagConfig, v *vocabulary.Vocabulary) (retagReport, error) {
	s, err := openCurrent(c.index)
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

// retagOnce makes the generation. Notes and progress go to stderr.
func retagOnce(ctx context.Context, env Env, c retagConfig, v *vocabulary.Vocabulary) (retagReport, error) {
	b, err := beginRetag(ctx, c.index, v)
	if err != nil {
		return retagReport{}, fmt.Errorf("begin a retag of %s: %w", c.index, err)
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
		bar.say("writing the generation")
		report.Generation, err = b.Publish(ctx)
	}
	bar.end()
	report.Seconds = bar.seconds()
	if err != nil {
		return report, fmt.Errorf("retag given up, the index is as it was: %w", errors.Join(err, b.Abort()))
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
	verb := "changed"
	if r.DryRun {
		verb = "would change"
	}
	fmt.Fprintf(env.Stdout, "%s %d of %s, tagged already %d, people decided about %d, %.1f s\n", verb, r.Changed,
		plural(r.Documents, "document", "documents"), r.Kept, r.Overrides.Documents, r.Seconds)
	return nil
}

// printTagChange prints such as
//
//	theme nuclear (Nuclear weapons and programmes): +1 -0, as main +1 -0
//	  + a.md: Talks: main; by "centrifuge" (theme:nuclear:strong)
func printTagChange(out io.Writer, c ingest.TagChange) {
	fmt.Fprintf(out, "%s %s (%s): +%d -%d, as main +%d -%d", c.Kind, c.ID, c.Label, c.Gained, c.Lost, c.MainGained, c.MainLost)
	if c.EvidenceChanged > 0 {
		fmt.Fprintf(out, ", by other words %d", c.EvidenceChanged)
	}
	fmt.Fprintln(out)
	for _, d := range c.Documents {
		fmt.Fprintf(out, "  %s %s: %s: %s%s%s%s\n", signOf(d), d.Path, d.Title, rolesOf(d), someWords("; by ", d.Appeared),
			someWords("; no more by ", d.Disappeared), someWords("; for the title has or had ", d.TitleContext))
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

func someWords(lead string, words []ingest.EvidenceText) string {
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
		fmt.Fprintf(out, "    and %d more, see --limit\n", n)
	}
}

func printEvents(out io.Writer, e ingest.EventChange) {
	if e.Changed == 0 {
		return
	}
	fmt.Fprintf(out, "event date: another in %s\n", plural(e.Changed, "document", "documents"))
	for _, d := range e.Documents {
		fmt.Fprintf(out, "  ~ %s: %s: %s -> %s\n", d.Path, d.Title, cmp.Or(d.Before.String(), "none"), cmp.Or(d.After.String(), "none"))
	}
	printMore(out, e.Changed, len(e.Documents))
}

func printConflicts(out io.Writer, d ingest.OverrideSummary) {
	if d.ConflictsTotal == 0 {
		return
	}
	fmt.Fprintf(out, "decisions of people that stand against the rules: %d\n", d.ConflictsTotal)
	for _, s := range d.Conflicts {
		what := s.Kind
		if s.ID != "" {
			what += " " + s.ID
		}
		fmt.Fprintf(out, "  = %s: %s: %s %s; the rules say %s%s\n", s.Path, s.Title, what, s.Override, s.Rules, someWords(" by ", s.Evidence))
	}
	printMore(out, d.ConflictsTotal, len(d.Conflicts))
}
