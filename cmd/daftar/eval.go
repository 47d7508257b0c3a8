package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"daftar/index"
	"daftar/index/eval"

	"github.com/spf13/pflag"
)

// evalConfig is the flags of eval.
type evalConfig struct {
	queries  string
	qrels    string
	docs     []string
	index    string
	against  string
	feedback bool
	json     bool
}

var evalManual = manual{
	command:  "eval",
	summary:  "measure ranking against human judgements",
	synopsis: "--queries FILE --qrels FILE [--docs FILE | --index DIR] [flags]",
	description: `Runs the queries of a test collection with match=any as plain text (quotes, parentheses,
colons and hyphens have no meaning) and measures the first 1000 documents: MAP, nDCG@10,
MRR and recall@100. A document is identified by its id in a JSONL file, otherwise by its
path. With --docs a temporary index is built and removed afterwards.

--queries has lines of ID TAB QUERY, --qrels has TREC lines QUERY 0 DOCUMENT GRADE.
--against compares with an earlier run that was saved with --json: wins and losses per
query, and the p-value of a paired randomisation test.`,
	examples: `  daftar eval --queries queries.tsv --qrels qrels.txt --docs docs.jsonl.gz --json >before.json
  daftar eval --queries queries.tsv --qrels qrels.txt --docs docs.jsonl.gz --against before.json`,
}

func (c *evalConfig) bind(fs *pflag.FlagSet) {
	fs.StringVar(&c.queries, "queries", "", "`FILE` of queries")
	fs.StringVar(&c.qrels, "qrels", "", "`FILE` of judgements")
	fs.StringArrayVar(&c.docs, "docs", nil, "folder or file (`DIR|FILE`) of the documents; may be repeated")
	fs.StringVar(&c.index, "index", defaultIndex, "`DIR` of the index to search without --docs")
	fs.StringVar(&c.against, "against", "", "`FILE` of an earlier run, saved with --json, to compare with")
	fs.BoolVar(&c.feedback, "feedback", true, "use pseudo-relevance feedback, as the server does")
	fs.BoolVar(&c.json, "json", false, "print JSON, with the measures of every query")
}

// evalOutput is the JSON form of a run.
type evalOutput struct {
	*eval.Report
	Against *eval.Difference `json:"against,omitempty"`
}

func runEval(ctx context.Context, env Env, args []string) (err error) {
	var c evalConfig
	fs := evalManual.flags()
	c.bind(fs)
	if err := evalManual.parseNone(fs, env, args); err != nil {
		return err
	}
	if c.queries == "" || c.qrels == "" {
		return usageErrorf("eval", "both --queries and --qrels are needed")
	}
	if len(c.docs) > 0 {
		dir, err := os.MkdirTemp("", "daftar-eval-")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		c.index = dir
		if _, err := reindexOnce(ctx, env, reindexConfig{docs: c.docs, index: dir}); err != nil {
			return err
		}
	}
	s, err := openCurrent(ctx, c.index)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	run, err := c.ask(ctx, s)
	if err != nil {
		return err
	}
	if c.json {
		return printJSON(env.Stdout, run)
	}
	m := run.Mean
	fmt.Fprintf(env.Stdout, "%d queries: MAP %.4f, nDCG@10 %.4f, MRR %.4f, recall@100 %.4f\n", len(run.Queries), m.AP, m.NDCG, m.ReciprocalRank, m.Recall)
	if d := run.Against; d != nil {
		fmt.Fprintf(env.Stdout, "against %s: MAP %+.4f, %d better, %d worse, %d equal, p = %.4f\n", c.against, d.Mean, d.Wins, d.Losses, d.Ties, d.P)
	}
	return nil
}

func (c evalConfig) ask(ctx context.Context, s index.Searcher) (evalOutput, error) {
	var run evalOutput
	questions, err := readFile(c.queries, eval.ReadQueries)
	if err != nil {
		return run, err
	}
	judgements, err := readFile(c.qrels, eval.ReadJudgements)
	if err != nil {
		return run, err
	}
	if run.Report, err = eval.Run(ctx, s, questions, judgements, eval.Options{RelevanceFeedback: c.feedback}); err != nil || c.against == "" {
		return run, err
	}
	b, err := os.ReadFile(c.against)
	if err != nil {
		return run, err
	}
	var old eval.Report
	if err := json.Unmarshal(b, &old); err != nil {
		return run, fmt.Errorf("%s is not a run saved with --json: %w", c.against, err)
	}
	d, err := eval.Compare(&old, run.Report)
	run.Against = &d
	return run, err
}

// readFile parses a file and prefixes errors with its name.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, err
	}
	defer f.Close()
	v, err := read(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}
