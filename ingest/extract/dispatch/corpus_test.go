package dispatch

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/pdf"
)

// corpus is a sample of real files that are hard to read.
var corpus = filepath.Join("..", "..", "..", "..", "shared", "corpora", "formats-sample", "formats_sample.tar.gz")

// eachSample calls do with every file of the sample. It skips the test if there is none.
func eachSample(t *testing.T, do func(name string, data []byte)) {
	t.Helper()
	f, err := os.Open(corpus)
	if err != nil {
		t.Skipf("no sample of real files: %v", err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for in := tar.NewReader(unpacked); ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if head.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		do(head.Name, data)
	}
}

type tally struct{ files, text, empty, failed, embedded int }

// TestSampleFilesGiveTextOrProblem reads every file of the sample: each gives text or a problem. It logs a table by format.
func TestSampleFilesGiveTextOrProblem(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	engine, err := pdf.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	reader := Reader{PDF: engine}
	counts := map[string]*tally{}
	reasons := map[string]int{}
	eachSample(t, func(name string, data []byte) {
		begin := time.Now()
		var of *tally
		for p := range reader.Items(extract.Sniff(name, data[:min(len(data), extract.SniffBytes)]), filepath.Base(name), data, extract.DefaultLimits()) {
			if p.Name != "" {
				of.embedded++
				continue
			}
			of = counts[p.Format.Name]
			if of == nil {
				of = &tally{}
				counts[p.Format.Name] = of
			}
			of.files++
			switch {
			case p.Extracted != nil:
				of.text++
			case len(p.Problems) == 0 && p.Format.Name != extract.ZIP.Name && p.Format.Name != extract.MBOX.Name:
				t.Errorf("%s: neither text nor a reason", name)
			case len(p.Problems) > 0 && p.Problems[0].Code == index.ProblemEmpty:
				of.empty++
			case len(p.Problems) > 0:
				of.failed++
				reasons[p.Format.Name+": "+p.Problems[0].String()]++
				if p.Format.Supported {
					t.Logf("%s: %s: %s", p.Format.Name, name, p.Problems[0])
				}
			}
		}
		if spent := time.Since(begin); spent > extract.DefaultLimits().Time {
			t.Errorf("%s took %v", name, spent)
		}
	})
	table := fmt.Sprintf("%-8s %5s %5s %5s %6s %8s\n", "format", "files", "text", "empty", "failed", "embedded")
	for _, name := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Compare(counts[b].files, counts[a].files) }) {
		c := counts[name]
		table += fmt.Sprintf("%-8s %5d %5d %5d %6d %8d\n", name, c.files, c.text, c.empty, c.failed, c.embedded)
	}
	t.Logf("\n%s", table)
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		if !strings.Contains(reason, string(index.ProblemUnsupported)) {
			t.Logf("%3d %s", reasons[reason], reason)
		}
	}
}
