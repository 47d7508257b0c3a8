package query

// aloud reads a tree in plain words: "documents that contain drill but not naval, about Pakistan, from 2024 on".
func aloud(tree Node, o Options) string {
	r := reader{Speaker: o.speaker(), any: o.MatchAny}
	if tree == nil {
		return r.Say("query.all")
	}
	parts, ok := tree.(And)
	if !ok {
		parts = And{tree}
	}
	for _, p := range parts {
		r.sort(p)
	}
	return r.sentence()
}

// reader reads the parts of a question, each in its place in the sentence.
type reader struct {
	Speaker
	any     bool
	contain []Node   // words that are required
	without []string // words that must not be there
	clauses []string // parts in which words and filters are mixed
	filters []string
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
	s, bare := r.Say("query.documents"), false
	switch {
	case len(r.contain) > 0 && len(r.without) > 0:
		s = r.Say("query.contain-without", r.all(), r.join("query.or", r.without))
	case len(r.contain) > 0:
		s = r.Say("query.contain", r.all())
	case len(r.without) > 0:
		s = r.Say("query.without", r.join("query.or", r.without))
	default:
		bare = true
	}
	for _, c := range r.clauses {
		if bare {
			s, bare = r.Say("query.that", c), false
		} else {
			s = r.Say("query.and-that", s, c)
		}
	}
	filters := r.join("query.and-filter", r.filters)
	switch {
	case bare && filters != "":
		return r.Say("query.filtered", filters)
	case filters != "":
		return r.Say("query.and-filter", s, filters)
	}
	return s
}

// join puts texts together, two and two, with the words of a key between them.
func (r *reader) join(key string, texts []string) string {
	joined := ""
	for n, text := range texts {
		if n == 0 {
			joined = text
		} else {
			joined = r.Say(key, joined, text)
		}
	}
	return joined
}

// all lists the required words; alternatives among others stand in brackets.
func (r *reader) all() string {
	if len(r.contain) == 1 {
		return r.words(r.contain[0], false)
	}
	return r.list(r.contain, "query.and")
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
	return r.join("query.or", all)
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
		return brackets(r.list(n, "query.and"), inside)
	case Or:
		if r.any && len(n) > 2 {
			return r.Say("query.any-of", r.Say("query.or", r.list(n[:len(n)-1], "query.comma"), r.words(n[len(n)-1], true)))
		}
		return brackets(r.list(n, "query.or"), inside)
	case Not:
		return r.Say("query.not", r.words(n.Node, true))
	case Word:
		return r.place(n.Text, n.Field)
	case CJKRun:
		return r.place(n.Text, n.Field)
	case Prefix:
		return r.place(r.Say("query.prefix", n.Text), n.Field)
	case Fuzzy:
		return r.place(r.Say("query.fuzzy", n.Text), n.Field)
	case Synonyms:
		return r.Say("query.also", r.words(n.Node, inside), r.namedOthers(n.Alternatives))
	case Phrase:
		return r.place(r.phrase(n), n.Field)
	}
	return ""
}

// namedOthers names a few of the other ways to say something; the page lists all of them.
func (r *reader) namedOthers(others []Node) string {
	const few = 3
	var names []string
	for _, o := range others[:min(len(others), few)] {
		names = append(names, unquoted(o))
	}
	if more := len(others) - few; more > 0 {
		return r.Say("query.more", r.join("query.comma", names), more)
	}
	return r.join("query.comma", names)
}

func (r *reader) list(parts []Node, with string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = r.words(p, true)
	}
	return r.join(with, all)
}

func brackets(s string, inside bool) string {
	if inside {
		return "(" + s + ")"
	}
	return s
}

func (r *reader) place(words, field string) string {
	if field == "" {
		return words
	}
	return r.Say("query.in-title", words)
}

func (r *reader) phrase(p Phrase) string {
	switch {
	case p.Near == 1:
		return r.Say("query.near-one", p.Text)
	case p.Near > 1:
		return r.Say("query.near", p.Near, p.Text)
	case count(p.Text) == 1:
		return r.Say("query.exactly", p.Text)
	}
	return r.Say("query.phrase", p.Text)
}

// clause reads a part in which words and filters are mixed, as what documents do or are.
func (r *reader) clause(n Node) string {
	switch {
	case isFilter(n):
		return r.Say("query.are", r.filter(n))
	case onlyWords(n):
		return r.contains(n)
	}
	switch n := n.(type) {
	case And:
		return r.clausesOf(n, "query.and")
	case Or:
		return r.clausesOf(n, "query.or")
	case Not:
		return r.Say("query.are-not", r.clause(n.Node))
	}
	return ""
}

func (r *reader) contains(n Node) string {
	if not, ok := n.(Not); ok {
		return r.Say("query.do-not-contain", r.words(not.Node, true))
	}
	return r.Say("query.do-contain", r.words(n, false))
}

func (r *reader) clausesOf(parts []Node, with string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = r.clause(p)
		if !isFilter(p) && !onlyWords(p) {
			all[i] = "(" + all[i] + ")"
		}
	}
	return r.join(with, all)
}

// filter reads a filter, or the absence of one.
func (r *reader) filter(n Node) string {
	if not, ok := n.(Not); ok {
		return r.Say("query.not", r.filter(not.Node))
	}
	f := n.(Filter)
	switch f.Name {
	case nameAfter:
		return r.Say("query.after", r.spoken(f.Value))
	case nameBefore:
		if len(f.Value) == len("2006-01-02") {
			return r.Say("query.before-day", r.spoken(f.Value))
		}
		return r.Say("query.before", r.spoken(f.Value))
	}
	if f.Value == missing && f.Name != nameSource && f.Name != nameFormat {
		return r.Say("query.no-" + f.Name)
	}
	label := r.Label(f)
	switch f.Name {
	case nameCountry:
		return r.Say("query.about", label)
	case nameTheme:
		return r.Say("query.theme", label)
	case nameGroup:
		return r.Say("query.group", label)
	case nameLang:
		return r.Say("query.lang", label)
	case nameFormat:
		return r.Say("query.format", label)
	}
	return r.Say("query.source", label)
}

func (r *reader) spoken(value string) string {
	d, ok := parseDate(value)
	if !ok {
		return value
	}
	return r.Date(d.year, d.month, d.day)
}
