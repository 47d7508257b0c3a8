// Command bench compares the speed of Daftar with a rival, on the same documents and queries in the same run.
//
//	make bench                                     the FRUS corpus, or a generated library without it
//	make bench BENCH="--documents 2000"            its first 2,000 documents: a few seconds
//	make bench BENCH="--index DIR --rival none"    an existing index, Daftar alone
//	make bench BENCH="--only-office"               only parsing of office files and PDFs
//
// It indexes a library with ingest, so that tags and dates are real, indexes the same documents with the rival, draws
// queries from the words of the documents (queries.go) and runs them on both: Daftar through the Searcher of
// index/embedded with what a result page needs (top 10, six facets, three passages a hit), the rival through its own
// search and facets, without and with highlighting (bleve.go lists differences in meaning). The report has time, size
// and peak memory of indexing; speed and allocations of tagging (tagging.go); latency, allocations and documents found
// per query class; the ratio of times, which is more reliable than times on a shared machine; and throughput with two
// clients. It also parses a folder of office files and PDFs in the sandbox (office.go).
//
// The rival is bleve itself, on which Daftar is built. To add another one, implement engine, add a stage that fills it
// (stage.go) and a line in rivals.
//
// Without the corpus it generates a library of invented words (synthetic.go) and reports that. It never fails because
// something is slow.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"daftar/ingest/sandbox"

	"github.com/spf13/pflag"
)

// Exit codes, the same as those of daftar.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// defaultLibrary is the load-test corpus seen from this folder, where "go run ." runs.
const defaultLibrary = "../../../shared/corpora/frus.jsonl.gz"

// config holds the flags.
type config struct {
	library      string
	libraryGiven bool // --library was given, so the file must exist
	documents    int
	queries      int
	seed         uint64
	rival        string
	index        string
	office       int
	onlyOffice   bool // measure only office files
	json         bool
}

const usage = `bench - measure daftar beside a rival

usage: bench [flags]

Indexes a library with daftar and the rival, runs the same queries on both, and
prints times, allocations, sizes and their ratios.

examples:
  bench --documents 2000
  bench --library notes.jsonl.gz --seed 7
  bench --index DIR --rival none --json

flags:
`

var errUsage = errors.New("wrong usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := exitCode(command(ctx, os.Args[1:], os.Stdout, os.Stderr), os.Stderr)
	stop()
	os.Exit(code)
}

func exitCode(err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, pflag.ErrHelp) {
		return exitOK
	}
	fmt.Fprintf(stderr, "bench: %v\n", err)
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitFailed
}

// command runs the benchmark or, in a subprocess, one of its builds.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	switch {
	case len(args) > 0 && args[0] == stageCommand:
		return runStage(ctx, args[1:], stdout)
	case len(args) > 0 && args[0] == workerCommand:
		return sandbox.Serve(os.Stdin, stdout)
	}
	c, err := parse(args, stdout)
	if err != nil {
		return err
	}
	b := bench{config: c, stderr: stderr}
	report, err := b.run(ctx)
	if err != nil {
		return err
	}
	if c.json {
		return report.writeJSON(stdout)
	}
	return report.write(stdout)
}

// parse reads the flags. --help prints the usage and returns pflag.ErrHelp.
func parse(args []string, stdout io.Writer) (config, error) {
	var c config
	flags := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.SetOutput(io.Discard)
	flags.StringVar(&c.library, "library", defaultLibrary, "JSONL `file` (or folder) to index")
	flags.IntVar(&c.documents, "documents", 0, "use the first `n` documents of a JSONL file; 0: all")
	flags.IntVar(&c.queries, "queries", 300, "queries of each class")
	flags.Uint64Var(&c.seed, "seed", 1, "random seed of the queries and of a synthetic library")
	flags.StringVar(&c.rival, "rival", rivalBleve, "rival to compare with: "+strings.Join(rivals, ", "))
	flags.StringVar(&c.index, "index", "", "`folder` of an index: used if it exists, otherwise created and kept")
	flags.IntVar(&c.office, "office", 1000, "also parse `n` office files and PDFs; 0: none")
	flags.BoolVar(&c.onlyOffice, "only-office", false, "measure only office files")
	flags.BoolVar(&c.json, "json", false, "print JSON instead of a table")
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(stdout, usage, flags.FlagUsages())
		return c, err
	}
	c.libraryGiven = flags.Changed("library")
	if err == nil {
		err = c.check(flags.Args())
	}
	if err != nil {
		return c, fmt.Errorf("%w: %w (see --help)", errUsage, err)
	}
	return c, nil
}

func (c config) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case c.documents < 0:
		return fmt.Errorf("--documents must be >= 0 (0: all), got %d", c.documents)
	case c.office < 0 || c.onlyOffice && c.office == 0:
		return fmt.Errorf("--office must be >= 0 (0: none), and >= 1 with --only-office, got %d", c.office)
	case c.queries < 1 || c.queries > maxQueries:
		return fmt.Errorf("--queries must be 1 to %d, got %d", maxQueries, c.queries)
	case !slices.Contains(rivals, c.rival):
		return fmt.Errorf("--rival must be one of %s, got %q", strings.Join(rivals, ", "), c.rival)
	}
	return nil
}
