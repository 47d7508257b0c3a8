package eval

import (
	"context"
	"fmt"
	"strings"

	"daftar/index"
	"daftar/index/query"
)

// Report is how good the answers to the questions of a test collection are.
type Report struct {
	Mean    Scores        `json:"mean"`
	Queries []QueryScores `json:"questions"` // in the order asked; those without a relevant document are left out
}

// QueryScores is the measures of one question.
type QueryScores struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Matches int    `json:"found"` // documents that match
	Scores
}

// Options say how the questions are asked.
type Options struct {
	RelevanceFeedback bool // as in index.Query
	ExactWords        bool // words as they stand, without stems: what textbook BM25 does
}

// Run asks the questions that have a relevant document. A question is plain text (its quotes, brackets, colons and
// hyphens mean nothing) and asks for as many of its words as possible. A record of a JSONL file is known by its id, any
// other document by its path.
func Run(ctx context.Context, s index.Searcher, questions []Query, judgements Judgements, o Options) (*Report, error) {
	r := &Report{}
	for _, q := range questions {
		grades := judgements[q.ID]
		if !relevant(grades) {
			continue
		}
		ranking, found, err := rank(ctx, s, q.Text, o)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		r.Queries = append(r.Queries, QueryScores{ID: q.ID, Text: q.Text, Matches: found, Scores: Measure(ranking, grades)})
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

// rank returns the first Depth documents for a question.
func rank(ctx context.Context, s index.Searcher, text string, o Options) (ids []string, found int, err error) {
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
		if found = r.Total; len(r.Hits) < index.MaxLimit {
			break
		}
	}
	return ids, found, nil
}

// quoteWords quotes every word, which switches stems off.
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

// judgedID is what the judgements call a document.
func judgedID(path string) string {
	for _, end := range []string{".jsonl#", ".jsonl.gz#"} {
		if i := strings.Index(path, end); i >= 0 {
			return path[i+len(end):]
		}
	}
	return path
}
