package indextest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/query"
)

// NaiveScan is the naive scan that every engine is held against: it answers a question by reading all documents. It shares
// no code with any engine but index/analysis, keeps no index, and is written to be read, not to be fast.
//
// What it and the engines mean:
//
// The words of a document are the tokens of its title, if it was given one, and then those of its text; nothing reaches
// from one into the other. The field title is the title alone.
//
// A Word that is one token matches tokens whose Stem is among its Forms. A word with hyphens matches its joined form, or
// its parts adjacent and unstemmed, and scores the better of the two. A word that is several tokens otherwise (12.5/3)
// is the phrase of them. A Run is its different pairs, all of them. A leaf without a token is left out of the question.
//
// A Phrase is its terms, unstemmed, at consecutive positions, or those with every compound replaced by its joined form.
// A joined token of a document stands at the position of its first part and at that of its last. The frequency is the
// number of positions at which a phrase begins. With Near the different terms stand in any order in a window, in which
// the words beyond theirs are at most Near; its frequency is 1, in the title if it matches there.
//
// A Prefix is any term that begins so, a Fuzzy any term at most Distance away, in which letters are put in, left out,
// changed, or two neighbours swapped that are not touched again (optimal string alignment). Also is any of its nodes and
// scores the best of them.
//
// A Filter of the tree counts tags by Query.Mentions and dates by Query.Dates.Field; Not is what its part does not match.
//
// The score is BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009): of each leaf
//
//	tf    = Σ over title and text: weight · frequency / (1 - b + b · length / mean length)
//	score = ln(1 + (N - df + 0.5) / (df + 0.5)) · tf · (k1 + 1) / (k1 + tf)
//
// with weights 2 and 1, b = 0.75, k1 = 1.2, N documents of which df match the leaf, lengths in tokens of Span 1 and
// their means over all documents. Of a phrase the first factor is the sum of those of its different terms. And and Or
// add the scores of their parts that match; Not and Filter score 0. The sum is rounded to 6 decimals.
//
// Sort, filters and facets are as index/question.go says. Together, with two countries or more, asks the passages alone,
// whatever the role. None with index.Missing leaves out the documents without any tag of the field, of whatever role;
// the count of Missing keeps its own exclusion. FacetCounts.Values leaves excluded values out, and a Held filter
// chooses nothing.
//
// Near copies are documents whose signatures (package analysis) are alike, and copies of copies. With Fold each hit is
// the first of its group, and has the others that match as its Copies.
type NaiveScan struct {
	docs    []*index.Document
	numbers map[string]uint32 // of terms and stems
	titles  []words
	bodies  []words
	lengths [2][]float64 // of title and text, in words
	means   [2]float64
	query   index.Query
	groups  [][]int // of near copies, by document; nil: not asked yet
}

// words are the tokens of a field, their terms and stems as numbers.
type words struct {
	terms, stems []uint32
	pos          []int32
	span         []int8
}

// NewNaiveScan reads the documents into words. The documents must not change while it is used; one goroutine may use it.
func NewNaiveScan(docs []*index.Document) *NaiveScan {
	s := &NaiveScan{docs: docs, numbers: make(map[string]uint32)}
	var tokens []analysis.Token
	for _, d := range docs {
		tokens = tokens[:0]
		if !d.TitleDerived {
			tokens = analysis.AppendTokens(tokens, d.Title, d.Lang)
		}
		s.titles = append(s.titles, s.words(tokens, 0))
		tokens = analysis.AppendTokens(tokens[:0], d.Text, d.Lang)
		s.bodies = append(s.bodies, s.words(tokens, 1))
	}
	for field, lengths := range s.lengths {
		for _, n := range lengths {
			s.means[field] += n / float64(len(docs))
		}
	}
	return s
}

// words numbers the tokens of a field of the next document and notes their number.
func (s *NaiveScan) words(tokens []analysis.Token, field int) words {
	n := len(tokens)
	w := words{make([]uint32, n), make([]uint32, n), make([]int32, n), make([]int8, n)}
	length := 0.0
	for i, t := range tokens {
		w.terms[i], w.stems[i] = s.number(t.Term), s.number(t.Stem)
		w.pos[i], w.span[i] = int32(t.Position), int8(t.PositionLength)
		if t.PositionLength == 1 {
			length++
		}
	}
	s.lengths[field] = append(s.lengths[field], length)
	return w
}

func (s *NaiveScan) number(term string) uint32 {
	n, ok := s.numbers[term]
	if !ok {
		n = uint32(len(s.numbers)) + 1
		s.numbers[string([]byte(term))] = n // a copy: a term may be a piece of a long text
	}
	return n
}

// Search answers a question, without passages and explanations. The error is a *index.LimitError if an interval of the
// date facet makes too many bins.
func (s *NaiveScan) Search(q index.Query) (*index.Result, error) {
	if q.Mentions == "" {
		q.Mentions = index.MentionsMain
	}
	if q.Sort == "" {
		q.Sort = index.SortRelevance
		if q.Tree == nil {
			q.Sort = index.SortNewest
		}
	}
	s.query = q
	v := s.evaluate(q.Tree)
	r := &index.Result{}
	var hits []index.Hit
	for i, d := range s.docs {
		if v.matches(i) && filtered(q, d, "") {
			hits = append(hits, index.Hit{Document: d, Score: math.Round(v.scoreOf(i)*1e6) / 1e6})
		}
	}
	r.Total = len(hits)
	slices.SortFunc(hits, func(a, b index.Hit) int { return order(q, a, b) })
	if q.Collapse {
		hits = s.collapse(hits)
		r.Groups = len(hits)
	}
	from := min(q.Offset, len(hits))
	r.Hits = hits[from:min(from+q.Limit, len(hits))]
	for _, f := range q.Facets {
		counts, err := s.facet(f, v)
		if err != nil {
			return nil, err
		}
		r.Facets = append(r.Facets, counts)
	}
	if q.Grid.Active() {
		r.Grid = s.grid(q, v)
	}
	return r, nil
}

// order compares hits as the question's Sort asks: negative if a comes first.
func order(q index.Query, a, b index.Hit) int {
	da, db := dateOf(a.Document, q.Dates.Field), dateOf(b.Document, q.Dates.Field)
	score := cmp.Compare(b.Score, a.Score)
	newest := cmp.Or(cmp.Compare(db.From, da.From), cmp.Compare(db.To, da.To))
	id := cmp.Compare(a.Document.ID, b.Document.ID)
	switch q.Sort {
	case index.SortNewest:
		return cmp.Or(newest, score, id)
	case index.SortAdded:
		return cmp.Or(cmp.Compare(b.Document.Added, a.Document.Added), score, newest, id)
	case index.SortOldest:
		if da.IsZero() != db.IsZero() {
			return newest
		}
		return cmp.Or(-newest, score, id)
	}
	return cmp.Or(score, newest, id)
}

// dateOf returns the date of a field, the document's if the field is "".
func dateOf(d *index.Document, field index.DateField) date.Date {
	switch field {
	case index.DatePublished:
		return d.Published
	case index.DateEvent:
		return d.Event
	case index.DateAdded:
		return date.Date{From: d.Added, To: d.Added}
	}
	date, _ := d.Date()
	return date
}

// verdict is which documents match a node, and their scores. The nil verdict matches all.
type verdict struct {
	match []bool
	score []float64
}

func (s *NaiveScan) newVerdict() *verdict {
	return &verdict{make([]bool, len(s.docs)), make([]float64, len(s.docs))}
}

func (v *verdict) matches(i int) bool { return v == nil || v.match[i] }

func (v *verdict) scoreOf(i int) float64 {
	if v == nil {
		return 0
	}
	return v.score[i]
}

// evaluate returns the verdict on a tree, nil if there is nothing to look for in it.
func (s *NaiveScan) evaluate(n query.Node) *verdict {
	switch n := n.(type) {
	case query.Synonyms:
		return s.synonyms(n)
	case query.Prefix:
		return s.likeTerms(n.Field, n.Text, func(asked, term string) bool { return strings.HasPrefix(term, asked) })
	case query.Fuzzy:
		return s.likeTerms(n.Field, n.Text, func(asked, term string) bool { return osaDistance([]rune(asked), []rune(term)) <= n.Distance })
	case query.And:
		return s.every(n)
	case query.Or:
		return s.some(n)
	case query.Not:
		return s.not(s.evaluate(n.Node))
	case query.Word:
		return s.word(n)
	case query.CJKRun:
		return s.run(n)
	case query.Phrase:
		return s.phrase(n)
	case query.Filter:
		return s.filter(n)
	}
	return nil
}

func (s *NaiveScan) evaluateAll(nodes []query.Node) []*verdict {
	var parts []*verdict
	for _, n := range nodes {
		if v := s.evaluate(n); v != nil {
			parts = append(parts, v)
		}
	}
	return parts
}

func (s *NaiveScan) every(nodes []query.Node) *verdict {
	parts := s.evaluateAll(nodes)
	if len(parts) == 0 {
		return nil
	}
	all := s.newVerdict()
	for i := range s.docs {
		all.match[i] = true
		for _, p := range parts {
			all.match[i] = all.match[i] && p.match[i]
			all.score[i] += p.score[i]
		}
	}
	return all
}

func (s *NaiveScan) some(nodes []query.Node) *verdict {
	parts := s.evaluateAll(nodes)
	if len(parts) == 0 {
		return nil
	}
	any := s.newVerdict()
	for i := range s.docs {
		for _, p := range parts {
			if p.match[i] {
				any.match[i] = true
				any.score[i] += p.score[i]
			}
		}
	}
	return any
}

func (s *NaiveScan) not(part *verdict) *verdict {
	if part == nil {
		return nil
	}
	v := s.newVerdict()
	for i := range s.docs {
		v.match[i] = !part.match[i]
	}
	return v
}

// best is what one of the alternatives matches, with the better score.
func (s *NaiveScan) best(a, b *verdict) *verdict {
	v := s.newVerdict()
	for i := range s.docs {
		v.match[i] = a.match[i] || b.match[i]
		v.score[i] = max(a.score[i], b.score[i])
	}
	return v
}
