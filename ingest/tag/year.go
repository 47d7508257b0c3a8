package tag

import (
	"strings"

	"daftar/index"
)

// years reads 1990-1994, 1948-80, and 1990 to 1994 behind "from" or "between".
func (g grammar) years(at int) (index.Date, int) {
	year := g.fullYear(at)
	next := g.onward(at + 1)
	if year == 0 || next == 0 || next > at+1 && !g.led(at) && !g.introduced(at) {
		return index.Date{}, 0
	}
	second := g.fullYear(next)
	if short := g.digits(next, 2); short >= 0 && next == at+1 {
		second = year - year%100 + short
	}
	if second <= year || g.tokens[next-1].class == rangeTo && g.tokens[next-1].value == 1 && !g.led(at) {
		return index.Date{}, 0
	}
	from, ok1 := index.Calendar(year, 0, 0)
	to, ok2 := index.Calendar(second, 0, 0)
	return g.span(from, to, ok1 && ok2, next+1)
}

// decade reads 1990s and 1990's.
func (g grammar) decade(at int) (index.Date, int) {
	t := g.tokens[at]
	word := g.text[t.start:t.end]
	if len(word) != 4 && len(word) != 5 {
		return index.Date{}, 0
	}
	year := int(number([]byte(word[:4])))
	if year < firstYear || year > lastYear || year%10 != 0 {
		return index.Date{}, 0
	}
	rest := g.text[t.end:]
	if len(word) == 5 && word[4] != 's' || len(word) == 4 && !strings.HasPrefix(rest, "'s") && !strings.HasPrefix(rest, "’s") {
		return index.Date{}, 0
	}
	from, ok1 := index.Calendar(year, 0, 0)
	to, ok2 := index.Calendar(year+9, 0, 0)
	return g.span(from, to, ok1 && ok2, at+1)
}

// year reads a number of four digits as a year where the words around say that it is one.
func (g grammar) year(at int) (index.Date, int) {
	year := g.fullYear(at)
	if year == 0 || !g.introduced(at) {
		return index.Date{}, 0
	}
	return calendar(year, 0, 0, at+1)
}

// introduced reports whether the words around a number make it a year.
func (g grammar) introduced(at int) bool {
	if at > 0 && strings.HasSuffix(g.between(at), "(") || at == 0 && strings.HasSuffix(g.text[:g.tokens[0].start], "(") {
		return strings.IndexByte(")-,;", g.after(at)) >= 0 || strings.HasPrefix(g.text[g.tokens[at].end:], "–")
	}
	if g.tokens[at].first || at == 0 || g.tokens[at].gap == paragraphs {
		return false
	}
	before := g.tokens[at-1]
	if g.tokens[at].gap == comma {
		return g.isYear(at - 1)
	}
	if g.tokens[at].gap != joined {
		return false
	}
	switch before.class {
	case yearLead, around:
		return true
	case beforeAfter, ofWord, rangeLead, yearMay:
		return !g.counts(at)
	case rangeTo:
		return !g.counts(at) && (before.value == 2 || at > 1 && g.isYear(at-2))
	}
	return (before.class == theWord || len(g.between(at)) > 1) && g.qualifies(at)
}

// qualifies reports whether a number behind "the" or a possessive tells which one the noun behind it is: "the 1996
// campaign", "the 2000 Olympics", not "the 2000 troops".
func (g grammar) qualifies(at int) bool {
	year := g.digits(at, 4)
	if year < 1900 || year >= 2050 || at+1 >= len(g.tokens) || g.between(at+1) != " " {
		return false
	}
	next := g.tokens[at+1]
	return next.upper || next.class == ordinal || g.counts(at) && year%50 != 0
}

// isYear reports whether a number was introduced as a year, alone or at the end of a date.
func (g grammar) isYear(at int) bool {
	return g.fullYear(at) > 0 && (g.tokens[at].gap != joined || at == 0 || g.introduced(at) || g.month(at-1) > 0)
}

// counts reports whether a noun follows a number, so that it may count it: "1500 troops".
func (g grammar) counts(at int) bool {
	if at+1 >= len(g.tokens) || g.between(at+1) != " " {
		return false
	}
	next := g.tokens[at+1]
	return next.cased && !next.upper && next.class == plain
}

// after returns the byte behind a word, 0 at the end.
func (g grammar) after(at int) byte {
	if end := g.tokens[at].end; end < len(g.text) {
		return g.text[end]
	}
	return 0
}
