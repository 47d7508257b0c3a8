package eval

import (
	"context"
	"fmt"
	"strings"

	"daftar/index"
	"daftar/index/query"
)

// Report holds the scores of a run.
type Report struct {
	Mean    Scores        `json:"mean"`
	Queries []QueryScores `json:"queries"` // in the order given, without those that have no relevant document
}

// QueryScores are the scores of one query.
type QueryScores struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Matches int    `json:"matches"` // documents that match
	Scores
}

// Options set how the queries run.
type Options struct {
	RelevanceFeedback bool // see index.Query
	ExactWords        bool // words as written, without stemming: plain BM25
}

// Run runs the queries that have a relevant document. The text of a query is plain: quotes, parentheses, colons and
// hyphens have no meaning, and a document matches if it has any of the words. Document ids are those of the records of
// JSONL files, and the paths of other documents.
func Run(ctx context.Context, s index.Searcher, queries []Query, judgements Judgements, o Options) (*Report, error) {
	r := &Report{}
	for _, q := range queries {
		grades := judgements[q.ID]
		if !relevant(grades) {
			continue
		}
		ranking, matches, err := rank(ctx, s, q.Text, o)
		if err != nil {
			return nil, fmt.Errorf("query %s: %w", q.ID, err)
		}
		r.Queries = append(r.Queries, QueryScores{ID: q.ID, Text: q.Text, Matches: matches, Scores: Measure(ranking, grades)})
	}
	for _, a := range r.Queries {
		r.Mean = r.Mean.add(a.Scores, float64(len(r.Queries)))
	}
	return r, nil
}

func relevant(grades map[string]int) bool {
	for _, g := range grades {
		if g > 0 {
			return true
		}
	}
	return false
}

// rank returns the first Depth document ids for a query, and how many documents match.
func rank(ctx context.Context, s index.Searcher, text string, o Options) (ids []string, matches int, err error) {
	tree := query.Parse(text, query.Options{MatchAny: true, Plain: true}).Tree
	if tree == nil {
		return nil, 0, nil
	}
	if o.ExactWords {
		tree = quoteWords(tree)
	}
	for len(ids) < Depth {
		r, err := s.Search(ctx, index.Query{Tree: tree, Sort: index.SortRelevance, Limit: index.MaxLimit, Offset: len(ids), RelevanceFeedback: o.RelevanceFeedback})
		if err != nil {
			return nil, 0, err
		}
		for _, h := range r.Hits {
			ids = append(ids, judgedID(h.Document.Path))
		}
		if matches = r.Total; len(r.Hits) < index.MaxLimit {
			break
		}
	}
	return ids, matches, nil
}

// quoteWords quotes every word, which turns stemming off.
func quoteWords(n query.Node) query.Node {
	switch n := n.(type) {
	case query.Or:
		all := make(query.Or, len(n))
		for i, p := range n {
			all[i] = quoteWords(p)
		}
		return all
	case query.Word:
		return query.Phrase{Field: n.Field, Text: n.Text}
	}
	return n
}

// judgedID returns the id of a document in the judgements.
func judgedID(path string) string {
	for _, end := range []string{".jsonl#", ".jsonl.gz#"} {
		if i := strings.Index(path, end); i >= 0 {
			return path[i+len(end):]
		}
	}
	return path
}
