package query

import (
	"slices"
	"strings"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// maxAlternatives bounds the synonyms of one term: a country has about that many names in all languages together.
const maxAlternatives = 24

// expander adds the synonyms of a vocabulary to words, and to sequences of at most maxWords words.
type expander struct {
	vocabulary *vocabulary.Vocabulary
	maxWords   int
}

func (e expander) expand(n Node) Node {
	switch n := n.(type) {
	case And:
		return e.expandSequence(n)
	case Or:
		parts := make(Or, len(n))
		for i, p := range n {
			parts[i] = e.expand(p)
		}
		return parts
	case Word:
		return e.withSynonyms(n, []Word{n})
	}
	return n
}

// expandSequence expands the longest sequences of words that have synonyms.
func (e expander) expandSequence(parts And) Node {
	var expanded And
	for i := 0; i < len(parts); {
		words := leadingWords(parts[i:], e.maxWords)
		taken := 0
		for n := len(words); n > 0 && taken == 0; n-- {
			node := parts[i]
			if n > 1 {
				node = And(slices.Clone(parts[i : i+n]))
			}
			if s, ok := e.withSynonyms(node, words[:n]).(Synonyms); ok {
				expanded, taken = append(expanded, s), n
			}
		}
		if taken == 0 {
			expanded, taken = append(expanded, e.expand(parts[i])), 1
		}
		i += taken
	}
	return unwrap(expanded, expanded)
}

// leadingWords returns the words, of the whole document, at the start of a sequence.
func leadingWords(parts []Node, maxWords int) []Word {
	var words []Word
	for _, p := range parts[:min(len(parts), maxWords)] {
		w, ok := p.(Word)
		if !ok || w.Field != "" {
			break
		}
		words = append(words, w)
	}
	return words
}

// withSynonyms returns a node of some words with their synonyms, or the node itself if there are none.
func (e expander) withSynonyms(node Node, words []Word) Node {
	if words[0].Field != "" {
		return node
	}
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	var alternatives []Node
	for _, term := range e.vocabulary.Synonyms(strings.Join(texts, " ")) {
		if n := synonymNode(term, texts); n != nil && len(alternatives) < maxAlternatives {
			alternatives = append(alternatives, n)
		}
	}
	if len(alternatives) == 0 {
		return node
	}
	return Synonyms{Node: node, Alternatives: alternatives}
}

// synonymNode returns a synonym as a word or a phrase, and nil if it contains the words themselves: it would find no
// other documents.
func synonymNode(synonym string, words []string) Node {
	tokens := analysis.Tokens(synonym, "")
	length := 0
	for _, t := range tokens {
		if t.PositionLength == 1 {
			length++
		}
	}
	switch {
	case length == 0 || containsWords(tokens, words):
		return nil
	case length == 1:
		return Word{Text: synonym}
	}
	return Phrase{Text: synonym}
}

func containsWords(tokens []analysis.Token, words []string) bool {
	for _, w := range words {
		word := analysis.Tokens(w, "")
		if len(word) != 1 || !slices.ContainsFunc(tokens, func(t analysis.Token) bool { return t.PositionLength <= 1 && t.Term == word[0].Term }) {
			return false
		}
	}
	return true
}

// expansions lists the parts of a tree that have synonyms, each with the query that does without them.
func expansions(tree Node) []Expansion {
	var all []Expansion
	for n := 0; ; n++ {
		q := quoter{skip: n}
		exact := q.visit(tree)
		if q.found == nil {
			return all
		}
		e := Expansion{Text: q.found.String(), ExactQuery: exact.String()}
		for _, a := range q.found.Alternatives {
			e.Alternatives = append(e.Alternatives, unquoted(a))
		}
		all = append(all, e)
	}
}

func unquoted(n Node) string {
	if p, ok := n.(Phrase); ok {
		return p.Text
	}
	return n.String()
}

// quoter quotes the words of one Synonyms node of a tree, the first after a number of others.
type quoter struct {
	skip  int
	found *Synonyms
}

func (q *quoter) visit(n Node) Node {
	switch n := n.(type) {
	case And:
		return And(q.each(n))
	case Or:
		return Or(q.each(n))
	case Synonyms:
		if q.skip--; q.skip >= 0 || q.found != nil {
			return n
		}
		q.found = &n
		return quoted(n.Node)
	}
	return n
}

func (q *quoter) each(parts []Node) []Node {
	visited := make([]Node, len(parts))
	for i, p := range parts {
		visited[i] = q.visit(p)
	}
	return visited
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
