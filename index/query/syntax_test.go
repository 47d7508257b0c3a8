package query_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index/query"
)

func TestSyntaxExamplesParseToTheirTrees(t *testing.T) {
	var names []string
	for _, example := range query.Syntax() {
		p := query.Parse(example.Query, query.Options{})
		if !reflect.DeepEqual(p.Tree, example.Tree) || len(p.Notes) > 0 {
			t.Errorf("%s: %s parses to %#v with notes %q, want %#v", example.Name, example.Query, p.Tree, noteLines(p.Notes), example.Tree)
		}
		if slices.Contains(names, example.Name) {
			t.Errorf("%s is listed twice", example.Name)
		}
		names = append(names, example.Name)
	}
}

func TestSyntaxCoversFiltersOperatorsAndNodes(t *testing.T) {
	var text strings.Builder
	kinds := map[reflect.Type]bool{}
	for _, example := range query.Syntax() {
		text.WriteString(" " + example.Query + " ")
		kinds[reflect.TypeOf(example.Tree)] = true
	}
	note := query.Parse("nothing:here", query.Options{}).Notes[0]
	for _, name := range note.Args[1].([]string) {
		if !strings.Contains(text.String(), " "+name+":") {
			t.Errorf("no example of %s:", name)
		}
	}
	for _, operator := range []string{" AND ", " OR ", " NOT ", " -", "(", "\"", "~5", "* ", "~ "} {
		if !strings.Contains(text.String(), operator) {
			t.Errorf("no example of %q", operator)
		}
	}
	for _, n := range []query.Node{query.And{}, query.Or{}, query.Word{}, query.Phrase{}, query.Prefix{}, query.Fuzzy{}, query.Filter{}} {
		if !kinds[reflect.TypeOf(n)] {
			t.Errorf("no example of a %T", n)
		}
	}
}
