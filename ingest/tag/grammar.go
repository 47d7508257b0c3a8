package tag

import (
	"strings"
	"unicode/utf8"

	"daftar/index/date"
)

// The years that a bare number may be.
const (
	firstYear = 1000
	lastYear  = 2100
)

// grammar reads dates in the words of one piece of text. Its rules take the number of a word and return what they read
// and the number of the word behind it, or 0 if there is no date at this place. They are the same for all languages: what
// differs are the words (datewords.go), and the order in which day, month and year stand, for which each has a rule.
type grammar struct {
	text     string
	tokens   []token
	ordinals bool // a dot behind a number makes it the first, second ...
	lang     string
	persian  bool // a year of the text's language is one of the Solar Hijri calendar unless another one is named
}

// when is what a rule read: a date, or what is said of one whose year, or whose relation to today, is to be resolved.
type when struct {
	date     date.Date
	calendar calendar
	from, to monthDay // without a year; to is zero if there is one only
	unit     int      // of a relative date: unitDay ...; 0 if it is not relative
	shift    int      // in units
	named    int      // weekday 0 to 6 +1, or month 1 to 12, or quarter 1 to 4
	mod      class    // modLast, modThis or modNext before a name; willWord if its sentence speaks of what is to come
}

type monthDay struct{ month, day int }

// full makes a when of a date.
func full(d date.Date, ok bool, to int) (when, int) {
	if !ok || d.IsZero() {
		return when{}, 0
	}
	return when{date: d}, to
}

// date reads the date that begins at a word, the longest that the rules know.
func (g grammar) date(at int) (when, int) {
	t := &g.tokens[at]
	if _, n, _ := g.numeral(at); n > 0 {
		return g.first(at, grammar.iso, grammar.dayFirst, grammar.numeric, grammar.yearFirst, grammar.years, grammar.decade, grammar.shortDecade,
			grammar.year, grammar.ago)
	}
	switch t.Class {
	case month, twoMonth:
		return g.monthFirst(at)
	case ordinal, quarter:
		return g.quarter(at)
	case weekday:
		return g.weekday(at)
	case plain, rangeTo, countWord, ofWord:
		if value, next := g.weekdayOf(at); next > 0 && !t.Cased {
			return g.dayOfWeek(at, value, next)
		}
		if t.Capitalized && t.End-t.Start == 2 && g.text[t.Start] == 'Q' {
			return g.quarter(at)
		}
	}
	return g.relative(at)
}

func (g grammar) first(at int, rules ...func(grammar, int) (when, int)) (when, int) {
	for _, rule := range rules {
		if w, to := rule(g, at); to > 0 {
			return w, to
		}
	}
	return when{}, 0
}

// begins reports whether a date may begin at a word, as quickly as most words allow.
func (g grammar) begins(t *token) bool {
	switch t.Class {
	case plain:
		first := g.text[t.Start]
		return first >= '0' && first <= '9' || first == 'Q' || first >= utf8.RuneSelf && !t.Cased
	case title, given, office, happening, writing, follower, yearMay, rangeLead, rangeTo, beforeAfter:
		return false
	}
	return true
}

// class of a word, plain past the ends.
func (g grammar) class(at int) class {
	if at < 0 || at >= len(g.tokens) {
		return plain
	}
	return g.tokens[at].Class
}

// between returns what lies before a word, "" past the end.
func (g grammar) between(at int) string {
	if at <= 0 || at >= len(g.tokens) {
		return ""
	}
	return g.text[g.tokens[at-1].End:g.tokens[at].Start]
}

// loose reports whether only spaces, a comma or the dot of an abbreviation lie before a word.
func (g grammar) loose(at int) bool {
	if at >= len(g.tokens) || g.tokens[at].Gap == paragraphs {
		return false
	}
	gap := g.between(at)
	if g.class(at-1) == month && !g.tokens[at-1].Cased {
		gap = strings.TrimPrefix(gap, ")") // يوليو (تموز) 2013
	}
	return len(gap) < 8 && strings.Trim(gap, " ,.،\t\r\n\u00a0") == "" && gap != ""
}

// near reports whether a word stands right behind the one before: only spaces or a hyphen lie between.
func (g grammar) near(at int) bool {
	if at <= 0 || at >= len(g.tokens) || g.tokens[at].Gap == paragraphs {
		return false
	}
	switch gap := g.between(at); gap {
	case " ", "-", "", "\u00a0", "‐", "‑", "\n", "\u200c":
		return true
	default:
		return len(gap) < 6 && strings.Trim(gap, " \t\r\n\u00a0") == ""
	}
}

// onward returns the number of the word behind "to", "through", "and" or a dash before the word, or 0.
func (g grammar) onward(at int) int {
	if at >= len(g.tokens) || g.tokens[at].Gap == paragraphs {
		return 0
	}
	switch strings.Trim(g.between(at), " ") {
	case "-", "–", "—", "‑", "‐", "/":
		return at
	case "":
		if g.tokens[at].Class == rangeTo {
			return at + 1
		}
	}
	return 0
}

// spanOf joins two dates to a range.
func spanOf(from, to date.Date, ok bool, end int) (when, int) {
	if !ok || from.IsZero() || to.IsZero() || from.From > to.To {
		return when{}, 0
	}
	return when{date: date.Date{From: from.From, To: to.To, Precision: date.PrecisionRange}}, end
}

// days reads a range of days of one or two months of a year.
func (g grammar) days(c calendar, year int, from, to monthDay, end int) (when, int) {
	d1, ok1 := c.date(year, from.month, from.day)
	d2, ok2 := c.date(year, to.month, to.day)
	return spanOf(d1, d2, ok1 && ok2, end)
}

// open returns a date whose year is to come from elsewhere.
func open(c calendar, from, to monthDay, end int) (when, int) {
	const leap = 2024
	for _, md := range []monthDay{from, to} {
		if c == gregorian && md.day > date.DaysIn(leap, max(md.month, 1)) || md.day > 31 {
			return when{}, 0
		}
	}
	if to.month > 0 && (to.month < from.month || to.month == from.month && to.day <= from.day) {
		return when{}, 0
	}
	return when{calendar: c, from: from, to: to}, end
}
