package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// TestMain turns the test binary into a worker of the kind that its second argument names.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "worker" {
		if err := workerMain(os.Args[2]); err != nil {
			os.Stderr.WriteString("daftar: " + err.Error() + "\n")
			os.Exit(1)
		}
		os.Exit(0)
	}
	if len(os.Args) > 3 && os.Args[3] == ocrCommand {
		os.Stderr.WriteString("daftar: " + ExecOCR(os.Args[3:]).Error() + "\n")
		os.Exit(1)
	}
	if len(os.Args) > 5 && os.Args[3] == "locked" {
		os.Stderr.WriteString("daftar: " + execLocked(os.Args[4], os.Args[5], os.Args[6:]).Error() + "\n")
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// execLocked becomes a program in the sandbox that tesseract gets.
func execLocked(program, data string, args []string) error {
	runtime.LockOSThread()
	return execProgram(extract.Limits{Memory: ocrMemory}, program, data, append([]string{program}, args...))
}

// workerMain runs the real worker, one whose parser is hostile, one with fewer protections, or one that does not follow the
// protocol.
func workerMain(kind string) error {
	if kind == "real" {
		return serve(os.Stdin, os.Stdout, load, protectTest)
	}
	if do, ok := readers[kind]; ok {
		return serve(os.Stdin, os.Stdout, func(string) (readerFunc, error) { return do, nil }, protectTest)
	}
	if lock, ok := testProtections[kind]; ok {
		return serve(os.Stdin, os.Stdout, func(string) (readerFunc, error) { return spy, nil }, lock)
	}
	if do, ok := pretenders[kind]; ok {
		return do()
	}
	return errors.New("no worker of this kind")
}

func protectTest(l extract.Limits) (Protections, error) {
	if raceDetector {
		l.Memory = math.MaxInt64
	}
	return protect(l)
}

// openSandbox opens a sandbox whose workers are this test binary, of a kind.
func openSandbox(t *testing.T, o Options, kind string) *Sandbox {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.Command = []string{self, "worker", kind}
	if o.Workers == 0 {
		o.Workers = 1
	}
	c, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	return c
}

// readAll returns the items of a file.
func readAll(t *testing.T, c *Sandbox, f extract.Format, name, data string) []extract.Item {
	t.Helper()
	var all []extract.Item
	err := c.Read(t.Context(), f, name, strings.NewReader(data), int64(len(data)), func(p extract.Item) error {
		all = append(all, p)
		return nil
	})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return all
}

// describeItems writes one line for each item: its name, text and problems.
func describeItems(items []extract.Item) string {
	var b strings.Builder
	for _, item := range items {
		b.WriteString(item.Name + ":")
		if item.Extracted != nil {
			b.WriteString(" " + item.Extracted.Text)
		}
		for _, p := range item.Problems {
			b.WriteString(" (" + describeProblem(p) + ")")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// describeProblem writes code and arguments.
func describeProblem(p index.Problem) string {
	return strings.TrimSpace(fmt.Sprintln(append([]any{p.Code}, p.Args...)...))
}

const page = `<!doctype html><html lang="en"><head><title>Drill in the strait</title>
<meta property="article:published_time" content="2026-02-03T10:00:00Z"></head>
<body><h1>Drill in the strait</h1><p>Two frigates met on Tuesday.</p><h2>What follows</h2><p>گشت دریایی</p></body></html>`

func TestReadReturnsWhatTheParserReturns(t *testing.T) {
	c := openSandbox(t, Options{}, "real")
	want, _ := extract.Read(extract.HTML, strings.NewReader(page))
	for range 3 {
		parts := readAll(t, c, extract.HTML, "a.html", page)
		if len(parts) != 1 || parts[0].Extracted == nil {
			t.Fatalf("parts %+v", parts)
		}
		got := parts[0].Extracted
		if got.Text != want.Text || got.Title != want.Title || got.Published != want.Published || got.DeclaredLang != want.DeclaredLang {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if !slices.Equal(got.Breaks, want.Breaks) {
			t.Errorf("breaks %v, want %v", got.Breaks, want.Breaks)
		}
	}
}

const letter = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Convoy\r\nDate: Tue, 3 Feb 2026 10:00:00 +0000\r\n" +
	"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee the page.\r\n" +
	"--x\r\nContent-Type: text/html; name=\"page.html\"\r\nContent-Disposition: attachment; filename=\"../page.html\"\r\n\r\n" +
	"<html><body><p>The convoy left.</p></body></html>\r\n--x--\r\n"

func TestReadNamesAttachments(t *testing.T) {
	parts := readAll(t, openSandbox(t, Options{}, "real"), extract.EML, "a.eml", letter)
	want := ": See the page.\n1/page.html: The convoy left.\n"
	if got := describeItems(parts); got != want {
		t.Fatalf("got\n%s want\n%s", got, want)
	}
	if p := parts[1]; p.Parent != "" || p.Format != extract.HTML || parts[0].Format != extract.EML {
		t.Errorf("parts %+v", parts)
	}
}

// TestReadReturnsErrorsOfTheCaller: these end the Read and not the sandbox, which reads the next file.
func TestReadReturnsErrorsOfTheCaller(t *testing.T) {
	c := openSandbox(t, Options{Limits: extract.Limits{File: 10_000}}, "real")
	mine := errors.New("mine")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name string
		ctx  context.Context
		in   io.Reader
		each func(extract.Item) error
		want error
	}{
		{"each fails", t.Context(), strings.NewReader(page), func(extract.Item) error { return mine }, mine},
		{"in fails", t.Context(), io.MultiReader(strings.NewReader(page), failing{mine}), func(extract.Item) error { return nil }, mine},
		{"context ends", ended, strings.NewReader(page), func(extract.Item) error { return nil }, context.Canceled},
	} {
		if err := c.Read(test.ctx, extract.HTML, "a.html", test.in, 100, test.each); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
		if got := readAll(t, c, extract.HTML, "b.html", page); len(got) != 1 || got[0].Extracted == nil {
			t.Errorf("after %s: %+v", test.name, got)
		}
	}
	long := strings.Repeat("x", 10_001)
	for _, size := range []int64{5, int64(len(long))} {
		var got []extract.Item
		err := c.Read(t.Context(), extract.HTML, "long.html", strings.NewReader(long), size, func(p extract.Item) error { got = append(got, p); return nil })
		if want := ": (too_large 0)\n"; err != nil || describeItems(got) != want {
			t.Errorf("a file too large, said to be %d: %v, %q, want %q", size, err, describeItems(got), want)
		}
	}
}

type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

func TestReadFailsAfterClose(t *testing.T) {
	c := openSandbox(t, Options{}, "real")
	readAll(t, c, extract.HTML, "a.html", page)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	err := c.Read(t.Context(), extract.HTML, "a.html", strings.NewReader(page), 1, func(extract.Item) error { return nil })
	if !errors.Is(err, errClosed) {
		t.Errorf("error %v, want %v", err, errClosed)
	}
}

// TestReadFailsIfNoWorkerStarts: that is an error with the worker's reason, and no problem of the file.
func TestReadFailsIfNoWorkerStarts(t *testing.T) {
	err := openSandbox(t, Options{}, "no such kind").Read(t.Context(), extract.HTML, "a.html", strings.NewReader(page), 1, func(p extract.Item) error {
		t.Errorf("a part: %+v", p)
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "no worker of this kind") {
		t.Errorf("error %v", err)
	}
}

func TestSanitize(t *testing.T) {
	p := extract.Item{
		Name: "../..\\a\u202efdp.exe\x00/\xff", Parent: "/etc/passwd", Format: extract.Format{Name: "Exe/../", Label: strings.Repeat("x", 99), Supported: true},
		Problems: []index.Problem{index.NewProblem(index.ProblemDamaged, "a\nb\x1b[31m", ""), index.NewProblem("made up", 1), index.NewProblem(index.ProblemEmpty, "too many arguments")},
		Extracted: &extract.Extracted{
			Metadata: index.Metadata{URL: "javascript:alert(1)", Title: strings.Repeat("t", 5000), Lang: "<b>", Reliability: "Z", Meta: map[string]string{"k\n": "v\r"}},
			Text:     "aé", DeclaredLang: "../",
			Breaks: []extract.Break{{Offset: 0, Page: -1}, {Offset: 2}, {Offset: 1, Heading: "h\n"}, {Offset: 0}, {Offset: 3}, {Offset: -5}},
		},
	}
	sanitize(&p)
	for _, test := range []struct{ name, got, want string }{
		{"name", p.Name, "a" + "fdp.exe/_"}, {"parent", p.Parent, "etc/passwd"}, {"format", p.Format.Name, "xe"}, {"problem", describeProblem(p.Problems[0]), "damaged a b[31m"},
		{"unknown code", describeProblem(p.Problems[1]), "parser_failed made up"}, {"wrong arguments", describeProblem(p.Problems[2]), "parser_failed empty"},
		{"url", p.Extracted.URL, ""}, {"lang", p.Extracted.Lang, ""}, {"hint", p.Extracted.DeclaredLang, ""}, {"reliability", p.Extracted.Reliability, ""}, {"meta", p.Extracted.Meta["k"], "v"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	if len(p.Extracted.Title) > extract.MaxTitleBytes || len(p.Format.Label) > maxLabelBytes || p.Format.Supported {
		t.Errorf("title of %d bytes, format %+v", len(p.Extracted.Title), p.Format)
	}
	if want := []extract.Break{{}, {Offset: 1, Heading: "h"}}; !slices.Equal(p.Extracted.Breaks, want) {
		t.Errorf("breaks %v, want %v", p.Extracted.Breaks, want)
	}
}
