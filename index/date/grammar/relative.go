package grammar

import (
	"strings"

	"daftar/index/analysis/words"
	"daftar/index/date"
)

// modifierAt returns the modifier that a word is, NoModifier if it is none.
func (r *Reader) modifierAt(at int) Modifier {
	switch r.Class(at) {
	case lastWord:
		return Last
	case thisWord:
		return This
	case nextWord:
		return Next
	case determiner:
		switch word := r.Word(at); {
		case strings.EqualFold(word, "last"):
			return Last
		case strings.EqualFold(word, "this"):
			return This
		case strings.EqualFold(word, "next"):
			return Next
		}
	}
	return NoModifier
}

// unitAt returns the unit of time that a noun is, 0 if it is none.
func (r *Reader) unitAt(at int) Unit {
	switch r.Class(at) {
	case DayNoun:
		return Day
	case weekNoun:
		return Week
	case monthNoun:
		return Month
	case yearNoun:
		if r.tokens[at].Value == 0 {
			return Year
		}
	case quarterNoun:
		return Quarter
	case decadeNoun:
		return Decade
	case YearPreposition, words.NoClass:
		switch r.text[r.tokens[max(at, 0)].Start:r.tokens[max(at, 0)].End] {
		case "year", "years":
			return Year
		}
	}
	return 0
}

// relative reads a relative date. The years and months of Persian and Pashto words are those of the Solar Hijri
// calendar.
func (r *Reader) relative(at int) (PartialDate, int) {
	p, to := r.relativeDate(at)
	if r.persian && to > 0 && r.text[r.tokens[to-1].Start] >= 0x80 {
		p.Calendar = SolarHijri
	}
	return p, to
}

// relativeDate reads today, last month, هفتهٔ گذشته, прошлого года, two years ago.
func (r *Reader) relativeDate(at int) (PartialDate, int) {
	t := &r.tokens[at]
	switch t.Class {
	case DayOffset:
		if t.Capitalized && !t.SentenceStart && !t.AllCaps && r.text[t.Start] < 0x80 {
			return PartialDate{}, 0 // the name of a newspaper or a programme
		}
		offset, to, ok := r.dayOffsetAt(at)
		if !ok {
			return PartialDate{}, 0
		}
		return r.weekdayAfterDay(PartialDate{Unit: Day, Offset: offset}, to)
	case yearOffset:
		return PartialDate{Unit: Year, Offset: int(t.Value)}, at + 1
	case lastWord, thisWord, nextWord, determiner:
		if mod := r.modifierAt(at); mod != NoModifier {
			return r.unitAfterModifier(at, mod)
		}
	case smallNumber:
		if p, to := r.spelledYear(at); to > 0 {
			return p, to
		}
		return r.numberAgo(at, int(t.Value))
	case numberWord:
		return r.spelledYear(at)
	case monthNoun, weekNoun, yearNoun, DayNoun, quarterNoun:
		return r.unitBeforeModifier(at)
	}
	if t.Class == determiner && t.End-t.Start == 1 {
		return r.numberAgo(at, 1)
	}
	return PartialDate{}, 0
}

// unitAfterModifier reads a unit, a weekday or a month after last, this or next.
func (r *Reader) unitAfterModifier(at int, mod Modifier) (PartialDate, int) {
	if !r.adjacent(at + 1) {
		return PartialDate{}, 0
	}
	next := at + 1
	if r.Class(next) == Weekday && r.writtenAsName(next) {
		return PartialDate{Unit: Day, Weekday: int(r.tokens[next].Value) + 1, Modifier: mod}, next + 1
	}
	if unit := r.unitAt(next); unit > 0 {
		return r.relativeUnit(unit, mod, next)
	}
	if m, end := r.monthAt(next); end > 0 && !m.ambiguous && m.calendar == Gregorian && r.dayAt(end) == 0 {
		return PartialDate{Unit: Month, Month: m.number, Modifier: mod}, end
	}
	return PartialDate{}, 0
}

// relativeUnit reads last month, next year; "this day" and "this week" are not dates.
func (r *Reader) relativeUnit(unit Unit, mod Modifier, at int) (PartialDate, int) {
	if unit == Day || unit == Decade || unit == Week && mod == This {
		return PartialDate{}, 0
	}
	if unit == Year && r.isPlural(at) {
		return PartialDate{}, 0
	}
	return PartialDate{Unit: unit, Offset: mod.offset()}, at + 1
}

// isPlural reports whether a plural changes the meaning of "last year": the last years of the war.
func (r *Reader) isPlural(at int) bool {
	return r.text[r.tokens[at].Start:r.tokens[at].End] == "years"
}

// unitBeforeModifier reads the order "month last", as in هفتهٔ گذشته and العام الماضي.
func (r *Reader) unitBeforeModifier(at int) (PartialDate, int) {
	t := &r.tokens[at]
	if t.Cased && r.text[t.Start] < 0x80 || !r.adjacent(at+1) {
		return PartialDate{}, 0
	}
	unit, next := r.unitAt(at), at+1
	switch r.Class(next) {
	case lastWord, thisWord, nextWord:
		if word := r.Word(next); t.Cased && word != "гузашта" && word != "оянда" && word != "ҷорӣ" {
			return PartialDate{}, 0
		}
	case agoWord:
		if word := r.Word(at); r.Word(next) == "назад" && (word == "год" || word == "месяц" || word == "неделю") && !r.isNumber(at-1) {
			return PartialDate{Unit: unit, Offset: -1}, next + 1
		}
		if r.lang == "fa" && BareArabic(r.Word(next)) == "پیش" && !r.isCounted(at-1) && unit > Day {
			return PartialDate{Unit: unit, Offset: -1}, next + 1
		}
		return PartialDate{}, 0
	default:
		return PartialDate{}, 0
	}
	if r.isNumber(at-1) || unit == 0 {
		return PartialDate{}, 0
	}
	return r.relativeUnit(unit, r.modifierAt(next), next)
}

func (r *Reader) isNumber(at int) bool {
	_, digits, _ := r.numberAt(at)
	return digits > 0 || r.Class(at) == smallNumber || r.Class(at) == numberWord
}

// digitsAgo reads 10 days ago, 3 года назад.
func (r *Reader) digitsAgo(at int) (PartialDate, int) {
	n, digits, rest := r.numberAt(at)
	if digits > 2 || rest != "" {
		return PartialDate{}, 0
	}
	return r.numberAgo(at, n)
}

// numberAgo reads the unit and "ago" after a number.
func (r *Reader) numberAgo(at, n int) (PartialDate, int) {
	if !r.adjacent(at+1) || !r.adjacent(at+2) || r.Class(at+2) != agoWord || n < 1 {
		return PartialDate{}, 0
	}
	unit := r.unitAt(at + 1)
	if unit == 0 {
		return PartialDate{}, 0
	}
	p := PartialDate{Unit: unit, Offset: -n}
	if r.persian && r.text[r.tokens[at+1].Start] >= 0x80 {
		p.Calendar = SolarHijri
	}
	return p, at + 3
}

// weekdayName reads Monday, and the date after it: Monday, 3 March.
func (r *Reader) weekdayName(at int) (PartialDate, int) {
	if !r.writtenAsName(at) || r.isCity(at) {
		return PartialDate{}, 0
	}
	return r.afterWeekday(at, int(r.tokens[at].Value), at+1)
}

// afterWeekday reads what follows the name of a weekday: its date, or a word such as "last" that selects its week.
func (r *Reader) afterWeekday(at, value, next int) (PartialDate, int) {
	if r.Class(next) == DayNoun && r.adjacent(next) && !r.tokens[next].Capitalized {
		next++
	}
	if next < len(r.tokens) && (r.adjacent(next) || r.separated(next)) {
		switch c := r.Class(next); {
		case c == monthName || c == twoWordMonth || r.dayAt(next) > 0:
			if p, to := r.dateAt(next); to > 0 && (p.From.Day > 0 || p.Date.Precision == date.PrecisionDay) {
				if p.Date.IsZero() {
					p.Weekday = value + 1
				}
				return p, to
			}
		}
	}
	p := PartialDate{Unit: Day, Weekday: value + 1}
	if mod := r.modifierAt(next); mod != NoModifier && mod != This && !r.tokens[at].Cased && r.adjacent(next) && !r.tokens[next].Cased {
		p.Modifier = mod
		next++
	}
	return p, next
}

// writtenAsName reports whether a word has a capital, or its script or language writes weekdays without one.
func (r *Reader) writtenAsName(at int) bool {
	t := &r.tokens[at]
	return t.Capitalized || !t.Cased || r.text[t.Start] >= 0x80
}
