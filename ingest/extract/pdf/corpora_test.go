package pdf

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"daftar/ingest/extract"
)

const corpora = "../../../../shared/corpora"

// archived calls each with the files of a tar archive.
func archived(t *testing.T, r io.Reader, each func(name string, data []byte)) {
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

// report is the text that its publisher put on the web: what stands above the first line and below the last is of the
// page it stands on. Its notes stand at the end, those of a PDF at the foot of each page.
type report struct{ body, notes []string }

var (
	reportHead  = regexp.MustCompile(`(?m)^.*\((?:IF|IN|LSB|RL|RS|R)\d+\) *$`)
	jump        = regexp.MustCompile(`\[Jump to Main Text of Report\]\([^)]*\)`)
	link        = regexp.MustCompile(`\]\((?:[^()]|\([^()]*\))*\)`)
	noteMarkers = regexp.MustCompile(`\[?\[\d+\]`)
)

func parseReport(text string) report {
	if at := reportHead.FindStringIndex(text); at != nil {
		text = text[at[1]:]
	}
	if at := strings.LastIndex(text, "Disclaimer:"); at >= 0 {
		text = text[:at]
	}
	text = link.ReplaceAllString(jump.ReplaceAllString(text, ""), "]")
	body, notes, _ := strings.Cut(text, "\n# Footnotes")
	return report{wordsOf(noteMarkers.ReplaceAllString(body, " ")), wordsOf(notes)}
}

// wordsOf are the words of a text, in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
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

// TestReportsAgainstTheirText reads reports of which there is also the publisher's own text, and asks how many of its
// words come in the same order.
func TestReportsAgainstTheirText(t *testing.T) {
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
	e := engine(t)
	found, all, foundBody, allBody := 0, 0, 0, 0
	archived(t, corpus(t, "crs-reports/pdf.tar"), func(name string, data []byte) {
		text, ok := texts[path.Base(name)]
		if !ok {
			return
		}
		start := time.Now()
		r, problems := e.Read(data, extract.DefaultLimits())
		took := time.Since(start)
		if r == nil {
			t.Errorf("%s: %s", name, reasons(problems))
			return
		}
		want, got := parseReport(text), wordsOf(r.Text)
		body, notes := common(want.body, got), common(want.notes, got)
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

// TestAwkwardFiles reads real files that broke other readers: each must give text or a reason, and none may harm the
// next.
func TestAwkwardFiles(t *testing.T) {
	e := engine(t)
	var slowest time.Duration
	kinds := make(map[string]int)
	archived(t, corpus(t, "formats-sample/formats_sample.tar.gz"), func(name string, data []byte) {
		if extract.Sniff(name, data[:min(len(data), extract.HeadBytes)]) != extract.PDF {
			return
		}
		start := time.Now()
		r, problems := e.Read(data, extract.DefaultLimits())
		slowest = max(slowest, time.Since(start))
		switch {
		case r != nil && len(problems) > 0:
			kinds["text, "+reasons(problems)]++
		case r != nil:
			kinds["text"]++
		case reasons(problems) == "":
			t.Errorf("%s: neither text nor a reason", name)
		default:
			kinds[reasons(problems)]++
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
