package indextest

import (
	"math"
	"slices"

	"daftar/index/analysis"
	"daftar/index/query"
)

// The constants of BM25F, written down here again: a slip in the engine's must not hide itself.
const (
	scoreK1    = 1.2
	scoreB     = 0.75
	scoreTitle = 2.0
	scoreBody  = 1.0
)

// frequencies is how often a leaf matches each document, in the title and in the text.
type frequencies struct{ title, body []int }

// countFrequencies counts in every document; in the title alone if that is the field.
func (s *NaiveScan) countFrequencies(field string, count func(in words) int) frequencies {
	t := frequencies{make([]int, len(s.docs)), make([]int, len(s.docs))}
	for i := range s.docs {
		t.title[i] = count(s.titles[i])
		if field == "" {
			t.body[i] = count(s.bodies[i])
		}
	}
	return t
}

// documents returns how many documents match.
func (t frequencies) documents() int {
	n := 0
	for i := range t.title {
		if t.title[i]+t.body[i] > 0 {
			n++
		}
	}
	return n
}

// idf is the inverse document frequency of what df documents have.
func (s *NaiveScan) idf(df int) float64 {
	return math.Log(1 + (float64(len(s.docs)-df)+0.5)/(float64(df)+0.5))
}

// verdict scores a leaf of this rarity.
func (s *NaiveScan) verdict(t frequencies, idf float64) *verdict {
	v := s.newVerdict()
	for i := range s.docs {
		tf := s.weigh(i, 0, scoreTitle, t.title[i]) + s.weigh(i, 1, scoreBody, t.body[i])
		v.match[i] = tf > 0
		v.score[i] = idf * tf * (scoreK1 + 1) / (scoreK1 + tf)
	}
	return v
}

// weigh returns a frequency in a field of a document, weighted by the field and its length.
func (s *NaiveScan) weigh(doc, field int, weight float64, frequency int) float64 {
	if frequency == 0 || s.means[field] == 0 {
		return 0
	}
	return weight * float64(frequency) / (1 - scoreB + scoreB*s.lengths[field][doc]/s.means[field])
}

// split parts tokens into words and the joined forms of compounds.
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

func (s *NaiveScan) word(n query.Word) *verdict {
	words, joined := split(analysis.Tokens(n.Text, ""))
	switch {
	case len(words) == 0:
		return nil
	case len(words) == 1:
		return s.forms(n.Field, n.Text[words[0].Start:words[0].End])
	case len(joined) == 1 && joined[0].PositionLength == len(words):
		return s.best(s.forms(n.Field, joined[0].Term), s.sequences(n.Field, [][]string{terms(words)}))
	}
	return s.phrase(query.Phrase{Field: n.Field, Text: n.Text})
}

// forms is the verdict on a word in any of its forms.
func (s *NaiveScan) forms(field, text string) *verdict {
	var stems []uint32
	for _, form := range distinctOf(analysis.Stems(text)) {
		stems = append(stems, s.numbers[form])
	}
	t := s.countFrequencies(field, func(in words) int {
		n := 0
		for _, stem := range stems {
			n += occurrences(in.stems, stem)
		}
		return n
	})
	return s.verdict(t, s.idf(t.documents()))
}

func (s *NaiveScan) run(n query.CJKRun) *verdict {
	words, _ := split(analysis.Tokens(n.Text, ""))
	var seen []string
	var all *verdict
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

func (s *NaiveScan) phrase(n query.Phrase) *verdict {
	words, joined := split(analysis.Tokens(n.Text, ""))
	if len(words) == 0 {
		return nil
	}
	if distinct := distinctOf(terms(words)); n.Near > 0 {
		if len(distinct) == 1 {
			return s.sequences(n.Field, [][]string{distinct})
		}
		return s.near(n.Field, distinct, n.Near)
	}
	variants := [][]string{terms(words)}
	if len(joined) > 0 {
		variants = append(variants, contract(words, joined))
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

// contract replaces the parts of each compound by its joined form.
func contract(words, joined []analysis.Token) []string {
	var out []string
	past := -1 // last position that a joined form has taken
	for _, w := range words {
		if w.Position <= past {
			continue
		}
		term := w.Term
		for _, j := range joined {
			if j.Position == w.Position {
				term, past = j.Term, j.Position+j.PositionLength-1
			}
		}
		out = append(out, term)
	}
	return out
}

// sequences is the verdict on terms at consecutive positions, in any of the ways to write them.
func (s *NaiveScan) sequences(field string, variants [][]string) *verdict {
	single := len(variants) == 1 && len(variants[0]) == 1
	t := s.countFrequencies(field, func(in words) int {
		if single {
			return occurrences(in.terms, s.numbers[variants[0][0]])
		}
		starts := make(map[int]bool)
		for _, v := range variants {
			s.starts(in, v, starts)
		}
		return len(starts)
	})
	return s.verdict(t, s.rarity(field, variants[0]))
}

// rarity is the sum of the inverse document frequencies of different terms.
func (s *NaiveScan) rarity(field string, terms []string) float64 {
	sum := 0.0
	for _, term := range distinctOf(terms) {
		t := s.countFrequencies(field, func(in words) int { return occurrences(in.terms, s.numbers[term]) })
		sum += s.idf(t.documents())
	}
	return sum
}

// occurrences counts a number that is not 0; 0 stands for what no document has.
func occurrences(in []uint32, number uint32) int {
	n := 0
	for _, have := range in {
		if have == number {
			n++
		}
	}
	return n
}

// starts adds the positions at which a sequence begins.
func (s *NaiveScan) starts(in words, sequence []string, into map[int]bool) {
	at := make([]map[int]bool, len(sequence))
	for i, term := range sequence {
		if at[i] = s.positions(in, term); len(at[i]) == 0 {
			return
		}
	}
	for start := range at[0] {
		found := true
		for i := range sequence {
			found = found && at[i][start+i]
		}
		if found {
			into[start] = true
		}
	}
}

// positions returns where a term stands; nil if it does not.
func (s *NaiveScan) positions(in words, term string) map[int]bool {
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

// near is the verdict on terms in any order with at most gap other words between the first and the last.
func (s *NaiveScan) near(field string, terms []string, gap int) *verdict {
	t := s.countFrequencies(field, func(in words) int {
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
	return s.verdict(t, s.rarity(field, terms))
}

// withinWindow tries every window that begins with one of the terms and is as wide as allowed.
func (s *NaiveScan) withinWindow(in words, terms []string, gap int) bool {
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

// inWindow reports whether each of the terms stands at one of the positions from start up to, not including, end.
func inWindow(at []map[int]bool, start, end int) bool {
	for _, positions := range at {
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

// synonyms is the verdict on a part of the question or any other way to say it.
func (s *NaiveScan) synonyms(n query.Synonyms) *verdict {
	all := s.evaluate(n.Node)
	for _, o := range n.Alternatives {
		switch v := s.evaluate(o); {
		case v == nil:
		case all == nil:
			all = v
		default:
			all = s.best(all, v)
		}
	}
	return all
}

// likeTerms is the verdict on all terms that are like one.
func (s *NaiveScan) likeTerms(field, text string, like func(asked, term string) bool) *verdict {
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
	t := s.countFrequencies(field, func(in words) int {
		n := 0
		for _, term := range in.terms {
			if wanted[term] {
				n++
			}
		}
		return n
	})
	return s.verdict(t, s.idf(t.documents()))
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
