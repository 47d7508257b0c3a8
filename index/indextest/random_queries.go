package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// RandomQueries returns n random queries, the same ones for the same documents and seed. Their words come from the
// documents: frequent and rare words, phrases with stop words, words near each other, titles, groups, negations and CJK
// runs. So do filters, dates and filters written as words.
func RandomQueries(docs []*index.Document, n int, seed uint64) []index.Query {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		panic(err) // built-in data, checked by the tests of its package
	}
	a := queryGenerator{docs, rand.New(rand.NewPCG(seed, 1)), v}
	queries := make([]index.Query, n)
	for i := range queries {
		queries[i] = a.query()
	}
	return queries
}

type queryGenerator struct {
	docs       []*index.Document
	random     *rand.Rand
	vocabulary *vocabulary.Vocabulary
}

// chance is true in percent of 100 calls.
func (a queryGenerator) chance(percent int) bool { return a.random.IntN(100) < percent }

func (a queryGenerator) doc() *index.Document { return a.docs[a.random.IntN(len(a.docs))] }

func pick[T any](a queryGenerator, from ...T) T { return from[a.random.IntN(len(from))] }

func (a queryGenerator) query() index.Query {
	q := index.Query{
		Sort:     pick(a, "", index.SortRelevance, index.SortRelevance, index.SortNewest, index.SortOldest, index.SortAdded),
		Limit:    pick(a, 0, 1, 10, 10, 10, 25, index.MaxLimit),
		Offset:   pick(a, 0, 0, 0, 10, 37, 100_000),
		Mentions: pick(a, "", index.MentionsMain, index.MentionsAny),
		Collapse: a.chance(50),
	}
	if a.chance(85) {
		o := query.Options{MatchAny: a.chance(15)}
		if a.chance(30) {
			o.Vocabulary = a.vocabulary // expands synonyms of names
		}
		q.Tree = query.Parse(a.words(), o).Tree
	}
	a.filters(&q)
	if a.chance(30) {
		q.Dates = a.dates()
	}
	for _, f := range index.ValueFields {
		q.Facets = append(q.Facets, index.Facet{Field: f, Limit: pick(a, 0, 3, 10)})
	}
	interval := pick(a, index.IntervalAuto, index.IntervalAuto, "", index.IntervalYear, index.IntervalQuarter, index.IntervalMonth)
	q.Facets = append(q.Facets, index.Facet{Field: index.FieldDate, Interval: interval})
	if a.chance(15) {
		q.Grid = pick(a, index.Grid{Rows: index.FieldCountry, Columns: index.FieldTheme, Limit: 10}, index.Grid{Rows: index.FieldSource, Columns: index.FieldCountry, Limit: 5},
			index.Grid{Rows: index.FieldCountry, Columns: index.FieldCountry, SamePassage: true, Limit: 8})
	}
	return q
}

// words returns one to four clauses, mostly from one document, so that some document matches.
func (a queryGenerator) words() string {
	d := a.doc()
	var parts []string
	for range 1 + a.random.IntN(3) {
		if a.chance(20) {
			d = a.doc()
		}
		parts = append(parts, a.clause(d))
	}
	if a.chance(20) {
		parts = append(parts, "-"+a.clause(a.doc()))
	}
	return strings.Join(parts, " ")
}

// clause returns a clause that the document matches.
func (a queryGenerator) clause(d *index.Document) string {
	switch n := a.random.IntN(100); {
	case n < 38:
		return a.word(d.Text)
	case n < 42:
		return a.prefix(d) + "*"
	case n < 45:
		return a.word(d.Text) + "~"
	case n < 60:
		return `"` + a.adjacentWords(d, 2+a.random.IntN(3)) + `"`
	case n < 68:
		return fmt.Sprintf(`"%s"~%d`, a.adjacentWords(d, 2), 1+a.random.IntN(10))
	case n < 74 && !d.TitleDerived:
		return "title:" + a.word(d.Title)
	case n < 78 && !d.TitleDerived:
		return `title:"` + a.word(d.Title) + `"`
	case n < 86:
		return "(" + a.clause(d) + " OR " + a.clause(a.doc()) + ")"
	case n < 90:
		return "(" + a.clause(d) + " OR (" + a.word(d.Text) + " -" + a.word(a.doc().Text) + "))"
	case n < 95:
		return a.filterWord(d)
	}
	return `"` + a.word(d.Text) + `"`
}

// word returns a word as the text has it, half the time the longest of five, because long words are rare ones.
func (a queryGenerator) word(text string) string {
	best := ""
	for range pick(a, 1, 5) {
		from, to := a.tokens(text, 1)
		if w := text[from:to]; len(w) > len(best) {
			best = w
		}
	}
	return withoutPhraseMarks(best)
}

// prefix returns the first letters of a word, at least four.
func (a queryGenerator) prefix(d *index.Document) string {
	letters := []rune(a.word(d.Text))
	return string(letters[:min(len(letters), 4+a.random.IntN(3))])
}

func (a queryGenerator) adjacentWords(d *index.Document, n int) string {
	from, to := a.tokens(d.Text, n)
	return withoutPhraseMarks(d.Text[from:to])
}

// withoutPhraseMarks removes the marks that would end a phrase.
func withoutPhraseMarks(text string) string {
	text = strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "„", " ", "«", " ", "»", " ", "《", " ", "》", " ", "(", " ", ")", " ").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// maxWindow limits the bytes of a text that are tokenised for a word, so that long texts cost no more than short ones.
const maxWindow = 2000

// tokens returns the start and end of n adjacent words of a text.
func (a queryGenerator) tokens(text string, n int) (from, to int) {
	start := 0
	if len(text) > maxWindow {
		start = a.random.IntN(len(text) - maxWindow)
		for start > 0 && text[start]&0xC0 == 0x80 {
			start--
		}
	}
	part := text[start:min(len(text), start+maxWindow)]
	tokens := analysis.Tokens(part, "")
	if len(tokens) == 0 {
		return 0, 0
	}
	i := a.random.IntN(len(tokens))
	first, last := tokens[i], tokens[i]
	for _, t := range tokens[i:] {
		if t.Position+t.PositionLength <= first.Position+n && t.End > last.End {
			last = t
		}
	}
	return start + first.Start, start + last.End
}

// filterWord returns a filter, written as a word, that the document passes.
func (a queryGenerator) filterWord(d *index.Document) string {
	name := pick(a, index.FieldCountry, index.FieldTheme, index.FieldThemeGroup, index.FieldLang, index.FieldFormat, index.FieldSource)
	if values := valuesOf(d, name, index.MentionsAny); len(values) > 0 && a.chance(70) {
		return fmt.Sprintf(`%s:"%s"`, name, pick(a, values...))
	}
	if date, _ := d.Date(); !date.IsZero() {
		return pick(a, "after:", "before:") + date.From.String()[:pick(a, 4, 7, 10)]
	}
	return pick(a, "country:", "theme:", "lang:") + index.Missing
}

// filters adds filters of values that documents have.
func (a queryGenerator) filters(q *index.Query) {
	for _, field := range index.ValueFields {
		if a.chance(15) {
			if f := a.filter(field); len(f.Any)+len(f.All)+len(f.None) > 0 {
				q.Filters = append(q.Filters, f)
			}
		}
	}
	if a.chance(8) {
		q.Filters = append(q.Filters, index.Filter{Field: index.FieldCountry, Any: a.values(index.FieldCountry, 6), Fixed: true})
	}
	if a.chance(15) {
		a.samePassage(q)
	}
}

func (a queryGenerator) filter(field index.Field) index.Filter {
	f := index.Filter{Field: field}
	if a.chance(60) {
		f.Any = a.values(field, 1+a.random.IntN(3))
	}
	if a.chance(15) {
		f.Any = append(f.Any, index.Missing)
	}
	if a.chance(20) {
		f.All = a.values(field, 1+a.random.IntN(2))
	}
	if a.chance(30) {
		f.None = a.values(field, 1+a.random.IntN(2))
	}
	return f
}

// values returns up to n different values of a field, each of some document; the value "nowhere" is in no document.
func (a queryGenerator) values(field index.Field, n int) []string {
	seen := make(map[string]bool)
	var values []string
	for range n {
		value := "nowhere"
		if has := valuesOf(a.doc(), field, index.MentionsAny); len(has) > 0 {
			value = pick(a, has...)
		}
		if !seen[value] {
			seen[value] = true
			values = append(values, value)
		}
	}
	return values
}

// samePassage filters by countries of one passage.
func (a queryGenerator) samePassage(q *index.Query) {
	d := a.doc()
	if len(d.Passages) == 0 {
		return
	}
	all := pick(a, d.Passages...).Countries
	if len(all) < 2 {
		return
	}
	for _, f := range q.Filters {
		if f.Field == index.FieldCountry && !f.Fixed {
			return
		}
	}
	q.SamePassage = true
	q.Filters = append(q.Filters, index.Filter{Field: index.FieldCountry, All: all[:2+a.random.IntN(len(all)-1)]})
}

// dates returns a date filter around the date of a document.
func (a queryGenerator) dates() index.DateFilter {
	f := index.DateFilter{Field: pick(a, "", index.DateDocument, index.DatePublished, index.DateEvent, index.DateAdded)}
	f.Missing = a.chance(15)
	d := dateOf(a.doc(), f.Field)
	if d.IsZero() {
		return f
	}
	if a.chance(70) {
		f.From = max(1, d.From-date.Day(a.random.IntN(400)))
	}
	if a.chance(70) {
		f.To = min(date.LastDay, d.To+date.Day(a.random.IntN(400)))
	}
	return f
}
