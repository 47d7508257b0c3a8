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
		kept = oneTheme(s.themes[from:to], kept)
		from = to
	}
	s.kept = kept
	return kept
}

// oneTheme appends those of a theme's hits that count.
func oneTheme(hits, kept []hit) []hit {
	weakSeen, start := 0, len(kept)
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
			if !seen(hits[:n], h) {
				weakSeen++
			}
		case nearTerm:
			if other, ok := near(hits, h); ok {
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

// near returns the other word of a near rule if it stands close enough.
func near(hits []hit, h hit) (hit, bool) {
	for _, other := range hits {
		if other.kind != nearOther || other.term != h.term {
			continue
		}
		if d := int32(max(other.from-h.to, h.from-other.to)); d >= 0 && d <= h.within {
			return other, true
		}
	}
	return hit{}, false
}
