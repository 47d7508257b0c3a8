package query

import (
	"fmt"
	"strings"

	"daftar/index/vocabulary"
)

// aloud reads a tree in plain English: "documents that contain drill but not naval, about Pakistan, from 2024 on".
func aloud(tree Node, o Options) string {
	if tree == nil {
		return "all documents"
	}
	parts, ok := tree.(And)
	if !ok {
		parts = And{tree}
	}
	r := reader{vocabulary: o.Vocabulary, any: o.Any}
	for _, p := range parts {
		r.sort(p)
	}
	return r.sentence()
}

// reader reads the parts of a question, each in its place in the sentence.
type reader struct {
	vocabulary *vocabulary.Vocabulary
	any        bool
	contain    []Node   // words that are required
	without    []string // words that must not be there
	clauses    []string // parts in which words and filters are mixed
	filters    []string
}

func (r *reader) sort(n Node) {
	not, negated := n.(Not)
	switch {
	case isFilter(n):
		r.filters = append(r.filters, r.filter(n))
	case everyFilter(n):
		r.filters = append(r.filters, r.choice(n.(Or)))
	case negated && onlyWords(not.Node):
		r.without = append(r.without, r.words(not.Node, true))
	case onlyWords(n):
		r.contain = append(r.contain, n)
	default:
		r.clauses = append(r.clauses, r.clause(n))
	}
}

func (r *reader) sentence() string {
	s := "documents"
	switch {
	case len(r.contain) > 0 && len(r.without) > 0:
		s += " that contain " + r.all() + " but not " + strings.Join(r.without, " or ")
	case len(r.contain) > 0:
		s += " that contain " + r.all()
	case len(r.without) > 0:
		s += " that do not contain " + strings.Join(r.without, " or ")
	}
	for _, c := range r.clauses {
		if s == "documents" {
			s += " that " + c
		} else {
			s += ", that " + c
		}
	}
	if s == "documents" && len(r.filters) > 0 {
		return s + " " + strings.Join(r.filters, ", ")
	}
	for _, f := range r.filters {
		s += ", " + f
	}
	return s
}

// all lists the required words; alternatives among others stand in brackets.
func (r *reader) all() string {
	if len(r.contain) == 1 {
		return r.words(r.contain[0], false)
	}
	return r.list(r.contain, " and ")
}

// isFilter reports whether a node is a filter, or the absence of one.
func isFilter(n Node) bool {
	if not, ok := n.(Not); ok {
		n = not.Node
	}
	_, ok := n.(Filter)
	return ok
}

// everyFilter reports whether a node is a choice of filters.
func everyFilter(n Node) bool {
	parts, ok := n.(Or)
	for _, p := range parts {
		ok = ok && isFilter(p)
	}
	return ok
}

// choice reads a choice of filters: about Pakistan or about Afghanistan.
func (r *reader) choice(parts Or) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = r.filter(p)
	}
	return strings.Join(all, " or ")
}

// onlyWords reports whether a node is about words alone.
func onlyWords(n Node) bool {
	switch n := n.(type) {
	case And:
		return everyOnlyWords(n)
	case Or:
		return everyOnlyWords(n)
	case Not:
		return onlyWords(n.Node)
	case Filter:
		return false
	}
	return true
}

func everyOnlyWords(parts []Node) bool {
	for _, p := range parts {
		if !onlyWords(p) {
			return false
		}
	}
	return true
}

// words reads a node of words; inside another one, groups stand in brackets.
func (r *reader) words(n Node, inside bool) string {
	switch n := n.(type) {
	case And:
		return brackets(r.list(n, " and "), inside)
	case Or:
		if r.any && len(n) > 2 {
			return "any of " + r.list(n[:len(n)-1], ", ") + " or " + r.words(n[len(n)-1], true)
		}
		return brackets(r.list(n, " or "), inside)
	case Not:
		return "not " + r.words(n.Node, true)
	case Word:
		return n.Text + place(n.Field)
	case Run:
		return n.Text + place(n.Field)
	case Prefix:
		return "a word that begins with " + n.Text + place(n.Field)
	case Fuzzy:
		return "a word spelled like " + n.Text + place(n.Field)
	case Also:
		return r.words(n.Node, inside) + " (also as " + namedOthers(n.Others) + ")"
	case Phrase:
		return phraseAloud(n) + place(n.Field)
	}
	return ""
}

// namedOthers names a few of the other ways to say something; the page lists all of them.
func namedOthers(others []Node) string {
	const few = 3
	var names []string
	for _, o := range others[:min(len(others), few)] {
		names = append(names, unquoted(o))
	}
	if more := len(others) - few; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return strings.Join(names, ", ")
}

func (r *reader) list(parts []Node, with string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = r.words(p, true)
	}
	return strings.Join(all, with)
}

func brackets(s string, inside bool) string {
	if inside {
		return "(" + s + ")"
	}
	return s
}

func place(field string) string {
	if field == "" {
		return ""
	}
	return " in the " + field
}

func phraseAloud(p Phrase) string {
	switch {
	case p.Near == 1:
		return fmt.Sprintf(`the words "%s" with at most one other between them`, p.Text)
	case p.Near > 1:
		return fmt.Sprintf(`the words "%s" with at most %d others between them`, p.Text, p.Near)
	case count(p.Text) == 1:
		return fmt.Sprintf(`exactly "%s"`, p.Text)
	}
	return fmt.Sprintf(`the phrase "%s"`, p.Text)
}

// clause reads a part in which words and filters are mixed, as what documents do or are.
func (r *reader) clause(n Node) string {
	switch {
	case isFilter(n):
		return "are " + r.filter(n)
	case onlyWords(n):
		return r.contains(n)
	}
	switch n := n.(type) {
	case And:
		return r.clausesOf(n, " and ")
	case Or:
		return r.clausesOf(n, " or ")
	case Not:
		return "are not those that " + r.clause(n.Node)
	}
	return ""
}

func (r *reader) contains(n Node) string {
	if not, ok := n.(Not); ok {
		return "do not contain " + r.words(not.Node, true)
	}
	return "contain " + r.words(n, false)
}

func (r *reader) clausesOf(parts []Node, with string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = r.clause(p)
		if !isFilter(p) && !onlyWords(p) {
			all[i] = "(" + all[i] + ")"
		}
	}
	return strings.Join(all, with)
}

// filter reads a filter, or the absence of one.
func (r *reader) filter(n Node) string {
	if not, ok := n.(Not); ok {
		return "not " + r.filter(not.Node)
	}
	f := n.(Filter)
	switch f.Name {
	case nameAfter:
		return "from " + spoken(f.Value) + " on"
	case nameBefore:
		if len(f.Value) == len("2006-01-02") {
			return "up to and including " + spoken(f.Value)
		}
		return "up to the end of " + spoken(f.Value)
	}
	if f.Value == missing && f.Name != nameSource && f.Name != nameFormat {
		return "with no " + strings.ReplaceAll(f.Name, "_", " ")
	}
	label := r.label(f)
	switch f.Name {
	case nameCountry:
		return "about " + label
	case nameTheme:
		return "on the theme " + label
	case nameGroup:
		return "on a theme of " + label
	case nameLang:
		return "in " + label
	case nameFormat:
		return "in the format " + label
	}
	return `from the source "` + label + `"`
}

func spoken(value string) string {
	d, ok := parseDate(value)
	if !ok {
		return value
	}
	return d.words()
}

// label returns the name of a filter's value as people know it.
func (r *reader) label(f Filter) string {
	v := r.vocabulary
	if v == nil {
		return f.Value
	}
	switch f.Name {
	case nameCountry:
		if c, ok := v.Country(f.Value); ok {
			return c.Label
		}
	case nameTheme:
		if t, ok := v.Theme(f.Value); ok {
			return t.Label
		}
	case nameGroup:
		if g, ok := v.Group(f.Value); ok {
			return g.Label
		}
	case nameLang:
		if l, ok := v.Language(f.Value); ok {
			return l.Label
		}
	}
	return f.Value
}
