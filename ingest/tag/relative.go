package tag

import (
	"strings"

	"daftar/index/date"
)

// modOf returns modLast, modThis or modNext if a word is one, else plain.
func (g grammar) modOf(at int) class {
	switch g.class(at) {
	case modLast, modThis, modNext:
		return g.tokens[at].Class
	case theWord:
		if at < 0 {
			return plain
		}
		switch word := g.word(at); {
		case strings.EqualFold(word, "last"):
			return modLast
		case strings.EqualFold(word, "this"):
			return modThis
		case strings.EqualFold(word, "next"):
			return modNext
		}
	}
	return plain
}

func shiftOf(mod class) int {
	switch mod {
	case modLast:
		return -1
	case modNext:
		return 1
	}
	return 0
}

// unitOf returns the unit of time that a word names, 0 if none.
func (g grammar) unitOf(at int) int {
	switch g.class(at) {
	case dayWord:
		return unitDay
	case weekWord:
		return unitWeek
	case monthWord:
		return unitMonth
	case yearWord:
		if g.tokens[at].Value == 0 {
			return unitYear
		}
	case quarter:
		return unitQuarter
	case decadeWord:
		return unitDecade
	case yearLead, plain:
		switch g.text[g.tokens[max(at, 0)].Start:g.tokens[max(at, 0)].End] {
		case "year", "years":
			return unitYear
		}
	}
	return 0
}

// relative reads what relate knows; of Persian words the years and months are those of the Solar Hijri calendar.
func (g grammar) relative(at int) (when, int) {
	w, to := g.relation(at)
	if g.persian && to > 0 && g.text[g.tokens[to-1].Start] >= 0x80 {
		w.calendar = solar
	}
	return w, to
}

// relation reads today, last month, هفتهٔ گذشته, прошлого года, two years ago.
func (g grammar) relation(at int) (when, int) {
	t := &g.tokens[at]
	switch t.Class {
	case dayShift:
		if t.Capitalized && !t.SentenceStart && !t.AllCaps && g.text[t.Start] < 0x80 {
			return when{}, 0 // the name of a paper or a programme
		}
		shift, to, ok := g.isDay(at)
		if !ok {
			return when{}, 0
		}
		return g.namedDay(when{unit: unitDay, shift: shift}, to)
	case yearShift:
		return when{unit: unitYear, shift: int(t.Value)}, at + 1
	case modLast, modThis, modNext, theWord:
		if mod := g.modOf(at); mod != plain {
			return g.modified(at, mod)
		}
	case countWord:
		if w, to := g.spelledYear(at); to > 0 {
			return w, to
		}
		return g.agoFor(at, int(t.Value))
	case spelled:
		return g.spelledYear(at)
	case monthWord, weekWord, yearWord, dayWord, quarter:
		return g.modifiedBehind(at)
	}
	if t.Class == theWord && t.End-t.Start == 1 {
		return g.agoFor(at, 1)
	}
	return when{}, 0
}

// modified reads a unit, or the name of a weekday, behind last, this or next.
func (g grammar) modified(at int, mod class) (when, int) {
	if !g.near(at + 1) {
		return when{}, 0
	}
	next := at + 1
	if g.class(next) == weekday && g.capital(next) {
		return when{unit: unitDay, named: int(g.tokens[next].Value) + 1, mod: mod}, next + 1
	}
	if unit := g.unitOf(next); unit > 0 {
		return g.unit(unit, mod, next)
	}
	if m, end := g.month(next); end > 0 && !m.weak && m.calendar == gregorian && g.day(end) == 0 {
		return when{unit: unitMonth, named: m.number, mod: mod}, end
	}
	return when{}, 0
}

// unit makes a when of last month and the like; "this day" says nothing.
func (g grammar) unit(unit int, mod class, at int) (when, int) {
	if unit == unitDay || unit == unitDecade || unit == unitWeek && mod == modThis {
		return when{}, 0
	}
	if unit == unitYear && g.ended(at) {
		return when{}, 0
	}
	return when{unit: unit, shift: shiftOf(mod)}, at + 1
}

// ended reports whether a plural or a comparison makes of "last year" something else: "the last year of the war".
func (g grammar) ended(at int) bool {
	return g.text[g.tokens[at].Start:g.tokens[at].End] == "years"
}

// modifiedBehind reads languages that say "month last".
func (g grammar) modifiedBehind(at int) (when, int) {
	t := &g.tokens[at]
	if t.Cased && g.text[t.Start] < 0x80 || !g.near(at+1) {
		return when{}, 0
	}
	unit, next := g.unitOf(at), at+1
	switch g.class(next) {
	case modLast, modThis, modNext:
		if word := g.word(next); t.Cased && word != "гузашта" && word != "оянда" && word != "ҷорӣ" {
			return when{}, 0
		}
	case agoWord:
		if word := g.word(at); g.word(next) == "назад" && (word == "год" || word == "месяц" || word == "неделю") && !g.numbered(at-1) {
			return when{unit: unit, shift: -1}, next + 1
		}
		if g.lang == "fa" && bareArabic(g.word(next)) == "پیش" && !g.counted(at-1) && unit > unitDay {
			return when{unit: unit, shift: -1}, next + 1
		}
		return when{}, 0
	default:
		return when{}, 0
	}
	if g.numbered(at-1) || unit == 0 {
		return when{}, 0
	}
	return g.unit(unit, g.class(next), next)
}

// numbered reports whether a word is a number.
func (g grammar) numbered(at int) bool {
	_, digits, _ := g.numeral(at)
	return digits > 0 || g.class(at) == countWord || g.class(at) == spelled
}

// ago reads 10 days ago, 3 года назад.
func (g grammar) ago(at int) (when, int) {
	n, digits, rest := g.numeral(at)
	if digits > 2 || rest != "" {
		return when{}, 0
	}
	return g.agoFor(at, n)
}

func (g grammar) agoFor(at, n int) (when, int) {
	if !g.near(at+1) || !g.near(at+2) || g.class(at+2) != agoWord || n < 1 {
		return when{}, 0
	}
	unit := g.unitOf(at + 1)
	if unit == 0 {
		return when{}, 0
	}
	w := when{unit: unit, shift: -n}
	if g.persian && g.text[g.tokens[at+1].Start] >= 0x80 {
		w.calendar = solar
	}
	return w, at + 3
}

// weekday reads Monday, and the date behind it: Monday, 3 March.
func (g grammar) weekday(at int) (when, int) {
	if !g.capital(at) || g.isCity(at) {
		return when{}, 0
	}
	return g.dayOfWeek(at, int(g.tokens[at].Value), at+1)
}

// dayOfWeek reads what follows the name of a weekday: its date, or which week's it is.
func (g grammar) dayOfWeek(at, value, next int) (when, int) {
	if g.class(next) == dayWord && g.near(next) && !g.tokens[next].Capitalized {
		next++
	}
	if next < len(g.tokens) && (g.near(next) || g.loose(next)) {
		switch c := g.class(next); {
		case c == month || c == twoMonth || g.day(next) > 0:
			if w, to := g.date(next); to > 0 && (w.from.day > 0 || w.date.Precision == date.PrecisionDay) {
				if w.date.IsZero() {
					w.named = value + 1
				}
				return w, to
			}
		}
	}
	w := when{unit: unitDay, named: value + 1}
	if mod := g.modOf(next); mod != plain && mod != modThis && !g.tokens[at].Cased && g.near(next) && !g.tokens[next].Cased {
		w.mod = mod
		next++
	}
	return w, next
}

// capital reports whether a word is as a name is written, where its script has capitals and its language uses them.
func (g grammar) capital(at int) bool {
	t := &g.tokens[at]
	return t.Capitalized || !t.Cased || g.text[t.Start] >= 0x80
}

// relate resolves a relative date against the day on which a text was published. It is false where the published date is
// not known as closely as that asks.
func relate(w when, published date.Date) (date.Date, bool) {
	if published.IsZero() {
		return date.Date{}, false
	}
	year, m, _ := published.From.Civil()
	if w.calendar == solar && (w.unit == unitYear || w.unit == unitMonth) && w.named == 0 {
		return relateSolar(w, published)
	}
	switch {
	case w.unit == unitYear && w.named > 0:
		return date.New(year+w.shift, w.named, 0)
	case w.unit == unitYear && published.Precision != date.PrecisionRange:
		return date.New(year+w.shift, 0, 0)
	case w.unit == unitDecade:
		return date.New(year+10*w.shift, 0, 0)
	case published.Precision == date.PrecisionYear || published.Precision == date.PrecisionRange:
		return date.Date{}, false
	case w.unit == unitMonth && w.named > 0:
		return date.New(yearOfNamed(year, m, w), w.named, 0)
	case w.unit == unitMonth:
		n := year*12 + m - 1 + w.shift
		return date.New(n/12, n%12+1, 0)
	case w.unit == unitQuarter:
		return quarterOf(w, year, m)
	case published.Precision != date.PrecisionDay:
		return date.Date{}, false
	}
	return relateDay(w, published.From)
}

// relateSolar resolves last year and last month in the Solar Hijri calendar, for which the day must be known.
func relateSolar(w when, published date.Date) (date.Date, bool) {
	if published.Precision != date.PrecisionDay {
		return date.Date{}, false
	}
	year := solar.yearOf(published.From)
	if w.unit == unitYear {
		return solar.date(year+w.shift, 0, 0)
	}
	m := 12
	for m > 1 && solar.day(year, m, 1) > published.From {
		m--
	}
	n := year*12 + m - 1 + w.shift
	return solar.date(n/12, n%12+1, 0)
}

// yearOfNamed returns the year of last May, this May, next May.
func yearOfNamed(year, m int, w when) int {
	switch {
	case w.mod == modLast && w.named >= m-1:
		// The month just past is called last month, not by its name.
		return year - 1
	case w.mod == modNext && w.named <= m:
		return year + 1
	}
	return year
}

// quarterOf returns the named quarter nearest to a month, or the one so many before it.
func quarterOf(w when, year, m int) (date.Date, bool) {
	n := year*4 + (m-1)/3 + w.shift
	if w.named > 0 {
		n = year*4 + w.named - 1
		// A quarter is spoken of from half a year before it begins to half a year after it has ended.
		switch now := year*4 + (m-1)/3; {
		case n > now+1:
			n -= 4
		case n < now-2:
			n += 4
		}
	}
	from, ok1 := date.New(n/4, n%4*3+1, 0)
	to, ok2 := date.New(n/4, n%4*3+3, 0)
	return date.Date{From: from.From, To: to.To, Precision: date.PrecisionRange}, ok1 && ok2
}

// relateDay resolves days and weeks.
func relateDay(w when, day date.Day) (date.Date, bool) {
	monday := day - (day+6)%7
	switch {
	case w.unit == unitWeek:
		from := monday + date.Day(7*w.shift)
		return date.Date{From: from, To: from + 6, Precision: date.PrecisionRange}, from > 0 && from+6 <= date.LastDay
	case w.named == 0:
		day += date.Day(w.shift)
	case w.mod == dayShift:
		day += date.Day(w.shift)
		// The nearest day of the name: three days before to three days behind.
		day += (date.Day(w.named-1)-(day+6)%7+10)%7 - 3
	default:
		to := monday + date.Day(w.named-1)
		switch w.mod {
		case modLast:
			if to >= day {
				to -= 7
			}
		case modNext, willWord:
			if to < day || w.mod == modNext && to == day {
				to += 7
			}
		default:
			if to > day {
				to -= 7
			}
		}
		day = to
	}
	if day < 1 || day > date.LastDay {
		return date.Date{}, false
	}
	return date.Date{From: day, To: day, Precision: date.PrecisionDay}, true
}
