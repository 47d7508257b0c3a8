package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// openReader opens a Reader. All tests share one cache of the compiled module: compiling PDFium takes seconds.
func openReader(t testing.TB) *Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	r, err := Open(filepath.Join(cache, "daftar-test", "pdfium"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// TestPDFiumIsLinked fails if an upgrade of go-pdfium moves or renames the variable that module.go links to: the linker
// then leaves ours empty without an error.
func TestPDFiumIsLinked(t *testing.T) {
	if !bytes.HasPrefix(wasm, []byte("\x00asm")) {
		t.Fatalf("PDFium is missing: wasm has %d bytes and is not a WebAssembly module.\n"+
			"This version of github.com/klippa-app/go-pdfium has no internal/pdfium_wasm.Module. Find the variable with go:embed of\n"+
			"pdfium.wasm in its source and correct the go:linkname in module.go, or use its API if it exports the module now.", len(wasm))
	}
}

// describeProblems prints problems as "page 2: code args", separated by semicolons.
func describeProblems(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		if p.Code == "" { // until package extract reports codes
			p = index.NewProblem(index.ProblemEmpty)
		}
		s := strings.TrimSuffix(fmt.Sprintln(append([]any{p.Code}, p.Args...)...), "\n")
		if !p.Valid() {
			s += " (invalid)"
		}
		if p.Place.Page > 0 {
			s = fmt.Sprintf("page %d: %s", p.Place.Page, s)
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func TestRead(t *testing.T) {
	e := openReader(t)
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
				t.Fatalf("problems: %s", describeProblems(problems))
			}
			if r.Text != tt.want {
				t.Errorf("got  %q\nwant %q", r.Text, tt.want)
			}
		})
	}
}

func TestReadProblems(t *testing.T) {
	e := openReader(t)
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", "not_format PDF"},
		{"a header alone", "%PDF-1.7", "not_format PDF"},
		{"a page without anything", string(testPDF{pages: []string{""}}.bytes()), "empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := e.Read([]byte(tt.in), extract.DefaultLimits())
			if r != nil || describeProblems(problems) != tt.want {
				t.Errorf("Read = %v, %q, want %q", r, describeProblems(problems), tt.want)
			}
		})
	}
}
