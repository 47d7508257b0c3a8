package cage

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

// TestMain makes this test a worker as well: the first argument says of which kind.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "worker":
			if err := Serve(os.Stdin, os.Stdout); err != nil {
				os.Stderr.WriteString("daftar: " + err.Error() + "\n")
				os.Exit(1)
			}
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

// openCage opens a cage whose workers are this test, of a kind.
func openCage(t *testing.T, o Options, kind ...string) *Cage {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.Command = append([]string{self}, kind...)
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
func readAll(t *testing.T, c *Cage, f extract.Format, name, data string) []extract.Part {
	t.Helper()
	var all []extract.Part
	err := c.Read(t.Context(), f, name, strings.NewReader(data), int64(len(data)), func(p extract.Part) error {
		all = append(all, p)
		return nil
	})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return all
}

const page = `<!doctype html><html lang="en"><head><title>Drill in the strait</title>
<meta property="article:published_time" content="2026-02-03T10:00:00Z"></head>
<body><h1>Drill in the strait</h1><p>Two frigates met on Tuesday.</p><h2>What follows</h2><p>گشت دریایی</p></body></html>`

func TestReadPage(t *testing.T) {
	c := openCage(t, Options{}, "worker")
	want, wantProblems := extract.Read(extract.HTML, bytes.NewReader([]byte(page)))
	for range 3 {
		parts := readAll(t, c, extract.HTML, "a.html", page)
		if len(parts) != 1 || parts[0].Reading == nil {
			t.Fatalf("parts %+v", parts)
		}
		got := parts[0].Reading
		if got.Text != want.Text || got.Title != want.Title || got.Published != want.Published || got.Hint != want.Hint || len(got.Breaks) != len(want.Breaks) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if len(parts[0].Problems) != len(wantProblems) {
			t.Errorf("problems %v, want %v", parts[0].Problems, wantProblems)
		}
	}
	g, err := c.Guards(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(g)
}
