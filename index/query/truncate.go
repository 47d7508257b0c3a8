package query

import "daftar/index/analysis"

// truncator cuts a tree after a number of words.
type truncator struct {
	left int
	cut  bool
	last string // the last word that was kept
}

// truncate returns the tree without the words beyond those left.
func (t *truncator) truncate(n Node) Node {
	switch n := n.(type) {
	case And:
		return And(t.each(n))
	case Or:
		return Or(t.each(n))
	case Not:
		if inner := t.truncate(n.Node); inner != nil {
			return Not{inner}
		}
	case Word:
		return t.keepWhole(n, countWords(n.Text))
	case Filter, Prefix, Fuzzy:
		return t.keepWhole(n, 1)
	case CJKRun:
		if n.Text = t.keepStart(n.Text); n.Text != "" {
			return n
		}
	case Phrase:
		if n.Text = t.keepStart(n.Text); n.Text != "" {
			return n
		}
	}
	return nil
}

func (t *truncator) each(parts []Node) []Node {
	var kept []Node
	for _, p := range parts {
		if p = t.truncate(p); p != nil {
			kept = append(kept, p)
		}
	}
	return kept
}

// keepWhole keeps a leaf if all its words fit. If not, no later word is kept either.
func (t *truncator) keepWhole(n Node, words int) Node {
	if t.cut || words > t.left {
		t.cut = true
		return nil
	}
	t.left -= words
	t.last = n.String()
	return n
}

// keepStart returns as many words of a text as fit.
func (t *truncator) keepStart(text string) string {
	end := 0
	for _, token := range analysis.Tokens(text, "") {
		if token.PositionLength != 1 {
			continue
		}
		if t.cut || t.left == 0 {
			t.cut = true
			return text[:end]
		}
		t.left--
		end, t.last = token.End, text[token.Start:token.End]
	}
	return text
}
