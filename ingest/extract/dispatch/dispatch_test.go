package dispatch

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy/legacytest"
)

// zipOf returns a ZIP of alternating names and contents.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(files[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// messageWith returns a message with a text and attachments.
func messageWith(text string, files ...string) string {
	var b strings.Builder
	b.WriteString("From: Ann <ann@example.org>\r\nSubject: Notes\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n")
	fmt.Fprintf(&b, "--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n", text)
	for i := 0; i+1 < len(files); i += 2 {
		fmt.Fprintf(&b, "--b\r\nContent-Type: application/octet-stream; name=%q\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n",
			files[i], base64.StdEncoding.EncodeToString([]byte(files[i+1])))
	}
	return b.String() + "--b--\r\n"
}

// items formats the items of a file as a table: name, parent, format, text or problems.
func items(r Reader, name string, data []byte, l extract.Limits) string {
	var b strings.Builder
	for p := range r.Items(extract.Sniff(name, data[:min(len(data), extract.SniffBytes)]), name, data, l) {
		fmt.Fprintf(&b, "%q in %q %s:", p.Name, p.Parent, p.Format.Name)
		if p.Extracted != nil {
			fmt.Fprintf(&b, " %q", p.Extracted.Text)
		}
		for _, problem := range p.Problems {
			fmt.Fprintf(&b, " (%s)", problem)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	wordDocument = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>words of an office</w:t></w:r></w:p></w:body></w:document>`
)

func TestItemsYieldsNestedFiles(t *testing.T) {
	notes := string(zipOf(t, "a.txt", "first note", "b/c.md", "# Second\n\nnote", "__MACOSX/x.txt", "no"))
	tests := []struct {
		name, file string
		data       string
		want       string
	}{
		{"text", "a.txt", "words", lines(`"" in "" txt: "words"`)},
		{"message", "a.eml", messageWith("see there", "notes.zip", notes), lines(
			`"" in "" eml: "see there"`,
			`"1/notes.zip" in "" zip:`,
			`"1/notes.zip/1/a.txt" in "1/notes.zip" txt: "first note"`,
			`"1/notes.zip/2/b/c.md" in "1/notes.zip" md: "Second\n\nnote"`)},
		{"message in an archive, named .txt", "a.zip", string(zipOf(t, "m.txt", messageWith("hi", "p.html", "<html><body><p>page</p></body></html>"))), lines(
			`"" in "" zip:`,
			`"1/m.txt" in "" eml: "hi"`,
			`"1/m.txt/1/p.html" in "1/m.txt" html: "page"`)},
		{"signatures skipped, other files reported", "a.eml", messageWith("hi", "smime.p7s", "x", "scan.jpg", "\xff\xd8\xff\xe0", "prog.exe", "MZ\x90\x00"), lines(
			`"" in "" eml: "hi"`,
			`"2/scan.jpg" in "" jpeg: (unsupported(JPEG image))`,
			`"3/prog.exe" in "" txt: (bad_encoding(UTF-8,2))`)},
		{"JSON lines in an archive", "a.zip", string(zipOf(t, "l.jsonl", "{\"id\":\"x/y\",\"text\":\"one\"}\nno\n{\"text\":\"two\"}")), lines(
			`"" in "" zip:`,
			`"1/l.jsonl" in "" jsonl:`,
			`"1/l.jsonl/1/x/y" in "1/l.jsonl" jsonl: "one"`,
			`"1/l.jsonl/2/line" in "1/l.jsonl" jsonl: (line 2: bad_json(not an object))`,
			`"1/l.jsonl/3/line-3" in "1/l.jsonl" jsonl: "two"`)},
		{"office file detected by content", "a.zip", string(zipOf(t, "note.bin", string(zipOf(t, "[Content_Types].xml", contentTypes, "word/document.xml", wordDocument)))), lines(
			`"" in "" zip:`,
			`"1/note.bin" in "" docx: "words of an office"`)},
		{"old formats", "a.eml", messageWith("hi", "a.rtf", `{\rtf1 words}`, "b.doc", string(legacytest.CompoundFile(map[string][]byte{"EncryptedPackage": {1}})), "c.p7m", "0\x80"), lines(
			`"" in "" eml: "hi"`,
			`"1/a.rtf" in "" rtf: "words"`,
			`"2/b.doc" in "" ole: (encrypted(password))`,
			`"3/c.p7m" in "" txt: (encrypted(S/MIME))`)},
		{"mailbox", "a.mbox", "From a@b Mon Jan  1 00:00:00 2024\nSubject: One\nMessage-ID: <1@b>\n\nfirst\n>From quoted\n\nFrom a@b Mon Jan  1 00:00:00 2024\nSubject: Two\n\nsecond\n", lines(
			`"" in "" mbox:`,
			`"1/1@b" in "" eml: "first\nFrom quoted"`,
			`"2/message" in "" eml: "second"`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := items(Reader{}, tt.file, []byte(tt.data), extract.DefaultLimits()); got != tt.want {
				t.Errorf("got:\n%swant:\n%s", got, tt.want)
			}
		})
	}
}

func TestItemsResumesAfterSkippedItems(t *testing.T) {
	data := []byte(messageWith("see there", "notes.zip", string(zipOf(t, "a.txt", "one", "b.txt", "two")), "c.txt", "three"))
	whole := strings.SplitAfter(items(Reader{}, "a.eml", data, extract.DefaultLimits()), "\n")
	for skip := range len(whole) {
		want := strings.Join(whole[skip:], "")
		switch skip {
		case 1: // the worker died in the message
			want = ""
		case 2: // the worker died in the archive
			want = `"2/c.txt" in "" txt: "three"` + "\n"
		}
		if got := items(Reader{Skip: skip}, "a.eml", data, extract.DefaultLimits()); got != want {
			t.Errorf("skip %d: got:\n%swant:\n%s", skip, got, want)
		}
	}
}

type faulty struct{}

func (faulty) Read([]byte, extract.Limits) (*extract.Extracted, []index.Problem) { panic("broken") }

func TestParserPanicIsProblemOfItsItem(t *testing.T) {
	got := items(Reader{PDF: faulty{}}, "a.eml", []byte(messageWith("hi", "a.pdf", "%PDF-1.4", "b.txt", "words")), extract.DefaultLimits())
	want := lines(`"" in "" eml: "hi"`, `"1/a.pdf" in "" pdf: (parser_failed(broken))`, `"2/b.txt" in "" txt: "words"`)
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestItemsStopsAtLimits(t *testing.T) {
	deep := zipOf(t, "a.txt", "words")
	for range 12 {
		deep = zipOf(t, "z.zip", string(deep))
	}
	few := extract.DefaultLimits()
	few.Embedded = 2
	small := extract.DefaultLimits()
	small.Unpacked = 10
	short := extract.DefaultLimits()
	short.Text = 1024
	tests := []struct {
		name, last string
		data       []byte
		limits     extract.Limits
	}{
		{"depth", "limit_depth(8)", deep, extract.DefaultLimits()},
		{"number", "limit_files(2)", zipOf(t, "a", "1", "b", "2", "c", "3", "d", "4"), few},
		{"bytes", "limit_unpacked(0)", zipOf(t, "a", "123456", "b", "1234567"), small},
		{"text", "limit_text_kb(1)", zipOf(t, "a", strings.Repeat("long ", 1000)), short},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.TrimSpace(items(Reader{}, "a.zip", tt.data, tt.limits))
			if last := got[strings.LastIndex(got, "\n")+1:]; !strings.HasSuffix(last, "("+tt.last+")") {
				t.Errorf("got:\n%s\nwant at the end: %s", got, tt.last)
			}
		})
	}
}

func FuzzItems(f *testing.F) {
	f.Add("a.eml", []byte(messageWith("x", "a.zip", string(zipOf(f, "a.txt", "words")))))
	f.Add("a.mbox", []byte("From a 1\nA: b\n\nx\nFrom b 1\nA: c\n\ny"))
	f.Add("a.zip", zipOf(f, "../../a.html", "<html><p>x</p>"))
	limits := extract.DefaultLimits()
	limits.Embedded, limits.Unpacked = 50, 1<<20
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		seen := map[string]bool{}
		for p := range (Reader{}).Items(extract.Sniff(name, data[:min(len(data), extract.SniffBytes)]), name, data, limits) {
			if seen[p.Name] || p.Name != "" && !seen[p.Parent] {
				t.Fatalf("part %q of %q comes twice or before its holder", p.Name, p.Parent)
			}
			seen[p.Name] = true
			for _, problem := range p.Problems {
				if problem.Code == index.ProblemParserFailed {
					t.Fatalf("%q: %s", p.Name, problem)
				}
			}
			if p.Extracted != nil && strings.ToValidUTF8(p.Extracted.Text, "") != p.Extracted.Text {
				t.Fatalf("%q: not UTF-8", p.Name)
			}
		}
		if !seen[""] {
			t.Fatal("the file itself is no part")
		}
	})
}
