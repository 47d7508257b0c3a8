package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// testPDF is a PDF written by a test: A4 pages with Helvetica (/F1), Helvetica Bold (/F2) and Times (/F3).
type testPDF struct {
	pages []string // content streams
	info  string   // entries of the document information dictionary
	extra []string // further objects, from firstExtraObject on
	page  string   // further entries of each page
}

// firstExtraObject is the number of the first extra object, after catalog, pages, three fonts and information.
const firstExtraObject = 7

func (t testPDF) bytes() []byte {
	kids := make([]string, len(t.pages))
	at := firstExtraObject + len(t.extra)
	for i := range t.pages {
		kids[i] = fmt.Sprintf("%d 0 R", at+2*i)
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)),
		font("Helvetica"), font("Helvetica-Bold"), font("Times-Roman"),
		"<< " + t.info + " >>",
	}
	objects = append(objects, t.extra...)
	for i, content := range t.pages {
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>", at+2*i+1, t.page),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	return assemble(objects)
}

func font(name string) string {
	return "<< /Type /Font /Subtype /Type1 /BaseFont /" + name + " /Encoding /WinAnsiEncoding >>"
}

// assemble writes objects, numbered from 1, with a cross-reference table.
func assemble(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	places := make([]int, len(objects))
	for i, o := range objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// at draws a text at a position, from the lower left corner of the page.
func at(x, y float64, font string, size float64, text string) string {
	text = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text)
	return fmt.Sprintf("BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, text)
}

// column draws lines below one another.
func column(x, y float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(at(x, y-float64(i)*14, "F1", 11, l))
	}
	return b.String()
}
