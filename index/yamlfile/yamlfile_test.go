package yamlfile

import (
	"fmt"
	"strings"
	"testing"
)

func TestDiagnosticsNameTheLine(t *testing.T) {
	read := func(f *File) {
		top := f.Root().Fields("id", "label", "on", "size", "terms", "list", "map")
		top.Required("id")
		top.Get("label").Text()
		top.Get("on").Flag()
		top.Get("size").Int(1, 10)
		top.Get("terms").Terms()
		top.Get("list").List()
		top.Get("map").Fields("a", "b")
	}
	tests := []struct{ name, text, want string }{
		{"correct", "id: x\nsize: 10\nlist: [1]\nmap: {a: 1}\nterms: a; b;\non: true", ""},
		{"empty values", "id: x\nlabel:\non:\nsize:\nterms:\nlist:\nmap:", ""},
		{"unknown key", "id: x\nlabl: y", `f.yaml:2: unknown key "labl"; allowed: id, label, on, size, terms, list, map; did you mean "label"?`},
		{"key twice", "id: x\nlabel: y\nid: z", `f.yaml:3: key "id" is repeated`},
		{"missing key", "label: y", `f.yaml:1: key "id" is missing`},
		{"list as text", "id: x\nlabel: [a]", `f.yaml:2: text is expected here, not a list or a mapping`},
		{"text as list", "id: x\nlist: a", `f.yaml:2: a list is expected here, each item starting with "- "`},
		{"text as mapping", "id: x\nmap: a", `f.yaml:2: lines of "key: value" are expected here`},
		{"not a number", "id: x\nsize: ten", `f.yaml:2: "size" must be a whole number from 1 to 10, not "ten"`},
		{"number too large", "id: x\nsize: 11", `f.yaml:2: "size" must be a whole number from 1 to 10, not "11"`},
		{"not true or false", "id: x\non: yes", `f.yaml:2: "on" must be true or false, not "yes"`},
		{"empty term", "id: x\nterms: a;; b", `f.yaml:2: empty term between two ";"`},
		{"term twice", "id: x\nterms: >\n  a; b;\n  c d; a", `f.yaml:3: term "a" is repeated in this list`},
		{"alias", "id: &x y\nlabel: *x", `f.yaml:2: aliases (*x) are not allowed`},
		{"merge key", "id: x\n<<: {label: y}", `f.yaml:2: merge keys (<<) are not allowed`},
		{"key that is a list", "id: x\n[a]: b", `f.yaml:2: a key must be text`},
		{"syntax", "id: x\nlabel: [a", `not valid YAML`},
		{"two mistakes", "lbl: x\nsize: 0", "f.yaml:1: unknown key \"lbl\"; allowed: id, label, on, size, terms, list, map; did you mean \"label\"?\n" +
			"f.yaml:1: key \"id\" is missing\nf.yaml:2: \"size\" must be a whole number from 1 to 10, not \"0\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Parse([]byte(tt.text), Options{Name: "f.yaml"})
			read(f)
			got := fmt.Sprint(f.Diagnostics().Err())
			if f.Diagnostics().Err() == nil {
				got = ""
			}
			if got != tt.want && (tt.name != "syntax" || !strings.Contains(got, tt.want)) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestValuesAreTextAsWritten(t *testing.T) {
	top := Parse([]byte("country: NO\nmonth: 2025-07\nnumber: 007\nnothing: ~\n"), Options{}).Root().Fields()
	for key, want := range map[string]string{"country": "NO", "month": "2025-07", "number": "007", "nothing": ""} {
		if got := top.Get(key).Text(); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
}

func TestFieldsKeepTheOrderOfTheFile(t *testing.T) {
	var keys []string
	for key := range Parse([]byte("b: 1\na: 2\nc: 3"), Options{}).Root().Fields().All() {
		keys = append(keys, key)
	}
	if got := strings.Join(keys, ""); got != "bac" {
		t.Errorf("got %s", got)
	}
}

func TestFirstLineShiftsDiagnostics(t *testing.T) {
	f := Parse([]byte("a: 1\nb: x; x"), Options{FirstLine: 10})
	f.Root().Fields("b").Get("b").Terms()
	if got := f.Diagnostics().Error(); !strings.Contains(got, "line 10: unknown key") || !strings.Contains(got, "line 11: term") {
		t.Errorf("got %s", got)
	}
}

func TestBounds(t *testing.T) {
	tests := []struct {
		name, text string
		options    Options
		want       Kind
	}{
		{"bytes", "a: 1234567890", Options{MaxBytes: 10}, KindTooLarge},
		{"depth", "a: [[[[1]]]]", Options{MaxDepth: 4}, KindTooLarge},
		{"default depth", strings.Repeat("[", 100) + strings.Repeat("]", 100), Options{}, KindTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Parse([]byte(tt.text), tt.options)
			if d := f.Diagnostics(); len(d) != 1 || d[0].Kind != tt.want || !f.Root().Fields().Get("a").IsNull() {
				t.Errorf("got %v, value kept %t", d, !f.Root().Fields().Get("a").IsNull())
			}
		})
	}
}

func TestNearest(t *testing.T) {
	allowed := []string{"strong", "weak", "near"}
	for wrong, want := range map[string]string{"stong": "strong", "WEAK": "weak", "zzz": "", "": ""} {
		if got := Nearest(wrong, allowed); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", wrong, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: 1", "a: [b, {c: d}]", "a: &x 1\nb: *x", "- a\n- b", "a: |\n  text\n", "{", "%YAML 1.2\n---\na: b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := Parse([]byte(text), Options{})
		for key, n := range file.Root().Fields().All() {
			_ = key
			n.Terms()
			n.Fields("a")
			for _, item := range n.List() {
				item.Text()
			}
		}
		for _, d := range file.Diagnostics() {
			if d.Message == "" {
				t.Errorf("diagnostic without text: %+v", d)
			}
		}
	})
}
