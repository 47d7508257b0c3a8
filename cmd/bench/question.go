package main

import (
	"math"
	"math/rand/v2"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// question is what every engine is asked, in our words.
type question struct {
	tree    query.Node // nil: no words
	filters []index.Filter
	dates   index.DateFilter
	typed   string // so far, where suggestions are asked for; nothing else is then
}

// class is a kind of question. Draw makes one, or fails where the chosen place of the chosen document has none.
type class struct {
	name string
	draw func(*drawer) (question, bool)
}

// classes are the kinds of questions, in the order of the report. All but those of one word are drawn from one document,
// so that they find something.
func classes() []class {
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

// What questions look like.
const (
	nearWords       = 5 // words that may stand between two that are near
	shortestPhrase  = 2
	longestPhrase   = 3
	longestStopping = 5 // of a phrase with stop words
	yearsAround     = 3 // the most years that a filter by date reaches beyond a document's
)

// maxQueries keeps the questions of a class, and those to warm up, in memory that nobody notices.
const maxQueries = 100_000

// triesPerQuestion is when to give up: a library of texts without a single stop word has no phrase with one.
const triesPerQuestion = 1000

// draw makes n questions of a class; the same sample, class and seed give the same ones. It makes fewer if the documents
// do not have them.
func (s *sample) draw(c class, n int, seed uint64) []question {
	if len(s.words) == 0 {
		return nil
	}
	d := &drawer{sample: s, Rand: rand.New(rand.NewPCG(seed, 1))}
	var out []question
	for tries := n * triesPerQuestion; len(out) < n && tries > 0; tries-- {
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

// pick draws one of words that are sorted by frequency so that each order of magnitude of rank comes as often: the
// first ten as often as the next ninety. It returns "" if there is none.
func (d *drawer) pick(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[int(math.Exp(d.Float64()*math.Log(float64(len(words)+1))))-1]
}

// different draws n different words of a page.
func (d *drawer) different(n int) ([]query.Node, bool) {
	p := d.page()
	var nodes []query.Node
	seen := make(map[string]bool)
	for range triesPerQuestion {
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

func (d *drawer) oneWord() (question, bool) {
	return question{tree: query.Word{Text: d.pick(d.sample.words)}}, true
}

func (d *drawer) both() (question, bool) {
	nodes, ok := d.different(2)
	return question{tree: query.And(nodes)}, ok
}

func (d *drawer) anyOf() (question, bool) {
	nodes, ok := d.different(3)
	return question{tree: query.Or(nodes)}, ok
}

// phrase draws adjacent content words.
func (d *drawer) phrase() (question, bool) {
	n := shortestPhrase + d.IntN(longestPhrase-shortestPhrase+1)
	words, ok := d.stretch(n)
	for _, w := range words {
		ok = ok && w.content
	}
	return question{tree: query.Phrase{Text: join(words)}}, ok
}

// stopPhrase draws adjacent words of which at least one is a stop word and at least one is not.
func (d *drawer) stopPhrase() (question, bool) {
	n := shortestPhrase + 1 + d.IntN(longestStopping-shortestPhrase)
	words, ok := d.stretch(n)
	stop, content := false, false
	for _, w := range words {
		stop, content = stop || w.stop, content || w.content
		ok = ok && (w.stop || w.content)
	}
	return question{tree: query.Phrase{Text: join(words)}}, ok && stop && content
}

// stretch draws n words that stand next to each other in a line.
func (d *drawer) stretch(n int) ([]word, bool) {
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

// near draws two content words with at most nearWords others between them.
func (d *drawer) near() (question, bool) {
	all := d.page().words
	if len(all) < 2 {
		return question{}, false
	}
	i := d.IntN(len(all) - 1)
	j := min(i+1+d.IntN(nearWords+1), len(all)-1)
	ok := all[i].content && all[j].content && all[i].text != all[j].text
	return question{tree: query.Phrase{Text: all[i].text + " " + all[j].text, Near: nearWords}}, ok
}

func (d *drawer) wordFiltered() (question, bool) {
	p := d.page()
	q, ok := d.filter(p)
	text := d.pick(p.content)
	q.tree = query.Word{Text: text}
	return q, ok && text != ""
}

func (d *drawer) filtered() (question, bool) { return d.filter(d.page()) }

// filter asks for one or two of what a document is about: a country (sometimes or another one), a theme, the years
// around its date.
func (d *drawer) filter(p page) (question, bool) {
	var parts []func(*question)
	if country := d.tag(p, index.KindCountry); country != "" {
		parts = append(parts, func(q *question) {
			either := []string{country}
			if other := d.tag(d.page(), index.KindCountry); other != "" && other != country && d.IntN(3) == 0 {
				either = append(either, other)
			}
			q.filters = append(q.filters, index.Filter{Field: index.FieldCountry, Any: either})
		})
	}
	if theme := d.tag(p, index.KindTheme); theme != "" {
		parts = append(parts, func(q *question) {
			q.filters = append(q.filters, index.Filter{Field: index.FieldTheme, Any: []string{theme}})
		})
	}
	if date, _ := p.document.Date(); !date.IsZero() {
		parts = append(parts, func(q *question) { q.dates = d.years(date) })
	}
	if len(parts) == 0 {
		return question{}, false
	}
	d.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	var q question
	for _, part := range parts[:1+d.IntN(min(2, len(parts)))] {
		part(&q)
	}
	return q, true
}

// tag draws one of the main tags of a kind, "" if there is none.
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

// years is the filter for whole years around a date; an end that the calendar does not have stays open.
func (d *drawer) years(around date.Date) index.DateFilter {
	first, _, _ := around.From.Civil()
	last, _, _ := around.To.Civil()
	from, _ := date.New(first-d.IntN(yearsAround), 0, 0)
	to, _ := date.New(last+d.IntN(yearsAround), 0, 0)
	return index.DateFilter{From: from.From, To: to.To}
}
