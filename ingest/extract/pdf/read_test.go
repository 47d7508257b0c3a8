package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// cache is where tests keep the compiled module: it takes seconds to make.
var cache = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(os.TempDir(), "daftar-test-pdfium")
	return dir, Prepare(dir)
})

func engine(t testing.TB) *Reader {
	t.Helper()
	dir, err := cache()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func reasons(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Reason)
	}
	return strings.Join(all, "; ")
}

func TestRead(t *testing.T) {
	e := engine(t)
	tests := []struct {
		name string
		in   testPDF
		want string
	}{
		{
			"a paragraph over two lines", testPDF{pages: []string{column(72, 700, "The ministers of both states met on", "Tuesday to talk about the border.")}},
			"The ministers of both states met on Tuesday to talk about the border.",
		},
		{
			"a word broken at a line end", testPDF{pages: []string{column(72, 700, "The ministers talked about infra-", "structure on both sides of the river.")}},
			"The ministers talked about infrastructure on both sides of the river.",
		},
		{
			"a hyphen that belongs to the word", testPDF{pages: []string{column(72, 700, "A long-term plan was signed, and it is a long-", "term plan that all of them signed gladly.")}},
			"A long-term plan was signed, and it is a long-term plan that all of them signed gladly.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := e.Read(tt.in.bytes(), extract.DefaultLimits())
			if r == nil || len(problems) > 0 {
				t.Fatalf("problems: %s", reasons(problems))
			}
			if r.Text != tt.want {
				t.Errorf("got  %q\nwant %q", r.Text, tt.want)
			}
		})
	}
}

func TestReadProblems(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", "broken: there is no PDF document in it"},
		{"a header alone", "%PDF-1.7", "broken: there is no PDF document in it"},
		{"a page without anything", string(testPDF{pages: []string{""}}.bytes()), extract.EmptyFile},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := e.Read([]byte(tt.in), extract.DefaultLimits())
			if r != nil || reasons(problems) != tt.want {
				t.Errorf("Read = %v, %q, want %q", r, reasons(problems), tt.want)
			}
		})
	}
}
