package query

import (
	"slices"
	"unicode/utf8"

	"daftar/index/analysis"
)

// tidy returns the one shape of a tree: no empty or single groups, no group in a group of its own kind, no double
// negation, and no word that is too common beside other words of its group. nil is the tree of nothing.
func tidy(n Node, notes *notes) Node {
	switch n := n.(type) {
	case And:
		parts := dropStops(flatten[And](n, notes), notes)
		return unwrap(And(parts), parts)
	case Or:
		parts := flatten[Or](n, notes)
		return unwrap(Or(parts), parts)
	case Not:
		inner := tidy(n.Node, notes)
		if inner == nil {
			return nil
		}
		if twice, ok := inner.(Not); ok {
			return twice.Node
		}
		return Not{inner}
	}
	return n
}

// flatten returns the tidy parts of a group, those of inner groups of the same kind among them.
func flatten[T ~[]Node](group []Node, notes *notes) []Node {
	var parts []Node
	for _, p := range group {
		p = tidy(p, notes)
		if same, ok := any(p).(T); ok {
			parts = append(parts, same...)
		} else if p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

func unwrap(group Node, parts []Node) Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return group
}

// dropStops leaves out the stop words of an And, unless it has no other words.
func dropStops(parts []Node, notes *notes) []Node {
	if !anyTells(parts) {
		return parts
	}
	var kept []Node
	for _, p := range parts {
		if w, ok := p.(Word); ok && analysis.IsStop(w.Text) {
			notes.of(sayStop, w.Text)
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

// tells reports whether a node asks for words that are not stop words.
func tells(n Node) bool {
	switch n := n.(type) {
	case Word:
		return !analysis.IsStop(n.Text)
	case CJKRun, Phrase, Prefix, Fuzzy:
		return true
	case And:
		return anyTells(n)
	case Or:
		return anyTells(n)
	}
	return false
}

func anyTells(parts []Node) bool {
	for _, p := range parts {
		if tells(p) {
			return true
		}
	}
	return false
}

// cutter cuts a tree after a number of words.
type cutter struct {
	left int
	cut  bool
	last string // the last word that was kept
}

// prune returns the tree without what goes beyond the words that are left.
func (c *cutter) prune(n Node) Node {
	switch n := n.(type) {
	case And:
		return And(c.each(n))
	case Or:
		return Or(c.each(n))
	case Not:
		if inner := c.prune(n.Node); inner != nil {
			return Not{inner}
		}
		return nil
	case Word:
		return c.whole(n, count(n.Text))
	case Filter, Prefix, Fuzzy:
		return c.whole(n, 1)
	case CJKRun:
		n.Text = c.start(n.Text)
		return c.unlessEmpty(n, n.Text)
	case Phrase:
		n.Text = c.start(n.Text)
		return c.unlessEmpty(n, n.Text)
	}
	return nil
}

func (c *cutter) each(parts []Node) []Node {
	var kept []Node
	for _, p := range parts {
		if p = c.prune(p); p != nil {
			kept = append(kept, p)
		}
	}
	return kept
}

// whole keeps a leaf of some words if all of them fit; if not, nothing after it is kept either.
func (c *cutter) whole(n Node, words int) Node {
	if c.cut || words > c.left {
		c.cut = true
		return nil
	}
	c.left -= words
	c.last = n.String()
	return n
}

// start returns as many words of a text as fit.
func (c *cutter) start(text string) string {
	end := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength != 1 {
			continue
		}
		if c.cut || c.left == 0 {
			c.cut = true
			return text[:end]
		}
		c.left--
		end, c.last = t.End, text[t.Start:t.End]
	}
	return text
}

func (c *cutter) unlessEmpty(n Node, text string) Node {
	if text == "" {
		return nil
	}
	return n
}

// loosen makes the words of the whole question alternatives (match=any). Filters and what is left out stay required.
func loosen(n Node) Node {
	parts, ok := n.(And)
	if !ok {
		parts = And{n}
	}
	var words Or
	var required And
	for _, p := range parts {
		if p == nil {
			continue
		}
		if !asks(p) {
			required = append(required, p)
			continue
		}
		words = append(words, alternatives(p)...)
	}
	if len(words) == 0 {
		return n
	}
	all := append(And{unwrap(words, words)}, required...)
	return unwrap(all, all)
}

// asks reports whether a node asks for words, and not only for filters or the absence of words.
func asks(n Node) bool {
	switch n := n.(type) {
	case And:
		return anyAsks(n)
	case Or:
		return anyAsks(n)
	case Not, Filter:
		return false
	}
	return true
}

func anyAsks(parts []Node) bool {
	for _, p := range parts {
		if asks(p) {
			return true
		}
	}
	return false
}

// alternatives returns what a part of the question gives to choose from: its own alternatives, the pairs of a run.
func alternatives(n Node) []Node {
	switch n := n.(type) {
	case Or:
		var all []Node
		for _, p := range n {
			all = append(all, alternatives(p)...)
		}
		return all
	case Synonyms:
		if all, ok := n.Node.(And); ok {
			return append(slices.Clone([]Node(all)), n.Alternatives...)
		}
	case CJKRun:
		return pairs(n)
	}
	return []Node{n}
}

// pairs returns the pairs of a run to choose from and, of a run of more than a word or two, its single characters, which
// tell of documents that have it in other company. Those that are too common are left out.
func pairs(n CJKRun) []Node {
	most := 0
	if utf8.RuneCountInString(n.Text) > 2 {
		most = 1
	}
	var all []Node
	for span := 1; span >= 1-most; span-- {
		for _, t := range analysis.Tokens(n.Text, "") {
			if t.PositionLength == span && (most == 0 || !analysis.IsStop(t.Term)) {
				all = append(all, Word{Field: n.Field, Text: n.Text[t.Start:t.End]})
			}
		}
	}
	return all
}

// depth returns how deep the brackets are that the tree is printed with.
func depth(n Node) int {
	deepest := 0
	within := func(parts []Node) {
		for _, p := range parts {
			deepest = max(deepest, bracketed(p))
		}
	}
	switch n := n.(type) {
	case And:
		within(n)
	case Or:
		within(n)
	case Not:
		return bracketed(n.Node)
	}
	return deepest
}

// bracketed returns the depth of a node printed as a part of another.
func bracketed(n Node) int {
	if also, ok := n.(Synonyms); ok {
		n = also.Node
	}
	switch n := n.(type) {
	case And, Or:
		return 1 + depth(n)
	case Not:
		return bracketed(n.Node)
	}
	return 0
}
