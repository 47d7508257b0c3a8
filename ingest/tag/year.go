package tag

import (
	"strings"

	"daftar/index/date"
)

// years reads 1990-1994, 1948-80, and 1990 to 1994 behind "from" or "between".
func (g grammar) years(at int) (when, int) {
	year := g.fullYear(at)
	next := g.onward(at + 1)
	if year == 0 || next == 0 || next > at+1 && !g.led(at) && !g.introduced(at) {
		return when{}, 0
	}
	second := g.fullYear(next)
	if short := g.digits(next, 2); short >= 0 && next == at+1 {
		second = year - year%100 + short
	}
	if second <= year || g.tokens[next-1].Class == rangeTo && g.tokens[next-1].Value == 1 && !g.led(at) {
		return when{}, 0
	}
	c, _, to := g.calendarOf(next, second)
	from, ok1 := c.date(year, 0, 0)
	last, ok2 := c.date(second, 0, 0)
	return spanOf(from, last, ok1 && ok2, to)
}

// calendarOf returns the calendar of a year, whether its sign was written, and the word behind it. A year without a sign
// is Gregorian, but in a text in Persian, Dari or Pashto one that can only be of the Solar Hijri calendar is that.
func (g grammar) calendarOf(at, year int) (c calendar, known bool, to int) {
	c, known, to = g.eraOf(at)
	first, last := solar.years()
	if !known && g.persian && year >= first && year <= last {
		c = solar
	}
	return c, known, to
}

// decade reads 1990s and 1990's, 1990-е годы, 1990 жылдары, 1990'larda.
func (g grammar) decade(at int) (when, int) {
	year, digits, rest := g.numeral(at)
	if digits != 4 || year < firstYear || year > lastYear || year%10 != 0 {
		return when{}, 0
	}
	end := at + 1
	behind := g.text[g.tokens[at].End:]
	switch {
	case rest == "s", rest == "" && (strings.HasPrefix(behind, "'s") || strings.HasPrefix(behind, "’s")):
	case rest != "" && pluralEnding(rest):
	case rest == "" && g.class(at-1) == yearWord && g.tokens[at-1].Value == 1 && g.near(at):
	case rest == "" && g.pluralBehind(at) > 0:
		end = g.pluralBehind(at)
	default:
		return when{}, 0
	}
	return g.tenYears(year, end)
}

func (g grammar) tenYears(year, end int) (when, int) {
	from, ok1 := date.New(year, 0, 0)
	to, ok2 := date.New(year+9, 0, 0)
	return spanOf(from, to, ok1 && ok2, end)
}

// pluralEnding reports whether letters behind an apostrophe make a Turkish decade: 1990'lar, 1990'larda.
func pluralEnding(rest string) bool {
	ending := strings.TrimLeft(rest, "'’ʼ")
	return ending != rest && (strings.HasPrefix(ending, "lar") || strings.HasPrefix(ending, "ler"))
}

// pluralBehind returns the word behind the plural of year that follows a number, also after an ending: 1990-х годов.
func (g grammar) pluralBehind(at int) int {
	next := at + 1
	if next < len(g.tokens) && g.between(next) == "-" && g.tokens[next].End-g.tokens[next].Start <= 6 && g.class(next) != yearWord {
		next++
	}
	if g.class(next) == yearWord && g.tokens[next].Value == 1 && g.near(next) {
		return next + 1
	}
	return 0
}

// shortDecade reads '80s, 80s, 90-х годов of the last century.
func (g grammar) shortDecade(at int) (when, int) {
	n, digits, rest := g.numeral(at)
	if digits != 2 || n%10 != 0 || n < 20 {
		return when{}, 0
	}
	switch {
	case rest == "s" && at > 0 && (strings.EqualFold(g.word(at-1), "the") || g.class(at-1) == around || strings.ContainsAny(g.between(at), "'’‘")):
		return g.tenYears(1900+n, at+1)
	case rest == "" && g.pluralBehind(at) > at+2:
		return g.tenYears(1900+n, g.pluralBehind(at))
	case rest == "" && g.lang == "ur" && g.word(at+1) == "کی" && g.word(at+2) == "دہائی":
		return g.tenYears(1900+n, at+3)
	case rest == "" && g.class(at-1) == yearWord && bareArabic(g.word(at-1)) == "دهه" && g.class(at+1) == era && g.near(at+1):
		if calendar(g.tokens[at+1].Value-1) == gregorian {
			return g.tenYears(1900+n, at+2)
		}
	}
	return when{}, 0
}

// year reads a number of four digits as a year where the words around say that it is one.
func (g grammar) year(at int) (when, int) {
	year := g.fullYear(at)
	if year == 0 {
		return when{}, 0
	}
	c, known, to := g.calendarOf(at, year)
	if !known && to == at+1 && !g.introduced(at) && !g.postposed(at) && !g.caseEnding(at) && !g.listed(at) {
		return when{}, 0
	}
	d, ok := c.date(year, 0, 0)
	return full(d, ok, to)
}

// caseEnding reports whether a number has the ending of a case, as only years do in Turkish: 2025'te.
func (g grammar) caseEnding(at int) bool {
	year, _, rest := g.numeral(at)
	return rest != "" && year >= 1800 && year < 2050
}

// listed reports whether a number begins a list of years that the word year ends: 2023 и 2024 годах.
func (g grammar) listed(at int) bool {
	next := at + 1
	if g.class(next) == rangeTo && g.near(next) {
		next++
	} else if next >= len(g.tokens) || g.tokens[next].Gap != comma {
		return false
	}
	if g.fullYear(next) == 0 {
		return false
	}
	return g.class(next+1) == yearWord && g.near(next+1)
}

// introduced reports whether the words around a number make it a year.
func (g grammar) introduced(at int) bool {
	if at > 0 && strings.HasSuffix(g.between(at), "(") || at == 0 && strings.HasSuffix(g.text[:g.tokens[0].Start], "(") {
		return strings.IndexByte(")-,;", g.after(at)) >= 0 || strings.HasPrefix(g.text[g.tokens[at].End:], "–")
	}
	if at > 0 && g.class(at-1) == yearWord && g.near(at) {
		return at == 1 || g.class(at-2) != everyWord || g.tokens[at-1].SentenceStart
	}
	if g.tokens[at].SentenceStart || at == 0 || g.tokens[at].Gap == paragraphs {
		return false
	}
	before := g.tokens[at-1]
	if g.tokens[at].Gap == comma {
		return g.isYear(at - 1)
	}
	if g.tokens[at].Gap != joined {
		return false
	}
	switch before.Class {
	case yearLead, around:
		return true
	case postWord:
		return g.between(at) == "-"
	case beforeAfter, ofWord, rangeLead, yearMay:
		return !g.counts(at) && (before.Cased || g.recent(at))
	case rangeTo:
		return !g.counts(at) && (before.Value == 2 || at > 1 && g.isYear(at-2) || before.Value == 0 && g.modern(at))
	}
	named := before.Class == theWord || len(g.between(at)) > 1
	described := at > 1 && g.class(at-2) == theWord && before.Class == plain && before.Cased && !before.Capitalized && g.near(at-1)
	return (named || described) && g.qualifies(at)
}

// qualifies reports whether a number behind "the" or a possessive tells which one the noun behind it is: "the 1996
// campaign", "the 2000 Olympics", not "the 2000 troops".
func (g grammar) qualifies(at int) bool {
	year := g.digits(at, 4)
	if year < 1900 || year >= 2050 || at+1 >= len(g.tokens) || g.between(at+1) != " " {
		return false
	}
	next := g.tokens[at+1]
	return next.Capitalized || next.Class == ordinal || g.counts(at) && year%50 != 0
}

// recent reports whether a number is a year such as texts write of without saying that it is one.
func (g grammar) recent(at int) bool {
	year := g.fullYear(at)
	return year >= 1800 && year < 2050 || g.persian && year >= 1300 && year < 1450
}

// modern reports whether a number is a year of the last hundred, at the end of a clause: "dating back to 1994."
func (g grammar) modern(at int) bool {
	year := g.fullYear(at)
	return year >= 1900 && year < 2050 && strings.IndexByte(".,;)", g.after(at)) >= 0
}

// spelledYear reads nineteen ninety-six, two thousand.
func (g grammar) spelledYear(at int) (when, int) {
	value := func(n int) int {
		if c := g.class(n); (c == spelled || c == countWord) && g.near(n) {
			return int(g.tokens[n].Value)
		}
		return 0
	}
	first := int(g.tokens[at].Value)
	second, end := value(at+1), at+2
	switch {
	case g.class(at) == countWord && first == 2 && second == 1000:
		if at == 0 || g.unitOf(at-1) != unitYear && g.class(at-1) != yearLead {
			return when{}, 0
		}
		d, ok := date.New(2000, 0, 0)
		return full(d, ok, end)
	case g.class(at) != spelled || first < 17 || first > 20 || second < 10 || second >= 100:
		return when{}, 0
	}
	if unit := value(end); unit > 0 && unit < 10 && second >= 20 {
		second += unit
		end++
	}
	if g.class(end) == countWord || g.class(end) == spelled {
		return when{}, 0
	}
	d, ok := date.New(100*first+second, 0, 0)
	return full(d, ok, end)
}

// isYear reports whether a number was introduced as a year, alone or at the end of a date.
func (g grammar) isYear(at int) bool {
	return g.fullYear(at) > 0 && (g.tokens[at].Gap != joined || at == 0 || g.introduced(at) || g.class(at-1) == month)
}

// counts reports whether a noun follows a number, so that it may count it: "1500 troops".
func (g grammar) counts(at int) bool {
	if at+1 >= len(g.tokens) || g.between(at+1) != " " {
		return false
	}
	next := g.tokens[at+1]
	for _, clock := range [...]string{"hours", "hrs", "gmt", "utc", "local", "hour"} {
		if strings.EqualFold(g.word(at+1), clock) {
			return true
		}
	}
	if !next.Cased {
		_, digits, _ := g.numeral(at + 1)
		return digits == 0 && next.Class == plain
	}
	switch next.Class {
	case plain, dayWord, weekWord, monthWord, decadeWord, countWord:
		return !next.Capitalized
	}
	return false
}

// after returns the byte behind a word, 0 at the end.
func (g grammar) after(at int) byte {
	if end := g.tokens[at].End; end < len(g.text) {
		return g.text[end]
	}
	return 0
}
