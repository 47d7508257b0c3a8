package query

import (
	"slices"
	"unicode/utf8"

	"daftar/index/analysis"
)

// matchAny makes the words of a whole query alternatives. Filters and negations stay required.
func matchAny(n Node) Node {
	parts, ok := n.(And)
	if !ok {
		parts = And{n}
	}
	var words Or
	var required And
	for _, p := range parts {
		switch {
		case p == nil:
		case hasTerms(p):
			words = append(words, alternatives(p)...)
		default:
			required = append(required, p)
		}
	}
	if len(words) == 0 {
		return n
	}
	all := append(And{unwrap(words, words)}, required...)
	return unwrap(all, all)
}

// hasTerms reports whether a node requires words, and not only filters or the absence of words.
func hasTerms(n Node) bool {
	switch n := n.(type) {
	case And:
		return slices.ContainsFunc(n, hasTerms)
	case Or:
		return slices.ContainsFunc(n, hasTerms)
	case Not, Filter:
		return false
	}
	return true
}

// alternatives returns the alternatives that a part of the query contributes: its own, or the pairs of a CJK run.
func alternatives(n Node) []Node {
	switch n := n.(type) {
	case Or:
		var all []Node
		for _, p := range n {
			all = append(all, alternatives(p)...)
		}
		return all
	case Synonyms:
		if words, ok := n.Node.(And); ok {
			return append(slices.Clone([]Node(words)), n.Alternatives...)
		}
	case CJKRun:
		return bigrams(n)
	}
	return []Node{n}
}

// bigrams returns the pairs of a CJK run and, of a run of more than two characters, its single characters, which match
// documents with other words of the same characters. Stop words among them are left out.
func bigrams(n CJKRun) []Node {
	minLength, long := 1, utf8.RuneCountInString(n.Text) > 2
	if long {
		minLength = 0
	}
	var all []Node
	for length := 1; length >= minLength; length-- {
		for _, t := range analysis.Tokens(n.Text, "") {
			if t.PositionLength == length && !(long && analysis.IsStop(t.Term)) {
				all = append(all, Word{Field: n.Field, Text: n.Text[t.Start:t.End]})
			}
		}
	}
	return all
}
