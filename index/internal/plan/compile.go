package plan

import (
	"errors"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/query"
)

// Dictionary returns the terms of the library that a prefix or a fuzzy word matches, in order. The terms are unstemmed.
// If there are more than limit, it returns at least limit+1 of them.
type Dictionary interface {
	TermsWithPrefix(scope Scope, prefix string, limit int) ([]string, error)
	TermsWithin(scope Scope, term string, distance, limit int) ([]string, error)
}

// Compiler compiles trees.
type Compiler struct {
	Dictionary Dictionary
	CountOnly  bool // the query needs no hits, hence no scores
	CountLimit int  // index.Query.CountLimit

	// Cached returns the documents that the engine has cached under DisMax.Key, for count-only queries. It may be nil.
	Cached func(key string) (documents any, ok bool)

	notes     []index.Note
	hasCJKRun bool
	err       error
}

// Plan is a compiled query.
type Plan struct {
	Root      Node // nil: every document matches
	Notes     []index.Note
	HasCJKRun bool // the query has Chinese or Japanese text, whose pairs of characters say too little for feedback
}

// maxTerms bounds the terms that a prefix or a fuzzy word may match.
const maxTerms = 10_000

// maxNotedTerms is the number of terms that a note lists.
const maxNotedTerms = 8

// Compile compiles a tree. Words without letters or digits are ignored with a note. A prefix or fuzzy word that matches too
// many terms is a *index.LimitError; other errors are those of the dictionary.
func (c Compiler) Compile(tree query.Node) (Plan, error) {
	root := c.compile(tree)
	return Plan{root, c.notes, c.hasCJKRun}, c.err
}

func (c *Compiler) compile(n query.Node) Node {
	switch n := n.(type) {
	case query.And:
		return and(c.compileAll(n))
	case query.Or:
		return or(c.compileAll(n))
	case query.Not:
		if parts := c.compileUncapped(n.Node); len(parts) > 0 {
			return Not{parts[0]}
		}
	case query.Word:
		return c.compileWord(n.Text, scopeOf(n.Field))
	case query.CJKRun:
		return c.compileRun(n.Text, scopeOf(n.Field))
	case query.Phrase:
		return c.compilePhrase(n)
	case query.Prefix:
		return c.compilePattern(n.String(), n.Text, scopeOf(n.Field), c.Dictionary.TermsWithPrefix)
	case query.Fuzzy:
		return c.compilePattern(n.String(), n.Text, scopeOf(n.Field), func(scope Scope, term string, limit int) ([]string, error) {
			return c.Dictionary.TermsWithin(scope, term, n.Distance, limit)
		})
	case query.Synonyms:
		return c.compileSynonyms(n)
	case query.Filter:
		return Filter{n}
	}
	return nil
}

func scopeOf(field string) Scope {
	if field == "title" {
		return ScopeTitle
	}
	return ScopeAll
}

func (c *Compiler) note(n index.Note) { c.notes = append(c.notes, n) }

func (c *Compiler) compileAll(nodes []query.Node) []Node {
	var parts []Node
	for _, n := range nodes {
		if p := c.compile(n); p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

// compileUncapped ignores CountLimit: negated and cached parts must be exact.
func (c *Compiler) compileUncapped(nodes ...query.Node) []Node {
	limit := c.CountLimit
	c.CountLimit = 0
	parts := c.compileAll(nodes)
	c.CountLimit = limit
	return parts
}

func and(parts []Node) Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return And{parts}
}

func or(parts []Node) Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return Or{parts}
}

// compilePattern compiles a prefix or a fuzzy word.
func (c *Compiler) compilePattern(typed, text string, scope Scope, lookUp func(Scope, string, int) ([]string, error)) Node {
	words, _ := SplitCompounds(analysis.Tokens(text, ""))
	if len(words) != 1 {
		return c.compileWord(text, scope)
	}
	terms, err := lookUp(scope, words[0].Term, maxTerms)
	if err == nil && len(terms) > maxTerms {
		err = &index.LimitError{Name: "words that match " + typed + " (type more letters)", Limit: maxTerms}
	}
	if err != nil {
		c.err = errors.Join(c.err, err)
		return nil
	}
	c.note(expansionNote(typed, terms))
	return Terms{Text: typed, Terms: terms, Exact: true, Scope: scope}
}

func expansionNote(typed string, terms []string) index.Note {
	if len(terms) == 0 {
		return index.Note{Kind: index.NoteNoMatch, Text: typed}
	}
	listed := min(len(terms), maxNotedTerms)
	return index.Note{Kind: index.NoteExpanded, Text: typed, Words: terms[:listed], More: len(terms) - listed}
}

// compileSynonyms compiles alternatives. A CJK run among the alternatives, such as the Chinese name of a country, does not
// make the query one: the user typed something else.
func (c *Compiler) compileSynonyms(n query.Synonyms) Node {
	key := ""
	if c.CountOnly && c.Cached != nil {
		key = fmt.Sprintf("%#v", n)
		if documents, ok := c.Cached(key); ok {
			return Cached{documents}
		}
	}
	notes := len(c.notes)
	parts := c.compileUncapped(n.Node)
	hasCJKRun := c.hasCJKRun
	parts = append(parts, c.compileUncapped(n.Alternatives...)...)
	c.hasCJKRun = hasCJKRun
	if len(parts) == 0 {
		return nil
	}
	if len(c.notes) > notes { // a cached result would lack the notes
		key = ""
	}
	return DisMax{parts, key}
}

// compileWord compiles an unquoted word: any of its stems. A hyphenated word matches its joined form or its parts at
// consecutive positions.
func (c *Compiler) compileWord(text string, scope Scope) Node {
	words, compounds := SplitCompounds(analysis.Tokens(text, ""))
	c.hasCJKRun = c.hasCJKRun || analysis.IsCJK(text)
	switch {
	case len(words) == 0:
		c.note(index.Note{Kind: index.NoteIgnored, Text: text})
		return nil
	case len(words) == 1:
		return Terms{Text: text, Terms: analysis.Stems(text[words[0].Start:words[0].End]), Scope: scope}
	}
	if len(compounds) != 1 || compounds[0].PositionLength != len(words) { // several words, some of them compounds
		return newPhrase(&Phrase{Text: text, Variants: variants(words, compounds), Scope: scope})
	}
	apart := newPhrase(&Phrase{Text: text, Variants: [][]string{TermsOf(words)}, Scope: scope})
	joined := Terms{Text: text, Terms: analysis.Stems(compounds[0].Term), Scope: scope}
	return DisMax{Parts: []Node{joined, apart}}
}

// compileRun compiles Chinese or Japanese text: all its pairs of characters.
func (c *Compiler) compileRun(text string, scope Scope) Node {
	words, _ := SplitCompounds(analysis.Tokens(text, ""))
	c.hasCJKRun = true
	var parts []Node
	for _, w := range words {
		if !slices.ContainsFunc(parts, func(p Node) bool { return p.(Terms).Text == w.Term }) {
			parts = append(parts, Terms{Text: w.Term, Terms: analysis.Stems(w.Term), Scope: scope})
		}
	}
	return and(parts)
}

// compilePhrase compiles quoted words: their unstemmed terms.
func (c *Compiler) compilePhrase(n query.Phrase) Node {
	words, compounds := SplitCompounds(analysis.Tokens(n.Text, ""))
	if len(words) == 0 {
		c.note(index.Note{Kind: index.NoteIgnored, Text: n.String()})
		return nil
	}
	p := &Phrase{Text: n.Text, Near: n.Near, Scope: scopeOf(n.Field)}
	if c.CountOnly {
		p.CountLimit = c.CountLimit
	}
	if n.Near > 0 {
		p.Variants = [][]string{slices.Compact(slices.Sorted(slices.Values(TermsOf(words))))}
	} else {
		p.Variants = variants(words, compounds)
	}
	return newPhrase(p)
}

// newPhrase returns the phrase, or Terms if it is a single term.
func newPhrase(p *Phrase) Node {
	if len(p.Variants[0]) == 1 {
		p.Near = 0
		if len(p.Variants) == 1 {
			return Terms{Text: p.Text, Terms: p.Variants[0], Exact: true, Scope: p.Scope}
		}
	}
	return p
}

// variants returns the words as they are, and with every compound written as one word.
func variants(words, compounds []analysis.Token) [][]string {
	all := [][]string{TermsOf(words)}
	if len(compounds) > 0 {
		all = append(all, joinCompounds(words, compounds))
	}
	return all
}

// joinCompounds replaces the parts of compounds by their joined forms.
func joinCompounds(words, compounds []analysis.Token) []string {
	var out []string
	for i := 0; i < len(words); {
		j := slices.IndexFunc(compounds, func(t analysis.Token) bool { return t.Position == words[i].Position })
		if j < 0 {
			out = append(out, words[i].Term)
			i++
			continue
		}
		out = append(out, compounds[j].Term)
		i += compounds[j].PositionLength
	}
	return out
}
