// Package judge tells how good answers are against people's judgements.
//
// It asks a Searcher the questions of a test collection and measures the ranking by average precision, nDCG@10,
// reciprocal rank and recall@100, question by question; two runs are compared question by question as well, with a
// randomisation test that says whether the difference could be chance. It opens no engine: it is handed one.
package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Query is one question of a test collection.
type Query struct{ ID, Text string }

// Judgements are people's grades, by question and document; a grade above 0 is relevant. What is not judged is taken
// for irrelevant.
type Judgements map[string]map[string]int

// ReadQueries reads lines of an id, a tab and a question.
func ReadQueries(r io.Reader) ([]Query, error) {
	var out []Query
	err := forEachLine(r, func(n int, line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok || strings.TrimSpace(id) == "" {
			return fmt.Errorf("line %d: %q is not ID TAB question", n, line)
		}
		out = append(out, Query{strings.TrimSpace(id), strings.TrimSpace(text)})
		return nil
	})
	return out, err
}

// ReadJudgements reads TREC qrels: question, an unused column, document, grade.
func ReadJudgements(r io.Reader) (Judgements, error) {
	out := make(Judgements)
	err := forEachLine(r, func(n int, line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("line %d: %q is not QUESTION 0 DOCUMENT GRADE", n, line)
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("line %d: grade %q is no number", n, f[3])
		}
		if out[f[0]] == nil {
			out[f[0]] = make(map[string]int)
		}
		out[f[0]][f[2]] = grade
		return nil
	})
	return out, err
}

func forEachLine(r io.Reader, each func(n int, line string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		if line := strings.TrimPrefix(s.Text(), "\ufeff"); strings.TrimSpace(line) != "" {
			if err := each(n, line); err != nil {
				return err
			}
		}
	}
	return s.Err()
}

// Depth is how many documents of a ranking are looked at, as in TREC.
const Depth = 1000

// Scores are the measures of one ranking, each from 0 to 1.
type Scores struct {
	AP             float64 `json:"map"`        // average precision over all relevant documents
	NDCG           float64 `json:"ndcg@10"`    // Järvelin and Kekäläinen 2002, gain 2^grade - 1, discount log2(rank + 1)
	ReciprocalRank float64 `json:"mrr"`        // 1 / rank of the first relevant document
	Recall         float64 `json:"recall@100"` // share of the relevant documents among the first 100
}

// Measure scores a ranking of documents, best first, against the grades of one question.
func Measure(ranking []string, grades map[string]int) Scores {
	var s Scores
	relevant, found, dcg := 0, 0, 0.0
	var ideal []int
	for _, g := range grades {
		if g > 0 {
			relevant++
			ideal = append(ideal, g)
		}
	}
	if relevant == 0 {
		return s
	}
	for i, id := range ranking[:min(len(ranking), Depth)] {
		g := grades[id]
		if g <= 0 {
			continue
		}
		found++
		s.AP += float64(found) / float64(i+1)
		if s.ReciprocalRank == 0 {
			s.ReciprocalRank = 1 / float64(i+1)
		}
		if i < 10 {
			dcg += gain(g, i)
		}
		if i < 100 {
			s.Recall++
		}
	}
	s.AP /= float64(relevant)
	s.Recall /= float64(relevant)
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	best := 0.0
	for i, g := range ideal[:min(len(ideal), 10)] {
		best += gain(g, i)
	}
	s.NDCG = dcg / best
	return s
}

func gain(grade, i int) float64 { return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(i)+2) }

func (s Scores) add(o Scores, n float64) Scores {
	return Scores{s.AP + o.AP/n, s.NDCG + o.NDCG/n, s.ReciprocalRank + o.ReciprocalRank/n, s.Recall + o.Recall/n}
}
