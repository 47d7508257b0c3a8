package query_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index/query"
)

// TestSyntax parses each example of the table: it is read as the table says, without a remark, and prints as it is
// typed or as text that parses to the same.
func TestSyntax(t *testing.T) {
	var all []string
	for _, f := range query.Syntax() {
		p := query.Parse(f.Query, query.Options{})
		if !reflect.DeepEqual(p.Tree, f.Tree) || len(p.Notes) > 0 {
			t.Errorf("%s: %s is read as %#v with notes %q, want %#v", f.Name, f.Query, p.Tree, p.Notes, f.Tree)
		}
		if slices.Contains(all, f.Name) || p.Description == "" {
			t.Errorf("%s comes twice, or is not read aloud", f.Name)
		}
		all = append(all, f.Name)
	}
}

// TestSyntaxIsWhole holds the table against what notes and the grammar name: every filter, every operator.
func TestSyntaxIsWhole(t *testing.T) {
	var text strings.Builder
	kinds := map[reflect.Type]bool{}
	for _, f := range query.Syntax() {
		text.WriteString(" " + f.Query + " ")
		kinds[reflect.TypeOf(f.Tree)] = true
	}
	_, known, _ := strings.Cut(query.Parse("nothing:here", query.Options{}).Notes[0], "known are ")
	for _, name := range strings.Split(known, ", ") {
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
