package query

import (
	"slices"

	"daftar/index/analysis"
)

// normalize returns the normal form of a tree: no empty or single groups, no group inside a group of the same kind, no
// double negation, and no stop word beside other words of its group. nil is the tree of no words.
func normalize(n Node, notes *notes) Node {
	switch n := n.(type) {
	case And:
		parts := dropStopWords(flatten[And](n, notes), notes)
		return unwrap(And(parts), parts)
	case Or:
		parts := flatten[Or](n, notes)
		return unwrap(Or(parts), parts)
	case Not:
		inner := normalize(n.Node, notes)
		if inner == nil {
			return nil
		}
		if double, ok := inner.(Not); ok {
			return double.Node
		}
		return Not{inner}
	}
	return n
}

// flatten returns the normalised parts of a group, with the parts of inner groups of the same kind among them.
func flatten[T ~[]Node](group []Node, notes *notes) []Node {
	var parts []Node
	for _, p := range group {
		p = normalize(p, notes)
		if same, ok := any(p).(T); ok {
			parts = append(parts, same...)
		} else if p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

// unwrap returns nil for a group of no parts, the part of a single one, and else the group.
func unwrap(group Node, parts []Node) Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return group
}

// dropStopWords removes the stop words of an And, unless it has no other words.
func dropStopWords(parts []Node, notes *notes) []Node {
	if !slices.ContainsFunc(parts, hasContentWord) {
		return parts
	}
	var kept []Node
	for _, p := range parts {
		if w, ok := p.(Word); ok && analysis.IsStop(w.Text) {
			notes.addWord(noteStop, w.Text)
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// hasContentWord reports whether a node requires a word that is no stop word.
func hasContentWord(n Node) bool {
	switch n := n.(type) {
	case Word:
		return !analysis.IsStop(n.Text)
	case CJKRun, Phrase, Prefix, Fuzzy:
		return true
	case And:
		return slices.ContainsFunc(n, hasContentWord)
	case Or:
		return slices.ContainsFunc(n, hasContentWord)
	}
	return false
}

// depth returns how deep parentheses are nested in the text of a tree.
func depth(n Node) int {
	var parts []Node
	switch n := n.(type) {
	case And:
		parts = n
	case Or:
		parts = n
	case Not:
		return operandDepth(n.Node)
	}
	deepest := 0
	for _, p := range parts {
		deepest = max(deepest, operandDepth(p))
	}
	return deepest
}

// operandDepth returns the depth of a node that is printed as a part of another.
func operandDepth(n Node) int {
	if s, ok := n.(Synonyms); ok {
		n = s.Node
	}
	switch n := n.(type) {
	case And, Or:
		return 1 + depth(n)
	case Not:
		return operandDepth(n.Node)
	}
	return 0
}
