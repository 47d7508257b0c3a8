package sandbox

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// sample is a real file.
type sample struct {
	name string
	data []byte
}

func (s sample) format() extract.Format {
	return extract.Sniff(s.name, s.data[:min(len(s.data), extract.SniffBytes)])
}

// samples returns the awkward real files that lie beside the project; without them the test is skipped.
func samples(t *testing.T) []sample {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "corpora", "formats-sample", "formats_sample.tar.gz"))
	if err != nil {
		t.Skipf("no sample of real files: %v", err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	for in := tar.NewReader(unpacked); ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return all
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
		all = append(all, sample{head.Name, data})
	}
}

// peak is the largest memory of this process since the last resetPeak, which returns what the process holds now.
func peak(t *testing.T) int64 { return status(t, "VmHWM:") }

func resetPeak(t *testing.T) int64 {
	t.Helper()
	debug.FreeOSMemory() // what earlier tests have left is not at rest
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Logf("the peak is that of the whole test: %v", err)
	}
	return status(t, "VmRSS:")
}

func status(t *testing.T, field string) int64 {
	t.Helper()
	all, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skipf("memory cannot be measured here: %v", err)
	}
	_, value, _ := bytes.Cut(all, []byte(field))
	n, err := strconv.ParseInt(strings.Fields(string(value[:min(len(value), 40)]))[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}

// peakOfParent bounds what any file may add to the memory of the parent.
const peakOfParent = 300 << 20

// outcome counts files of one format.
type outcome struct{ files, text, limited, reason, silent, held, slowest int }

// readAllOf reads files with two workers at once and counts the outcomes by format.
func readAllOf(t *testing.T, c *Sandbox, files []sample) (map[string]*outcome, map[string]int) {
	t.Helper()
	var mu sync.Mutex
	outcomes, reasons := map[string]*outcome{}, map[string]int{}
	todo := make(chan sample)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for s := range todo {
				begin, parts := time.Now(), []extract.Item(nil)
				err := c.Read(t.Context(), s.format(), path.Base(s.name), bytes.NewReader(s.data), int64(len(s.data)), func(p extract.Item) error {
					parts = append(parts, p)
					return nil
				})
				mu.Lock()
				if err != nil || len(parts) == 0 {
					t.Errorf("%s: %d parts, %v", s.name, len(parts), err)
				}
				count(outcomes, reasons, parts, time.Since(begin))
				mu.Unlock()
			}
		})
	}
	for _, s := range files {
		todo <- s
	}
	close(todo)
	group.Wait()
	return outcomes, reasons
}

func count(outcomes map[string]*outcome, reasons map[string]int, parts []extract.Item, took time.Duration) {
	if len(parts) == 0 {
		return
	}
	o := outcomes[parts[0].Format.Name]
	if o == nil {
		o = &outcome{}
		outcomes[parts[0].Format.Name] = o
	}
	o.files++
	o.held += len(parts) - 1
	o.slowest = max(o.slowest, int(took.Milliseconds()))
	text, limited, reason := false, false, false
	for _, p := range parts {
		text = text || p.Extracted != nil && strings.TrimSpace(p.Extracted.Text) != ""
		for _, problem := range p.Problems {
			limited, reason = limited || isLimit(problem), reason || !isLimit(problem)
			if p.Extracted == nil {
				reasons[p.Format.Name+": "+describeProblem(problem)]++
			}
		}
	}
	switch {
	case text:
		o.text++
	case reason || limited:
		o.reason++
	default:
		o.silent++
	}
	if limited {
		o.limited++
	}
}

func table(outcomes map[string]*outcome, reasons map[string]int) string {
	var b strings.Builder
	total := outcome{}
	fmt.Fprintf(&b, "\n%-6s %6s %6s %8s %8s %7s %6s %8s\n", "format", "files", "text", "no text", "limited", "silent", "held", "max ms")
	line := func(name string, o outcome) {
		fmt.Fprintf(&b, "%-6s %6d %6d %8d %8d %7d %6d %8d\n", name, o.files, o.text, o.reason, o.limited, o.silent, o.held, o.slowest)
	}
	for _, name := range slices.Sorted(maps.Keys(outcomes)) {
		o := *outcomes[name]
		line(name, o)
		total = outcome{
			total.files + o.files, total.text + o.text, total.limited + o.limited, total.reason + o.reason, total.silent + o.silent,
			total.held + o.held, max(total.slowest, o.slowest),
		}
	}
	line("all", total)
	byNumber := slices.SortedFunc(maps.Keys(reasons), func(a, b string) int { return reasons[b] - reasons[a] })
	for _, reason := range byNumber[:min(len(byNumber), 60)] {
		fmt.Fprintf(&b, "%6d  %s\n", reasons[reason], reason)
	}
	return b.String()
}

func isLimit(p index.Problem) bool { return p.Code.IsLimit() }

func mb(bytes int64) string { return fmt.Sprint(megabytes(bytes), " MB") }

// TestSampleFilesHaveTextOrReason also bounds the memory of the parent.
func TestSampleFilesHaveTextOrReason(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	if raceDetector {
		t.Skip("takes a while")
	}
	files := samples(t)
	c := openSandbox(t, Options{Workers: 2, Cache: pdfiumCache()}, "real")
	if _, err := c.Protections(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, begin := resetPeak(t), time.Now()
	outcomes, reasons := readAllOf(t, c, files)
	if above := peak(t) - before; above > peakOfParent {
		t.Errorf("the parent needed %s more than before", mb(above))
	} else {
		t.Logf("%d files in %s, parent %s above rest", len(files), time.Since(begin).Round(time.Millisecond), mb(above))
	}
	t.Log(table(outcomes, reasons))
	for name, o := range outcomes {
		if o.silent > 0 {
			t.Errorf("%s: %d files have neither text nor reason", name, o.silent)
		}
	}
}
