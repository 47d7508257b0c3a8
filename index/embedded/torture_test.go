package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/query"
)

// Environment variables of the long form of the torture tests, which "make torture" sets.
const (
	tortureTime = "DAFTAR_TORTURE_TIME" // how long each test goes on, such as 10m; without it each runs a short form
	tortureSeed = "DAFTAR_TORTURE_SEED" // of the random numbers; without it the short form always does the same
)

// torture is one run of a torture test.
type torture struct {
	random *rand.Rand
	long   bool
	end    time.Time
	rounds int
}

// newTorture returns a run with a number of rounds, or in the long form as many as there is time for.
func newTorture(t *testing.T, rounds int) *torture {
	t.Helper()
	seed, err := strconv.ParseUint(cmp.Or(os.Getenv(tortureSeed), "1"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	run := &torture{random: rand.New(rand.NewPCG(seed, 12)), rounds: rounds}
	if limit := os.Getenv(tortureTime); limit != "" {
		d, err := time.ParseDuration(limit)
		if err != nil {
			t.Fatal(err)
		}
		run.long, run.end = true, time.Now().Add(d)
	}
	t.Logf("seed %d", seed)
	return run
}

// next reports whether there is another round, which it counts.
func (r *torture) next(done int) bool {
	if r.long {
		return time.Now().Before(r.end)
	}
	return done < r.rounds
}

// edition returns the documents of one edition of a library: the same paths, other contents.
func edition(n int) []*index.Document {
	var docs []*index.Document
	for i := range 12 {
		d := note(i, fmt.Sprintf("edition%d drill word%d, held near the border.", n, i%3))
		day, _ := date.DayOf(2000+n, 1, 1+i)
		d.Published = date.Date{From: day, To: day, Precision: date.PrecisionDay}
		d.Source = fmt.Sprintf("source %d", (n+i)%4)
		docs = append(docs, d)
	}
	return docs
}

// answers returns the answers to queries that read every kind of file, as text.
func answers(ctx context.Context, s *Searcher) (string, error) {
	var out strings.Builder
	for _, q := range []index.Query{
		{Tree: query.Word{Text: "drill"}, Limit: 20, Snippets: 1, Facets: []index.Facet{{Field: index.FieldSource}, {Field: index.FieldDate}}},
		{Tree: query.Word{Text: "word1"}, Limit: 20, Sort: index.SortNewest},
		{Tree: query.Phrase{Text: "near the border"}, Limit: 20},
	} {
		r, err := s.Search(ctx, q)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&out, r.Total, r.Facets)
		for _, h := range r.Hits {
			fmt.Fprintln(&out, h.Document.ID, h.Document.Title, h.Document.Source, h.Document.Published, h.Snippets)
		}
	}
	for i := range 12 {
		d, err := s.Document(ctx, note(i, "").ID)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&out, d.Text, d.Source)
	}
	suggestions, err := s.Suggest(ctx, "edi", 5)
	fmt.Fprintln(&out, suggestions)
	return out.String(), err
}

// answersOf opens an index for answers.
func answersOf(ctx context.Context, dir string) (text string, warnings int, err error) {
	s, err := Open(ctx, dir, OpenOptions{})
	if err != nil {
		return "", 0, err
	}
	defer s.Close()
	text, err = answers(ctx, s)
	if err != nil {
		return "", 0, err
	}
	status, err := s.Status(ctx)
	if err != nil {
		return "", 0, err
	}
	return text, len(status.Warnings), nil
}

// twoEditions makes a library with two generations, and returns the answers of each, the current one last.
func twoEditions(t *testing.T, dir string) [2]string {
	t.Helper()
	var out [2]string
	vocabulary := map[string][]byte{"themes.yaml": []byte("version: 1")}
	for n := range out {
		reindex(t, dir, BuildOptions{Vocabulary: vocabulary, Sources: []string{"/library"}}, put(t, edition(n)...))
		text, _, err := answersOf(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = text
	}
	if out[0] == out[1] {
		t.Fatal("both generations answer alike: the test would notice nothing")
	}
	return out
}

// copyTree copies a folder with its hard links, and makes the files old enough to be trusted once they are verified.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	type copied struct {
		info   fs.FileInfo
		target string
	}
	var files []copied
	old := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if e.IsDir() {
			return os.MkdirAll(target, manifest.DirPerm)
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if n := slices.IndexFunc(files, func(c copied) bool { return os.SameFile(c.info, info) }); n >= 0 {
			return os.Link(files[n].target, target)
		}
		files = append(files, copied{info, target})
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return errors.Join(os.WriteFile(target, content, manifest.FilePerm), os.Chtimes(target, old, old))
	})
	if err != nil {
		t.Fatal(err)
	}
}
