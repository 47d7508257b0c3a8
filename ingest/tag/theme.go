package tag

import (
	"cmp"
	"slices"
)

// weakTerms is how many different weak terms of a theme in one passage are as good as a strong one.
const weakTerms = 3

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
	weakSeen, weakEnd, start := 0, 0, len(kept)
	for n, h := range hits {
		if h.kind == notTheme || unless(hits, h) {
			continue
		}
		switch h.kind {
		case strong:
			if len(kept) == start || kept[len(kept)-1].to <= h.from {
				kept = append(kept, h)
			}
		case weak:
			if h.from >= weakEnd && !seen(hits[:n], h) {
				weakSeen++
				weakEnd = h.to
			}
		case nearTerm:
			if other, ok := s.near(hits, h, nearOther); ok {
				h.from, h.to = min(h.from, other.from), max(h.to, other.to)
				kept = append(kept, h)
			}
		}
	}
	if weakSeen < weakTerms {
		return kept
	}
	for n, h := range hits {
		if h.kind == weak && !unless(hits, h) && !seen(hits[:n], h) {
			kept = append(kept, h)
		}
	}
	return kept
}

// away makes phrases in which nothing counts of the words that stand near one that takes their meaning.
func (s *scanner) away(hits []hit) {
	for n, h := range hits {
		if h.kind != awayTerm {
			continue
		}
		if _, ok := s.near(hits, h, awayOther); ok {
			hits[n].kind = notTheme
		}
	}
}

// unless reports whether the hit lies in a phrase in which it does not count.
func unless(hits []hit, h hit) bool {
	for _, phrase := range hits {
		if phrase.kind == notTheme && phrase.from <= h.from && h.to <= phrase.to {
			return true
		}
	}
	return false
}

// seen reports whether the same weak term counted before.
func seen(before []hit, h hit) bool {
	for _, b := range before {
		if b.kind == weak && b.term == h.term && !unless(before, b) {
			return true
		}
	}
	return false
}

// near returns the other word of a rule if it stands close enough, in the same sentence.
func (s *scanner) near(hits []hit, h hit, kind kind) (hit, bool) {
	for _, other := range hits {
		if other.kind != kind || other.term != h.term || kind == nearOther && unless(hits, other) {
			continue
		}
		d := int32(max(other.from-h.to, h.from-other.to))
		if d >= 0 && d <= h.within && s.sameSentence(min(h.from, other.from), max(h.to, other.to)) {
			return other, true
		}
	}
	return hit{}, false
}

// sameSentence reports whether no sentence begins inside the tokens.
func (s *scanner) sameSentence(from, to int) bool {
	for n := from + 1; n < to; n++ {
		if s.tokens[n].first {
			return false
		}
	}
	return true
}
