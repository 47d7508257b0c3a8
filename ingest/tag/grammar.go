package tag

import (
	"strings"
	"unicode/utf8"

	"daftar/index"
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
	persian  bool // a year of the text's language is one of the Solar Hijri calendar unless another one is named
}

// when is what a rule read: a date, or what is said of one whose year, or whose relation to today, is to be resolved.
type when struct {
	date     index.Date
	calendar calendar
	from, to monthDay // without a year; to is zero if there is one only
	unit     int      // of a relative date: unitDay ...; 0 if it is not relative
	shift    int      // in units
	named    int      // weekday 0 to 6 +1, or month 1 to 12, or quarter 1 to 4
	mod      class    // modLast, modThis, modNext before a name, willWord in its sentence
}

type monthDay struct{ month, day int }

// full makes a when of a date.
func full(d index.Date, ok bool, to int) (when, int) {
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
	switch t.class {
	case month, twoMonth:
		return g.monthFirst(at)
	case ordinal, quarter:
		return g.quarter(at)
	case weekday:
		return g.weekday(at)
	case plain:
		if t.upper && t.end-t.start == 2 && g.text[t.start] == 'Q' {
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
	switch t.class {
	case plain:
		first := g.text[t.start]
		return first >= '0' && first <= '9' || first == 'Q' || first >= utf8.RuneSelf && !t.cased
	case title, given, office, happening, writing, follower, yearMay, rangeLead, rangeTo, beforeAfter:
		return false
	}
	return true
}

// zeros are the digits 0 of the scripts in which the languages of the region write numbers.
var zeros = [...]rune{'٠', '۰', '०', '০', '０'}

func digit(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	if r >= utf8.RuneSelf {
		for _, zero := range zeros {
			if r >= zero && r <= zero+9 {
				return int(r - zero), true
			}
		}
	}
	return 0, false
}

// numeral reads the number that begins a word: its value, how many digits it has (0 if none), and what follows in the word.
func (g grammar) numeral(at int) (value, digits int, rest string) {
	if at < 0 || at >= len(g.tokens) {
		return 0, 0, ""
	}
	word := g.text[g.tokens[at].start:g.tokens[at].end]
	for n, r := range word {
		d, ok := digit(r)
		if !ok {
			return value, digits, word[n:]
		}
		if digits++; digits > 8 {
			return 0, 0, ""
		}
		value = value*10 + d
	}
	return value, digits, ""
}

// class of a word, plain past the ends.
func (g grammar) class(at int) class {
	if at < 0 || at >= len(g.tokens) {
		return plain
	}
	return g.tokens[at].class
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
	return len(gap) < 8 && strings.Trim(gap, " ,.،\t\r\n\u00a0") == "" && gap != ""
}

// near reports whether a word stands right behind the one before: only spaces or a hyphen lie between.
func (g grammar) near(at int) bool {
	if at <= 0 || at >= len(g.tokens) || g.tokens[at].gap == paragraphs {
		return false
	}
	switch gap := g.between(at); gap {
	case " ", "-", "", "\u00a0", "‐", "‑", "\n", "\u200c":
		return true
	default:
		return len(gap) < 6 && strings.Trim(gap, " \t\r\n\u00a0") == ""
	}
}

// digits returns the value of a word of n digits alone, or -1.
func (g grammar) digits(at, n int) int {
	value, digits, rest := g.numeral(at)
	if digits != n || rest != "" {
		return -1
	}
	return value
}

// dayEndings may follow the number of a day in its word.
const dayEndings = " st nd rd th ST ND RD TH مه مې م го е ге де да те та "

// day reads 1 to 31, 1st to 31st; 0 is none.
func (g grammar) day(at int) int {
	n, digits, rest := g.numeral(at)
	if digits == 0 || digits > 2 || n < 1 || n > 31 {
		return 0
	}
	if rest != "" && !strings.Contains(dayEndings, " "+rest+" ") {
		return 0
	}
	return n
}

// named is a month read in a text.
type named struct {
	calendar calendar
	number   int
	weak     bool
}

// month reads the name of a month and returns the word behind it; 0 is none.
func (g grammar) month(at int) (named, int) {
	if at < 0 || at >= len(g.tokens) {
		return named{}, 0
	}
	t := &g.tokens[at]
	switch t.class {
	case twoMonth:
		return g.monthOfTwo(at)
	case month:
	default:
		return named{}, 0
	}
	v := t.value
	if t.cased && !t.upper && v&monthLow == 0 && !g.lowMay(at) {
		return named{}, 0
	}
	m := named{number: int(v & monthNumber), weak: v&monthWeak != 0}
	switch {
	case v&monthSolar != 0:
		m.calendar = solar
	case v&monthLunar != 0:
		m.calendar = lunar
	}
	if at+2 <= len(g.tokens)-1 && g.class(at+1) == month && g.between(at+1) == "/" && int(g.tokens[at+1].value&monthNumber) == m.number {
		return m, at + 2
	}
	return m, at + 1
}

// lowMay reports whether a month in small letters is the Uzbek May: 9-may, may oyida.
func (g grammar) lowMay(at int) bool {
	return g.tokens[at].value == 5 && (g.day(at-1) > 0 && g.between(at) == "-" || g.class(at+1) == monthWord && g.near(at+1) && !g.english(at+1))
}

func (g grammar) english(at int) bool {
	switch g.text[g.tokens[at].start:g.tokens[at].end] {
	case "month", "months", "Month", "Months":
		return true
	}
	return false
}

func (g grammar) monthOfTwo(at int) (named, int) {
	if !g.near(at+1) && (at+1 >= len(g.tokens) || g.between(at+1) != "\u200c") {
		return named{}, 0
	}
	two := monthTwo[g.tokens[at].value]
	number := two.second[g.text[g.tokens[at+1].start:g.tokens[at+1].end]]
	if number == 0 {
		return named{}, 0
	}
	m := named{number: number}
	if two.flags&monthLunar != 0 {
		m.calendar = lunar
	}
	if g.class(at+2) == month && g.between(at+2) == "/" {
		return m, at + 3
	}
	return m, at + 2
}

// fullYear reads a year of four digits that is not part of a larger number; 0 is none.
func (g grammar) fullYear(at int) int {
	year, digits, rest := g.numeral(at)
	if digits != 4 || year < firstYear || year > lastYear || rest != "" && !yearEnding(rest) {
		return 0
	}
	behind := g.text[g.tokens[at].end:]
	if len(behind) > 1 && strings.IndexByte(",.:", behind[0]) >= 0 && behind[1] >= '0' && behind[1] <= '9' || behind != "" && behind[0] == '%' {
		return 0
	}
	return year
}

// yearEnding reports whether letters may follow the digits of a year in its word: the case endings of Turkish (2025'te),
// the year's sign in Urdu and Arabic (2025ء, 2025م).
func yearEnding(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if isApostrophe(r) {
		return len(rest)-size <= 6 && rest[size:] != "s"
	}
	switch rest {
	case "ء", "م", "ش", "ه", "هـ", "ھ", "г":
		return true
	}
	return false
}

// eraOf returns the calendar that the sign at the end of a year or behind it names, and the word behind the sign.
func (g grammar) eraOf(at int) (c calendar, known bool, to int) {
	_, _, rest := g.numeral(at)
	switch rest {
	case "ء", "م":
		return gregorian, true, at + 1
	case "ش":
		return solar, true, at + 1
	case "ه", "هـ", "ھ":
		return lunar, true, at + 1
	}
	to = at + 1
	for to < len(g.tokens) && g.class(to) == era && (g.near(to) || g.between(to) == ".") && to <= at+3 {
		if !known || calendar(g.tokens[to].value-1) == solar {
			c = calendar(g.tokens[to].value - 1)
		}
		known = true
		to++
	}
	if !known && g.class(to) == yearWord && g.near(to) {
		if g.class(to+1) == era && g.near(to+1) {
			return calendar(g.tokens[to+1].value - 1), true, to + 2
		}
		return c, false, to + 1
	}
	return c, known, to
}

// maxYearWords bounds the words between a month and its year: "of the year", "соли".
const maxYearWords = 3

// yearBehind reads the year that ends a date: "2025", ", 2025", "of 2025", "соли 2025", "2025 года".
func (g grammar) yearBehind(at int, c calendar) (year, to int) {
	for n := 0; n < maxYearWords && (g.near(at) || g.loose(at)); n++ {
		switch g.class(at) {
		case ofWord, yearWord, monthWord:
			at++
			continue
		}
		break
	}
	if !g.loose(at) && !g.near(at) || g.between(at) == "" {
		return 0, 0
	}
	year = g.fullYear(at)
	if year == 0 {
		if c == gregorian && g.class(at) == spelled {
			if w, to := g.spelledYear(at); to > 0 {
				year, _, _ = w.date.From.Civil()
				return year, to
			}
		}
		return 0, 0
	}
	if named, known, _ := g.eraOf(at); known && named != c {
		return 0, 0
	}
	if first, last := c.years(); year < first || year > last || g.counted(at, year) {
		return 0, 0
	}
	_, _, to = g.eraOf(at)
	return year, to
}

// counted reports whether a number that might be a year begins another date: "in July 1500 troops" is not told apart, but
// a day of the next date is.
func (g grammar) counted(at, year int) bool {
	m, _ := g.month(at + 1)
	return m.number > 0 && year < 100
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

// spanOf joins two dates to a range.
func spanOf(from, to index.Date, ok bool, end int) (when, int) {
	if !ok || from.IsZero() || to.IsZero() || from.From > to.To {
		return when{}, 0
	}
	return when{date: index.Date{From: from.From, To: to.To, Precision: index.PrecisionRange}}, end
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
		if c == gregorian && md.day > index.DaysIn(leap, max(md.month, 1)) || md.day > 31 {
			return when{}, 0
		}
	}
	if to.month > 0 && (to.month < from.month || to.month == from.month && to.day <= from.day) {
		return when{}, 0
	}
	return when{calendar: c, from: from, to: to}, end
}

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
	if day == 0 || !g.loose(next) || m.weak && g.tokens[at].cased {
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
	if m.weak || g.nounBehind(next) && m.number == 5 && g.tokens[at].first {
		return when{}, 0
	}
	return open(m.calendar, from, monthDay{}, next+1)
}

// nounBehind reports whether a number is followed by a month, so that it is that one's day.
func (g grammar) nounBehind(at int) bool {
	m, _ := g.month(at + 1)
	return m.number > 0 && g.near(at+1)
}

// bareMonth reads a month alone where words around say that it is one.
func (g grammar) bareMonth(at int, m named, next int) (when, int) {
	if m.weak || m.calendar != gregorian {
		return when{}, 0
	}
	t := &g.tokens[at]
	end := next
	if g.class(next) == monthWord && g.near(next) {
		end = next + 1
	}
	switch {
	case at > 0 && g.near(at) && g.modOf(at-1) != plain:
		return when{unit: unitMonth, named: m.number, mod: g.modOf(at - 1)}, end
	case next+1 < len(g.tokens) && g.near(next) && g.near(next+1) && g.modOf(next) != plain && g.unitOf(next+1) == unitYear:
		return g.monthOfYear(m, g.modOf(next), next+2)
	case at > 0 && g.near(at) && g.class(at-1) == everyWord:
		return when{}, 0
	case at > 0 && g.near(at) && g.leadsMonth(at-1) && !g.abbreviated(at), end > next, t.cased && t.value&monthLow != 0:
	case !t.cased || m.number == 5 || m.number == 3 || t.first || g.person(at, next):
		return when{}, 0
	}
	return open(m.calendar, monthDay{m.number, 0}, monthDay{}, end)
}

// monthOfYear reads January this year, June last year.
func (g grammar) monthOfYear(m named, mod class, end int) (when, int) {
	return when{unit: unitYear, shift: shiftOf(mod), named: m.number}, end
}

// leadsMonth reports whether a word before the name of a month makes it one.
func (g grammar) leadsMonth(at int) bool {
	switch g.class(at) {
	case yearLead, yearMay, ofWord, rangeLead, rangeTo, beforeAfter, monthWord, around, follower:
		return true
	case theWord:
		return g.tokens[at].end-g.tokens[at].start == len("the")
	}
	return false
}

// abbreviated reports whether a name is Jan, as people are called, and not January: no dot follows, but a capital.
func (g grammar) abbreviated(at int) bool {
	t := &g.tokens[at]
	return t.end-t.start == 3 && g.between(at+1) == " " && g.tokens[at+1].upper
}

// person reports whether a month's name stands beside another capitalised word, as names of people do.
func (g grammar) person(at, next int) bool {
	before, behind := at-1, next
	return before >= 0 && g.near(at) && g.tokens[before].upper && !g.tokens[before].first && g.class(before) == plain ||
		behind < len(g.tokens) && g.between(behind) == " " && g.tokens[behind].upper
}

// led reports whether "from" or "between" stands before a word.
func (g grammar) led(at int) bool { return at > 0 && g.tokens[at-1].class == rangeLead }

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
	if m.weak {
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
			dash := g.class(second-1) != rangeTo || g.tokens[second-1].value != 1
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
	if m.weak && m.calendar == gregorian {
		return when{}, 0
	}
	return open(m.calendar, from, monthDay{}, next)
}

// monthBehind reads the month behind a day: "July", "-Jul", "of July", "числа"; 0 is none.
func (g grammar) monthBehind(at int) (named, int) {
	for n := 0; n < 2 && at < len(g.tokens); n++ {
		if c := g.class(at); c != ofWord && c != monthWord && (c != plain || !g.dayEnding(at)) || g.tokens[at].gap != joined {
			break
		}
		at++
	}
	if at >= len(g.tokens) || g.tokens[at].gap != joined && g.between(at) != ". " && g.between(at) != "." {
		return named{}, 0
	}
	return g.month(at)
}

// dayEnding reports whether a word is the ending of a number with a hyphen before: 26-го.
func (g grammar) dayEnding(at int) bool {
	t := &g.tokens[at]
	return t.end-t.start <= 6 && g.between(at) == "-" && strings.Contains(dayEndings, " "+g.text[t.start:t.end]+" ")
}

// yearFirst reads dates that begin with the year: 2025 жылғы 26 шілде, 2025-yil 26-iyul, 2022-yil iyul oyida,
// ۲۰۲۵ کال د اکتوبر پر ۱۹مه.
func (g grammar) yearFirst(at int) (when, int) {
	year := g.fullYear(at)
	if year == 0 || g.class(at+1) != yearWord || !g.near(at+1) || g.tokens[at+1].value == 1 {
		return when{}, 0
	}
	next := at + 2
	for n := 0; n < 2 && (g.class(next) == ofWord || g.class(next) == era || g.class(next) == monthWord) && g.near(next); n++ {
		next++
	}
	if !g.near(next) && !g.loose(next) {
		return when{}, 0
	}
	fits := func(m named) bool {
		first, last := m.calendar.years()
		return year >= first && year <= last && !(m.calendar == gregorian && year < lastSolar && g.persian)
	}
	if day := g.day(next); day > 0 {
		last, behind := day, next+1
		if second := g.onward(next + 1); second > 0 && g.day(second) > day {
			last, behind = g.day(second), second+1
		}
		m, end := g.monthBehind(behind)
		switch {
		case end == 0 || !fits(m):
			return when{}, 0
		case last > day:
			return g.days(m.calendar, year, monthDay{m.number, day}, monthDay{m.number, last}, end)
		}
		d, ok := m.calendar.date(year, m.number, day)
		return full(d, ok, end)
	}
	m, end := g.month(next)
	if end == 0 || !fits(m) {
		return when{}, 0
	}
	day := 0
	if n := end; g.class(n) == onWord && g.near(n) && g.day(n+1) > 0 {
		day, end = g.day(n+1), n+2
	} else if _, _, rest := g.numeral(n); g.day(n) > 0 && (rest == "مه" || rest == "مې") {
		day, end = g.day(n), n+1
	} else if g.class(n) == monthWord && g.near(n) {
		end = n + 1
	}
	d, ok := m.calendar.date(year, m.number, day)
	return full(d, ok, end)
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
	n, next := int(g.tokens[at].value), at+1
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
		n = int(g.tokens[next].value)
		next++
	default:
		n = int(g.text[g.tokens[at].start+1] - '0')
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
