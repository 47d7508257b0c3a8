package eval

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Query is a query of a test collection.
type Query struct{ ID, Text string }

// Judgements are relevance grades by query and document (TREC: qrels). A grade above 0 is relevant; a document without
// a grade is not.
type Judgements map[string]map[string]int

// ReadQueries reads lines of ID TAB QUERY.
func ReadQueries(r io.Reader) ([]Query, error) {
	var queries []Query
	err := forEachLine(r, func(n int, line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok || strings.TrimSpace(id) == "" {
			return fmt.Errorf("line %d: want ID TAB QUERY, got %q", n, line)
		}
		queries = append(queries, Query{strings.TrimSpace(id), strings.TrimSpace(text)})
		return nil
	})
	return queries, err
}

// ReadJudgements reads TREC qrels, lines of QUERY 0 DOCUMENT GRADE; the second column is ignored.
func ReadJudgements(r io.Reader) (Judgements, error) {
	judgements := make(Judgements)
	err := forEachLine(r, func(n int, line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("line %d: want QUERY 0 DOCUMENT GRADE, got %q", n, line)
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("line %d: grade must be a number, got %q", n, f[3])
		}
		if judgements[f[0]] == nil {
			judgements[f[0]] = make(map[string]int)
		}
		judgements[f[0]][f[2]] = grade
		return nil
	})
	return judgements, err
}

// forEachLine calls each with every line that is not empty, numbered from 1.
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
