package grammar

import (
	"daftar/index/analysis/words"
	"daftar/index/date"
)

// monthFirst reads July 26, 2025; July 26-27, 2025; July 26 to August 2, 2025; July 2025; March to May 2024; and the
// same without a year.
func (r *Reader) monthFirst(at int) (PartialDate, int) {
	m, next := r.monthAt(at)
	if next == 0 {
		return PartialDate{}, 0
	}
	if year, to := r.yearAfter(next, m.calendar); to > 0 {
		d, ok := m.calendar.Date(year, m.number, 0)
		return fullDate(d, ok, to)
	}
	if second := r.afterRangeSign(next); second > 0 {
		if m2, after := r.monthAt(second); after > 0 && m2.calendar == m.calendar {
			if year, to := r.yearAfter(after, m.calendar); to > 0 {
				return dayRange(m.calendar, year, MonthDay{m.number, 0}, MonthDay{m2.number, 0}, to)
			}
		}
	}
	if p, to := r.dayAfterMonth(at, m, next); to > 0 {
		return p, to
	}
	return r.monthAlone(at, m, next)
}

// dayAfterMonth reads the day, or the days, after a month.
func (r *Reader) dayAfterMonth(at int, m month, next int) (PartialDate, int) {
	if r.Class(next) == monthNoun && r.adjacent(next) {
		next++
	}
	if r.Class(next) == onWord && r.adjacent(next) {
		next++
	}
	day := r.dayAt(next)
	if day == 0 || !r.separated(next) || m.ambiguous && r.tokens[at].Cased {
		return PartialDate{}, 0
	}
	if year, to := r.yearAfter(next+1, m.calendar); to > 0 {
		d, ok := m.calendar.Date(year, m.number, day)
		return fullDate(d, ok, to)
	}
	from := MonthDay{m.number, day}
	if second := r.afterRangeSign(next + 1); second > 0 {
		to, after := from, second
		if m2, n := r.monthAt(second); n > 0 && m2.calendar == m.calendar {
			to.Month, after = m2.number, n
		}
		if to.Day = r.dayAt(after); to.Day > 0 {
			if year, end := r.yearAfter(after+1, m.calendar); end > 0 {
				return dayRange(m.calendar, year, from, to, end)
			}
			if !r.monthFollows(after) {
				if p, end := withoutYear(m.calendar, from, to, after+1); end > 0 {
					return p, end
				}
			}
		}
	}
	if m.ambiguous || r.monthFollows(next) && m.number == 5 && r.tokens[at].SentenceStart {
		return PartialDate{}, 0
	}
	return withoutYear(m.calendar, from, MonthDay{}, next+1)
}

// dayFirst reads 26 July 2025; 26th of July, 2025; 26-27 July 2025; 3 to 5 May 2024; 30 April to 2 May 2024; and the
// same without a year.
func (r *Reader) dayFirst(at int) (PartialDate, int) {
	day := r.dayAt(at)
	if day == 0 {
		return PartialDate{}, 0
	}
	if m, next := r.monthAfterDay(at + 1); next > 0 {
		return r.afterDayAndMonth(MonthDay{m.number, day}, m, next)
	}
	second := r.afterRangeSign(at + 1)
	if second == 0 || r.dayAt(second) == 0 {
		return PartialDate{}, 0
	}
	m, next := r.monthAfterDay(second + 1)
	if next == 0 || r.dayAt(second) <= day {
		return PartialDate{}, 0
	}
	from, to := MonthDay{m.number, day}, MonthDay{m.number, r.dayAt(second)}
	if year, end := r.yearAfter(next, m.calendar); end > 0 {
		return dayRange(m.calendar, year, from, to, end)
	}
	if m.ambiguous && !r.tokens[next-1].Cased {
		return PartialDate{}, 0
	}
	return withoutYear(m.calendar, from, to, next)
}

// afterDayAndMonth reads what follows a day and its month.
func (r *Reader) afterDayAndMonth(from MonthDay, m month, next int) (PartialDate, int) {
	if year, to := r.yearAfter(next, m.calendar); to > 0 {
		d, ok := m.calendar.Date(year, from.Month, from.Day)
		return fullDate(d, ok, to)
	}
	if second := r.afterRangeSign(next); second > 0 && r.dayAt(second) > 0 {
		if m2, after := r.monthAfterDay(second + 1); after > 0 && m2.calendar == m.calendar {
			to := MonthDay{m2.number, r.dayAt(second)}
			year, end := r.yearAfter(after, m.calendar)
			dash := r.Class(second-1) != RangeEnd || r.tokens[second-1].Value != 1
			switch {
			case end > 0 && dash:
				return dayRange(m.calendar, year, from, to, end)
			case end > 0:
				// "30 April and 2 May 2024" are two days of the same year, not a range.
				d, ok := m.calendar.Date(year, from.Month, from.Day)
				return fullDate(d, ok, next)
			case dash && !m.ambiguous:
				if p, end := withoutYear(m.calendar, from, to, after); end > 0 {
					return p, end
				}
			}
		}
	}
	if m.ambiguous && m.calendar == Gregorian && !r.tokens[next-1].Cased {
		return PartialDate{}, 0
	}
	if year := r.twoDigitYear(next); year > 0 && m.calendar == Gregorian {
		d, ok := date.New(year, from.Month, from.Day)
		return fullDate(d, ok, next+1)
	}
	return withoutYear(m.calendar, from, MonthDay{}, next)
}

// yearFirst reads dates that start with the year: 2025 жылғы 26 шілде, 2025-yil 26-iyul, 2022-yil iyul oyida, ۲۰۲۵ کال
// د اکتوبر پر ۱۹مه.
func (r *Reader) yearFirst(at int) (PartialDate, int) {
	year := r.fourDigitYear(at)
	if year == 0 || !r.adjacent(at+1) {
		return PartialDate{}, 0
	}
	next := at + 2
	switch {
	case r.Class(at+1) == yearNoun && r.tokens[at+1].Value == 0:
	case r.lang == "ps" && (r.Class(at+1) == Of || r.Class(at+1) == monthName):
		next = at + 1 // ١٣٨٣ د سلواغې ٢٦
	default:
		return PartialDate{}, 0
	}
	for n := 0; n < 2 && (r.Class(next) == Of || r.Class(next) == era || r.Class(next) == monthNoun) && r.adjacent(next); n++ {
		next++
	}
	if !r.adjacent(next) && !r.separated(next) {
		return PartialDate{}, 0
	}
	if day := r.dayAt(next); day > 0 {
		return r.dayAfterYear(year, day, next)
	}
	return r.monthAfterYear(year, next)
}

// dayAfterYear reads the day, or the days, and the month after a year.
func (r *Reader) dayAfterYear(year, day, at int) (PartialDate, int) {
	last, after := day, at+1
	if second := r.afterRangeSign(at + 1); second > 0 && r.dayAt(second) > day {
		last, after = r.dayAt(second), second+1
	}
	m, end := r.monthAfterDay(after)
	switch {
	case end == 0 || !r.yearFits(year, m):
		return PartialDate{}, 0
	case last > day:
		return dayRange(m.calendar, year, MonthDay{m.number, day}, MonthDay{m.number, last}, end)
	}
	d, ok := m.calendar.Date(year, m.number, day)
	return fullDate(d, ok, end)
}

// monthAfterYear reads the month, and in Pashto the day, after a year.
func (r *Reader) monthAfterYear(year, at int) (PartialDate, int) {
	m, end := r.monthAt(at)
	if end == 0 || !r.yearFits(year, m) {
		return PartialDate{}, 0
	}
	day, next := 0, end
	if r.Class(next) == onWord && r.adjacent(next) && r.dayAt(next+1) > 0 {
		day, end = r.dayAt(next+1), next+2
	} else if _, _, rest := r.numberAt(next); r.dayAt(next) > 0 && (rest == "مه" || rest == "مې" || rest == "" && r.lang == "ps" && r.adjacent(next)) {
		day, end = r.dayAt(next), next+1
	} else if r.Class(next) == monthNoun && r.adjacent(next) {
		end = next + 1
	}
	d, ok := m.calendar.Date(year, m.number, day)
	return fullDate(d, ok, end)
}

// yearFits reports whether a year is in the range of the month's calendar.
func (r *Reader) yearFits(year int, m month) bool {
	first, last := m.calendar.yearsOf()
	return year >= first && year <= last && (m.calendar != Gregorian || year >= lastSolarHijri || !r.persian)
}

// isoDate reads 2025-07-26, also with a time after it, 2025/07/26, 2025-07, and the same of the Solar Hijri calendar.
func (r *Reader) isoDate(at int) (PartialDate, int) {
	year, sign := r.digitsAt(at, 4), r.Between(at+1)
	if year < firstYear || sign != "-" && sign != "/" && sign != "." {
		return PartialDate{}, 0
	}
	m, digits, rest := r.numberAt(at + 1)
	if m < 1 || m > 12 || digits > 2 || rest != "" || digits == 1 && sign == "-" {
		return PartialDate{}, 0
	}
	c := Gregorian
	if year >= firstSolarHijri && year <= lastSolarHijri {
		c = SolarHijri
	}
	if r.Between(at+2) != sign {
		if sign != "-" || c != Gregorian || m > year%100 && year%100 < 12 {
			return PartialDate{}, 0
		}
		d, ok := c.Date(year, m, 0)
		return fullDate(d, ok, at+2)
	}
	day, digits, rest := r.numberAt(at + 2)
	if digits > 2 || digits == 1 && sign == "-" || rest != "" && rest[0] != 'T' {
		return PartialDate{}, 0
	}
	d, ok := c.Date(year, m, day)
	return fullDate(d, ok, at+3)
}

// numericDate reads 26.07.2025, and 26/07/2025 or 07/26/2025 where only one order is possible.
func (r *Reader) numericDate(at int) (PartialDate, int) {
	year := r.fourDigitYear(at + 2)
	if year == 0 {
		return PartialDate{}, 0
	}
	a, b := r.dayAt(at), r.dayAt(at+1)
	one, two := r.Between(at+1), r.Between(at+2)
	switch {
	case one != two || one != "." && one != "/" && one != "-":
		return PartialDate{}, 0
	case one == "/" && a <= 12 && b <= 12 && a != b:
		return PartialDate{}, 0
	case b > 12 && one == "/":
		a, b = b, a
	}
	c := Gregorian
	if year <= lastSolarHijri && year >= firstSolarHijri {
		c = SolarHijri
	}
	d, ok := c.Date(year, b, a)
	return fullDate(d, ok, at+3)
}

// quarter reads the first quarter of 1987, Q1 2025, and a quarter without a year.
func (r *Reader) quarter(at int) (PartialDate, int) {
	n, next := int(r.tokens[at].Value), at+1
	switch r.Class(at) {
	case ordinal:
		if r.Class(next) != quarterNoun || !r.adjacent(next) {
			return PartialDate{}, 0
		}
		next++
	case quarterNoun:
		if r.Class(next) != ordinal || !r.adjacent(next) {
			return r.relative(at)
		}
		n = int(r.tokens[next].Value)
		next++
	default:
		n = int(r.text[r.tokens[at].Start+1] - '0')
	}
	if n < 1 || n > 4 {
		return PartialDate{}, 0
	}
	if year, to := r.yearAfter(next, Gregorian); to > 0 {
		return dayRange(Gregorian, year, MonthDay{3*n - 2, 0}, MonthDay{3 * n, 0}, to)
	}
	if r.Class(at) == words.NoClass {
		return PartialDate{}, 0
	}
	return PartialDate{Unit: Quarter, Quarter: n}, next
}
