package query

import (
	"slices"
	"strings"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// maxOthers bounds the other ways to say one thing: a country has about that many names in the languages we know.
const maxOthers = 24

// expand adds to words, and to rows of at most so many words that stand side by side, what the vocabulary knows as
// other ways to say them.
func expand(n Node, v *vocabulary.Vocabulary, longest int) Node {
	if v == nil {
		return n
	}
	switch n := n.(type) {
	case And:
		return expandAnd(n, v, longest)
	case Or:
		parts := make(Or, len(n))
		for i, p := range n {
			parts[i] = expand(p, v, longest)
		}
		return parts
	case Word:
		return also(n, []Word{n}, v)
	}
	return n
}

// expandAnd looks for the longest rows of words that have another name.
func expandAnd(parts And, v *vocabulary.Vocabulary, longest int) Node {
	var out And
	for i := 0; i < len(parts); {
		row := rowOfWords(parts[i:], longest)
		taken := 0
		for n := len(row); n > 0 && taken == 0; n-- {
			var node Node = parts[i]
			if n > 1 {
				node = And(slices.Clone(parts[i : i+n]))
			}
			if a, ok := also(node, row[:n], v).(Synonyms); ok {
				out, taken = append(out, a), n
			}
		}
		if taken == 0 {
			out, taken = append(out, expand(parts[i], v, longest)), 1
		}
		i += taken
	}
	return unwrap(out, out)
}

// rowOfWords returns the words at the start of parts that are of the whole document.
func rowOfWords(parts []Node, most int) []Word {
	var row []Word
	for _, p := range parts[:min(len(parts), most)] {
		w, ok := p.(Word)
		if !ok || w.Field != "" {
			break
		}
		row = append(row, w)
	}
	return row
}

// also returns the node with the other ways to say its words, or the node itself if there are none.
func also(node Node, words []Word, v *vocabulary.Vocabulary) Node {
	if words[0].Field != "" {
		return node
	}
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = w.Text
	}
	var others []Node
	for _, term := range v.Synonyms(strings.Join(said, " ")) {
		if other := other(term, said); other != nil && len(others) < maxOthers {
			others = append(others, other)
		}
	}
	if len(others) == 0 {
		return node
	}
	return Synonyms{Node: node, Alternatives: others}
}

// other makes the node of another name: a word, a run, or a phrase. One that holds the words themselves finds nothing
// that they do not.
func other(term string, said []string) Node {
	tokens := analysis.Tokens(term, "")
	words := 0
	for _, t := range tokens {
		if t.PositionLength == 1 {
			words++
		}
	}
	switch {
	case words == 0 || holds(tokens, said):
		return nil
	case words == 1:
		return Word{Text: term}
	}
	return Phrase{Text: term}
}

func holds(tokens []analysis.Token, said []string) bool {
	for _, s := range said {
		mine := analysis.Tokens(s, "")
		if len(mine) != 1 || !slices.ContainsFunc(tokens, func(t analysis.Token) bool { return t.PositionLength <= 1 && t.Term == mine[0].Term }) {
			return false
		}
	}
	return true
}

// expansions lists what is also searched, each with the question that leaves it out.
func expansions(tree Node) []Expansion {
	var out []Expansion
	for n := 0; ; n++ {
		s := switcher{number: n}
		without := s.visit(tree)
		if s.found == nil {
			return out
		}
		e := Expansion{Text: s.found.String(), ExactQuery: without.String()}
		for _, o := range s.found.Alternatives {
			e.Alternatives = append(e.Alternatives, unquoted(o))
		}
		out = append(out, e)
	}
}

func unquoted(n Node) string {
	if p, ok := n.(Phrase); ok {
		return p.Text
	}
	return n.String()
}

// switcher quotes the words of the n-th Also of a tree.
type switcher struct {
	number int
	found  *Synonyms
}

func (s *switcher) visit(n Node) Node {
	switch n := n.(type) {
	case And:
		return And(s.each(n))
	case Or:
		return Or(s.each(n))
	case Synonyms:
		if s.number--; s.number >= 0 || s.found != nil {
			return n
		}
		s.found = &n
		return quoted(n.Node)
	}
	return n
}

func (s *switcher) each(parts []Node) []Node {
	out := make([]Node, len(parts))
	for i, p := range parts {
		out[i] = s.visit(p)
	}
	return out
}

func quoted(n Node) Node {
	switch n := n.(type) {
	case And:
		parts := make(And, len(n))
		for i, p := range n {
			parts[i] = quoted(p)
		}
		return parts
	case Word:
		return Phrase{Field: n.Field, Text: n.Text}
	}
	return n
}
