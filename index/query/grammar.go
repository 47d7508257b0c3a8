package query

// balance returns the lexemes with each bracket closed, and without the brackets that close nothing.
func balance(all []lexeme, n *notes) []lexeme {
	kept := make([]lexeme, 0, len(all))
	deep := 0
	for _, x := range all {
		switch {
		case x.sort == open:
			deep++
		case x.sort == shut && deep == 0:
			n.say("query.note-closes")
			continue
		case x.sort == shut:
			deep--
		}
		kept = append(kept, x)
	}
	if deep > 0 {
		n.say("query.note-open")
	}
	for range deep {
		kept = append(kept, lexeme{sort: shut})
	}
	return kept
}

// settle takes out the operators that have nothing to work on. If there is nothing but operators, they are words.
func settle(all []lexeme, n *notes) []lexeme {
	kept := make([]lexeme, 0, len(all))
	var stray []lexeme
	leaves := false
	for i, x := range all {
		leaves = leaves || x.sort == leaf
		if after := follows(all[i+1:]); !x.operates(last(kept), after) {
			stray = append(stray, x)
			continue
		}
		kept = append(kept, x)
	}
	for _, x := range stray {
		if leaves {
			n.of(sayStray, x.typed)
		} else if word := plainOperator(x.sort); word != "" {
			n.say("query.note-plain", x.typed)
			kept = append(kept, lexeme{sort: leaf, node: Word{Text: word}})
		}
	}
	return kept
}

// operates reports whether a lexeme can stand between these two; only an operator may not be able to.
func (x lexeme) operates(before, after sort) bool {
	begins := after == leaf || after == open
	switch x.sort {
	case not, minus:
		return begins
	case and, or:
		return begins && (before == leaf || before == shut)
	}
	return true
}

// follows returns what comes first but for negations, which stand before anything, and a closing bracket for the end.
func follows(rest []lexeme) sort {
	for _, x := range rest {
		if x.sort != not && x.sort != minus {
			return x.sort
		}
	}
	return shut
}

// last returns what the last lexeme is, and an opening bracket for the start.
func last(kept []lexeme) sort {
	if len(kept) == 0 {
		return open
	}
	return kept[len(kept)-1].sort
}

func plainOperator(s sort) string {
	switch s {
	case and:
		return "and"
	case or:
		return "or"
	case not:
		return "not"
	}
	return ""
}

// nesting returns how deep brackets are nested.
func nesting(all []lexeme) int {
	deep, deepest := 0, 0
	for _, x := range all {
		switch x.sort {
		case open:
			deep++
		case shut:
			deep--
		}
		deepest = max(deepest, deep)
	}
	return deepest
}

// parser builds the tree of settled lexemes:
//
//	sequence    = { alternation }                  all of them
//	alternation = conjunction { "OR" conjunction }  at least one
//	conjunction = negation { "AND" negation }       all of them
//	negation    = { "NOT" | "-" } primary
//	primary     = leaf | "(" sequence ")"
//
// A node of nothing, such as an empty pair of brackets, is nil.
type parser struct {
	rest  []lexeme
	notes *notes
}

// sees reports whether the next lexeme is of the kind, and moves past it.
func (p *parser) sees(s sort) bool {
	if len(p.rest) == 0 || p.rest[0].sort != s {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) sequence() Node {
	var parts And
	for len(p.rest) > 0 && p.rest[0].sort != shut {
		parts = append(parts, p.alternation())
	}
	return parts
}

func (p *parser) alternation() Node {
	parts := Or{p.conjunction()}
	for p.sees(or) {
		parts = append(parts, p.conjunction())
	}
	return parts
}

func (p *parser) conjunction() Node {
	parts := And{p.negation()}
	for p.sees(and) {
		parts = append(parts, p.negation())
	}
	return parts
}

func (p *parser) negation() Node {
	negated := false
	for p.sees(not) || p.sees(minus) {
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
	x := p.rest[0]
	p.rest = p.rest[1:]
	if x.sort != open {
		return x.node
	}
	n := p.sequence()
	p.sees(shut)
	return within(x.field, n)
}

// within puts the words of a group in a field: title:(a OR b).
func within(field string, n Node) Node {
	if field == "" {
		return n
	}
	switch n := n.(type) {
	case And:
		return And(eachWithin(field, n))
	case Or:
		return Or(eachWithin(field, n))
	case Not:
		return Not{within(field, n.Node)}
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

func eachWithin(field string, parts []Node) []Node {
	moved := make([]Node, len(parts))
	for i, p := range parts {
		moved[i] = within(field, p)
	}
	return moved
}
