package query

import (
	"slices"

	"daftar/index/date"
	"daftar/index/message"
)

// describe returns a tree in words: "drill but not naval, about Pakistan, dated 2024 or later". Arguments of the messages
// are strings, ints, dates, messages, and Filters, which stand for the label of their value.
func describe(tree Node, o Options) message.Message {
	parts, ok := tree.(And)
	if !ok && tree != nil {
		parts = And{tree}
	}
	d := describer{matchAny: o.MatchAny}
	for _, p := range parts {
		d.add(p)
	}
	return d.sentence()
}

// describer sorts the conditions of a query by their place in the sentence.
type describer struct {
	matchAny bool
	words    []Node            // required words
	without  []message.Message // words that must not match
	clauses  []message.Message // conditions that mix words and filters
	filters  []message.Message
}

func (d *describer) add(n Node) {
	not, negated := n.(Not)
	switch {
	case isFilter(n):
		d.filters = append(d.filters, filterMessage(n))
	case isFilterChoice(n):
		d.filters = append(d.filters, join("query.or", n.(Or), filterMessage))
	case negated && onlyWords(not.Node):
		d.without = append(d.without, d.nestedWords(not.Node))
	case onlyWords(n):
		d.words = append(d.words, n)
	default:
		d.clauses = append(d.clauses, d.clause(n))
	}
}

func (d *describer) sentence() message.Message {
	var parts []message.Message
	switch {
	case len(d.words) > 0 && len(d.without) > 0:
		parts = append(parts, message.New("query.but-not", d.required(), joinMessages("query.or", d.without)))
	case len(d.words) > 0:
		parts = append(parts, d.required())
	case len(d.without) > 0:
		parts = append(parts, message.New("query.without", joinMessages("query.or", d.without)))
	}
	for i, c := range d.clauses {
		key := "query.and-clause"
		if i == 0 && len(parts) == 0 {
			key = "query.clause"
		}
		parts = append(parts, message.New(key, c))
	}
	if len(d.filters) > 0 {
		filters := joinMessages("query.comma", d.filters)
		if len(parts) == 0 {
			filters = message.New("query.filtered", filters)
		}
		parts = append(parts, filters)
	}
	if len(parts) == 0 {
		return message.New("query.all")
	}
	return joinMessages("query.comma", parts)
}

// required lists the required words, with alternatives in parentheses.
func (d *describer) required() message.Message {
	if len(d.words) == 1 {
		return d.wordMessage(d.words[0])
	}
	return d.list("query.and", d.words)
}

// join joins the messages of some nodes pairwise by the text of a key.
func join(key string, nodes []Node, describe func(Node) message.Message) message.Message {
	all := make([]message.Message, len(nodes))
	for i, n := range nodes {
		all[i] = describe(n)
	}
	return joinMessages(key, all)
}

func joinMessages(key string, all []message.Message) message.Message {
	joined := all[0]
	for _, m := range all[1:] {
		joined = message.New(key, joined, m)
	}
	return joined
}

// list joins groups of words, with inner groups in parentheses.
func (d *describer) list(key string, parts []Node) message.Message {
	return join(key, parts, d.nestedWords)
}

// isFilter reports whether a node is a filter, or the negation of one.
func isFilter(n Node) bool {
	if not, ok := n.(Not); ok {
		n = not.Node
	}
	_, ok := n.(Filter)
	return ok
}

// isFilterChoice reports whether a node is an Or of filters.
func isFilterChoice(n Node) bool {
	parts, ok := n.(Or)
	return ok && !slices.ContainsFunc(parts, func(p Node) bool { return !isFilter(p) })
}

// onlyWords reports whether a node has no filters.
func onlyWords(n Node) bool {
	hasFilter := func(p Node) bool { return !onlyWords(p) }
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n, hasFilter)
	case Or:
		return !slices.ContainsFunc(n, hasFilter)
	case Not:
		return onlyWords(n.Node)
	case Filter:
		return false
	}
	return true
}

// wordMessage describes a node without filters.
func (d *describer) wordMessage(n Node) message.Message {
	switch n := n.(type) {
	case And:
		return d.list("query.and", n)
	case Or:
		if d.isLongChoice(n) {
			last := len(n) - 1
			return message.New("query.any-of", message.New("query.or", d.list("query.comma", n[:last]), d.nestedWords(n[last])))
		}
		return d.list("query.or", n)
	case Not:
		return message.New("query.not", d.nestedWords(n.Node))
	case Word:
		return inField(n.Field, verbatim(n.Text))
	case CJKRun:
		return inField(n.Field, verbatim(n.Text))
	case Prefix:
		return inField(n.Field, message.New("query.prefix", n.Text))
	case Fuzzy:
		return inField(n.Field, message.New("query.fuzzy", n.Text))
	case Synonyms:
		return message.New("query.synonyms", d.wordMessage(n.Node), alternativesMessage(n.Alternatives))
	case Phrase:
		return inField(n.Field, phraseMessage(n))
	}
	return message.New("query.all")
}

// isLongChoice reports whether alternatives are described as "any of a, b or c", which needs no parentheses.
func (d *describer) isLongChoice(n Or) bool { return d.matchAny && len(n) > 2 }

// nestedWords describes a node without filters as a part of another one: a group in parentheses.
func (d *describer) nestedWords(n Node) message.Message {
	m := d.wordMessage(n)
	switch n := n.(type) {
	case And:
		return inParentheses(m)
	case Or:
		if !d.isLongChoice(n) {
			return inParentheses(m)
		}
	case Synonyms:
		return message.New("query.synonyms", d.nestedWords(n.Node), alternativesMessage(n.Alternatives))
	}
	return m
}

// verbatim is a text of the user in a place that takes a message.
func verbatim(text string) message.Message { return message.New("query.word", text) }

// alternativesMessage lists a few synonyms; the page lists all of them.
func alternativesMessage(alternatives []Node) message.Message {
	const maxListed = 3
	list := join("query.comma", alternatives[:min(len(alternatives), maxListed)], func(n Node) message.Message { return verbatim(unquoted(n)) })
	if more := len(alternatives) - maxListed; more > 0 {
		return message.New("query.more", list, more)
	}
	return list
}

func inParentheses(m message.Message) message.Message { return message.New("query.parentheses", m) }

func inField(field string, m message.Message) message.Message {
	if field == "" {
		return m
	}
	return message.New("query.in-title", m)
}

func phraseMessage(p Phrase) message.Message {
	switch {
	case p.Near > 0:
		return message.New("query.near", p.Near, p.Text)
	case countWords(p.Text) == 1:
		return message.New("query.exact-word", p.Text)
	}
	return message.New("query.phrase", p.Text)
}

// clause describes a condition that mixes words and filters, as what documents do or are.
func (d *describer) clause(n Node) message.Message {
	if isFilter(n) {
		return message.New("query.are", filterMessage(n))
	}
	not, negated := n.(Not)
	if onlyWords(n) {
		if negated {
			return message.New("query.do-not-contain", d.nestedWords(not.Node))
		}
		return message.New("query.contain", d.wordMessage(n))
	}
	switch n := n.(type) {
	case And:
		return join("query.and", n, d.nestedClause)
	case Or:
		return join("query.or", n, d.nestedClause)
	}
	return message.New("query.are-not", d.clause(not.Node))
}

func (d *describer) nestedClause(n Node) message.Message {
	if isFilter(n) || onlyWords(n) {
		return d.clause(n)
	}
	return inParentheses(d.clause(n))
}

// filterKeys are the messages about each filter: its value, and the lack of any value.
var filterKeys = map[string]struct{ value, missing string }{
	nameCountry: {"query.filter-country", "query.no-country"},
	nameTheme:   {"query.filter-theme", "query.no-theme"},
	nameGroup:   {"query.filter-theme_group", "query.no-theme_group"},
	nameLang:    {"query.filter-lang", "query.no-lang"},
	nameFormat:  {"query.filter-format", ""},
	nameSource:  {"query.filter-source", ""},
	nameAfter:   {"query.filter-after", ""},
	nameBefore:  {"query.filter-before", ""},
}

// filterMessage describes a filter, or the negation of one.
func filterMessage(n Node) message.Message {
	if not, ok := n.(Not); ok {
		return message.New("query.not", filterMessage(not.Node))
	}
	f := n.(Filter)
	keys := filterKeys[f.Name]
	switch {
	case f.Name == nameAfter || f.Name == nameBefore:
		return message.New(keys.value, dateArgument(f.Value))
	case f.Value == missing && keys.missing != "":
		return message.New(keys.missing)
	}
	return message.New(keys.value, f)
}

func dateArgument(value string) any {
	d, err := date.Parse(value)
	if err != nil {
		return value
	}
	return d
}
