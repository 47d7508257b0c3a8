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

// NaiveScan is the reference engine: it answers a query by reading all documents. It shares no code with an engine
// except index/analysis, keeps no index, and is written to be read, not to be fast. It defines what queries mean:
//
// Documents. The words of a document are the tokens of its title, unless the title is derived, and then those of its
// text. A phrase never reaches from the title into the text. The field "title" is the title alone.
//
// Word. A Word of one token matches tokens whose Stem is among its Forms. A word with hyphens matches its joined form,
// or its parts next to each other and unstemmed, and scores the better of the two. A word of several tokens that has no
// joined form (12.5/3) is their phrase. A CJKRun matches documents with all of its distinct pairs. A leaf without a
// token is ignored.
//
// Phrase. A Phrase matches its terms, unstemmed, at consecutive positions, or those with every compound replaced by its
// joined form. A joined token of a document stands at the position of its first part and at that of its last. The
// frequency is the number of positions at which the phrase starts. With Near, the distinct terms stand in any order in
// a window that has at most Near other words; the frequency is 1, in the title if the title matches.
//
// Prefix, Fuzzy, Synonyms. A Prefix is any term that starts with it. A Fuzzy is any term within its Distance, by
// optimal string alignment: insertions, deletions, substitutions and swaps of adjacent letters that are not edited
// again. Synonyms matches if any of its nodes does and scores the best of them.
//
// Filter, Not. A Filter node uses the tags that Query.Mentions selects and the dates of Query.Dates.Field. Not matches
// the documents that its node does not match.
//
// Score. BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009). For each leaf
//
//	tf    = Σ over title and text: weight · frequency / (1 - b + b · length / mean length)
//	score = ln(1 + (N - df + 0.5) / (df + 0.5)) · tf · (k1 + 1) / (k1 + tf)
//
// with weights 2 and 1, b = 0.75, k1 = 1.2, N documents of which df match the leaf, lengths in tokens of PositionLength
// 1, and their means over all documents. The first factor of a phrase is the sum of those of its distinct terms. And
// and Or add the scores of the nodes that match; Not and Filter score 0. The sum is rounded to 6 decimals.
//
// Sort, filters, facets and grid follow the comments of index.Query. SamePassage with two or more countries looks at
// the passages alone, whatever the role of the tags. A None that holds index.Missing excludes documents without any tag
// of the field, of any role; the count of missing values keeps its own exclusion. FacetCounts.DistinctValues leaves out
// excluded values. A Fixed filter selects nothing in a facet.
//
// Near-duplicates are documents with similar signatures (package analysis), and the near-duplicates of those. With
// Collapse each hit is the first of its group and lists the others that match.
type NaiveScan struct {
	docs    []*index.Document
	numbers map[string]uint32 // of each term and stem
	titles  []fieldTokens
	bodies  []fieldTokens
	lengths [2][]float64 // of title and text, in tokens of PositionLength 1
	means   [2]float64
	query   index.Query
	groups  [][]int // near-duplicate groups by document; nil until first used
}

// fieldTokens are the tokens of a field, with terms and stems as numbers.
type fieldTokens struct {
	terms, stems []uint32
	pos          []int32
	span         []int8
}

// NewNaiveScan tokenises the documents, which must not change afterwards. Only one goroutine may use the scan.
func NewNaiveScan(docs []*index.Document) *NaiveScan {
	s := &NaiveScan{docs: docs, numbers: make(map[string]uint32)}
	var tokens []analysis.Token
	for _, d := range docs {
		tokens = tokens[:0]
		if !d.TitleDerived {
			tokens = analysis.AppendTokens(tokens, d.Title, d.Lang)
		}
		s.titles = append(s.titles, s.fieldTokens(tokens, 0))
		tokens = analysis.AppendTokens(tokens[:0], d.Text, d.Lang)
		s.bodies = append(s.bodies, s.fieldTokens(tokens, 1))
	}
	for field, lengths := range s.lengths {
		for _, n := range lengths {
			s.means[field] += n / float64(len(docs))
		}
	}
	return s
}

// fieldTokens numbers the tokens of a field of the next document and stores its length.
func (s *NaiveScan) fieldTokens(tokens []analysis.Token, field int) fieldTokens {
	n := len(tokens)
	w := fieldTokens{make([]uint32, n), make([]uint32, n), make([]int32, n), make([]int8, n)}
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
		s.numbers[string([]byte(term))] = n // a copy, because the term may be a slice of a long text
	}
	return n
}

// Search answers a query, without snippets and explanations. It returns an *index.LimitError if the interval of a date
// facet makes too many bins.
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
		if v.matches(i) && passesFilters(q, d, "") {
			hits = append(hits, index.Hit{Document: d, Score: math.Round(v.scoreOf(i)*1e6) / 1e6})
		}
	}
	r.Total = len(hits)
	slices.SortFunc(hits, func(a, b index.Hit) int { return compareHits(q, a, b) })
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

// compareHits orders hits as Query.Sort asks; it is negative if a comes first.
func compareHits(q index.Query, a, b index.Hit) int {
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

// dateOf returns the date of a field; the empty field is the date of the document.
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

// matchSet holds which documents match a node, and their scores. The nil matchSet matches every document.
type matchSet struct {
	match []bool
	score []float64
}

func (s *NaiveScan) newMatchSet() *matchSet {
	return &matchSet{make([]bool, len(s.docs)), make([]float64, len(s.docs))}
}

func (v *matchSet) matches(i int) bool { return v == nil || v.match[i] }

func (v *matchSet) scoreOf(i int) float64 {
	if v == nil {
		return 0
	}
	return v.score[i]
}

// evaluate returns nil if the tree has nothing to search for.
func (s *NaiveScan) evaluate(n query.Node) *matchSet {
	switch n := n.(type) {
	case query.Synonyms:
		return s.synonyms(n)
	case query.Prefix:
		return s.likeTerms(n.Field, n.Text, func(wanted, term string) bool { return strings.HasPrefix(term, wanted) })
	case query.Fuzzy:
		return s.likeTerms(n.Field, n.Text, func(wanted, term string) bool { return osaDistance([]rune(wanted), []rune(term)) <= n.Distance })
	case query.And:
		return s.and(n)
	case query.Or:
		return s.or(n)
	case query.Not:
		return s.not(s.evaluate(n.Node))
	case query.Word:
		return s.word(n)
	case query.CJKRun:
		return s.cjkRun(n)
	case query.Phrase:
		return s.phrase(n)
	case query.Filter:
		return s.filter(n)
	}
	return nil
}

func (s *NaiveScan) evaluateAll(nodes []query.Node) []*matchSet {
	var parts []*matchSet
	for _, n := range nodes {
		if v := s.evaluate(n); v != nil {
			parts = append(parts, v)
		}
	}
	return parts
}

func (s *NaiveScan) and(nodes []query.Node) *matchSet {
	parts := s.evaluateAll(nodes)
	if len(parts) == 0 {
		return nil
	}
	all := s.newMatchSet()
	for i := range s.docs {
		all.match[i] = true
		for _, p := range parts {
			all.match[i] = all.match[i] && p.match[i]
			all.score[i] += p.score[i]
		}
	}
	return all
}

func (s *NaiveScan) or(nodes []query.Node) *matchSet {
	parts := s.evaluateAll(nodes)
	if len(parts) == 0 {
		return nil
	}
	any := s.newMatchSet()
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

func (s *NaiveScan) not(part *matchSet) *matchSet {
	if part == nil {
		return nil
	}
	v := s.newMatchSet()
	for i := range s.docs {
		v.match[i] = !part.match[i]
	}
	return v
}

// either matches what one of the alternatives matches, with the better score.
func (s *NaiveScan) either(a, b *matchSet) *matchSet {
	v := s.newMatchSet()
	for i := range s.docs {
		v.match[i] = a.match[i] || b.match[i]
		v.score[i] = max(a.score[i], b.score[i])
	}
	return v
}
