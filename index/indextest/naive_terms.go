package indextest

import (
	"math"
	"slices"

	"daftar/index/analysis"
	"daftar/index/query"
)

// The constants of BM25F, repeated here so that a mistake in an engine's constants is not hidden.
const (
	scoreK1    = 1.2
	scoreB     = 0.75
	scoreTitle = 2.0
	scoreBody  = 1.0
)

// frequencies counts how often a leaf matches each document, in the title and in the text.
type frequencies struct{ title, body []int }

// countFrequencies counts in every document; the field "title" leaves the text out.
func (s *NaiveScan) countFrequencies(field string, count func(in fieldTokens) int) frequencies {
	t := frequencies{make([]int, len(s.docs)), make([]int, len(s.docs))}
	for i := range s.docs {
		t.title[i] = count(s.titles[i])
		if field == "" {
			t.body[i] = count(s.bodies[i])
		}
	}
	return t
}

// documents returns the document frequency.
func (t frequencies) documents() int {
	n := 0
	for i := range t.title {
		if t.title[i]+t.body[i] > 0 {
			n++
		}
	}
	return n
}

// idf is the inverse document frequency of df documents.
func (s *NaiveScan) idf(df int) float64 {
	return math.Log(1 + (float64(len(s.docs)-df)+0.5)/(float64(df)+0.5))
}

// score returns the matches and scores of a leaf with this inverse document frequency.
func (s *NaiveScan) score(t frequencies, idf float64) *matchSet {
	v := s.newMatchSet()
	for i := range s.docs {
		tf := s.weightedFrequency(i, 0, scoreTitle, t.title[i]) + s.weightedFrequency(i, 1, scoreBody, t.body[i])
		v.match[i] = tf > 0
		v.score[i] = idf * tf * (scoreK1 + 1) / (scoreK1 + tf)
	}
	return v
}

// weightedFrequency weights a frequency by its field and by the length of the field.
func (s *NaiveScan) weightedFrequency(doc, field int, weight float64, frequency int) float64 {
	if frequency == 0 || s.means[field] == 0 {
		return 0
	}
	return weight * float64(frequency) / (1 - scoreB + scoreB*s.lengths[field][doc]/s.means[field])
}

// split separates words from the joined forms of compounds.
func split(tokens []analysis.Token) (words, joined []analysis.Token) {
	for _, t := range tokens {
		if t.PositionLength == 1 {
			words = append(words, t)
		} else if t.PositionLength > 1 {
			joined = append(joined, t)
		}
	}
	return words, joined
}

func (s *NaiveScan) word(n query.Word) *matchSet {
	words, joined := split(analysis.Tokens(n.Text, ""))
	switch {
	case len(words) == 0:
		return nil
	case len(words) == 1:
		return s.forms(n.Field, n.Text[words[0].Start:words[0].End])
	case len(joined) == 1 && joined[0].PositionLength == len(words):
		return s.either(s.forms(n.Field, joined[0].Term), s.sequences(n.Field, [][]string{terms(words)}))
	}
	return s.phrase(query.Phrase{Field: n.Field, Text: n.Text})
}

// forms matches a word in any of its forms.
func (s *NaiveScan) forms(field, text string) *matchSet {
	var stems []uint32
	for _, form := range distinctOf(analysis.Stems(text)) {
		stems = append(stems, s.numbers[form])
	}
	t := s.countFrequencies(field, func(in fieldTokens) int {
		n := 0
		for _, stem := range stems {
			n += occurrences(in.stems, stem)
		}
		return n
	})
	return s.score(t, s.idf(t.documents()))
}

func (s *NaiveScan) cjkRun(n query.CJKRun) *matchSet {
	words, _ := split(analysis.Tokens(n.Text, ""))
	var seen []string
	var all *matchSet
	for _, w := range words {
		if slices.Contains(seen, w.Term) {
			continue
		}
		seen = append(seen, w.Term)
		v := s.forms(n.Field, n.Text[w.Start:w.End])
		if all == nil {
			all = v
			continue
		}
		for i := range s.docs {
			all.match[i] = all.match[i] && v.match[i]
			all.score[i] += v.score[i]
		}
	}
	return all
}

func (s *NaiveScan) phrase(n query.Phrase) *matchSet {
	words, joined := split(analysis.Tokens(n.Text, ""))
	if len(words) == 0 {
		return nil
	}
	if distinct := distinctOf(terms(words)); n.Near > 0 {
		if len(distinct) == 1 {
			return s.sequences(n.Field, [][]string{distinct})
		}
		return s.unorderedWindow(n.Field, distinct, n.Near)
	}
	variants := [][]string{terms(words)}
	if len(joined) > 0 {
		variants = append(variants, joinCompounds(words, joined))
	}
	return s.sequences(n.Field, variants)
}

func terms(words []analysis.Token) []string {
	var out []string
	for _, w := range words {
		out = append(out, w.Term)
	}
	return out
}

func distinctOf(terms []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(terms)))
}

// joinCompounds replaces the parts of each compound by its joined form.
func joinCompounds(words, joined []analysis.Token) []string {
	var out []string
	last := -1 // last position that a joined form covers
	for _, w := range words {
		if w.Position <= last {
			continue
		}
		term := w.Term
		for _, j := range joined {
			if j.Position == w.Position {
				term, last = j.Term, j.Position+j.PositionLength-1
			}
		}
		out = append(out, term)
	}
	return out
}

// sequences matches terms at consecutive positions, in any of the variants.
func (s *NaiveScan) sequences(field string, variants [][]string) *matchSet {
	single := len(variants) == 1 && len(variants[0]) == 1
	t := s.countFrequencies(field, func(in fieldTokens) int {
		if single {
			return occurrences(in.terms, s.numbers[variants[0][0]])
		}
		starts := make(map[int]bool)
		for _, v := range variants {
			s.phraseStarts(in, v, starts)
		}
		return len(starts)
	})
	return s.score(t, s.sumIDF(field, variants[0]))
}

// sumIDF is the sum of the inverse document frequencies of the distinct terms.
func (s *NaiveScan) sumIDF(field string, terms []string) float64 {
	sum := 0.0
	for _, term := range distinctOf(terms) {
		t := s.countFrequencies(field, func(in fieldTokens) int { return occurrences(in.terms, s.numbers[term]) })
		sum += s.idf(t.documents())
	}
	return sum
}

// occurrences counts a number; 0 stands for a term that no document has.
func occurrences(in []uint32, number uint32) int {
	n := 0
	for _, have := range in {
		if have == number {
			n++
		}
	}
	return n
}

// phraseStarts adds the positions at which a sequence of terms starts.
func (s *NaiveScan) phraseStarts(in fieldTokens, sequence []string, starts map[int]bool) {
	positions := make([]map[int]bool, len(sequence))
	for i, term := range sequence {
		if positions[i] = s.positions(in, term); len(positions[i]) == 0 {
			return
		}
	}
	for start := range positions[0] {
		found := true
		for i := range sequence {
			found = found && positions[i][start+i]
		}
		if found {
			starts[start] = true
		}
	}
}

// positions returns the positions of a term, nil if it has none.
func (s *NaiveScan) positions(in fieldTokens, term string) map[int]bool {
	var at map[int]bool
	wanted := s.numbers[term]
	for i, have := range in.terms {
		if have != wanted {
			continue
		}
		if at == nil {
			at = make(map[int]bool)
		}
		at[int(in.pos[i])] = true
		if in.span[i] > 1 {
			at[int(in.pos[i])+int(in.span[i])-1] = true
		}
	}
	return at
}

// unorderedWindow matches terms in any order with at most gap other words between the first and the last.
func (s *NaiveScan) unorderedWindow(field string, terms []string, gap int) *matchSet {
	t := s.countFrequencies(field, func(in fieldTokens) int {
		if s.withinWindow(in, terms, gap) {
			return 1
		}
		return 0
	})
	for i, n := range t.title {
		if n > 0 {
			t.body[i] = 0
		}
	}
	return s.score(t, s.sumIDF(field, terms))
}

// withinWindow tries every window of the allowed width that starts with one of the terms.
func (s *NaiveScan) withinWindow(in fieldTokens, terms []string, gap int) bool {
	var at []map[int]bool
	for _, term := range terms {
		positions := s.positions(in, term)
		if len(positions) == 0 {
			return false
		}
		at = append(at, positions)
	}
	for _, positions := range at {
		for start := range positions {
			if inWindow(at, start, start+len(terms)+gap) {
				return true
			}
		}
	}
	return false
}

// inWindow reports whether every term has a position in start..end-1.
func inWindow(terms []map[int]bool, start, end int) bool {
	for _, positions := range terms {
		found := false
		for p := start; p < end; p++ {
			found = found || positions[p]
		}
		if !found {
			return false
		}
	}
	return true
}

// synonyms matches the node or any of its synonyms, with the best score.
func (s *NaiveScan) synonyms(n query.Synonyms) *matchSet {
	all := s.evaluate(n.Node)
	for _, o := range n.Alternatives {
		switch v := s.evaluate(o); {
		case v == nil:
		case all == nil:
			all = v
		default:
			all = s.either(all, v)
		}
	}
	return all
}

// likeTerms matches all terms for which like is true.
func (s *NaiveScan) likeTerms(field, text string, like func(wanted, term string) bool) *matchSet {
	tokens, _ := split(analysis.Tokens(text, ""))
	if len(tokens) != 1 {
		return s.word(query.Word{Field: field, Text: text})
	}
	wanted := make(map[uint32]bool)
	for term, n := range s.numbers {
		if like(tokens[0].Term, term) {
			wanted[n] = true
		}
	}
	t := s.countFrequencies(field, func(in fieldTokens) int {
		n := 0
		for _, term := range in.terms {
			if wanted[term] {
				n++
			}
		}
		return n
	})
	return s.score(t, s.idf(t.documents()))
}

// osaDistance is the optimal string alignment distance.
func osaDistance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
