package main

import (
	"slices"
	"strings"
	"testing"

	"daftar/index/query"
)

func TestTypingReturnsPrefixesOfQueries(t *testing.T) {
	words := []benchQuery{
		{tree: query.And{query.Word{Text: "border"}, query.Word{Text: "clash"}}}, {tree: query.Phrase{Text: "joint exercise"}}, {},
	}
	got := typing([]queryClass{{measured: words}, {measured: words}}, 3, 1)
	if len(got.measured) != 3 {
		t.Fatalf("%d queries, want 3", len(got.measured))
	}
	for _, q := range got.measured {
		if q.typed == "" || !strings.HasPrefix("border clash", q.typed) && !strings.HasPrefix("joint exercise", q.typed) {
			t.Errorf("typed %q", q.typed)
		}
	}
}

func TestTypingNamesReturnsEveryPrefix(t *testing.T) {
	var got []string
	for _, q := range typingNames([]string{"Côte"}, 4, 1).measured {
		got = append(got, q.typed)
	}
	if want := []string{"C", "Cô", "Côt", "Côte"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
