package grammar

import (
	"strings"

	"daftar/index/analysis/words"
	"daftar/index/date"
)

// yearRange reads 1990-1994, 1948-80, and 1990 to 1994 after "from" or "between".
func (r *Reader) yearRange(at int) (PartialDate, int) {
	year := r.fourDigitYear(at)
	next := r.afterRangeSign(at + 1)
	if year == 0 || next == 0 || next > at+1 && !r.afterRangeStart(at) && !r.isIntroduced(at) {
		return PartialDate{}, 0
	}
	second := r.fourDigitYear(next)
	if short := r.digitsAt(next, 2); short >= 0 && next == at+1 {
		second = year - year%100 + short
	}
	if second <= year || r.tokens[next-1].Class == RangeEnd && r.tokens[next-1].Value == 1 && !r.afterRangeStart(at) {
		return PartialDate{}, 0
	}
	c, _, to := r.calendarOfYear(next, second)
	from, ok1 := c.Date(year, 0, 0)
	last, ok2 := c.Date(second, 0, 0)
	return joinDates(from, last, ok1 && ok2, to)
}

// calendarOfYear returns the calendar of a year, whether an era states it, and the token after it. A year without an
// era is Gregorian, except that in Persian, Dari and Pashto texts one from 1210 to 1500 is Solar Hijri.
func (r *Reader) calendarOfYear(at, year int) (c Calendar, known bool, to int) {
	c, known, to = r.eraOf(at)
	first, last := SolarHijri.yearsOf()
	if !known && r.persian && year >= first && year <= last {
		c = SolarHijri
	}
	return c, known, to
}

// decade reads 1990s and 1990's, 1990-е годы, 1990 жылдары, 1990'larda.
func (r *Reader) decade(at int) (PartialDate, int) {
	year, digits, rest := r.numberAt(at)
	if digits != 4 || year < firstYear || year > lastYear || year%10 != 0 {
		return PartialDate{}, 0
	}
	end := at + 1
	after := r.text[r.tokens[at].End:]
	switch {
	case rest == "s", rest == "" && (strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s")):
	case rest != "" && isPluralEnding(rest):
	case rest == "" && r.Class(at-1) == yearNoun && r.tokens[at-1].Value == 1 && r.adjacent(at):
	case rest == "" && r.pluralYearAfter(at) > 0:
		end = r.pluralYearAfter(at)
	default:
		return PartialDate{}, 0
	}
	return decadeOf(year, end)
}

func decadeOf(year, end int) (PartialDate, int) {
	from, ok1 := date.New(year, 0, 0)
	to, ok2 := date.New(year+9, 0, 0)
	return joinDates(from, to, ok1 && ok2, end)
}

// isPluralEnding reports whether letters after an apostrophe are those of a Turkish decade: 1990'lar, 1990'larda.
func isPluralEnding(rest string) bool {
	ending := strings.TrimLeft(rest, "'’ʼ")
	return ending != rest && (strings.HasPrefix(ending, "lar") || strings.HasPrefix(ending, "ler"))
}

// pluralYearAfter returns the token after the plural "years" that follows a number, also after an ending: 1990-х
// годов; 0 if none follows.
func (r *Reader) pluralYearAfter(at int) int {
	next := at + 1
	if next < len(r.tokens) && r.Between(next) == "-" && r.tokens[next].End-r.tokens[next].Start <= 6 && r.Class(next) != yearNoun {
		next++
	}
	if r.Class(next) == yearNoun && r.tokens[next].Value == 1 && r.adjacent(next) {
		return next + 1
	}
	return 0
}

// shortDecade reads '80s, 80s, 90-х годов of the 20th century.
func (r *Reader) shortDecade(at int) (PartialDate, int) {
	n, digits, rest := r.numberAt(at)
	if digits != 2 || n%10 != 0 || n < 20 {
		return PartialDate{}, 0
	}
	switch {
	case rest == "s" && at > 0 && (strings.EqualFold(r.Word(at-1), "the") || r.Class(at-1) == partOfPeriod || strings.ContainsAny(r.Between(at), "'’‘")):
		return decadeOf(1900+n, at+1)
	case rest == "" && r.pluralYearAfter(at) > at+2:
		return decadeOf(1900+n, r.pluralYearAfter(at))
	case rest == "" && r.lang == "ur" && r.Word(at+1) == "کی" && r.Word(at+2) == "دہائی":
		return decadeOf(1900+n, at+3)
	case rest == "" && r.Class(at-1) == yearNoun && BareArabic(r.Word(at-1)) == "دهه" && r.Class(at+1) == era && r.adjacent(at+1):
		if Calendar(r.tokens[at+1].Value-1) == Gregorian {
			return decadeOf(1900+n, at+2)
		}
	}
	return PartialDate{}, 0
}

// yearAlone reads a number of four digits as a year where the words next to it make it one.
func (r *Reader) yearAlone(at int) (PartialDate, int) {
	year := r.fourDigitYear(at)
	if year == 0 {
		return PartialDate{}, 0
	}
	c, known, to := r.calendarOfYear(at, year)
	if !known && to == at+1 && !r.isIntroduced(at) && !r.beforePostposition(at) && !r.hasCaseEnding(at) && !r.inYearList(at) {
		return PartialDate{}, 0
	}
	d, ok := c.Date(year, 0, 0)
	return fullDate(d, ok, to)
}

// hasCaseEnding reports whether a number has a case ending, as only years have in Turkish: 2025'te.
func (r *Reader) hasCaseEnding(at int) bool {
	year, _, rest := r.numberAt(at)
	return rest != "" && year >= 1800 && year < 2050
}

// inYearList reports whether a number starts a list of years that the word year ends: 2023 и 2024 годах.
func (r *Reader) inYearList(at int) bool {
	next := at + 1
	if r.Class(next) == RangeEnd && r.adjacent(next) {
		next++
	} else if next >= len(r.tokens) || r.tokens[next].Gap != words.Comma {
		return false
	}
	if r.fourDigitYear(next) == 0 {
		return false
	}
	return r.Class(next+1) == yearNoun && r.adjacent(next+1)
}

// isIntroduced reports whether the words next to a number make it a year.
func (r *Reader) isIntroduced(at int) bool {
	if at > 0 && strings.HasSuffix(r.Between(at), "(") || at == 0 && strings.HasSuffix(r.text[:r.tokens[0].Start], "(") {
		return strings.IndexByte(")-,;", r.byteAfter(at)) >= 0 || strings.HasPrefix(r.text[r.tokens[at].End:], "–")
	}
	if at > 0 && r.Class(at-1) == yearNoun && r.adjacent(at) {
		return at == 1 || r.Class(at-2) != everyWord || r.tokens[at-1].SentenceStart
	}
	if r.tokens[at].SentenceStart || at == 0 || r.tokens[at].Gap == words.Paragraph {
		return false
	}
	before := r.tokens[at-1]
	if r.tokens[at].Gap == words.Comma {
		return r.isYear(at - 1)
	}
	if r.tokens[at].Gap != words.Joined {
		return false
	}
	switch before.Class {
	case YearPreposition, partOfPeriod:
		return true
	case prefixWord:
		return r.Between(at) == "-"
	case BeforeAfter, Of, rangeStart, yearOrCount:
		return !r.countsNoun(at) && (before.Cased || r.isRecentYear(at))
	case RangeEnd:
		return !r.countsNoun(at) && (before.Value == 2 || at > 1 && r.isYear(at-2) || before.Value == 0 && r.isModernYear(at))
	}
	possessive := before.Class == determiner || len(r.Between(at)) > 1
	described := at > 1 && r.Class(at-2) == determiner && before.Class == words.NoClass && before.Cased && !before.Capitalized && r.adjacent(at-1)
	return (possessive || described) && r.qualifiesNoun(at)
}

// qualifiesNoun reports whether a number after "the" or a possessive is a year that qualifies the noun after it: "the
// 1996 campaign", "the 2000 Olympics", but not "the 2000 troops".
func (r *Reader) qualifiesNoun(at int) bool {
	year := r.digitsAt(at, 4)
	if year < 1900 || year >= 2050 || at+1 >= len(r.tokens) || r.Between(at+1) != " " {
		return false
	}
	next := r.tokens[at+1]
	return next.Capitalized || next.Class == ordinal || r.countsNoun(at) && year%50 != 0
}

// isRecentYear reports whether a number is a year that texts mention without calling it one.
func (r *Reader) isRecentYear(at int) bool {
	year := r.fourDigitYear(at)
	return year >= 1800 && year < 2050 || r.persian && year >= 1300 && year < 1450
}

// isModernYear reports whether a number is a year after 1900 at the end of a clause: "dating back to 1994."
func (r *Reader) isModernYear(at int) bool {
	year := r.fourDigitYear(at)
	return year >= 1900 && year < 2050 && strings.IndexByte(".,;)", r.byteAfter(at)) >= 0
}

// spelledYear reads nineteen ninety-six, two thousand.
func (r *Reader) spelledYear(at int) (PartialDate, int) {
	value := func(n int) int {
		if c := r.Class(n); (c == numberWord || c == smallNumber) && r.adjacent(n) {
			return int(r.tokens[n].Value)
		}
		return 0
	}
	first := int(r.tokens[at].Value)
	second, end := value(at+1), at+2
	switch {
	case r.Class(at) == smallNumber && first == 2 && second == 1000:
		if at == 0 || r.unitAt(at-1) != Year && r.Class(at-1) != YearPreposition {
			return PartialDate{}, 0
		}
		d, ok := date.New(2000, 0, 0)
		return fullDate(d, ok, end)
	case r.Class(at) != numberWord || first < 17 || first > 20 || second < 10 || second >= 100:
		return PartialDate{}, 0
	}
	if unit := value(end); unit > 0 && unit < 10 && second >= 20 {
		second += unit
		end++
	}
	if r.Class(end) == smallNumber || r.Class(end) == numberWord {
		return PartialDate{}, 0
	}
	d, ok := date.New(100*first+second, 0, 0)
	return fullDate(d, ok, end)
}

// isYear reports whether a number was introduced as a year, alone or at the end of a date.
func (r *Reader) isYear(at int) bool {
	return r.fourDigitYear(at) > 0 && (r.tokens[at].Gap != words.Joined || at == 0 || r.isIntroduced(at) || r.Class(at-1) == monthName)
}

// countsNoun reports whether a number counts the noun after it: "1500 troops".
func (r *Reader) countsNoun(at int) bool {
	if at+1 >= len(r.tokens) || r.Between(at+1) != " " {
		return false
	}
	next := r.tokens[at+1]
	for _, clock := range [...]string{"hours", "hrs", "gmt", "utc", "local", "hour"} {
		if strings.EqualFold(r.Word(at+1), clock) {
			return true
		}
	}
	if !next.Cased {
		_, digits, _ := r.numberAt(at + 1)
		return digits == 0 && next.Class == words.NoClass
	}
	switch next.Class {
	case words.NoClass, DayNoun, weekNoun, monthNoun, decadeNoun, smallNumber:
		return !next.Capitalized
	}
	return false
}
