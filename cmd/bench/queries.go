package main

import (
	"math"
	"math/rand/v2"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// benchQuery is a query in the form of package query, which each engine converts.
type benchQuery struct {
	tree    query.Node // nil: no words
	filters []index.Filter
	dates   index.DateFilter
	typed   string // of a suggestion request; the other fields are then empty
}

// class is a kind of query. draw makes one, or returns false if the drawn place in a document yields none.
type class struct {
	name string
	draw func(*drawer) (benchQuery, bool)
}

// queryClasses returns the kinds of queries in the order of the report. All except "one word" are drawn from one document, so
// that they find something.
func queryClasses() []class {
	return []class{
		{"one word", (*drawer).oneWord},
		{"two words, both", (*drawer).both},
		{"three words, any", (*drawer).anyOf},
		{"phrase", (*drawer).phrase},
		{"phrase with stop words", (*drawer).stopPhrase},
		{"near", (*drawer).near},
		{"word + filters", (*drawer).wordFiltered},
		{"no words + filters", (*drawer).filtered},
	}
}

// Shapes of queries.
const (
	nearWords          = 5 // maximum words between two that are near
	minPhraseWords     = 2
	maxPhraseWords     = 3
	maxStopPhraseWords = 5 // in a phrase with stop words
	maxYearsAround     = 3 // years that a date filter may extend beyond a document's
)

// maxQueries bounds the memory of the queries of a class.
const maxQueries = 100_000

// triesPerQuery bounds drawing: a library without stop words has no phrase with one.
const triesPerQuery = 1000

// draw makes n queries of a class, or fewer if the documents do not yield them. It is deterministic for a sample, class and
// seed.
func (s *sample) draw(c class, n int, seed uint64) []benchQuery {
	if len(s.words) == 0 {
		return nil
	}
	d := &drawer{sample: s, Rand: rand.New(rand.NewPCG(seed, 1))}
	var out []benchQuery
	for tries := n * triesPerQuery; len(out) < n && tries > 0; tries-- {
		if q, ok := c.draw(d); ok {
			out = append(out, q)
		}
	}
	return out
}

type drawer struct {
	*rand.Rand
	sample *sample
}

func (d *drawer) page() page { return d.sample.pages[d.IntN(len(d.sample.pages))] }

// pick draws a word from a list sorted by frequency with log-uniform rank: the first ten are drawn as often as the next
// ninety. It returns "" for an empty list.
func (d *drawer) pick(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[int(math.Exp(d.Float64()*math.Log(float64(len(words)+1))))-1]
}

// distinctWords draws n different words of a document.
func (d *drawer) distinctWords(n int) ([]query.Node, bool) {
	p := d.page()
	var nodes []query.Node
	seen := make(map[string]bool)
	for range triesPerQuery {
		if w := d.pick(p.content); w != "" && !seen[w] {
			seen[w] = true
			nodes = append(nodes, query.Word{Text: w})
		}
		if len(nodes) == n {
			return nodes, true
		}
	}
	return nil, false
}

func (d *drawer) oneWord() (benchQuery, bool) {
	return benchQuery{tree: query.Word{Text: d.pick(d.sample.words)}}, true
}

func (d *drawer) both() (benchQuery, bool) {
	nodes, ok := d.distinctWords(2)
	return benchQuery{tree: query.And(nodes)}, ok
}

func (d *drawer) anyOf() (benchQuery, bool) {
	nodes, ok := d.distinctWords(3)
	return benchQuery{tree: query.Or(nodes)}, ok
}

// phrase draws adjacent content words.
func (d *drawer) phrase() (benchQuery, bool) {
	n := minPhraseWords + d.IntN(maxPhraseWords-minPhraseWords+1)
	words, ok := d.adjacent(n)
	for _, w := range words {
		ok = ok && w.content
	}
	return benchQuery{tree: query.Phrase{Text: join(words)}}, ok
}

// stopPhrase draws adjacent words with at least one stop word and one content word.
func (d *drawer) stopPhrase() (benchQuery, bool) {
	n := minPhraseWords + 1 + d.IntN(maxStopPhraseWords-minPhraseWords)
	words, ok := d.adjacent(n)
	stop, content := false, false
	for _, w := range words {
		stop, content = stop || w.stop, content || w.content
		ok = ok && (w.stop || w.content)
	}
	return benchQuery{tree: query.Phrase{Text: join(words)}}, ok && stop && content
}

// adjacent draws n words that follow each other in a line.
func (d *drawer) adjacent(n int) ([]word, bool) {
	all := d.page().words
	if len(all) < n {
		return nil, false
	}
	from := d.IntN(len(all) - n + 1)
	words := all[from : from+n]
	for _, w := range words[1:] {
		if !w.joined {
			return nil, false
		}
	}
	return words, true
}

func join(words []word) string {
	var texts []string
	for _, w := range words {
		texts = append(texts, w.text)
	}
	return strings.Join(texts, " ")
}

// near draws two content words with at most nearWords words between them.
func (d *drawer) near() (benchQuery, bool) {
	all := d.page().words
	if len(all) < 2 {
		return benchQuery{}, false
	}
	i := d.IntN(len(all) - 1)
	j := min(i+1+d.IntN(nearWords+1), len(all)-1)
	ok := all[i].content && all[j].content && all[i].text != all[j].text
	return benchQuery{tree: query.Phrase{Text: all[i].text + " " + all[j].text, Near: nearWords}}, ok
}

func (d *drawer) wordFiltered() (benchQuery, bool) {
	p := d.page()
	q, ok := d.filter(p)
	text := d.pick(p.content)
	q.tree = query.Word{Text: text}
	return q, ok && text != ""
}

func (d *drawer) filtered() (benchQuery, bool) { return d.filter(d.page()) }

// filter draws one or two conditions that a document meets: a country (sometimes or another one), a theme, the years around
// its date.
func (d *drawer) filter(p page) (benchQuery, bool) {
	var parts []func(*benchQuery)
	if country := d.tag(p, index.KindCountry); country != "" {
		parts = append(parts, func(q *benchQuery) {
			either := []string{country}
			if other := d.tag(d.page(), index.KindCountry); other != "" && other != country && d.IntN(3) == 0 {
				either = append(either, other)
			}
			q.filters = append(q.filters, index.Filter{Field: index.FieldCountry, Any: either})
		})
	}
	if theme := d.tag(p, index.KindTheme); theme != "" {
		parts = append(parts, func(q *benchQuery) {
			q.filters = append(q.filters, index.Filter{Field: index.FieldTheme, Any: []string{theme}})
		})
	}
	if date, _ := p.document.Date(); !date.IsZero() {
		parts = append(parts, func(q *benchQuery) { q.dates = d.years(date) })
	}
	if len(parts) == 0 {
		return benchQuery{}, false
	}
	d.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	var q benchQuery
	for _, part := range parts[:1+d.IntN(min(2, len(parts)))] {
		part(&q)
	}
	return q, true
}

// tag draws a main tag of a kind, or returns "".
func (d *drawer) tag(p page, kind index.Kind) string {
	var ids []string
	for _, t := range p.document.Tags {
		if t.Kind == kind && t.Role == index.RoleMain {
			ids = append(ids, t.ID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return ids[d.IntN(len(ids))]
}

// years returns a filter for whole years around a date. An end outside the calendar is open.
func (d *drawer) years(around date.Date) index.DateFilter {
	first, _, _ := around.From.Civil()
	last, _, _ := around.To.Civil()
	from, _ := date.New(first-d.IntN(maxYearsAround), 0, 0)
	to, _ := date.New(last+d.IntN(maxYearsAround), 0, 0)
	return index.DateFilter{From: from.From, To: to.To}
}
