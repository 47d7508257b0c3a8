package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daftar/ingest/extract"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

var leftColumn = []string{
	"The river rises in the mountains of the", "north and runs through three states, of", "which the lower two quarrel over what", "the upper one keeps back each spring in",
	"two reservoirs that were built without a", "treaty. Talks began in the winter of the", "same year and were broken off twice be-", "fore the ministers agreed on a meeting",
}

var rightColumn = []string{
	"in the capital of the middle state. They", "signed a paper there that names how much", "water is let through in which month, and", "who counts it. A commission meets every",
	"quarter and publishes its figures before", "the harvest, when they matter most to all", "who live beside the river and to nobody", "more than to the farmers downstream.",
}

// TestLayouts compares the text of pages of several layouts with golden files.
func TestLayouts(t *testing.T) {
	e := openReader(t)
	two := at(72, 760, "F2", 18, "Water of the lower valley") + column(72, 720, leftColumn...) + column(320, 720, rightColumn...)
	var pages []string
	for i := range 4 {
		body := column(72, 700, fmt.Sprintf("Page %d of the report has its own text and tells", i+1), "of nothing that the others tell of, but it goes")
		pages = append(pages, at(72, 800, "F1", 9, "Survey of rivers")+body+at(290, 40, "F1", 9, fmt.Sprint(i+1)))
	}
	table := at(72, 750, "F2", 11, "Table 1. Meetings of the commission")
	for i, row := range [][3]string{{"State", "Capital", "Met"}, {"Upper", "Highton", "12"}, {"Middle", "Midham", "9"}, {"Lower", "Lowfield", "31"}} {
		y := 720 - float64(i)*16
		table += at(72, y, "F1", 11, row[0]) + at(200, y, "F1", 11, row[1]) + at(330, y, "F1", 11, row[2])
	}
	for _, tt := range []struct {
		name string
		in   testPDF
	}{
		{"columns", testPDF{pages: []string{two}, info: "/Title (Water of the lower valley) /Author (A. Writer) /CreationDate (D:20250726101500Z)"}},
		{"furniture", testPDF{pages: pages, info: "/Title (Microsoft Word - rivers.doc)"}},
		{"table", testPDF{pages: []string{table}}},
		{"bold", testPDF{pages: []string{at(72, 700, "F1", 11, "drawn twice") + at(72.3, 700, "F1", 11, "drawn twice")}}},
		{"note", testPDF{pages: []string{at(72, 700, "F1", 11, "The treaty") + at(124, 704, "F1", 6, "12") + at(135, 700, "F1", 11, "holds.")}}},
		{"turned", testPDF{pages: []string{column(72, 700, "Level text comes first,", "then what is turned.") + "BT /F1 9 Tf 0 1 -1 0 40 300 Tm (Printed in the margin) Tj ET\n"}}},
		{"sideways", testPDF{pages: []string{"BT /F1 11 Tf 0 1 -1 0 100 100 Tm (The whole page is) Tj ET\nBT /F1 11 Tf 0 1 -1 0 114 100 Tm (turned.) Tj ET\n"}, page: "/Rotate 90"}},
		{"spaced", testPDF{pages: []string{"BT /F1 11 Tf 3 Tc 1 0 0 1 72 700 Tm (SECRET PAPER) Tj ET\n"}}},
		{"pieces", testPDF{pages: []string{"BT /F1 11 Tf 1 0 0 1 72 700 Tm [(W) 80 (ord) -250 (after) -250 (word)] TJ ET\n"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := e.Read(tt.in.bytes(), extract.DefaultLimits())
			if r == nil {
				t.Fatal(describeProblems(problems))
			}
			var b strings.Builder
			fmt.Fprintf(&b, "title: %s\nheading: %s\nauthor: %s\nmeta: %v\nproblems: %s\n", r.Title, r.Heading, r.Author, r.Meta, describeProblems(problems))
			for _, k := range r.Breaks {
				fmt.Fprintf(&b, "break at %d: page %d, %q\n", k.Offset, k.Page, k.Heading)
			}
			golden(t, tt.name+".txt", b.String()+"\n"+r.Text+"\n")
		})
	}
}

func TestPagesLimit(t *testing.T) {
	limits := extract.DefaultLimits()
	limits.Pages = 2
	one := column(72, 700, "A page.")
	r, problems := openReader(t).Read(testPDF{pages: []string{one, one, one}}.bytes(), limits)
	if want := "limit_pages 2"; r == nil || describeProblems(problems) != want || !problems[0].Code.IsLimit() {
		t.Errorf("Read = %v, %+v", r, problems)
	}
}

// imagePage is a page with one image of a single shade.
var imagePage = testPDF{
	pages: []string{"q 300 0 0 300 100 400 cm /Im Do Q"},
	extra: []string{"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x40\nendstream"},
}

func TestScans(t *testing.T) {
	file := strings.ReplaceAll(string(imagePage.bytes()), "/F3 5 0 R >> >>", "/F3 5 0 R >> /XObject << /Im 7 0 R >> >>")
	e := openReader(t)
	r, problems := e.Read([]byte(file), extract.DefaultLimits())
	if want := "scanned 1 1"; r != nil || describeProblems(problems) != want {
		t.Errorf("Read = %v, %q, want %q", r, describeProblems(problems), want)
	}
	img, err := e.Render([]byte(file), 1, 72, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 595 || b.Dy() != 842 {
		t.Errorf("the page is drawn in %v", b)
	}
	if dark, light := img.GrayAt(250, 300).Y, img.GrayAt(20, 20).Y; dark != 0x40 || light != 0xff {
		t.Errorf("the image is %#x, the paper %#x", dark, light)
	}
	if _, err := e.Render([]byte(file), 2, 72, time.Minute); err == nil {
		t.Error("a page that is not there was drawn")
	}
}
