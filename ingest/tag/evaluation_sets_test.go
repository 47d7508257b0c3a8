package tag_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/eval"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// labelled is a document of a development set with the labels that people gave it.
type labelled struct {
	ID, Title, Text, Date, Lang string
	Countries, Topics           []string
	Flores                      string `json:"flores_code"`
	Relevant                    bool
	Timexes                     []timex

	tagged *index.Document
}

type timex struct {
	Start, End  int // code points
	Text        string
	Type, Value string
}

// strides are the steps through large sets of which a part is enough.
var strides = map[string]int{"reuters21578-train": 2, "sib200-train": 2}

type evaluation struct {
	t       *testing.T
	root    string
	words   *vocabulary.Vocabulary
	maker   *ingest.Annotator
	naive   naive
	sets    map[string][]*labelled // tagged
	figures []figure
}

func newEvaluation(t *testing.T, root string) *evaluation {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return &evaluation{t: t, root: root, words: v, maker: ingest.NewAnnotator(v), naive: newNaive(v), sets: map[string][]*labelled{}}
}

// set returns the tagged documents of a set, reading it once.
func (e *evaluation) set(name string) []*labelled {
	if e.sets[name] == nil {
		e.sets[name] = e.tag(e.read(name))
	}
	return e.sets[name]
}

// read returns the documents of a set without tags. A missing set is an error: its floors would not be checked.
func (e *evaluation) read(name string) []*labelled {
	f, err := os.Open(filepath.Join(e.root, filepath.FromSlash(name)+".jsonl.gz"))
	if err != nil {
		e.t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		e.t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	var all []*labelled
	for n := 0; lines.Scan(); n++ {
		if n%max(strides[name], 1) != 0 {
			continue
		}
		d := new(labelled)
		if err := json.Unmarshal(lines.Bytes(), d); err != nil {
			e.t.Fatalf("%s, line %d: %v", name, n+1, err)
		}
		all = append(all, d)
	}
	if lines.Err() != nil || len(all) == 0 {
		e.t.Fatalf("%s: %d documents, %v", name, len(all), lines.Err())
	}
	return all
}

// tag tags documents by title, text, date and language alone.
func (e *evaluation) tag(documents []*labelled) []*labelled {
	var wg sync.WaitGroup
	work := make(chan *labelled)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for d := range work {
				d.tagged = &index.Document{ID: d.ID, Title: d.Title, Text: d.Text, Lang: d.Lang}
				if published, err := date.Parse(d.Date); err == nil {
					d.tagged.Published = published
				}
				e.maker.Annotate(d.tagged)
			}
		})
	}
	for _, d := range documents {
		work <- d
	}
	close(work)
	wg.Wait()
	return documents
}

func (e *evaluation) add(f figure) { e.figures = append(e.figures, f) }

// f1 adds the F1 of a count and of the naive one; precision and recall are the note.
func (e *evaluation) f1(what, set string, n int, got, naive eval.Counts, target float64) {
	e.add(figure{what: what + ", F1", set: set, value: got.F1(), naive: naive.F1(), target: target, documents: n, note: note(got)})
}

func note(c eval.Counts) string {
	return "P " + percent(c.Precision()) + " R " + percent(c.Recall())
}

// ids returns the ids of the tags of a kind.
func (d *labelled) ids(kind index.Kind, mainOnly bool) []string {
	var ids []string
	for _, t := range d.tagged.Tags {
		if t.Kind == kind && (!mainOnly || t.Role == index.RoleMain) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

func without(labels []string, label string) []string {
	var rest []string
	for _, l := range labels {
		if l != label {
			rest = append(rest, l)
		}
	}
	return rest
}

func some[T any](all []T, keep func(T) bool) []T {
	var kept []T
	for _, one := range all {
		if keep(one) {
			kept = append(kept, one)
		}
	}
	return kept
}

func joined(d *labelled) string { return strings.TrimSpace(d.Title + "\n" + d.Text) }
