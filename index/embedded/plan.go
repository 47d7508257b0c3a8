package embedded

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/query"
)

// plan is a part of a question made ready for the index.
type plan interface {
	// bits returns the documents among within that match. The bitmap must not be changed.
	bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error)
	// score adds the score of each of docs, all of which match, to x.score of the depth.
	score(x *execution, docs *roaring.Bitmap, into []float64) error
	// costly parts are asked after the cheap ones have left few documents.
	costly() bool
	// explain says how the score of one document, which matches, came about.
	explain(x *execution, doc uint32) (index.Explanation, error)
}

// compile turns a tree into a plan. A word without anything to look for ("!!!") is left out, which the notes say; nil
// means that nothing is left, and every document matches.
func (x *execution) compile(n query.Node) plan {
	switch n := n.(type) {
	case query.And:
		return allOf(x.compileAll(n))
	case query.Or:
		return anyOf(x.compileAll(n))
	case query.Not:
		if parts := x.compileWhole([]query.Node{n.Node}); len(parts) > 0 {
			return &notPlan{parts[0]}
		}
		return nil
	case query.Word:
		return x.compileWord(n.Text, n.Field)
	case query.CJKRun:
		return x.compileRun(n.Text, n.Field)
	case query.Phrase:
		return x.compilePhrase(n)
	case query.Prefix:
		return x.compileTerms(n.String(), n.Text, n.Field, x.snapshot.beginning)
	case query.Fuzzy:
		return x.compileTerms(n.String(), n.Text, n.Field, func(field, term string) (bleve.FieldDict, error) {
			return x.snapshot.reader.FieldDictFuzzy(field, term, n.Distance, "")
		})
	case query.Synonyms:
		return x.compileAlso(n)
	case query.Filter:
		return &filterPlan{n}
	}
	return nil
}

func (s *snapshot) beginning(field, term string) (bleve.FieldDict, error) {
	return s.reader.FieldDictPrefix(field, []byte(term))
}

// maxTerms bounds the terms that a beginning or a fuzzy word may stand for.
const maxTerms = 10_000

// namedTerms is how many of them a note names.
const namedTerms = 8

// compileTerms makes the plan of a word that stands for many terms of the library.
func (x *execution) compileTerms(typed, text, field string, list func(field, term string) (bleve.FieldDict, error)) plan {
	words, _ := split(analysis.Tokens(text, ""))
	if len(words) != 1 {
		return x.compileWord(text, field)
	}
	p := &wordPlan{text: typed, exact: true, title: field == "title"}
	whole, title := p.fields()
	if p.title {
		whole = title
	}
	dictionary, err := list(whole, words[0].Term)
	if err == nil {
		p.forms, err = collectTerms(typed, dictionary)
	}
	if err != nil {
		x.failed = errors.Join(x.failed, err)
		return nil
	}
	x.note(said(typed, p.forms))
	return p
}

func collectTerms(typed string, dictionary bleve.FieldDict) (terms []string, err error) {
	defer func() { err = errors.Join(err, dictionary.Close()) }()
	for {
		entry, err := dictionary.Next()
		if err != nil || entry == nil {
			return terms, err
		}
		if len(terms) == maxTerms {
			return nil, &index.LimitError{Name: "words that " + typed + " may stand for (write more of it)", Limit: maxTerms}
		}
		terms = append(terms, entry.Term)
	}
}

// said names what a word stands for.
func said(typed string, terms []string) index.Note {
	if len(terms) == 0 {
		return index.Note{Kind: index.NoteNoMatch, Text: typed}
	}
	named := min(len(terms), namedTerms)
	return index.Note{Kind: index.NoteExpanded, Text: typed, Words: terms[:named], More: len(terms) - named}
}

// compileAlso makes the plan of alternatives. That one of the other names is a run, as a country's is in Chinese, says
// nothing of the question.
func (x *execution) compileAlso(n query.Synonyms) plan {
	key := ""
	if x.counting {
		key = fmt.Sprintf("%#v", n)
		if known, ok := x.snapshot.names.of(key); ok {
			return &knownPlan{known}
		}
	}
	said := len(x.notes)
	parts := x.compileWhole([]query.Node{n.Node})
	runs := x.runs
	parts = append(parts, x.compileWhole(n.Alternatives)...)
	x.runs = runs
	if len(parts) == 0 {
		return nil
	}
	if len(x.notes) > said { // they are to be said the next time as well
		key = ""
	}
	return &bestPlan{parts, key}
}

func (x *execution) compileAll(nodes []query.Node) []plan {
	var parts []plan
	for _, n := range nodes {
		if p := x.compile(n); p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

// compileWhole makes plans that look in all documents, though the question be a probe: what is negated would be too much,
// and what is remembered too little.
func (x *execution) compileWhole(nodes []query.Node) []plan {
	probe := x.query.CountLimit
	x.query.CountLimit = 0
	parts := x.compileAll(nodes)
	x.query.CountLimit = probe
	return parts
}

func allOf(parts []plan) plan {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &andPlan{parts}
}

func anyOf(parts []plan) plan {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &orPlan{parts}
}

// compileWord makes the plan of an unquoted word: any of its forms; of a word with hyphens its joined form, or its parts
// next to each other.
func (x *execution) compileWord(text, field string) plan {
	words, joined := split(analysis.Tokens(text, ""))
	title := field == "title"
	x.runs = x.runs || analysis.IsCJK(text)
	switch {
	case len(words) == 0:
		x.note(index.Note{Kind: index.NoteIgnored, Text: text})
		return nil
	case len(words) == 1:
		return &wordPlan{text: text, forms: analysis.Stems(text[words[0].Start:words[0].End]), title: title}
	}
	if len(joined) != 1 || joined[0].PositionLength != len(words) { // several words, compounds among them perhaps
		return x.newPhrase(text, variantsOf(words, joined), 0, title)
	}
	parts := x.newPhrase(text, [][]string{terms(words)}, 0, title)
	whole := &wordPlan{text: text, forms: joinedForms(joined[0]), title: title}
	return &bestPlan{parts: []plan{whole, parts}}
}

// joinedForms are the forms of a compound written as one word.
func joinedForms(t analysis.Token) []string {
	return analysis.Stems(t.Term)
}

func (x *execution) compileRun(text, field string) plan {
	words, _ := split(analysis.Tokens(text, ""))
	x.runs = true
	var parts []plan
	for _, w := range words {
		part := &wordPlan{text: w.Term, forms: analysis.Stems(w.Term), title: field == "title"}
		if !slices.ContainsFunc(parts, func(p plan) bool { return p.(*wordPlan).text == part.text }) {
			parts = append(parts, part)
		}
	}
	return allOf(parts)
}

// compilePhrase makes the plan of quoted words: their terms as they stand, or with every compound written as one word.
func (x *execution) compilePhrase(n query.Phrase) plan {
	tokens := analysis.Tokens(n.Text, "")
	words, joined := split(tokens)
	if len(words) == 0 {
		x.note(index.Note{Kind: index.NoteIgnored, Text: n.String()})
		return nil
	}
	if n.Near > 0 {
		distinct := slices.Compact(slices.Sorted(slices.Values(terms(words))))
		return x.probing(x.newPhrase(n.Text, [][]string{distinct}, n.Near, n.Field == "title"))
	}
	return x.probing(x.newPhrase(n.Text, variantsOf(words, joined), 0, n.Field == "title"))
}

// probing bounds the documents in which a phrase is looked for, if the question is a probe.
func (x *execution) probing(p plan) plan {
	if phrase, ok := p.(*phrasePlan); ok && x.counting {
		phrase.probe = x.query.CountLimit
	}
	return p
}

// variantsOf are the ways to write words: as they stand, and with every compound written as one word.
func variantsOf(words, joined []analysis.Token) [][]string {
	variants := [][]string{terms(words)}
	if len(joined) > 0 {
		variants = append(variants, contract(words, joined))
	}
	return variants
}

func (x *execution) newPhrase(text string, variants [][]string, near int, title bool) plan {
	if near > 0 && len(variants[0]) == 1 {
		near = 0
	}
	if len(variants) == 1 && len(variants[0]) == 1 {
		return &wordPlan{text: text, forms: variants[0], exact: true, title: title}
	}
	return &phrasePlan{text: text, variants: variants, near: near, title: title}
}

// split parts the tokens of a question into its words and the joined forms of its compounds.
func split(tokens []analysis.Token) (words, joined []analysis.Token) {
	for _, t := range tokens {
		switch {
		case t.PositionLength == 1:
			words = append(words, t)
		case t.PositionLength > 1:
			joined = append(joined, t)
		}
	}
	return words, joined
}

func terms(tokens []analysis.Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Term
	}
	return out
}

// contract puts the joined forms in the place of their parts.
func contract(words, joined []analysis.Token) []string {
	var out []string
	for i := 0; i < len(words); {
		j := slices.IndexFunc(joined, func(t analysis.Token) bool { return t.Position == words[i].Position })
		if j < 0 {
			out = append(out, words[i].Term)
			i++
			continue
		}
		out = append(out, joined[j].Term)
		i += joined[j].PositionLength
	}
	return out
}

// describe names a plan's fields for an explanation.
func describe(text string, title bool) string {
	if title {
		return "title:" + strings.TrimSpace(text)
	}
	return strings.TrimSpace(text)
}
