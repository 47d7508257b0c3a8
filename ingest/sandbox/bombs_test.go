package sandbox

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"daftar/ingest/extract"
)

// entry is a file of an archive.
type entry struct{ name, body string }

// zipped is an archive of entries, packed.
func zipped(entries ...entry) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.body == "../../etc/passwd" {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		must(io.WriteString(must(w.CreateHeader(h)), e.body))
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// nested is an archive in an archive, so many times.
func nested(depth int, core entry) string {
	for n := range depth {
		core = entry{fmt.Sprintf("%d.zip", n), zipped(core)}
	}
	return core.body
}

// tower is an archive of sixteen archives of sixteen archives, and so on, so many levels.
func tower(levels int) string {
	core := zipped(entry{"a.txt", strings.Repeat("x", 1<<20)})
	for range levels {
		var all []entry
		for n := range 16 {
			all = append(all, entry{fmt.Sprintf("%d.zip", n), core})
		}
		core = zipped(all...)
	}
	return core
}

const laughs = `<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;"><!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">]>`

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func contentTypes(main string) entry {
	return entry{"[Content_Types].xml", `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.` + main + `.main+xml"/></Types>`}
}

func docx(body string) string {
	return zipped(contentTypes("wordprocessingml.document"), entry{"word/document.xml", body})
}

func odf(kind, body string) string {
	return zipped(entry{"mimetype", "application/vnd.oasis.opendocument." + kind}, entry{"content.xml", body})
}

const odfSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"`

func xlsx(sheet string) string {
	return zipped(contentTypes("spreadsheetml.sheet"),
		entry{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`},
		entry{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`},
		entry{"xl/worksheets/sheet1.xml", sheet})
}

// pdfOf is a PDF of these objects, numbered from 1, the first of which is the catalogue.
func pdfOf(objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	var places []int
	for n, body := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.String()
}

const (
	catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
	pages     = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	onePage   = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
	font      = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
)

func stream(raw string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(raw), raw)
}

func flate(raw string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	must(io.WriteString(w, raw))
	w.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String())
}

// lying says in the directory of an archive that its first file is another size than it is.
func lying(archive string, size uint32) string {
	raw := []byte(archive)
	for _, place := range []struct {
		mark       string
		compressed int
	}{{"PK\x03\x04", 18}, {"PK\x01\x02", 20}} {
		at := bytes.Index(raw, []byte(place.mark)) + place.compressed
		binary.LittleEndian.PutUint32(raw[at:], size)
		binary.LittleEndian.PutUint32(raw[at+4:], size)
	}
	return string(raw)
}

// cyclic is a compound file whose only sector of its allocation table says that each sector follows itself.
func cyclic() string {
	raw := make([]byte, 512*4)
	copy(raw, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(raw[24:], 0x3e)
	le.PutUint16(raw[26:], 3)
	le.PutUint16(raw[28:], 0xfffe)
	le.PutUint16(raw[30:], 9)
	le.PutUint16(raw[32:], 6)
	le.PutUint32(raw[44:], 1)
	le.PutUint32(raw[48:], 1)
	le.PutUint32(raw[56:], 4096)
	for n := range 109 {
		le.PutUint32(raw[76+4*n:], 0xffffffff)
	}
	le.PutUint32(raw[76:], 0)
	for n := range 128 {
		le.PutUint32(raw[512+4*n:], uint32(n))
	}
	return string(raw)
}

func multiparts(depth int) string {
	var b strings.Builder
	b.WriteString("From: a@example.org\r\nSubject: deep\r\n")
	for n := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", n, n)
	}
	b.WriteString("\r\ntext\r\n")
	return b.String()
}

func attached(name, body string) string {
	return "From: a@example.org\r\nSubject: sent\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee there.\r\n--x\r\n" +
		"Content-Type: application/octet-stream; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n" +
		"Content-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(body)) + "\r\n--x--\r\n"
}

// bomb is a hostile file, and what must be told of it: words that come up in its texts, names or problems.
type bomb struct{ title, name, data, want string }

func bombs() []bomb {
	long := strings.Repeat("a text that goes on. ", 5000)
	return []bomb{
		{"zip bomb", "a.zip", zipped(entry{"zero.txt", strings.Repeat("0", 300<<20)}), "limit_ratio 200"},
		{"zip bomb attached", "a.eml", attached("a.zip", zipped(entry{"zero.txt", strings.Repeat("0", 300<<20)})), "See there."},
		{"archive of archives for ever", "a.zip", tower(6), "limit_ratio 200"},
		{"deep nesting", "a.zip", nested(200, entry{"a.txt", "core"}), "limit_depth 8"},
		{"billion laughs in Word", "a.docx", docx(laughs + `<w:document ` + wordSpace + `><w:body><w:p><w:r><w:t>before &i; after</w:t></w:r></w:p></w:body></w:document>`), "before"},
		{"billion laughs in OpenDocument", "a.odt", odf("text", laughs+`<office:document-content `+odfSpaces+`><office:body><office:text><text:p>before &i; after</text:p></office:text></office:body></office:document-content>`), "before"},
		{"a million nested elements", "a.docx", docx(`<w:document ` + wordSpace + `><w:body>` + strings.Repeat("<w:p>", 1_000_000) + "<w:r><w:t>deep</w:t></w:r>"), ""},
		{"huge sheet", "a.xlsx", xlsx(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>`), "far"},
		{"repeated cells", "a.ods", odf("spreadsheet", `<office:document-content `+odfSpaces+`><office:body><office:spreadsheet><table:table table:name="s"><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>again</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`), "again"},
		{"pages in a circle", "a.pdf", pdfOf(catalogue, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"), ""},
		{"a billion pages", "a.pdf", pdfOf(catalogue, "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", onePage, stream("BT /F 12 Tf 20 20 Td (hello) Tj ET"), font), ""},
		{"forms in a circle", "a.pdf", pdfOf(catalogue, pages,
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>", stream("/X Do /X Do"),
			"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream"), ""},
		{"content bomb", "a.pdf", pdfOf(catalogue, pages, onePage, flate(strings.Repeat("BT /F 9 Tf 1 1 Td (boom boom boom) Tj ET\n", 2_000_000)), font), ""},
		{"truncated PDF", "a.pdf", pdfOf(catalogue, pages, onePage, stream("BT /F 12 Tf 20 20 Td (hello) Tj ET"), font)[:150], ""},
		{"lying lengths", "a.zip", lying(zipped(entry{"a.txt", long}), 0xfffffff0), ""},
		{"lengths of nothing", "a.docx", lying(docx(`<w:document `+wordSpace+`><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>`), 0), ""},
		{"truncated Word", "a.docx", docx(`<w:document ` + wordSpace + `><w:body><w:p><w:r><w:t>` + long + `</w:t></w:r></w:p></w:body></w:document>`)[:400], ""},
		{"path traversal", "a.zip", zipped(entry{"../../../../etc/cron.d/x.txt", "out"}, entry{`C:\windows\x.txt`, "out"}, entry{"/etc/y.txt", "out"}), "etc/cron.d/x.txt: out"},
		{"symbolic links", "a.zip", zipped(entry{"link.txt", "../../etc/passwd"}), "not_regular"},
		{"a million brackets", "a.rtf", `{\rtf1 ` + strings.Repeat("{", 1_000_000) + "deep", ""},
		{"binary without end", "a.rtf", `{\rtf1 before {\pict\bin2147483647 ` + long + `} after}`, ""},
		{"a million empty messages", "a.mbox", strings.Repeat("From a@example.org Tue Feb  3 10:00:00 2026\nSubject:\n\n\n", 1_000_000), "limit_files 10000"},
		{"ten thousand parts in one another", "a.eml", multiparts(10_000), ""},
		{"a hundred thousand parts", "a.eml", "From: a@example.org\r\nSubject: wide\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n", 100_000), ""},
		{"a million nested elements of a page", "a.html", "<!doctype html><html><body>" + strings.Repeat("<div>", 1_000_000) + "deep", "deep"},
		{"sectors in a circle", "a.doc", cyclic(), ""},
		{"one line of 50 MB", "a.csv", strings.Repeat(`"a;b",`, 8<<20), ""},
		{"a book that is its own chapter", "a.epub", zipped(entry{"mimetype", "application/epub+zip"},
			entry{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="../../a.opf"/></rootfiles></container>`}), ""},
	}
}

// TestBombsHaveTextOrReason reads files that are made to exhaust their reader. It also bounds the memory of the parent.
func TestBombsHaveTextOrReason(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	if raceDetector {
		t.Skip("the race detector needs time and memory of its own")
	}
	all := bombs()
	c := openSandbox(t, Options{Cache: pdfiumCache(), Limits: extract.Limits{Time: 5 * time.Second}}, "real")
	if _, err := c.Protections(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		t.Run(b.title, func(t *testing.T) {
			before, begin, parts, seen, problems := resetPeak(t), time.Now(), 0, false, map[string]int{}
			f := extract.Sniff(b.name, []byte(b.data[:min(len(b.data), extract.SniffBytes)]))
			err := c.Read(t.Context(), f, b.name, strings.NewReader(b.data), int64(len(b.data)), func(p extract.Item) error {
				parts++
				seen = seen || p.Extracted != nil || len(p.Problems) > 0
				for _, problem := range p.Problems {
					problems[describeProblem(problem)]++
				}
				if b.want != "" && strings.Contains(describeItems([]extract.Item{p}), b.want) {
					b.want = ""
				}
				return nil
			})
			above := peak(t) - before
			t.Logf("%s, %d parts, %s, parent %s above rest: %.300s", mb(int64(len(b.data))), parts, time.Since(begin).Round(time.Millisecond), mb(above), fmt.Sprint(problems))
			if err != nil || !seen {
				t.Errorf("%d parts, %v; neither text nor reason", parts, err)
			}
			if b.want != "" {
				t.Errorf("no problem %q", b.want)
			}
			if above > peakOfParent {
				t.Errorf("the parent needed %s more than before", mb(above))
			}
		})
	}
}
