package extract

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"daftar/index"
)

// readLines formats the documents and problems of a JSONL file, one per line.
func readLines(in io.Reader) (lines []string, readings []*Extracted) {
	for line, problem := range Lines(in) {
		if problem != nil {
			lines = append(lines, "! "+reasons([]index.Problem{*problem}))
			continue
		}
		r, problems := line.Read()
		text := "nothing"
		if r != nil {
			text = r.Text
			readings = append(readings, r)
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s: %s %s", line.Name, text, reasons(problems))))
	}
	return lines, readings
}

func TestLinesReadsDocuments(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"two, no line feed at the end", `{"id":"a","text":"x"}` + "\n" + `{"text":"y","id":7}`, "a: x|7: y"},
		{"blank lines", "\n\n{\"id\":\"a\",\"text\":\"x\"}\r\n\n", "a: x"},
		{"byte order mark", "\xef\xbb\xbf{\"id\":\"a\",\"text\":\"x\"}", "a: x"},
		{"no id", "{\"text\":\"x\"}\n{\"id\":null,\"text\":\"y\"}\n{\"id\":\"\",\"text\":\"z\"}", "line-1: x|line-2: y|line-3: z"},
		{"no JSON", "hello\n{\"id\":\"a\",\"text\":\"x\"}", "! line 1: bad_json(not an object)|a: x"},
		{"a list", "[1]", "! line 1: bad_json(not an object)"},
		{"cut off", `{"id":"a","text":"x`, "a: nothing line 1: bad_json(unexpected end of JSON input)"},
		{"broken before the id", `{"text":"x","id`, "! line 1: bad_json(unexpected EOF)"},
		{"id of another kind", `{"id":[1],"text":"x"}`, "! line 1: bad_metadata(id,string, number,[1])"},
		{"not UTF-8", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"\xff\"}", "a: x|! line 2: bad_encoding(UTF-8,29)"},
		{"nothing in it", `{"id":"a"}`, "a: nothing line 1: empty"},
		{"text of another kind", `{"id":"a","title":"t","text":5}`, "a:  line 1: bad_metadata(text,string,5)"},
		{"wrong date", `{"id":"a","text":"x","date":"2025-13-45"}`,
			`a: x line 1: bad_date(date)`},
		{"UTF-16", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x003\x06\"\x00}\x00", "line-1: س"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := readLines(strings.NewReader(tt.in))
			if got := strings.Join(got, "|"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestLinesMapsKeysToMetadata(t *testing.T) {
	_, readings := readLines(strings.NewReader(`{"id":"a","title":"T","text":" x ","date":"2024-05-01T10:00:00Z","source":"S","url":"u",` +
		`"author":["A","B"],"lang":"EN-us","countries":["PK","US"],"topics":[],"place":{"x":1},"pages":3,"none":null,"decided":{"event":"2020"}}`))
	r := readings[0]
	if r.Title != "T" || r.Text != " x " || r.Published.String() != "2024-05-01" || r.Source != "S" || r.Author != "A; B" || r.Lang != "en" {
		t.Errorf("reading = %+v", r)
	}
	if got, want := fmt.Sprint(r.Meta), `map[countries:PK; US decided:{"event":"2020"} pages:3 place:{"x":1}]`; got != want {
		t.Errorf("Meta = %s, want %s", got, want)
	}
	if !r.Overrides.isEmpty() {
		t.Errorf("a key of a dataset decided: %+v", r.Overrides)
	}
}

func TestLinesRespectLineAndMetadataLimits(t *testing.T) {
	long := io.MultiReader(strings.NewReader(`{"id":"a","text":"`), io.LimitReader(endless('x'), MaxLineBytes), strings.NewReader("\"}\n{\"id\":\"b\",\"text\":\"y\"}\n"))
	got, _ := readLines(long)
	if want := "! line 1: too_large(96)|b: y"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	meta := fmt.Sprintf(`{"text":"x","k":%q,"l":"kept"}`, strings.Repeat("v", MaxMetadataBytes))
	_, readings := readLines(strings.NewReader(meta))
	if len(readings[0].Limits) != 1 || readings[0].Meta["k"] != "" {
		t.Errorf("limits = %+v", readings[0].Limits)
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestLinesKeepsDocumentsOfTruncatedFile(t *testing.T) {
	in := io.MultiReader(strings.NewReader("{\"id\":\"a\",\"text\":\"x\"}\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
	got, _ := readLines(in)
	if want := "a: x|! line 2: unreadable(unexpected EOF)"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"x","date":"2024"}`))
	f.Add([]byte("{\"id\":{},\"a\":[1,{\"b\":null}]}\n\n[]\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for line, problem := range Lines(strings.NewReader(string(in))) {
			if problem != nil {
				continue
			}
			r, problems := line.Read()
			if r == nil && len(problems) == 0 {
				t.Fatal("neither a reading nor a problem")
			}
			if line.Name == "" {
				t.Fatal("a line without a name")
			}
		}
	})
}
