package tag

import (
	"strings"

	"daftar/index"
)

// The years that a bare number may be.
const (
	firstYear = 1000
	lastYear  = 2100
)

// grammar reads dates in the words of one piece of text. Its rules take the number of a word and return a date and the
// number of the word behind it, or 0 if there is none at this place. A day or month without its year is none.
type grammar struct {
	text   string
	tokens []token
}

// date reads the date that begins at a word, the longest that the rules know.
func (g grammar) date(at int) (index.Date, int) {
	t := &g.tokens[at]
	digit := g.text[t.start] >= '0' && g.text[t.start] <= '9'
	switch {
	case digit:
		for _, rule := range []func(int) (index.Date, int){g.iso, g.dayFirst, g.numeric, g.years, g.decade, g.year} {
			if d, to := rule(at); to > 0 {
				return d, to
			}
		}
	case t.class == month && t.upper:
		return g.monthFirst(at)
	case t.class == ordinal:
		return g.quarter(at)
	case t.upper && t.end-t.start == 2 && g.text[t.start] == 'Q':
		return g.quarter(at)
	}
	return index.Date{}, 0
}

// between returns what lies before a word, "" past the end.
func (g grammar) between(at int) string {
	if at <= 0 || at >= len(g.tokens) {
		return ""
	}
	return g.text[g.tokens[at-1].end:g.tokens[at].start]
}

// loose reports whether only spaces, a comma or the dot of an abbreviation lie before a word.
func (g grammar) loose(at int) bool {
	if at >= len(g.tokens) || g.tokens[at].gap == paragraphs {
		return false
	}
	gap := g.between(at)
	return len(gap) < 8 && strings.Trim(gap, " ,.\t\r\n\u00a0") == "" && gap != ""
}

// digits returns the value of a word of n digits, or -1.
func (g grammar) digits(at, n int) int {
	if at >= len(g.tokens) || g.tokens[at].end-g.tokens[at].start != n {
		return -1
	}
	return int(g.tokens[at].number)
}

// day reads 1 to 31, 1st to 31st; 0 is none.
func (g grammar) day(at int) int {
	if at >= len(g.tokens) {
		return 0
	}
	word := g.text[g.tokens[at].start:g.tokens[at].end]
	if len(word) > 2 {
		switch strings.ToLower(word[len(word)-2:]) {
		case "st", "nd", "rd", "th":
			word = word[:len(word)-2]
		}
	}
	if len(word) > 2 {
		return 0
	}
	if n := number([]byte(word)); n >= 1 && n <= 31 {
		return int(n)
	}
	return 0
}

// month reads the name of a month; 0 is none.
func (g grammar) month(at int) int {
	if at >= len(g.tokens) || g.tokens[at].class != month || !g.tokens[at].upper {
		return 0
	}
	return int(g.tokens[at].value)
}

// fullYear reads a year of four digits that is not part of a larger number; 0 is none.
func (g grammar) fullYear(at int) int {
	year := g.digits(at, 4)
	if year < firstYear || year > lastYear {
		return 0
	}
	rest := g.text[g.tokens[at].end:]
	if len(rest) > 1 && strings.IndexByte(",.:", rest[0]) >= 0 && rest[1] >= '0' && rest[1] <= '9' || rest != "" && rest[0] == '%' {
		return 0
	}
	return year
}

// yearBehind reads the year that ends a date: "2025", ", 2025", "of 2025".
func (g grammar) yearBehind(at int) (year, to int) {
	if at < len(g.tokens) && g.tokens[at].class == ofWord {
		at++
	}
	if !g.loose(at) && g.between(at) != "-" {
		return 0, 0
	}
	if year := g.fullYear(at); year > 0 {
		return year, at + 1
	}
	return 0, 0
}

// onward returns the number of the word behind "to", "through", "and" or a dash before the word, or 0.
func (g grammar) onward(at int) int {
	if at >= len(g.tokens) || g.tokens[at].gap == paragraphs {
		return 0
	}
	switch strings.Trim(g.between(at), " ") {
	case "-", "–", "—", "‑", "‐", "/":
		return at
	case "":
		if g.tokens[at].class == rangeTo {
			return at + 1
		}
	}
	return 0
}

// span joins two dates to a range.
func (g grammar) span(from, to index.Date, ok bool, end int) (index.Date, int) {
	if !ok || from.IsZero() || to.IsZero() || from.From > to.To {
		return index.Date{}, 0
	}
	return index.Date{From: from.From, To: to.To, Precision: index.PrecisionRange}, end
}

// calendar is index.Calendar for a rule.
func calendar(year, month, day, end int) (index.Date, int) {
	if d, ok := index.Calendar(year, month, day); ok {
		return d, end
	}
	return index.Date{}, 0
}

// days reads a range of days of one or two months of a year.
func (g grammar) days(year, m1, d1, m2, d2, end int) (index.Date, int) {
	from, ok1 := index.Calendar(year, m1, d1)
	to, ok2 := index.Calendar(year, m2, d2)
	return g.span(from, to, ok1 && ok2, end)
}

// monthFirst reads July 26, 2025; July 26-27, 2025; July 26 to August 2, 2025; July 2025; March to May 2024.
func (g grammar) monthFirst(at int) (index.Date, int) {
	m := g.month(at)
	if year, to := g.yearBehind(at + 1); to > 0 {
		return calendar(year, m, 0, to)
	}
	if next := g.onward(at + 1); next > 0 && g.month(next) > 0 {
		year, to := g.yearBehind(next + 1)
		if to > 0 && (g.tokens[next-1].value != 1 || g.tokens[next-1].class != rangeTo || g.led(at)) {
			return g.days(year, m, 0, g.month(next), 0, to)
		}
		return index.Date{}, 0
	}
	day := g.day(at + 1)
	if day == 0 || !g.loose(at+1) {
		return index.Date{}, 0
	}
	if year, to := g.yearBehind(at + 2); to > 0 {
		return calendar(year, m, day, to)
	}
	next := g.onward(at + 2)
	if next == 0 {
		return index.Date{}, 0
	}
	m2 := m
	if g.month(next) > 0 {
		m2 = g.month(next)
		next++
	}
	if year, to := g.yearBehind(next + 1); to > 0 && g.day(next) > 0 {
		return g.days(year, m, day, m2, g.day(next), to)
	}
	return index.Date{}, 0
}

// led reports whether "from" or "between" stands before a word.
func (g grammar) led(at int) bool { return at > 0 && g.tokens[at-1].class == rangeLead }

// dayFirst reads 26 July 2025; 26th of July, 2025; 26-27 July 2025; 3 to 5 May 2024; 30 April to 2 May 2024.
func (g grammar) dayFirst(at int) (index.Date, int) {
	day := g.day(at)
	if day == 0 {
		return index.Date{}, 0
	}
	if m, next := g.monthBehind(at + 1); m > 0 {
		if year, to := g.yearBehind(next); to > 0 {
			return calendar(year, m, day, to)
		}
		if second := g.onward(next); second > 0 && g.day(second) > 0 {
			m2, next := g.monthBehind(second + 1)
			if year, to := g.yearBehind(next); m2 > 0 && to > 0 {
				return g.days(year, m, day, m2, g.day(second), to)
			}
		}
		return index.Date{}, 0
	}
	second := g.onward(at + 1)
	if second == 0 || g.day(second) == 0 {
		return index.Date{}, 0
	}
	m, next := g.monthBehind(second + 1)
	if year, to := g.yearBehind(next); m > 0 && to > 0 {
		return g.days(year, m, day, m, g.day(second), to)
	}
	return index.Date{}, 0
}

// monthBehind reads the month behind a day: "July", "-Jul", "of July".
func (g grammar) monthBehind(at int) (m, next int) {
	if at < len(g.tokens) && g.tokens[at].class == ofWord {
		at++
	}
	if m := g.month(at); m > 0 && g.tokens[at].gap == joined {
		return m, at + 1
	}
	return 0, len(g.tokens)
}

// iso reads 2025-07-26, also with a time behind it, and 2025-07.
func (g grammar) iso(at int) (index.Date, int) {
	year, m := g.digits(at, 4), g.digits(at+1, 2)
	if year < firstYear || m < 1 || m > 12 || g.between(at+1) != "-" {
		return index.Date{}, 0
	}
	if g.between(at+2) != "-" {
		return calendar(year, m, 0, at+2)
	}
	word := g.text[g.tokens[at+2].start:g.tokens[at+2].end]
	if len(word) < 2 || len(word) > 2 && word[2] != 'T' {
		return index.Date{}, 0
	}
	return calendar(year, m, int(number([]byte(word[:2]))), at+3)
}

// numeric reads 26.07.2025, and 26/07/2025 or 07/26/2025 where only one order is possible.
func (g grammar) numeric(at int) (index.Date, int) {
	year := g.fullYear(at + 2)
	if year == 0 {
		return index.Date{}, 0
	}
	a, b := g.day(at), g.day(at+1)
	switch {
	case g.between(at+1) == "." && g.between(at+2) == ".":
		return calendar(year, b, a, at+3)
	case g.between(at+1) != "/" || g.between(at+2) != "/" || a <= 12 && b <= 12:
		return index.Date{}, 0
	case a > 12:
		return calendar(year, b, a, at+3)
	}
	return calendar(year, a, b, at+3)
}

// quarter reads the first quarter of 1987, and Q1 2025.
func (g grammar) quarter(at int) (index.Date, int) {
	n, next := int(g.tokens[at].value), at+1
	if g.tokens[at].class == ordinal {
		if next >= len(g.tokens) || g.tokens[next].class != quarter {
			return index.Date{}, 0
		}
		next++
	} else {
		n = int(g.text[g.tokens[at].start+1] - '0')
	}
	year, to := g.yearBehind(next)
	if to == 0 || n < 1 || n > 4 {
		return index.Date{}, 0
	}
	return g.days(year, 3*n-2, 0, 3*n, 0, to)
}
