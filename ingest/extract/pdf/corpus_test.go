package pdf

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"daftar/ingest/extract"
)

const corpora = "../../../../shared/corpora"

// eachTarFile calls each with the files of a tar archive.
func eachTarFile(t *testing.T, r io.Reader, each func(name string, data []byte)) {
	t.Helper()
	for files := tar.NewReader(r); ; {
		h, err := files.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		each(h.Name, data)
	}
}

func corpus(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(corpora, name))
	if err != nil {
		t.Skipf("without the corpora: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if !strings.HasSuffix(name, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// publishedText is the text of a report as its publisher has it on the web, without the page around it. Its notes are
// at the end, those of a PDF at the foot of each page.
type publishedText struct{ body, notes []string }

var (
	reportHead  = regexp.MustCompile(`(?m)^.*\((?:IF|IN|LSB|RL|RS|R)\d+\) *$`)
	jump        = regexp.MustCompile(`\[Jump to Main Text of Report\]\([^)]*\)`)
	link        = regexp.MustCompile(`\]\((?:[^()]|\([^()]*\))*\)`)
	noteMarkers = regexp.MustCompile(`\[?\[\d+\]`)
)

func parseReport(text string) publishedText {
	if at := reportHead.FindStringIndex(text); at != nil {
		text = text[at[1]:]
	}
	if at := strings.LastIndex(text, "Disclaimer:"); at >= 0 {
		text = text[:at]
	}
	text = link.ReplaceAllString(jump.ReplaceAllString(text, ""), "]")
	body, notes, _ := strings.Cut(text, "\n# Footnotes")
	return publishedText{wordsOf(noteMarkers.ReplaceAllString(body, " ")), wordsOf(notes)}
}

// wordsOf returns the words of a text in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// commonSubsequence returns the length of the longest common subsequence.
func commonSubsequence(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, w := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			switch {
			case b[j] == w:
				row[j+1] = diagonal + 1
			case row[j] > above:
				row[j+1] = row[j]
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// TestReportsMatchPublishedText reads reports of which the publisher's text is known and measures how many of its words
// come in the same order.
func TestReportsMatchPublishedText(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	texts := make(map[string]string)
	lines := bufio.NewScanner(corpus(t, "crs-reports/docs.jsonl.gz"))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var d struct{ PDF, Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		texts[path.Base(d.PDF)] = d.Text
	}
	e := openReader(t)
	found, all, foundBody, allBody := 0, 0, 0, 0
	eachTarFile(t, corpus(t, "crs-reports/pdf.tar"), func(name string, data []byte) {
		text, ok := texts[path.Base(name)]
		if !ok {
			return
		}
		start := time.Now()
		r, problems := e.Read(data, extract.DefaultLimits())
		took := time.Since(start)
		if r == nil {
			t.Errorf("%s: %s", name, describeProblems(problems))
			return
		}
		want, got := parseReport(text), wordsOf(r.Text)
		body, notes := commonSubsequence(want.body, got), commonSubsequence(want.notes, got)
		n := len(want.body) + len(want.notes)
		t.Logf("%-24s %6d words, %5.1f %% in order (body %5.1f %%), %d pages' breaks, %v, title %q", name, n,
			100*float64(body+notes)/float64(n), 100*float64(body)/float64(len(want.body)), len(r.Breaks), took.Round(time.Millisecond), r.Title)
		found, all = found+body+notes, all+n
		foundBody, allBody = foundBody+body, allBody+len(want.body)
	})
	t.Logf("all: %.2f %%, bodies %.2f %%", 100*float64(found)/float64(all), 100*float64(foundBody)/float64(allBody))
	if found*100 < all*97 {
		t.Errorf("%d of %d words in order, want 97 %%", found, all)
	}
}

// TestRealWorldFiles reads awkward real files: each must give text or a problem.
func TestRealWorldFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	e := openReader(t)
	var slowest time.Duration
	kinds := make(map[string]int)
	eachTarFile(t, corpus(t, "formats-sample/formats_sample.tar.gz"), func(name string, data []byte) {
		if extract.Sniff(name, data[:min(len(data), extract.SniffBytes)]) != extract.PDF {
			return
		}
		start := time.Now()
		r, problems := e.Read(data, extract.DefaultLimits())
		slowest = max(slowest, time.Since(start))
		switch {
		case r != nil && len(problems) > 0:
			kinds["text, "+describeProblems(problems)]++
		case r != nil:
			kinds["text"]++
		case describeProblems(problems) == "":
			t.Errorf("%s: neither text nor a problem", name)
		default:
			kinds[describeProblems(problems)]++
		}
		if dir := os.Getenv("DAFTAR_PDF_OUT"); dir != "" && r != nil {
			_ = os.WriteFile(filepath.Join(dir, path.Base(name)+".txt"), []byte(r.Text), 0o600)
		}
	})
	for _, k := range slices.Sorted(func(yield func(string) bool) {
		for k := range kinds {
			if !yield(k) {
				return
			}
		}
	}) {
		t.Logf("%4d %s", kinds[k], k)
	}
	t.Logf("slowest %v", slowest.Round(time.Millisecond))
}

// TestPageNumbersMatchPdftotext looks up the page of words with pdftotext of poppler-utils.
func TestPageNumbersMatchPdftotext(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("without pdftotext")
	}
	e := openReader(t)
	right, all, file := 0, 0, filepath.Join(t.TempDir(), "a.pdf")
	eachTarFile(t, corpus(t, "crs-reports/pdf.tar"), func(name string, data []byte) {
		r, _ := e.Read(data, extract.DefaultLimits())
		if r == nil || len(r.Breaks) < 2 {
			return
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, share := range []int{15, 50, 85} {
			at := len(r.Text) * share / 100
			words := wordsOf(r.Text[at:min(len(r.Text), at+60)])
			page := 0
			for _, b := range r.Breaks {
				if b.Offset <= at && b.Page > 0 {
					page = b.Page
				}
			}
			out, err := exec.Command(program, "-f", strconv.Itoa(page), "-l", strconv.Itoa(page), file, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			all++
			if words = words[1 : len(words)-1]; strings.Contains(strings.Join(wordsOf(string(out)), " "), strings.Join(words, " ")) {
				right++
			} else {
				t.Logf("%s: %q is not on page %d, or in other words", name, words, page)
			}
		}
	})
	t.Logf("%d of %d places are on their page", right, all)
	if right*100 < all*90 {
		t.Errorf("%d of %d places are on their page", right, all)
	}
}
