package office

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"daftar/ingest/extract"

	"golang.org/x/text/encoding/charmap"
)

// tight are low limits for tests.
func tight() extract.Limits {
	l := extract.DefaultLimits()
	l.Ratio, l.Embedded, l.Pages, l.Rows = 20, 100, 5, 50
	return l
}

func TestWordSurvivesDamagedAndHostileFiles(t *testing.T) {
	whole := wordFile(para("Before.") + para("Behind.")).zip(t)
	directory := bytes.Index(whole, []byte("PK\x01\x02"))
	body := func(s string) made { return made{"word/document.xml": s} }
	start, end := `<w:document `+wordSpace+`><w:body>`, `</w:body></w:document>`
	tests := []struct {
		name     string
		in       []byte
		text     string // a part of it; "" if nothing is read
		problems string // a part of them; "" for none
	}{
		{"directory cut off", whole[:directory], "Before.", "part_damaged(central directory)"},
		{"directory of zeros", append(bytes.Clone(whole[:directory]), make([]byte, len(whole)-directory)...), "Before.", "part_damaged(central directory)"},
		{"cut in the middle", whole[:directory/8], "", "damaged"},
		{"not a ZIP", []byte("hello"), "", "not_format(Word)"},
		{"empty file", nil, "", "not_format(Word)"},
		{"no main document", made{"a.txt": "a"}.zip(t), "", "part_missing(word/document.xml)"},
		{"encrypted", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), utf16le("EncryptedPackage")...), "", "encrypted(password)"},
		{"encrypted member", withFlag(whole, 1), "", "encrypted(password)"},
		{"false sizes", falseSizes(whole), "Before.", ""},
		{"duplicate name", duplicateName(t), "Before.", "damaged(ZIP,word/document.xml ×2)"},
		{"ZIP bomb", wordFile(para("Before.") + strings.Repeat(para(strings.Repeat("a", 1000)), 40_000)).zip(t), "Before.", "limit_ratio(20)"},
		{"deep nesting", wordFile(para("Before.") + strings.Repeat("<w:sdt>", 1_000_000)).zip(t), "Before.", "word/document.xml: limit_depth(1000)"},
		{"billion laughs", body(`<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>` + start + para("Before. &lol2;") + end).zip(t), "Before. &lol2;", ""},
		{"truncated XML", body(start + para("Before.") + "<w:p><w:r><w:t>Half").zip(t), "Before.", "word/document.xml: damaged(XML,line 1: unexpected EOF)"},
		{"mismatched end tags", body(start + para("Before.") + "<w:p><w:r><w:t>Half</w:r></w:p>" + end).zip(t), "Before.", ""},
		{"invalid characters", body(start + para("Before.\x01\xff\ufffe") + end).zip(t), "Before. \ufffd\ufffd", ""},
		{"UTF-16", body(string(append([]byte("\xff\xfe"), utf16le(`<?xml version="1.0" encoding="UTF-16"?>`+start+para("До границы.")+end)...))).zip(t), "До границы.", ""},
		{"windows-1251", body(in1251(t, `<?xml version="1.0" encoding="windows-1251"?>`+start+para("До границы.")+end)).zip(t), "До границы.", ""},
		{"Windows path separators", made{`WORD\Document.xml`: start + para("Before.") + end}.zip(t), "Before.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(extract.DOCX, tt.in, tight())
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if (r != nil) != (tt.text != "") {
				t.Fatalf("read: %v, problems %v", r != nil, problems)
			}
			if r != nil && !strings.Contains(r.Text, tt.text) {
				t.Errorf("text %.80q, want %q", r.Text, tt.text)
			}
		})
	}
}

func TestDetectFormat(t *testing.T) {
	types := func(main string) made {
		return made{"[Content_Types].xml": `<Override ContentType="application/vnd.` + main + `.main+xml"/>`}
	}
	tests := []struct {
		name string
		in   made
		want extract.Format
	}{
		{"Word", wordFile(""), extract.DOCX},
		{"Word with macros", types("ms-word.document.macroEnabled").with(made{"word/document.xml": ""}), extract.DOCX},
		{"Word template", types("openxmlformats-officedocument.wordprocessingml.template").with(made{"word/document.xml": ""}), extract.DOCX},
		{"Word without types", made{"word/document.xml": ""}, extract.DOCX},
		{"PowerPoint", types("openxmlformats-officedocument.presentationml.slideshow").with(made{"ppt/presentation.xml": ""}), extract.PPTX},
		{"Excel", types("openxmlformats-officedocument.spreadsheetml.sheet").with(made{"xl/workbook.xml": ""}), extract.XLSX},
		{"text", made{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, extract.ODT},
		{"text template", made{"mimetype": "application/vnd.oasis.opendocument.text-template\n"}, extract.ODT},
		{"presentation", made{"mimetype": "application/vnd.oasis.opendocument.presentation"}, extract.ODP},
		{"OpenOffice.org 1.0 spreadsheet", made{"mimetype": "application/vnd.sun.xml.calc"}, extract.ODS},
		{"drawing", made{"mimetype": "application/vnd.oasis.opendocument.graphics"}, extract.ZIP},
		{"text without type", made{"content.xml": "", "META-INF/manifest.xml": `<file-entry full-path="/" media-type="application/vnd.oasis.opendocument.text"/>`}, extract.ODT},
		{"book", made{"mimetype": "application/epub+zip"}, extract.EPUB},
		{"book without type", made{"META-INF/container.xml": ""}, extract.EPUB},
		{"archive", made{"report.docx": "", "word/list.txt": ""}, extract.ZIP},
		{"no members", made{}, extract.ZIP},
	}
	for _, tt := range tests {
		if got, ok := DetectFormat(tt.in.zip(t)); !ok || got != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.name, got.Name, ok, tt.want.Name)
		}
	}
	if _, ok := DetectFormat([]byte("Rar!")); ok {
		t.Error("a file that is no ZIP is one")
	}
}

func utf16le(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func in1251(t *testing.T, s string) string {
	t.Helper()
	encoded, err := charmap.Windows1251.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// withFlag sets a flag of all members, in the directory and before each.
func withFlag(data []byte, flag byte) []byte {
	data = bytes.Clone(data)
	for at := range data {
		switch {
		case bytes.HasPrefix(data[at:], []byte("PK\x03\x04")):
			data[at+6] |= flag
		case bytes.HasPrefix(data[at:], []byte("PK\x01\x02")):
			data[at+8] |= flag
		}
	}
	return data
}

// falseSizes gives every member a compressed size of 4 GB and an uncompressed size of one byte.
func falseSizes(data []byte) []byte {
	data = bytes.Clone(data)
	for at := range data {
		if bytes.HasPrefix(data[at:], []byte("PK\x01\x02")) {
			binary.LittleEndian.PutUint32(data[at+20:], 1<<32-2)
			binary.LittleEndian.PutUint32(data[at+24:], 1)
		}
	}
	return data
}

func duplicateName(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, text := range []string{"Before.", "Behind."} {
		f, err := w.Create("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(f, "<w:document %s><w:body>%s</w:body></w:document>", wordSpace, para(text))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func FuzzWordFile(f *testing.F) {
	f.Add(wordFile(para("Before.") + styled("1", "Heading") + listed("1", "1", "point")).zip(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		DetectFormat(data)
		if r, _ := Read(extract.DOCX, data, tight()); r != nil {
			checkReading(t, r)
		}
	})
}

// FuzzWordBody fuzzes the XML of the body; FuzzWordFile rarely gets past the ZIP.
func FuzzWordBody(f *testing.F) {
	for _, s := range []string{para("a"), listed("1", "0", "a"), `<w:tbl><w:tr><w:tc>` + para("a"), field("a", "b"), `<w:p><w:r><mc:AlternateContent>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if r, _ := Read(extract.DOCX, wordFile(body).zip(t), tight()); r != nil {
			checkReading(t, r)
		}
	})
}
