package plan

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// words is a Dictionary of some words.
type words []string

func (w words) TermsWithPrefix(_ Scope, prefix string, limit int) ([]string, error) {
	var found []string
	for _, word := range w {
		if strings.HasPrefix(word, prefix) && len(found) <= limit {
			found = append(found, word)
		}
	}
	return found, nil
}

func (w words) TermsWithin(Scope, string, int, int) ([]string, error) { return nil, nil }

func TestCompile(t *testing.T) {
	word := func(text string) query.Node { return query.Word{Text: text} }
	for _, test := range []struct {
		name string
		tree query.Node
		want string
	}{
		{"no tree", nil, "<nil>"},
		{"word is stemmed", word("talks"), "en:talk"},
		{"word without letters is ignored", query.And{word("!!!"), query.Prefix{Text: "tal"}}, "{tal* [talk talks] true }"},
		{"word in the title", query.Word{Text: "iran", Field: "title"}, "title"},
		{"prefix without terms", query.Prefix{Text: "zzz"}, "{zzz* [] true }"},
		{"phrase is not stemmed", query.Phrase{Text: "border talks"}, "[[border talks]]"},
		{"phrase of one word is a term", query.Phrase{Text: "talks"}, "{talks [talks] true }"},
		{"compound in a phrase has two forms", query.Phrase{Text: "counter-terrorism talks"}, "[[counter terrorism talks] [counterterrorism talks]]"},
		{"near is a set of terms", query.Phrase{Text: "talks border talks", Near: 5}, "[[border talks]]"},
	} {
		plan, err := Compiler{Dictionary: words{"border", "talk", "talks"}}.Compile(test.tree)
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(plan.Root)
		if p, ok := plan.Root.(*Phrase); ok {
			got = fmt.Sprint(p.Variants)
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: got %s, want %s in it", test.name, got, test.want)
		}
	}
}

func TestCompileNotesAndLimits(t *testing.T) {
	many := make(words, 2*maxTerms)
	for n := range many {
		many[n] = fmt.Sprintf("word%06d", n)
	}
	var limit *index.LimitError
	if _, err := (Compiler{Dictionary: many}).Compile(query.Prefix{Text: "wor"}); !errors.As(err, &limit) {
		t.Errorf("prefix of too many words: got %v, want a LimitError", err)
	}
	plan, err := Compiler{Dictionary: many[:20]}.Compile(query.And{query.Word{Text: "?"}, query.Prefix{Text: "wor"}, query.Prefix{Text: "zzz"}})
	if err != nil || len(plan.Notes) != 3 {
		t.Fatalf("got notes %+v, %v, want three", plan.Notes, err)
	}
	for n, kind := range []index.NoteKind{index.NoteIgnored, index.NoteExpanded, index.NoteNoMatch} {
		if plan.Notes[n].Kind != kind {
			t.Errorf("note %d: got %+v, want %s", n, plan.Notes[n], kind)
		}
	}
	if expanded := plan.Notes[1]; len(expanded.Words) != maxNotedTerms || expanded.More != 20-maxNotedTerms {
		t.Errorf("got %+v, want %d words and the number of the others", expanded, maxNotedTerms)
	}
}

func TestCompileKeepsCachedPartsExact(t *testing.T) {
	phrase := query.Phrase{Text: "border guards"}
	c := Compiler{CountOnly: true, CountLimit: 10, Cached: func(string) (any, bool) { return nil, false }}
	for _, test := range []struct {
		name string
		tree query.Node
		part func(Node) Node
		want int
	}{
		{"phrase", phrase, func(n Node) Node { return n }, 10},
		{"negated phrase", query.Not{Node: phrase}, func(n Node) Node { return n.(Not).Part }, 0},
		{"synonym", query.Synonyms{Node: phrase}, func(n Node) Node { return n.(DisMax).Parts[0] }, 0},
	} {
		plan, err := c.Compile(test.tree)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.part(plan.Root).(*Phrase).CountLimit; got != test.want {
			t.Errorf("%s: got a count limit of %d, want %d", test.name, got, test.want)
		}
	}
}
