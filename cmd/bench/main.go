// Command bench measures Daftar beside a rival, on the same documents and the same questions in the same run.
//
//	make bench                                     the FRUS corpus, or what stands in for it
//	make bench BENCH="--documents 2000"            its first 2,000 documents: a few seconds
//	make bench BENCH="--index DIR --rival none"    an existing library, Daftar alone
//	make bench BENCH="--only-office"               how fast office files and PDFs are read
//
// It makes a library (through ingest, so that tags and dates are the real ones), gives the same documents to the rival,
// draws questions from the words of the documents (question.go), and asks both: Daftar through index/embedded's Searcher
// with what a page of results needs (top 10, six facets, three passages a hit), the rival through its own search with its
// own facets, without and with its highlighting (bleve.go says where the two mean different things). It prints seconds,
// megabytes and peak memory of the builds; megabytes of English a second and allocations of the tagger (tagging.go);
// milliseconds, allocations and documents found by class of question; the ratio of the times, which says more than the
// times on a machine that others use; and questions a second at two clients. Then it reads a folder of office files and
// PDFs (office.go), each taken apart in the cage: files a second and peak memory.
//
// The first rival is bleve itself, on which Daftar is built: what our own evaluation, ranking and counting are worth.
// Another one is a type with the methods of engine, a stage that fills it (stage.go) and a line in rivals.
//
// Where the corpus is absent it generates a library of made-up words (synthetic.go) and says so. Nothing here fails for
// being slow: bench measures, people judge.
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

// Exit codes, as those of daftar.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// defaultLibrary is the load-test corpus seen from this folder, where "go run ." runs.
const defaultLibrary = "../../../shared/corpora/frus.jsonl.gz"

// config is what the flags say.
type config struct {
	library   string
	chosen    bool // the library was named, so it must be there
	documents int
	queries   int
	seed      uint64
	rival     string
	index     string
	office    int
	only      bool // the office files alone
	json      bool
}

const usage = `bench - measure daftar beside a rival

usage: bench [flags]

Makes a library, gives the same documents to the rival, asks both the same
questions, and prints times, allocations, sizes and their ratios.

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
		return exitDone
	}
	fmt.Fprintf(stderr, "bench: %v\n", err)
	if errors.Is(err, errUsage) {
		return exitUsage
	}
	return exitFailed
}

// command runs the bench or, as a process of its own, one of its builds.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	switch {
	case len(args) > 0 && args[0] == stageVerb:
		return runStage(ctx, args[1:], stdout)
	case len(args) > 0 && args[0] == workerVerb:
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

// parse reads the flags; --help prints the usage and is pflag.ErrHelp.
func parse(args []string, stdout io.Writer) (config, error) {
	var c config
	flags := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.SetOutput(io.Discard)
	flags.StringVar(&c.library, "library", defaultLibrary, "JSONL `file` (or folder) to make the library of")
	flags.IntVar(&c.documents, "documents", 0, "take the first `n` documents of a JSONL file; 0: all")
	flags.IntVar(&c.queries, "queries", 300, "questions of each class")
	flags.Uint64Var(&c.seed, "seed", 1, "of the questions, and of the synthetic library")
	flags.StringVar(&c.rival, "rival", rivalBleve, "whom to measure beside: "+strings.Join(rivals, ", "))
	flags.StringVar(&c.index, "index", "", "`folder` of a daftar library: used if it holds one, else made there and kept")
	flags.IntVar(&c.office, "office", 1000, "read `n` office files and PDFs as well; 0: none")
	flags.BoolVar(&c.only, "only-office", false, "measure nothing but the office files")
	flags.BoolVar(&c.json, "json", false, "print JSON instead of a table")
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(stdout, usage, flags.FlagUsages())
		return c, err
	}
	c.chosen = flags.Changed("library")
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
		return fmt.Errorf("%q is no flag", rest[0])
	case c.documents < 0:
		return fmt.Errorf("--documents %d: allowed is 0 (all) or more", c.documents)
	case c.office < 0 || c.only && c.office == 0:
		return fmt.Errorf("--office %d: allowed is 0 (none) or more, with --only-office 1 or more", c.office)
	case c.queries < 1 || c.queries > maxQueries:
		return fmt.Errorf("--queries %d: allowed is 1 to %d", c.queries, maxQueries)
	case !slices.Contains(rivals, c.rival):
		return fmt.Errorf("--rival %q: allowed is %s", c.rival, strings.Join(rivals, ", "))
	}
	return nil
}
