package tag

import (
	"cmp"
	"slices"
)

// weakTerms is how many different weak terms of a theme in one passage are as good as a strong one.
const weakTerms = 3

// longestTerm is how many words a term may span; the vocabulary allows fewer (vocabulary.maxTermWords), and Chinese
// characters are words. It bounds how far back a phrase around a hit is looked for.
const longestTerm = 32

// themeHits keeps of the theme hits of one piece of text those that count, ordered by theme, then by place: strong
// ones, pairs that stand near one another (as one hit of kind nearTerm), and weak ones where there are enough.
func (s *scanner) themeHits() []hit {
	slices.SortStableFunc(s.themes, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	kept := s.kept[:0]
	for from := 0; from < len(s.themes); {
		to := from + 1
		for to < len(s.themes) && s.themes[to].owner == s.themes[from].owner {
			to++
		}
		kept = s.oneTheme(s.themes[from:to], kept)
		from = to
	}
	s.kept = kept
	return kept
}

// oneTheme appends those of a theme's hits that count.
func (s *scanner) oneTheme(hits, kept []hit) []hit {
	s.away(hits)
	start, weakEnd := len(kept), 0
	s.weak = s.weak[:0]
	for n, h := range hits {
		if h.kind != strong && h.kind != weak && h.kind != nearTerm || unless(hits, n) {
			continue
		}
		switch h.kind {
		case strong:
			if len(kept) == start || kept[len(kept)-1].to <= h.from {
				kept = append(kept, h)
			}
		case weak:
			// Two terms in the same words are one reason, not two.
			if h.from >= weakEnd && !s.weakSeen(h.term) {
				s.weak = append(s.weak, h)
				weakEnd = h.to
			}
		case nearTerm:
			if other, ok := s.near(hits, n, nearOther); ok {
				h.from, h.to = min(h.from, other.from), max(h.to, other.to)
				kept = append(kept, h)
			}
		}
	}
	if len(s.weak) >= weakTerms {
		kept = append(kept, s.weak...)
	}
	return kept
}

// away makes phrases in which nothing counts of the words that stand near one that takes their meaning.
func (s *scanner) away(hits []hit) {
	for n, h := range hits {
		if h.kind != awayTerm {
			continue
		}
		if _, ok := s.near(hits, n, awayOther); ok {
			hits[n].kind = notTheme
		}
	}
}

// unless reports whether a hit lies in a phrase in which it does not count.
func unless(hits []hit, n int) bool {
	h := hits[n]
	around := func(p hit) bool { return p.kind == notTheme && p.from <= h.from && h.to <= p.to }
	for m := n - 1; m >= 0 && hits[m].from > h.from-longestTerm; m-- {
		if around(hits[m]) {
			return true
		}
	}
	for m := n + 1; m < len(hits) && hits[m].from == h.from; m++ {
		if around(hits[m]) {
			return true
		}
	}
	return false
}

// weakSeen reports whether the same weak term counted before.
func (s *scanner) weakSeen(term int32) bool {
	return slices.ContainsFunc(s.weak, func(h hit) bool { return h.term == term })
}

// near returns the nearest other word of the rule of a hit, before it or behind it, if it stands close enough in the same
// sentence.
func (s *scanner) near(hits []hit, n int, other kind) (hit, bool) {
	h := hits[n]
	fits := func(m int) bool {
		o := hits[m]
		if o.kind != other || o.term != h.term || other == nearOther && unless(hits, m) {
			return false
		}
		d := int32(max(o.from-h.to, h.from-o.to))
		return d >= 0 && d <= h.within && s.sameSentence(min(h.from, o.from), max(h.to, o.to))
	}
	for m := n - 1; m >= 0 && hits[m].from >= h.from-int(h.within)-longestTerm; m-- {
		if fits(m) {
			return hits[m], true
		}
	}
	for m := n + 1; m < len(hits) && hits[m].from <= h.to+int(h.within); m++ {
		if fits(m) {
			return hits[m], true
		}
	}
	return hit{}, false
}

// sameSentence reports whether no sentence begins inside the tokens.
func (s *scanner) sameSentence(from, to int) bool {
	for n := from + 1; n < to; n++ {
		if s.tokens[n].SentenceStart {
			return false
		}
	}
	return true
}
