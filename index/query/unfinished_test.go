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
		want query.Unfinished
	}{
		{"", query.Unfinished{Free: true}},
		{"pak", query.Unfinished{Last: "pak", Free: true}},
		{"joint ex", query.Unfinished{Head: "joint ", Last: "ex", Free: true}},
		{"joint ", query.Unfinished{Head: "joint ", Free: true}},
		{"counter-terr", query.Unfinished{Last: "counter-terr", Free: true}},
		{"border -nav", query.Unfinished{Head: "border -", Last: "nav"}},
		{"oʻzb", query.Unfinished{Last: "oʻzb", Free: true}},
		{"می\u200cرو", query.Unfinished{Last: "می\u200cرو", Free: true}},
		{"مشق رزم", query.Unfinished{Head: "مشق ", Last: "رزم", Free: true}},
		{"совместные уче", query.Unfinished{Head: "совместные ", Last: "уче", Free: true}},
		{"联合演", query.Unfinished{Last: "联合演", Free: true}},
		{`"joint ex`, query.Unfinished{Head: `"joint `, Last: "ex", Tail: `"`}},
		{`"joint exercise" na`, query.Unfinished{Head: `"joint exercise" `, Last: "na"}},
		{"drill country:pa", query.Unfinished{Head: "drill ", Last: "pa", Name: "country", Free: true}},
		{"Theme:", query.Unfinished{Name: "theme", Free: true}},
		{"title:isl", query.Unfinished{Head: "title:", Last: "isl"}},
		{"(drill OR ex", query.Unfinished{Head: "(drill OR ", Last: "ex"}},
	} {
		if got := query.ReadUnfinished(test.in); got != test.want {
			t.Errorf("%q: got %+v, want %+v", test.in, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	names := query.NewNames(words(t))
	for typed, want := range map[string]string{
		"pakis": "country:PK", "PAKIST": "country:PK", "uzbek": "country:UZ", "cote d'iv": "country:CI", "Côte d’Iv": "country:CI",
		"counterterr": "theme:counterterrorism",
		"border sec":  "theme:border-security",
	} {
		got := names.Beginning(typed)
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
		if got := names.Beginning(typed); len(got) > 0 {
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
	names := query.NewNames(v)
	f.Fuzz(func(t *testing.T, text string) {
		u := query.ReadUnfinished(text)
		whole := u.Head + u.Last
		if u.Name != "" {
			whole = u.Head + u.Name + ":" + u.Last
		}
		if !utf8.ValidString(whole) || utf8.ValidString(text) && len(whole) > 3*len(text) {
			t.Fatalf("%q: got %+v", text, u)
		}
		if strings.ContainsAny(u.Last, " \"():") {
			t.Fatalf("%q: %q is more than a word", text, u.Last)
		}
		for _, filter := range names.Beginning(u.Last) {
			query.Parse(u.Head+filter.String()+u.Tail, query.Options{Vocabulary: v})
		}
	})
}
