package office

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// made maps the member names of a ZIP to their contents.
type made map[string]string

func (m made) zip(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	if at := slices.Index(names, "mimetype"); at > 0 {
		names = append([]string{"mimetype"}, slices.Delete(names, at, at+1)...)
	}
	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(m[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// with returns the file with more members.
func (m made) with(more made) made {
	all := make(made, len(m)+len(more))
	for _, part := range []made{m, more} {
		for name, content := range part {
			all[name] = content
		}
	}
	return all
}

// read fails the test if the file gives no text.
func read(t *testing.T, f extract.Format, data []byte) *extract.Extracted {
	t.Helper()
	r, problems := Read(f, data, extract.DefaultLimits())
	if r == nil {
		t.Fatalf("nothing was read: %v", problems)
	}
	checkReading(t, r)
	return r
}

// checkReading checks invariants of every result.
func checkReading(t testing.TB, r *extract.Extracted) {
	t.Helper()
	last := 0
	for _, b := range r.Breaks {
		if b.Offset < last || b.Offset > len(r.Text) || b.Heading == "" && b.Page == 0 {
			t.Fatalf("break %+v after %d in a text of %d bytes", b, last, len(r.Text))
		}
		last = b.Offset
	}
	if strings.ToValidUTF8(r.Text, "") != r.Text {
		t.Fatal("the text is no UTF-8")
	}
}

// reasons joins problems with their places.
func reasons(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.String())
	}
	return strings.Join(all, "; ")
}
