package cite

import (
	"encoding/json"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
)

func cited(change func(*index.Document)) Reference {
	published, _ := date.Parse("2025-07-26")
	d := &index.Document{
		ID: "abc", Title: "Drill {at} the\nborder & “sea” 100%", Author: "A. Analyst", Source: "Radio_1", Lang: "en",
		Published: published, Hash: strings.Repeat("0f", 32), Text: "First words here. " + strings.Repeat("word ", 200),
	}
	d.Passages = []index.Passage{{Start: 0, End: 18}, {Start: 18, End: len(d.Text), Page: 7}}
	if change != nil {
		change(d)
	}
	return Reference{d, -1, "http://127.0.0.1/documents/abc"}
}

func TestCitation(t *testing.T) {
	whole, web := cited(nil), cited(func(d *index.Document) { d.URL = "https://example.org/a{b}" })
	bare := Reference{&index.Document{ID: "x", Title: "T"}, -1, "http://127.0.0.1/documents/x"}
	first, last := whole, whole
	first.Passage, last.Passage = 0, 1
	hash := "sha256:" + strings.Repeat("0f", 32)
	tests := []struct{ name, got, want string }{
		{"text", whole.Text(), "A. Analyst, “Drill {at} the border & “sea” 100%”, Radio_1, 2025-07-26, http://127.0.0.1/documents/abc, " + hash + ".\n"},
		{"passage", first.Text(), "“First words here.”\nA. Analyst, “Drill {at} the border & “sea” 100%”, Radio_1, 2025-07-26, passage 1, http://127.0.0.1/documents/abc, " + hash + ".\n"},
		{"bare", bare.Text(), "“T”, n.d., http://127.0.0.1/documents/x.\n"},
		{"ris", whole.ris(), "TY  - GEN\r\nTI  - Drill {at} the border & “sea” 100%\r\nAU  - A. Analyst\r\nPB  - Radio_1\r\nPY  - 2025\r\nDA  - 2025/07/26\r\n" +
			"LA  - en\r\nUR  - http://127.0.0.1/documents/abc\r\nN1  - " + hash + "\r\nID  - abc\r\nER  - \r\n"},
		{"bibtex", web.bibtex(), "@misc{daftar-abc,\n  title = {{Drill (at) the border \\& “sea” 100\\%}},\n  author = {{A. Analyst}},\n  howpublished = {Radio\\_1},\n" +
			"  date = {2025-07-26},\n  year = {2025},\n  url = {https://example.org/a%7Bb%7D},\n  language = {en},\n  note = {" + hash + "}\n}\n"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, tt.got, tt.want)
		}
	}
	if q := last.quotation(); len([]rune(q)) > maxQuotation+2 || !strings.HasSuffix(q, " …") || last.place() != "passage 2, page 7" {
		t.Errorf("quotation %q at %s", q, last.place())
	}
}

// A line of RIS begins with its tag: nothing in a document may begin another.
func TestCitationIsOneLineAField(t *testing.T) {
	c := cited(func(d *index.Document) {
		d.Title, d.Author, d.Source = "a\r\nER  - \r\nTY  - b", "x\u2028AU  - y\nz", "}\n@misc{b"
	})
	for line := range strings.SplitSeq(strings.TrimSuffix(c.ris(), "\r\n"), "\r\n") {
		if len(line) < 6 || line[2:6] != "  - " || strings.ContainsAny(line, "\r\n\u2028") {
			t.Errorf("line %q", line)
		}
	}
	if got := strings.Count(c.bibtex(), "{") - strings.Count(c.bibtex(), "}"); got != 0 || strings.Count(c.bibtex(), "@misc") != 2 {
		t.Errorf("braces of %s", c.bibtex())
	}
}

func TestCitationCSL(t *testing.T) {
	month, _ := date.Parse("2025-07")
	var items []map[string]any
	c := cited(func(d *index.Document) { d.Published = month })
	if err := json.Unmarshal([]byte(c.csl()), &items); err != nil || len(items) != 1 {
		t.Fatalf("%v in %s", err, c.csl())
	}
	issued, _ := json.Marshal(items[0]["issued"])
	if string(issued) != `{"date-parts":[[2025,7]]}` || items[0]["publisher"] != "Radio_1" {
		t.Errorf("got %v", items[0])
	}
}
