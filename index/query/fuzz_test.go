package query_test

import (
	"reflect"
	"strings"
	"testing"

	"daftar/index/query"
)

// FuzzParse checks that any text gives a description, and a tree whose text parses to the same tree without notes.
func FuzzParse(f *testing.F) {
	for _, in := range []string{
		"", `drill "joint exercise"~5 -(naval OR air) title:x country:PK`, "「反恐」中心 AND NOT (a b", "a) OR OR NOT b\"c~9",
		"source:«a b» after:2024-02-30 x* y~2 A/B/1中C", "U.S. 1/2/3 Da'esh -\"!!!\" ()", "-a -b OR the of", "ＯＲ　（full width）：～３",
		"title:(a -(b) \"c\" country:PK) title:中文1", "\xff\x00\u200d\u0301a\u0301", "the (of OR the) -(the x)",
	} {
		f.Add(in, false)
		f.Add(in, true)
	}
	v := builtIn(f)
	f.Fuzz(func(t *testing.T, in string, matchAny bool) {
		for _, o := range []query.Options{{MatchAny: matchAny}, {MatchAny: matchAny, Vocabulary: v}, {MatchAny: matchAny, Plain: true}} {
			first := query.Parse(in, o)
			if text := messageText(first.Description); text == "" || strings.Contains(text, "  ") {
				t.Fatalf("%q is described as %q", in, text)
			}
			if first.Tree == nil {
				continue
			}
			o.Plain = false
			second := query.Parse(first.Tree.String(), o)
			if !reflect.DeepEqual(first.Tree, second.Tree) {
				t.Fatalf("%q\n is %s\n printed %q\n parsed %s", in, sketch(first.Tree), first.Tree.String(), sketch(second.Tree))
			}
			if len(second.Notes) > 0 {
				t.Fatalf("%q printed %q has notes %q", in, first.Tree.String(), noteLines(second.Notes))
			}
		}
	})
}
