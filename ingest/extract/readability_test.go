package extract

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// Lower bounds of the measures on the labelled pages of html-readability.
const (
	minF1    = 0.96
	minTitle = 0.97
	minDate  = 0.97
)

type goldPage struct{ ID, Title, Text, Date, File string }

// TestArticleTextMatchesLabelledPages compares the HTML reader with pages labelled by people: words of the body, exact
// title, and day of publication. It is skipped without the pages.
func TestArticleTextMatchesLabelledPages(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	folder := filepath.Join("..", "..", "..", "shared", "corpora", "html-readability")
	pages := unpackPages(t, filepath.Join(folder, "pages.tar.gz"))
	raw, err := os.ReadFile(filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		t.Skipf("no corpora: %v", err)
	}
	count, f1, titles, dated, dates := 0, 0.0, 0, 0, 0
	for dec := json.NewDecoder(bytes.NewReader(raw)); dec.More(); count++ {
		var gold goldPage
		if err := dec.Decode(&gold); err != nil {
			t.Fatal(err)
		}
		r, problems := Read(HTML, bytes.NewReader(pages[gold.File]))
		if r == nil {
			t.Logf("%s: %s", gold.ID, reasons(problems))
			continue
		}
		page := overlap(r.Text, gold.Text)
		f1 += page
		if page < 0.8 {
			t.Logf("%s: F1 %.2f", gold.ID, page)
		}
		if r.Title == OneLine(gold.Title, MaxTitleBytes) {
			titles++
		} else {
			t.Logf("%s: title %q, want %q", gold.ID, r.Title, gold.Title)
		}
		if gold.Date != "" {
			dated++
			if r.Published.String() == gold.Date {
				dates++
			} else {
				t.Logf("%s: published %s, want %s", gold.ID, r.Published, gold.Date)
			}
		}
	}
	f1 /= float64(count)
	t.Logf("%d pages: F1 of words %.3f, title exact %d (%.3f), published %d of %d", count, f1, titles, share(titles, count), dates, dated)
	if f1 < minF1 || share(titles, count) < minTitle || share(dates, dated) < minDate {
		t.Errorf("below the minimum: F1 %.2f, titles %.2f, dates %.2f", minF1, minTitle, minDate)
	}
}

func unpackPages(t *testing.T, name string) map[string][]byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Skipf("no corpora: %v", err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{}
	for in := tar.NewReader(unpacked); ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return pages
		}
		if err != nil {
			t.Fatal(err)
		}
		if pages[head.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
}

// overlap is the F1 score of two texts as bags of words.
func overlap(got, want string) float64 {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	left := map[string]int{}
	w, g := words(want), words(got)
	for _, word := range w {
		left[word]++
	}
	common := 0
	for _, word := range g {
		if left[word] > 0 {
			left[word]--
			common++
		}
	}
	if common == 0 {
		return 0
	}
	p, r := share(common, len(g)), share(common, len(w))
	return 2 * p * r / (p + r)
}
