// Package theme decides which terms of themes in a piece of text count: strong terms, pairs of words that stand near each
// other, and weak terms where there are enough different ones; none of them in a phrase that excludes it.
package theme

import (
	"cmp"
	"slices"

	"daftar/ingest/tag/match"
)

// minWeakTerms is how many different weak terms of a theme in one passage are as good as a strong one.
const minWeakTerms = 3

// maxTermTokens is how many tokens a term may span; the vocabulary allows fewer words, but Chinese characters are tokens.
// It bounds how far back a phrase around a hit is looked for.
const maxTermTokens = 32

// Filter selects the theme hits that count. It keeps its memory for the next text and is used by one goroutine.
type Filter struct {
	scanner *match.Scanner
	kept    []match.Hit
	weak    []match.Hit // different weak terms of one theme
}

// Hits returns the theme hits of a piece of text that count, by theme, then by place; a pair is one hit of kind ThemeNear.
// They are valid until the next call. The hits of the scanner are sorted and may be changed.
func (f *Filter) Hits(s *match.Scanner) []match.Hit {
	f.scanner, f.kept = s, f.kept[:0]
	hits := s.Themes
	slices.SortStableFunc(hits, func(a, b match.Hit) int {
		return cmp.Or(cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	for from := 0; from < len(hits); {
		to := from + 1
		for to < len(hits) && hits[to].Owner == hits[from].Owner {
			to++
		}
		f.theme(hits[from:to])
		from = to
	}
	return f.kept
}

// theme keeps the hits of one theme that count.
func (f *Filter) theme(hits []match.Hit) {
	f.excludeAvoided(hits)
	start, weakEnd := len(f.kept), 0
	f.weak = f.weak[:0]
	for n, h := range hits {
		switch {
		case h.Kind != match.ThemeStrong && h.Kind != match.ThemeWeak && h.Kind != match.ThemeNear || isExcluded(hits, n):
		case h.Kind == match.ThemeStrong:
			if len(f.kept) == start || f.kept[len(f.kept)-1].To <= h.From {
				f.kept = append(f.kept, h)
			}
		case h.Kind == match.ThemeWeak:
			// Two terms in the same words are one reason, not two.
			if h.From >= weakEnd && !f.hasWeak(h.Number) {
				f.weak = append(f.weak, h)
				weakEnd = h.To
			}
		default:
			if other, ok := f.nearest(hits, n, match.ThemeNearOther); ok {
				h.From, h.To = min(h.From, other.From), max(h.To, other.To)
				f.kept = append(f.kept, h)
			}
		}
	}
	if len(f.weak) >= minWeakTerms {
		f.kept = append(f.kept, f.weak...)
	}
}

// excludeAvoided turns the first words of unless-near rules into phrases that exclude, where one of the others is near.
func (f *Filter) excludeAvoided(hits []match.Hit) {
	for n, h := range hits {
		if h.Kind != match.ThemeAvoid {
			continue
		}
		if _, ok := f.nearest(hits, n, match.ThemeAvoidOther); ok {
			hits[n].Kind = match.ThemeNotIfPhrase
		}
	}
}

// isExcluded reports whether a hit lies in a phrase in which it does not count.
func isExcluded(hits []match.Hit, n int) bool {
	h := hits[n]
	encloses := func(p match.Hit) bool {
		return p.Kind == match.ThemeNotIfPhrase && p.From <= h.From && h.To <= p.To
	}
	for m := n - 1; m >= 0 && hits[m].From > h.From-maxTermTokens; m-- {
		if encloses(hits[m]) {
			return true
		}
	}
	for m := n + 1; m < len(hits) && hits[m].From == h.From; m++ {
		if encloses(hits[m]) {
			return true
		}
	}
	return false
}

// hasWeak reports whether a weak term counted already.
func (f *Filter) hasWeak(number int32) bool {
	return slices.ContainsFunc(f.weak, func(h match.Hit) bool { return h.Number == number })
}

// nearest returns the nearest other word of the rule of a hit, before it or behind it, if it is close enough and in the same
// sentence.
func (f *Filter) nearest(hits []match.Hit, n int, kind match.Kind) (match.Hit, bool) {
	h := hits[n]
	fits := func(m int) bool {
		other := hits[m]
		if other.Kind != kind || other.Number != h.Number || kind == match.ThemeNearOther && isExcluded(hits, m) {
			return false
		}
		distance := int32(max(other.From-h.To, h.From-other.To))
		return distance >= 0 && distance <= h.Within && f.inOneSentence(min(h.From, other.From), max(h.To, other.To))
	}
	for m := n - 1; m >= 0 && hits[m].From >= h.From-int(h.Within)-maxTermTokens; m-- {
		if fits(m) {
			return hits[m], true
		}
	}
	for m := n + 1; m < len(hits) && hits[m].From <= h.To+int(h.Within); m++ {
		if fits(m) {
			return hits[m], true
		}
	}
	return match.Hit{}, false
}

// inOneSentence reports whether no sentence begins inside the tokens.
func (f *Filter) inOneSentence(from, to int) bool {
	for n := from + 1; n < to; n++ {
		if f.scanner.Tokens[n].SentenceStart {
			return false
		}
	}
	return true
}
