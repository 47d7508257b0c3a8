package query_test

import (
	"fmt"
	"strings"
	"testing"

	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// sketch formats a tree on one line, with the kind of each group and leaf.
func sketch(n query.Node) string {
	list := func(kind string, parts []query.Node) string {
		for _, p := range parts {
			kind += " " + sketch(p)
		}
		return "(" + kind + ")"
	}
	in := func(field, text string) string {
		if field != "" {
			return field + "/" + text
		}
		return text
	}
	switch n := n.(type) {
	case query.And:
		return list("and", n)
	case query.Or:
		return list("or", n)
	case query.Not:
		return "(not " + sketch(n.Node) + ")"
	case query.Word:
		return in(n.Field, n.Text)
	case query.CJKRun:
		return in(n.Field, "run="+n.Text)
	case query.Phrase:
		if n.Near > 0 {
			return in(n.Field, fmt.Sprintf("near%d=%q", n.Near, n.Text))
		}
		return in(n.Field, `"`+n.Text+`"`)
	case query.Prefix:
		return in(n.Field, n.Text+"*")
	case query.Fuzzy:
		return in(n.Field, fmt.Sprintf("%s~%d", n.Text, n.Distance))
	case query.Synonyms:
		return "synonyms:" + sketch(n.Node)
	case query.Filter:
		return "{" + n.Name + "=" + n.Value + "}"
	}
	return "nothing"
}

// noteLines formats each note as the end of its key and its arguments.
func noteLines(notes []message.Message) string {
	var lines []string
	for _, n := range notes {
		lines = append(lines, strings.TrimPrefix(messageText(n), "note-"))
	}
	return strings.Join(lines, "\n")
}

func messageText(m message.Message) string {
	text := strings.TrimPrefix(m.Key, "query.")
	for _, arg := range m.Args {
		switch arg := arg.(type) {
		case []string:
			text += " " + strings.Join(arg, ", ")
		case message.Message:
			text += " (" + messageText(arg) + ")"
		default:
			text += fmt.Sprintf(" %v", arg)
		}
	}
	return text
}

func builtIn(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return v
}
