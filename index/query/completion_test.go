package query_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index/query"
)

func TestParsePartial(t *testing.T) {
	for _, test := range []struct {
		in   string
		want query.Partial
	}{
		{"", query.Partial{PlainWords: true}},
		{"pak", query.Partial{Word: "pak", PlainWords: true}},
		{"joint ex", query.Partial{Head: "joint ", Word: "ex", PlainWords: true}},
		{"joint ", query.Partial{Head: "joint ", PlainWords: true}},
		{"counter-terr", query.Partial{Word: "counter-terr", PlainWords: true}},
		{"border -nav", query.Partial{Head: "border -", Word: "nav"}},
		{"oʻzb", query.Partial{Word: "oʻzb", PlainWords: true}},
		{"می\u200cرو", query.Partial{Word: "می\u200cرو", PlainWords: true}},
		{"مشق رزم", query.Partial{Head: "مشق ", Word: "رزم", PlainWords: true}},
		{"совместные уче", query.Partial{Head: "совместные ", Word: "уче", PlainWords: true}},
		{"联合演", query.Partial{Word: "联合演", PlainWords: true}},
		{`"joint ex`, query.Partial{Head: `"joint `, Word: "ex", Tail: `"`}},
		{`"joint exercise" na`, query.Partial{Head: `"joint exercise" `, Word: "na"}},
		{"drill country:pa", query.Partial{Head: "drill ", Word: "pa", Filter: "country", PlainWords: true}},
		{"Theme:", query.Partial{Filter: "theme", PlainWords: true}},
		{"title:isl", query.Partial{Head: "title:", Word: "isl"}},
		{"(drill OR ex", query.Partial{Head: "(drill OR ", Word: "ex"}},
	} {
		if got := query.ParsePartial(test.in); got != test.want {
			t.Errorf("%q: got %+v, want %+v", test.in, got, test.want)
		}
	}
}

func TestNameCompleter(t *testing.T) {
	completer := query.NewNameCompleter(builtIn(t))
	for typed, want := range map[string]string{
		"pakis": "country:PK", "PAKIST": "country:PK", "uzbek": "country:UZ", "cote d'iv": "country:CI", "Côte d’Iv": "country:CI",
		"counterterr": "theme:counterterrorism",
		"border sec":  "theme:border-security",
	} {
		got := completer.Complete(typed)
		if len(got) == 0 || got[0].String() != want {
			t.Errorf("%q: got %v, want %s first", typed, got, want)
		}
		for i, f := range got {
			for _, other := range got[:i] {
				if f == other {
					t.Errorf("%q: %s is listed twice", typed, f)
				}
			}
		}
	}
	for _, typed := range []string{"", " ", "p", "!", "zymurgy"} {
		if got := completer.Complete(typed); len(got) > 0 {
			t.Errorf("%q: got %v, want nothing", typed, got)
		}
	}
}

// FuzzParsePartial checks that the parts of any text are valid, and that a completion of it parses.
func FuzzParsePartial(f *testing.F) {
	for _, seed := range []string{"", "pak", `"joint ex`, "drill country:pa", "-nav", "联合演", "می\u200cرو", "o'zb", "a.b-", "\xff", "“x ", "((", "country::"} {
		f.Add(seed)
	}
	v := builtIn(f)
	completer := query.NewNameCompleter(v)
	f.Fuzz(func(t *testing.T, text string) {
		p := query.ParsePartial(text)
		whole := p.Head + p.Word
		if p.Filter != "" {
			whole = p.Head + p.Filter + ":" + p.Word
		}
		if !utf8.ValidString(whole) || utf8.ValidString(text) && len(whole) > 3*len(text) {
			t.Fatalf("%q: got %+v", text, p)
		}
		if strings.ContainsAny(p.Word, " \"():") {
			t.Fatalf("%q: the last word is %q, want one word", text, p.Word)
		}
		for _, filter := range completer.Complete(p.Word) {
			query.Parse(p.Head+filter.String()+p.Tail, query.Options{Vocabulary: v})
		}
	})
}
