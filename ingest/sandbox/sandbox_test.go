package sandbox

import (
	"context"
	"errors"
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

// TestMain makes this test a worker as well: the first argument says so, the second of which kind.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "worker" {
		if err := work(os.Args[2]); err != nil {
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

// execLocked becomes a program in the cage of tesseract.
func execLocked(program, data string, args []string) error {
	runtime.LockOSThread()
	return execProgram(extract.Limits{Memory: ocrMemory}, program, data, append([]string{program}, args...))
}

// work is the worker of a kind: the real one, one whose reader is hostile, one with fewer locks, or one that only
// pretends to be a worker.
func work(kind string) error {
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

// openSandbox opens a cage whose workers are this test, of a kind.
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

// readAll returns the parts of a file.
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

// describeParts is what became of parts, one a line: name, text or problems.
func describeParts(parts []extract.Item) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Name + ":")
		if p.Extracted != nil {
			b.WriteString(" " + p.Extracted.Text)
		}
		for _, problem := range p.Problems {
			b.WriteString(" (" + problem.Reason + ")")
		}
		b.WriteString("\n")
	}
	return b.String()
}

const page = `<!doctype html><html lang="en"><head><title>Drill in the strait</title>
<meta property="article:published_time" content="2026-02-03T10:00:00Z"></head>
<body><h1>Drill in the strait</h1><p>Two frigates met on Tuesday.</p><h2>What follows</h2><p>گشت دریایی</p></body></html>`

func TestReadPage(t *testing.T) {
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

func TestReadLetter(t *testing.T) {
	parts := readAll(t, openSandbox(t, Options{}, "real"), extract.EML, "a.eml", letter)
	want := ": See the page.\n1/page.html: The convoy left.\n"
	if got := describeParts(parts); got != want {
		t.Fatalf("got\n%s want\n%s", got, want)
	}
	if p := parts[1]; p.Parent != "" || p.Format != extract.HTML || parts[0].Format != extract.EML {
		t.Errorf("parts %+v", parts)
	}
}

// TestErrors: what is no fault of the file is an error, and the next file is read all the same.
func TestErrors(t *testing.T) {
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
		if want := ": (larger than 0 MB, not read)\n"; err != nil || describeParts(got) != want {
			t.Errorf("a file too large, said to be %d: %v, %q, want %q", size, err, describeParts(got), want)
		}
	}
}

type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

func TestClosed(t *testing.T) {
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

// TestCannotStart: a worker that cannot work is an error that says why, and no verdict on a file.
func TestCannotStart(t *testing.T) {
	err := openSandbox(t, Options{}, "no such kind").Read(t.Context(), extract.HTML, "a.html", strings.NewReader(page), 1, func(p extract.Item) error {
		t.Errorf("a part: %+v", p)
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "no worker of this kind") {
		t.Errorf("error %v", err)
	}
}

func TestHarmless(t *testing.T) {
	p := extract.Item{
		Name: "../..\\a\u202efdp.exe\x00/\xff", Parent: "/etc/passwd", Format: extract.Format{Name: "Exe/../", Label: strings.Repeat("x", 99), Supported: true},
		Problems: []index.Problem{{Reason: "a\nb\x1b[31m"}},
		Extracted: &extract.Extracted{
			Metadata: extract.Metadata{URL: "javascript:alert(1)", Title: strings.Repeat("t", 5000), Lang: "<b>", Reliability: "Z", Meta: map[string]string{"k\n": "v\r"}},
			Text:     "aé", DeclaredLang: "../",
			Breaks: []extract.Break{{Offset: 0, Page: -1}, {Offset: 2}, {Offset: 1, Heading: "h\n"}, {Offset: 0}, {Offset: 3}, {Offset: -5}},
		},
	}
	sanitize(&p)
	for _, test := range []struct{ name, got, want string }{
		{"name", p.Name, "a" + "fdp.exe/_"}, {"parent", p.Parent, "etc/passwd"}, {"format", p.Format.Name, "xe"}, {"reason", p.Problems[0].Reason, "a b[31m"},
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
