package office

import (
	"strings"
	"testing"

	"daftar/ingest/extract"
)

// epubFile is a book with two chapters whose reading order differs from the file list.
func epubFile(metadata string) made {
	return made{
		"mimetype":               "application/epub+zip",
		"META-INF/container.xml": `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
		"OPS/book.opf": `<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>` + metadata + `</metadata>
			<manifest><item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/a%20one.xhtml" media-type="application/xhtml+xml"/>
			<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
			<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>`,
		"OPS/nav.xhtml":        `<html><body><nav><h1>Contents</h1></nav></body></html>`,
		"OPS/toc.ncx":          `<ncx><navMap><navPoint><navLabel><text>On the border</text></navLabel><content src="text/b.xhtml"/></navPoint></navMap></ncx>`,
		"OPS/text/a one.xhtml": `<?xml version="1.0"?><html><head><title>a</title></head><body><h1>The road</h1><p>It was&nbsp;long.</p></body></html>`,
		"OPS/text/b.xhtml":     `<html><body><p>They waited.</p></body></html>`,
	}
}

func TestEPUBTextHeadingsAndMetadata(t *testing.T) {
	r := read(t, extract.EPUB, epubFile(`<dc:title>A journey</dc:title><dc:creator>R. Ahmadi</dc:creator><dc:creator>B. Khan</dc:creator><dc:language>en-GB</dc:language><dc:publisher>House</dc:publisher><dc:date>2019-08-23</dc:date>`).zip(t))
	if want := "The road\n\nIt was long.\n\nThey waited."; r.Text != want {
		t.Errorf("got %q, want %q", r.Text, want)
	}
	if got := headings(r); got != "The road; On the border" {
		t.Errorf("headings %q", got)
	}
	if r.Title != "A journey" || r.Author != "R. Ahmadi; B. Khan" || r.DeclaredLang != "en" || r.Source != "House" || r.Published.String() != "2019-08-23" {
		t.Errorf("metadata %+v, hint %q", r.Metadata, r.DeclaredLang)
	}
}

func TestEPUBPublicationDate(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"only date", `<dc:date>1949</dc:date>`, "1949"},
		{"marked as publication", `<dc:date opf:event="creation">2010-01-02</dc:date><dc:date opf:event="publication">1949-06</dc:date><dc:date>2011</dc:date>`, "1949-06"},
		{"modification only", `<dc:date opf:event="modification">2010-01-02</dc:date>`, ""},
		{"two unmarked", `<dc:date>2010-01-02</dc:date><dc:date>1949</dc:date>`, ""},
		{"date and time", `<dc:date>2012-04-17T00:00:00+02:00</dc:date>`, "2012-04-17"},
		{"year 101 for unknown", `<dc:date>0101-01-01T00:00:00+00:00</dc:date>`, ""},
	}
	for _, tt := range tests {
		r := read(t, extract.EPUB, epubFile(tt.in).zip(t))
		if got := r.Published.String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEPUBReportsEncryptedAndMissingParts(t *testing.T) {
	encrypt := func(names ...string) made {
		s := `<encryption>`
		for _, n := range names {
			s += `<EncryptedData><CipherData><CipherReference URI="` + n + `"/></CipherData></EncryptedData>`
		}
		return made{"META-INF/encryption.xml": s + `</encryption>`}
	}
	missing := epubFile("")
	delete(missing, "OPS/text/b.xhtml")
	noContainer := epubFile("")
	delete(noContainer, "META-INF/container.xml")
	noPackage := noContainer.with(nil)
	delete(noPackage, "OPS/book.opf")
	tests := []struct {
		name           string
		in             made
		text, problems string
	}{
		{"encrypted fonts", epubFile("").with(encrypt("OPS/font.otf")), "They waited.", ""},
		{"one encrypted chapter", epubFile("").with(encrypt("OPS/text/b.xhtml")), "It was long.", "part_encrypted(1,2)"},
		{"all chapters encrypted", epubFile("").with(encrypt("OPS/text/b.xhtml", "OPS/text/a%20one.xhtml")), "", "encrypted(DRM)"},
		{"missing chapter", missing, "It was long.", "OPS/text/b.xhtml: part_missing(OPS/text/b.xhtml)"},
		{"without container", noContainer, "They waited.", ""},
		{"without package document", noPackage, "", "part_missing(*.opf)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(extract.EPUB, tt.in.zip(t), tight())
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if r == nil && tt.text != "" || r != nil && !strings.HasSuffix(r.Text, tt.text) {
				t.Errorf("got %+v, want %q", r, tt.text)
			}
		})
	}
}

func FuzzEPUB(f *testing.F) {
	f.Add(`<dc:title>a</dc:title><dc:date opf:event="publication">1949</dc:date>`, `<html><body><h1>a</h1><p>b`)
	f.Add(`<dc:date>1949&&&`, "<html>bbUd\x80\xff<h1>\xa7</h1><p>M\x98Z\xf8")
	f.Fuzz(func(t *testing.T, metadata, chapter string) {
		file := epubFile(metadata)
		file["OPS/text/b.xhtml"] = chapter
		if r, _ := Read(extract.EPUB, file.zip(t), tight()); r != nil {
			checkReading(t, r)
		}
	})
}
