package query

// balanceParens closes each open parenthesis at the end and removes those that close nothing.
func balanceParens(tokens []token, n *notes) []token {
	balanced := make([]token, 0, len(tokens))
	depth := 0
	for _, t := range tokens {
		switch {
		case t.kind == openParen:
			depth++
		case t.kind == closeParen && depth == 0:
			n.add("query.note-paren-closed")
			continue
		case t.kind == closeParen:
			depth--
		}
		balanced = append(balanced, t)
	}
	if depth > 0 {
		n.add("query.note-paren-open")
	}
	for range depth {
		balanced = append(balanced, token{kind: closeParen})
	}
	return balanced
}

// dropStrayOperators removes operators without operands. If a query has no operand, its operators are words.
func dropStrayOperators(tokens []token, n *notes) []token {
	kept := make([]token, 0, len(tokens))
	var stray []token
	operands := false
	for i, t := range tokens {
		operands = operands || t.kind == operand
		if !t.fitsBetween(lastKind(kept), nextKind(tokens[i+1:])) {
			stray = append(stray, t)
			continue
		}
		kept = append(kept, t)
	}
	for _, t := range stray {
		if operands {
			n.addWord(noteStray, t.typed)
		} else if word := t.kind.operatorWord(); word != "" {
			n.add("query.note-operator-word", t.typed)
			kept = append(kept, token{kind: operand, node: Word{Text: word}})
		}
	}
	return kept
}

// fitsBetween reports whether a token may stand between two others. Only an operator may not.
func (t token) fitsBetween(before, after kind) bool {
	hasOperand := after == operand || after == openParen
	switch t.kind {
	case notOperator, minusOperator:
		return hasOperand
	case andOperator, orOperator:
		return hasOperand && (before == operand || before == closeParen)
	}
	return true
}

// nextKind returns the kind of the first token that is no negation, and closeParen at the end.
func nextKind(rest []token) kind {
	for _, t := range rest {
		if t.kind != notOperator && t.kind != minusOperator {
			return t.kind
		}
	}
	return closeParen
}

// lastKind returns the kind of the last token, and openParen at the start.
func lastKind(kept []token) kind {
	if len(kept) == 0 {
		return openParen
	}
	return kept[len(kept)-1].kind
}

func (k kind) operatorWord() string {
	switch k {
	case andOperator:
		return "and"
	case orOperator:
		return "or"
	case notOperator:
		return "not"
	}
	return ""
}

// parenDepth returns how deep parentheses are nested.
func parenDepth(tokens []token) int {
	depth, deepest := 0, 0
	for _, t := range tokens {
		switch t.kind {
		case openParen:
			depth++
		case closeParen:
			depth--
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

// parser builds a tree from tokens with balanced parentheses and without stray operators, one method for each rule of
// the grammar in doc.go. A node of nothing, such as an empty pair of parentheses, is nil.
type parser struct{ rest []token }

// accept moves past the next token if it is of a kind.
func (p *parser) accept(k kind) bool {
	if len(p.rest) == 0 || p.rest[0].kind != k {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) sequence() Node {
	var parts And
	for len(p.rest) > 0 && p.rest[0].kind != closeParen {
		parts = append(parts, p.alternation())
	}
	return parts
}

func (p *parser) alternation() Node {
	parts := Or{p.conjunction()}
	for p.accept(orOperator) {
		parts = append(parts, p.conjunction())
	}
	return parts
}

func (p *parser) conjunction() Node {
	parts := And{p.negation()}
	for p.accept(andOperator) {
		parts = append(parts, p.negation())
	}
	return parts
}

func (p *parser) negation() Node {
	negated := false
	for p.accept(notOperator) || p.accept(minusOperator) {
		negated = !negated
	}
	n := p.primary()
	if negated {
		return Not{n}
	}
	return n
}

func (p *parser) primary() Node {
	if len(p.rest) == 0 {
		return nil
	}
	t := p.rest[0]
	p.rest = p.rest[1:]
	if t.kind != openParen {
		return t.node
	}
	n := p.sequence()
	p.accept(closeParen)
	return withField(t.field, n)
}

// withField restricts the words of a group to a field: title:(a OR b).
func withField(field string, n Node) Node {
	if field == "" {
		return n
	}
	switch n := n.(type) {
	case And:
		return And(eachWithField(field, n))
	case Or:
		return Or(eachWithField(field, n))
	case Not:
		return Not{withField(field, n.Node)}
	case Word:
		n.Field = field
		return n
	case CJKRun:
		n.Field = field
		return n
	case Phrase:
		n.Field = field
		return n
	}
	return n
}

func eachWithField(field string, parts []Node) []Node {
	moved := make([]Node, len(parts))
	for i, p := range parts {
		moved[i] = withField(field, p)
	}
	return moved
}
