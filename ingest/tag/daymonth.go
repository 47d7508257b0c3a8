package tag

import (
	"daftar/index/date"
)

// monthFirst reads July 26, 2025; July 26-27, 2025; July 26 to August 2, 2025; July 2025; March to May 2024; and the same
// without a year.
func (g grammar) monthFirst(at int) (when, int) {
	m, next := g.month(at)
	if next == 0 {
		return when{}, 0
	}
	if year, to := g.yearBehind(next, m.calendar); to > 0 {
		d, ok := m.calendar.date(year, m.number, 0)
		return full(d, ok, to)
	}
	if second := g.onward(next); second > 0 {
		if m2, behind := g.month(second); behind > 0 && m2.calendar == m.calendar {
			if year, to := g.yearBehind(behind, m.calendar); to > 0 {
				return g.days(m.calendar, year, monthDay{m.number, 0}, monthDay{m2.number, 0}, to)
			}
		}
	}
	if w, to := g.dayOfMonth(at, m, next); to > 0 {
		return w, to
	}
	return g.bareMonth(at, m, next)
}

// dayOfMonth reads the day, or the days, behind a month.
func (g grammar) dayOfMonth(at int, m named, next int) (when, int) {
	if g.class(next) == monthWord && g.near(next) {
		next++
	}
	if g.class(next) == onWord && g.near(next) {
		next++
	}
	day := g.day(next)
	if day == 0 || !g.loose(next) || m.weak && g.tokens[at].Cased {
		return when{}, 0
	}
	if year, to := g.yearBehind(next+1, m.calendar); to > 0 {
		d, ok := m.calendar.date(year, m.number, day)
		return full(d, ok, to)
	}
	from := monthDay{m.number, day}
	if second := g.onward(next + 1); second > 0 {
		to, behind := from, second
		if m2, n := g.month(second); n > 0 && m2.calendar == m.calendar {
			to.month, behind = m2.number, n
		}
		if to.day = g.day(behind); to.day > 0 {
			if year, end := g.yearBehind(behind+1, m.calendar); end > 0 {
				return g.days(m.calendar, year, from, to, end)
			}
			if !g.nounBehind(behind) {
				if w, end := open(m.calendar, from, to, behind+1); end > 0 {
					return w, end
				}
			}
		}
	}
	if m.weak || g.nounBehind(next) && m.number == 5 && g.tokens[at].SentenceStart {
		return when{}, 0
	}
	return open(m.calendar, from, monthDay{}, next+1)
}

// dayFirst reads 26 July 2025; 26th of July, 2025; 26-27 July 2025; 3 to 5 May 2024; 30 April to 2 May 2024; and the same
// without a year.
func (g grammar) dayFirst(at int) (when, int) {
	day := g.day(at)
	if day == 0 {
		return when{}, 0
	}
	if m, next := g.monthBehind(at + 1); next > 0 {
		return g.dayMonth(monthDay{m.number, day}, m, next)
	}
	second := g.onward(at + 1)
	if second == 0 || g.day(second) == 0 {
		return when{}, 0
	}
	m, next := g.monthBehind(second + 1)
	if next == 0 || g.day(second) <= day {
		return when{}, 0
	}
	from, to := monthDay{m.number, day}, monthDay{m.number, g.day(second)}
	if year, end := g.yearBehind(next, m.calendar); end > 0 {
		return g.days(m.calendar, year, from, to, end)
	}
	if m.weak && !g.tokens[next-1].Cased {
		return when{}, 0
	}
	return open(m.calendar, from, to, next)
}

// dayMonth reads what follows a day and its month.
func (g grammar) dayMonth(from monthDay, m named, next int) (when, int) {
	if year, to := g.yearBehind(next, m.calendar); to > 0 {
		d, ok := m.calendar.date(year, from.month, from.day)
		return full(d, ok, to)
	}
	if second := g.onward(next); second > 0 && g.day(second) > 0 {
		if m2, behind := g.monthBehind(second + 1); behind > 0 && m2.calendar == m.calendar {
			to := monthDay{m2.number, g.day(second)}
			year, end := g.yearBehind(behind, m.calendar)
			dash := g.class(second-1) != rangeTo || g.tokens[second-1].Value != 1
			switch {
			case end > 0 && dash:
				return g.days(m.calendar, year, from, to, end)
			case end > 0:
				// "30 April and 2 May 2024" are two days of the same year.
				d, ok := m.calendar.date(year, from.month, from.day)
				return full(d, ok, next)
			case dash && !m.weak:
				if w, end := open(m.calendar, from, to, behind); end > 0 {
					return w, end
				}
			}
		}
	}
	if m.weak && m.calendar == gregorian && !g.tokens[next-1].Cased {
		return when{}, 0
	}
	if year := g.shortYear(next); year > 0 && m.calendar == gregorian {
		d, ok := date.New(year, from.month, from.day)
		return full(d, ok, next+1)
	}
	return open(m.calendar, from, monthDay{}, next)
}

// yearFirst reads dates that begin with the year: 2025 жылғы 26 шілде, 2025-yil 26-iyul, 2022-yil iyul oyida,
// ۲۰۲۵ کال د اکتوبر پر ۱۹مه.
func (g grammar) yearFirst(at int) (when, int) {
	year := g.fullYear(at)
	if year == 0 || !g.near(at+1) {
		return when{}, 0
	}
	next := at + 2
	switch {
	case g.class(at+1) == yearWord && g.tokens[at+1].Value == 0:
	case g.lang == "ps" && (g.class(at+1) == ofWord || g.class(at+1) == month):
		next = at + 1 // ١٣٨٣ د سلواغې ٢٦
	default:
		return when{}, 0
	}
	for n := 0; n < 2 && (g.class(next) == ofWord || g.class(next) == era || g.class(next) == monthWord) && g.near(next); n++ {
		next++
	}
	if !g.near(next) && !g.loose(next) {
		return when{}, 0
	}
	if day := g.day(next); day > 0 {
		return g.yearDay(year, day, next)
	}
	return g.yearMonth(year, next)
}

// yearDay reads the day, or the days, and the month behind a year.
func (g grammar) yearDay(year, day, at int) (when, int) {
	last, behind := day, at+1
	if second := g.onward(at + 1); second > 0 && g.day(second) > day {
		last, behind = g.day(second), second+1
	}
	m, end := g.monthBehind(behind)
	switch {
	case end == 0 || !g.fits(year, m):
		return when{}, 0
	case last > day:
		return g.days(m.calendar, year, monthDay{m.number, day}, monthDay{m.number, last}, end)
	}
	d, ok := m.calendar.date(year, m.number, day)
	return full(d, ok, end)
}

// yearMonth reads the month, and in Pashto the day, behind a year.
func (g grammar) yearMonth(year, at int) (when, int) {
	m, end := g.month(at)
	if end == 0 || !g.fits(year, m) {
		return when{}, 0
	}
	day, next := 0, end
	if g.class(next) == onWord && g.near(next) && g.day(next+1) > 0 {
		day, end = g.day(next+1), next+2
	} else if _, _, rest := g.numeral(next); g.day(next) > 0 && (rest == "مه" || rest == "مې" || rest == "" && g.lang == "ps" && g.near(next)) {
		day, end = g.day(next), next+1
	} else if g.class(next) == monthWord && g.near(next) {
		end = next + 1
	}
	d, ok := m.calendar.date(year, m.number, day)
	return full(d, ok, end)
}

// fits reports whether a year is one of the month's calendar.
func (g grammar) fits(year int, m named) bool {
	first, last := m.calendar.years()
	return year >= first && year <= last && (m.calendar != gregorian || year >= lastSolar || !g.persian)
}

// iso reads 2025-07-26, also with a time behind it, 2025/07/26, 2025-07, and the same of the Solar Hijri calendar.
func (g grammar) iso(at int) (when, int) {
	year, sign := g.digits(at, 4), g.between(at+1)
	if year < firstYear || sign != "-" && sign != "/" && sign != "." {
		return when{}, 0
	}
	m, digits, rest := g.numeral(at + 1)
	if m < 1 || m > 12 || digits > 2 || rest != "" || digits == 1 && sign == "-" {
		return when{}, 0
	}
	c := gregorian
	if year >= firstSolar && year <= lastSolar {
		c = solar
	}
	if g.between(at+2) != sign {
		if sign != "-" || c != gregorian || m > year%100 && year%100 < 12 {
			return when{}, 0
		}
		d, ok := c.date(year, m, 0)
		return full(d, ok, at+2)
	}
	day, digits, rest := g.numeral(at + 2)
	if digits > 2 || digits == 1 && sign == "-" || rest != "" && rest[0] != 'T' {
		return when{}, 0
	}
	d, ok := c.date(year, m, day)
	return full(d, ok, at+3)
}

// numeric reads 26.07.2025, and 26/07/2025 or 07/26/2025 where only one order is possible.
func (g grammar) numeric(at int) (when, int) {
	year := g.fullYear(at + 2)
	if year == 0 {
		return when{}, 0
	}
	a, b := g.day(at), g.day(at+1)
	one, two := g.between(at+1), g.between(at+2)
	switch {
	case one != two || one != "." && one != "/" && one != "-":
		return when{}, 0
	case one == "/" && a <= 12 && b <= 12 && a != b:
		return when{}, 0
	case b > 12 && one == "/":
		a, b = b, a
	}
	c := gregorian
	if year <= lastSolar && year >= firstSolar {
		c = solar
	}
	d, ok := c.date(year, b, a)
	return full(d, ok, at+3)
}

// quarter reads the first quarter of 1987, Q1 2025, and without a year.
func (g grammar) quarter(at int) (when, int) {
	n, next := int(g.tokens[at].Value), at+1
	switch g.class(at) {
	case ordinal:
		if g.class(next) != quarter || !g.near(next) {
			return when{}, 0
		}
		next++
	case quarter:
		if g.class(next) != ordinal || !g.near(next) {
			return g.relative(at)
		}
		n = int(g.tokens[next].Value)
		next++
	default:
		n = int(g.text[g.tokens[at].Start+1] - '0')
	}
	if n < 1 || n > 4 {
		return when{}, 0
	}
	if year, to := g.yearBehind(next, gregorian); to > 0 {
		return g.days(gregorian, year, monthDay{3*n - 2, 0}, monthDay{3 * n, 0}, to)
	}
	if g.class(at) == plain {
		return when{}, 0
	}
	return when{unit: unitQuarter, named: n}, next
}
