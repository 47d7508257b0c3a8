package extract

import (
	"strings"
	"testing"

	"daftar/index"
)

func reasons(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, p.String())
	}
	return strings.Join(all, " | ")
}

func TestSniffFormats(t *testing.T) {
	tests := []struct {
		name, file, head, want string
	}{
		{"text", "note.txt", "Pakistan hosted a conference.", "txt"},
		{"no extension", "NOTES", "Some notes.", "txt"},
		{"Markdown", "a.md", "# Title", "md"},
		{"Markdown that opens with HTML", "a.md", "<html> is a tag", "md"},
		{"HTML by content", "a.txt", "<!-- saved -->\n <!DOCTYPE html><p>x", "html"},
		{"HTML by name", "a.htm", "<p>x", "html"},
		{"XHTML", "a.xml", `<?xml version="1.0"?><html xmlns="x">`, "html"},
		{"JSON lines by name", "a.jsonl", "", "jsonl"},
		{"JSON lines, compressed", "a.jsonl.gz", "{", "jsonl"},
		{"JSON lines by content", "a.json", "{\"id\":1,\"text\":\"x\"}\n{\"id\":2", "jsonl"},
		{"JSON", "a.json", "{\n \"a\": 1\n}", "json"},
		{"PDF called text", "a.txt", "%PDF-1.7", "pdf"},
		{"PDF behind a line of a gateway", "a", "scanned by a gateway\r\n%PDF-1.4\n", "pdf"},
		{"PDF behind bytes", "a.txt", "\x00\x01%PDF-1.4\n", "pdf"},
		{"text about PDF", "a.txt", "A file that begins with %PDF-1.7 is one.", "txt"},
		{"Word", "a.docx", "PK\x03\x04xx", "docx"},
		{"ZIP called Word 97", "a.doc", "PK\x03\x04xx", "zip"},
		{"Office 97 without extension", "a", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"},
		{"e-mail", "a.eml", "From: x", "eml"},
		{"flat OpenDocument", "a.fodt", `<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">`, "ods"},
		{"unknown extension", "a.log", "words", "txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Sniff(tt.file, []byte(tt.head)).Name; got != tt.want {
				t.Errorf("Sniff(%q) = %q, want %q", tt.file, got, tt.want)
			}
		})
	}
}

func TestReadTextCleansLinesAndCharacters(t *testing.T) {
	tests := []struct {
		name, in, text, problems string
	}{
		{"plain", "One line.\n", "One line.\n", ""},
		{"byte order mark", "\xef\xbb\xbfداعش", "داعش", ""},
		{"Windows line ends", "a\r\nb\rc", "a\nb\nc", ""},
		{"UTF-16", "\xff\xfeA\x00\x33\x06", "Aس", ""},
		{"UTF-16, surrogate pair", "\xfe\xff\xd8\x3d\xde\x00", "\U0001F600", ""},
		{"UTF-16, lone surrogate", "\xfe\xff\x00A\xd8\x3d", "", "bad_encoding(UTF-16,4)"},
		{"zeros", "abc\x00", "", "not_text(3)"},
		{"empty", "", "", "empty"},
		{"only space", " \n\t\n", "", "empty"},
		{"front matter", "---\ntitle: A\n---\n\nBody.", "Body.", ""},
		{"only front matter", "---\ntitle: A\n---\n", "", "empty"},
		{"horizontal rule, not front matter", "---\nBody\n---\n", "---\nBody\n---\n", ""},
		{"front matter without end", "---\ntitle: A\nBody", "---\ntitle: A\nBody", "line 1: bad_yaml(the line --- that ends the front matter is missing in its first 64 KB)"},
		{"front matter that does not parse", "---\ntitle: \"A\nx: [\n---\nBody", "Body", "line 4: bad_yaml(not valid YAML: found unexpected end of stream)"},
		{"wrong date", "---\ntitle: A\ndate: 2025-13-45\n---\nBody", "Body",
			"line 3: bad_date(date)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(Text, strings.NewReader(tt.in))
			got := ""
			if r != nil {
				got = r.Text
			}
			if got != tt.text {
				t.Errorf("text = %q, want %q", got, tt.text)
			}
			if got := reasons(problems); got != tt.problems {
				t.Errorf("problems = %q, want %q", got, tt.problems)
			}
		})
	}
}

func TestReadRefusesUnsupportedFormats(t *testing.T) {
	r, problems := Read(Sniff("x.pdf", nil), strings.NewReader("%PDF-"))
	if r != nil || reasons(problems) != "unsupported(PDF)" {
		t.Errorf("Read = %v, %q", r, reasons(problems))
	}
}

func TestReadCutsTextAtLimit(t *testing.T) {
	long := strings.Repeat("слово ", MaxTextBytes/11+MaxMetadataBytes)
	r, problems := Read(Text, strings.NewReader(long))
	if r == nil || len(r.Text) > MaxTextBytes || !strings.HasPrefix(long, r.Text) {
		t.Fatalf("text not cut at the limit")
	}
	if len(r.Limits) != 1 || len(problems) != 1 || !problems[0].Code.IsLimit() || problems[0].String() != "limit_text(64)" {
		t.Errorf("limits = %+v, problems = %+v", r.Limits, problems)
	}
}

func TestReadMarkdownStructureAndFrontMatter(t *testing.T) {
	const in = "---\ntitle: Given\nlang: en\n---\n" + `# Border *talks*

They met in **Tashkent**
and [signed](https://example.org/x) a *protocol* &amp; left.

## Points

1. first
2. second
   - inner

> quoted words

| a | b |
|---|---|
| 1 | 2 |

` + "```\ncode  stays\n```\n\n<div>raw <b>HTML</b></div>\n"
	const want = `Border talks

They met in Tashkent and signed a protocol & left.

Points

1. first
2. second
- inner

quoted words

a | b
1 | 2

code  stays

raw HTML`
	r, problems := Read(Markdown, strings.NewReader(in))
	if len(problems) > 0 {
		t.Fatalf("problems: %s", reasons(problems))
	}
	if r.Text != want {
		t.Errorf("text:\n%s\nwant:\n%s", r.Text, want)
	}
	if r.Title != "Given" || r.Heading != "Border talks" || r.Lang != "en" {
		t.Errorf("title %q, heading %q, lang %q", r.Title, r.Heading, r.Lang)
	}
	for _, b := range r.Breaks {
		if !strings.HasPrefix(r.Text[b.Offset:], b.Heading) {
			t.Errorf("break %+v does not lie at its heading", b)
		}
	}
	if len(r.Breaks) != 2 {
		t.Errorf("%d breaks, want 2", len(r.Breaks))
	}
}

func TestMarkdownJoinsChineseLinesWithoutSpace(t *testing.T) {
	r, _ := Read(Markdown, strings.NewReader("联合演习\n开始了\n"))
	if r.Text != "联合演习开始了" {
		t.Errorf("text = %q", r.Text)
	}
}

func TestMarkdownWithUnboundedNestingIsPlainText(t *testing.T) {
	const plain = "plain_text(Markdown)"
	tests := []struct{ mark, problems string }{
		{"> ", plain}, {"- ", plain}, {"1. ", plain}, {"[a](", plain}, {"[", ""}, {"*", ""}, {"_a ", ""}, {"<", ""}, {"\\", ""},
	}
	for _, tt := range tests {
		r, problems := Read(Markdown, strings.NewReader(strings.Repeat(tt.mark, 50_000)+"end"))
		if r == nil || !strings.Contains(r.Text, "end") {
			t.Errorf("%q repeated: text lost", tt.mark)
		}
		if got := reasons(problems); got != tt.problems {
			t.Errorf("%q repeated: problems = %q, want %q", tt.mark, got, tt.problems)
		}
	}
}

func TestParseMetadata(t *testing.T) {
	const in = `title: "  A   title "
date: 2025-07
source: Agency
author: [Ann, Bob]
lang: prs
reliability: b
credibility: 7
handling: TLP:AMBER
country: NO
nested: {a: 1, b: [x, y]}
decided:
  countries: {add: [PK, NO], remove: US}
  themes: {add: [nuclear]}
  event: 2025-07-26/2025-07-28
  places: []
`
	m, problems := ParseMetadata([]byte(in), 1)
	want := `line 7: bad_metadata(credibility,1–6,7) | line 15: bad_yaml(unknown key "places"; allowed: countries, themes, event)`
	if got := reasons(problems); got != want {
		t.Errorf("problems = %q, want %q", got, want)
	}
	if m.Title != "A title" || m.Published.String() != "2025-07" || m.Author != "Ann; Bob" || m.Lang != "fa" || m.Reliability != "B" {
		t.Errorf("metadata = %+v", m)
	}
	if m.Meta["country"] != "NO" || m.Meta["nested"] != "a: 1; b: x; y" {
		t.Errorf("Meta = %q", m.Meta)
	}
	d := m.Overrides
	if len(d.Countries.Add) != 2 || d.Countries.Add[1] != (TagRef{"NO", 12}) || d.Countries.Remove[0].ID != "US" || d.Themes.Add[0].ID != "nuclear" {
		t.Errorf("decided = %+v", d)
	}
	if d.Event.String() != "2025-07-26/2025-07-28" {
		t.Errorf("event = %v", d.Event)
	}
}

func TestParseMetadataRejectsInvalidYAML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a list", "- a\n- b", "line 1: bad_yaml(lines of \"key: value\" are expected here)"},
		{"repeated key", "title: a\ntitle: b", `line 2: bad_yaml(key "title" is repeated)`},
		{"alias", "a: &x [1]\nb: *x", "line 2: bad_yaml(aliases (*x) are not allowed)"},
		{"too deep", "a: [[[[[[[[[[1]]]]]]]]]]", "line 1: bad_yaml(values may be nested 10 levels deep at most)"},
		{"too large", strings.Repeat("a", MaxMetadataBytes+1), "limit_metadata(64)"},
		{"empty", "", ""},
		{"decided without values", "decided:", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, problems := ParseMetadata([]byte(tt.in), 1); reasons(problems) != tt.want {
				t.Errorf("problems = %q, want %q", reasons(problems), tt.want)
			}
		})
	}
}

func TestFillMissingKeepsExistingValues(t *testing.T) {
	m := Metadata{Metadata: index.Metadata{Title: "mine", Meta: map[string]string{"a": "1"}}}
	m.FillMissing(Metadata{Metadata: index.Metadata{Title: "theirs", Source: "S", Meta: map[string]string{"a": "2", "b": "3"}}})
	if m.Title != "mine" || m.Source != "S" || m.Meta["a"] != "1" || m.Meta["b"] != "3" {
		t.Errorf("filled = %+v", m)
	}
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("---\ntitle: A\n---\n# H\n\ntext"))
	f.Add([]byte("---\na: &b [*b]\n---\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, format := range []Format{Text, Markdown} {
			checkReading(t, format, in)
		}
	})
}

func checkReading(t *testing.T, format Format, in []byte) {
	t.Helper()
	r, problems := Read(format, strings.NewReader(string(in)))
	if r == nil {
		if len(problems) == 0 {
			t.Fatal("neither a reading nor a problem")
		}
		return
	}
	if strings.ToValidUTF8(r.Text, "") != r.Text || strings.ToValidUTF8(r.Title, "") != r.Title {
		t.Fatalf("not UTF-8: %q", r.Text)
	}
	last := -1
	for _, b := range r.Breaks {
		if b.Offset < last || b.Offset >= len(r.Text) {
			t.Fatalf("break %+v out of order or text of %d", b, len(r.Text))
		}
		last = b.Offset
	}
}
