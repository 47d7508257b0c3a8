package query_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index/query"
)

func TestReadUnfinished(t *testing.T) {
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

func TestNames(t *testing.T) {
	names := query.NewNameCompleter(words(t))
	for typed, want := range map[string]string{
		"pakis": "country:PK", "PAKIST": "country:PK", "uzbek": "country:UZ", "cote d'iv": "country:CI", "Côte d’Iv": "country:CI",
		"counterterr": "theme:counterterrorism",
		"border sec":  "theme:border-security",
	} {
		got := names.Complete(typed)
		if len(got) == 0 || got[0].String() != want {
			t.Errorf("%q: got %v, want %s first", typed, got, want)
		}
		for i, f := range got {
			for _, other := range got[:i] {
				if f == other {
					t.Errorf("%q: %s comes twice", typed, f)
				}
			}
		}
	}
	for _, typed := range []string{"", " ", "p", "!", "zymurgy"} {
		if got := names.Complete(typed); len(got) > 0 {
			t.Errorf("%q: got %v, want nothing", typed, got)
		}
	}
}

// FuzzReadUnfinished checks that any text is cut into its parts, and that a completion of it parses.
func FuzzReadUnfinished(f *testing.F) {
	for _, seed := range []string{"", "pak", `"joint ex`, "drill country:pa", "-nav", "联合演", "می\u200cرو", "o'zb", "a.b-", "\xff", "“x ", "((", "country::"} {
		f.Add(seed)
	}
	v := words(f)
	names := query.NewNameCompleter(v)
	f.Fuzz(func(t *testing.T, text string) {
		u := query.ParsePartial(text)
		whole := u.Head + u.Word
		if u.Filter != "" {
			whole = u.Head + u.Filter + ":" + u.Word
		}
		if !utf8.ValidString(whole) || utf8.ValidString(text) && len(whole) > 3*len(text) {
			t.Fatalf("%q: got %+v", text, u)
		}
		if strings.ContainsAny(u.Word, " \"():") {
			t.Fatalf("%q: %q is more than a word", text, u.Word)
		}
		for _, filter := range names.Complete(u.Word) {
			query.Parse(u.Head+filter.String()+u.Tail, query.Options{Vocabulary: v})
		}
	})
}
