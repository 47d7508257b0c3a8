package grammar

import (
	"strings"

	"daftar/index/analysis/words"
)

// The value of the class monthName: the number of the month, and flags.
const (
	monthNumber     = 15
	monthLowerCase  = 1 << 4 // it may start with a small letter
	monthAmbiguous  = 1 << 5 // it has another everyday meaning
	monthSolarHijri = 1 << 6
	monthHijri      = 1 << 7
)

// month is the name of a month in a text.
type month struct {
	calendar  Calendar
	number    int
	ambiguous bool // the name has another everyday meaning, so that a date needs its year
}

// monthAt reads the name of a month and returns the token after it, 0 if there is none.
func (r *Reader) monthAt(at int) (month, int) {
	if at < 0 || at >= len(r.tokens) {
		return month{}, 0
	}
	t := &r.tokens[at]
	switch t.Class {
	case twoWordMonth:
		return r.monthOfTwoWords(at)
	case monthName:
	default:
		return month{}, 0
	}
	v := t.Value
	if t.Cased && !t.Capitalized && v&monthLowerCase == 0 && !r.isUzbekMay(at) {
		return month{}, 0
	}
	m := month{number: int(v & monthNumber), ambiguous: v&monthAmbiguous != 0}
	switch {
	case v&monthSolarHijri != 0:
		m.calendar = SolarHijri
	case v&monthHijri != 0:
		m.calendar = Hijri
	}
	if at+2 <= len(r.tokens)-1 && r.Class(at+1) == monthName && r.Between(at+1) == "/" && int(r.tokens[at+1].Value&monthNumber) == m.number {
		return m, at + 2
	}
	if !t.Cased && r.isAlternativeName(at+1, m.number) {
		return m, at + 2
	}
	return m, at + 1
}

// isAlternativeName reports whether a word is the other name of a month in parentheses: يوليو (تموز).
func (r *Reader) isAlternativeName(at, number int) bool {
	return r.Class(at) == monthName && strings.TrimLeft(r.Between(at), " ") == "(" && r.byteAfter(at) == ')' && int(r.tokens[at].Value&monthNumber) == number
}

// isUzbekMay reports whether a month in small letters is the Uzbek May: 9-may, may oyida.
func (r *Reader) isUzbekMay(at int) bool {
	return r.tokens[at].Value == 5 && (r.dayAt(at-1) > 0 && r.Between(at) == "-" || r.Class(at+1) == monthNoun && r.adjacent(at+1) && !r.isEnglishMonthNoun(at+1))
}

func (r *Reader) isEnglishMonthNoun(at int) bool {
	switch r.text[r.tokens[at].Start:r.tokens[at].End] {
	case "month", "months", "Month", "Months":
		return true
	}
	return false
}

func (r *Reader) monthOfTwoWords(at int) (month, int) {
	if !r.adjacent(at+1) && (at+1 >= len(r.tokens) || r.Between(at+1) != "\u200c") {
		return month{}, 0
	}
	two := twoWordMonths[r.tokens[at].Value]
	number := two.second[r.text[r.tokens[at+1].Start:r.tokens[at+1].End]]
	if number == 0 {
		return month{}, 0
	}
	m := month{number: number}
	if two.flags&monthHijri != 0 {
		m.calendar = Hijri
	}
	if r.Class(at+2) == monthName && r.Between(at+2) == "/" {
		return m, at + 3
	}
	return m, at + 2
}

// monthFollows reports whether a number is the day of a month after it.
func (r *Reader) monthFollows(at int) bool {
	m, _ := r.monthAt(at + 1)
	return m.number > 0 && r.adjacent(at+1)
}

// monthAlone reads a month without day and year where the words next to it make it one.
func (r *Reader) monthAlone(at int, m month, next int) (PartialDate, int) {
	t := &r.tokens[at]
	if m.calendar != Gregorian || m.ambiguous && (!t.Cased || r.Class(next) != monthNoun || !r.adjacent(next)) {
		return PartialDate{}, 0
	}
	if isCyrillic(r.text[t.Start]) && t.Capitalized && !t.AllCaps && (r.Class(next) != monthNoun || !r.adjacent(next)) {
		// Марта is also a given name; Russian writes months with a small letter.
		return PartialDate{}, 0
	}
	end := next
	if r.Class(next) == monthNoun && r.adjacent(next) {
		end = next + 1
	}
	switch {
	case at > 0 && r.adjacent(at) && r.modifierAt(at-1) != NoModifier:
		return PartialDate{Unit: Month, Month: m.number, Modifier: r.modifierAt(at - 1)}, end
	case next+1 < len(r.tokens) && r.adjacent(next) && r.adjacent(next+1) && r.modifierAt(next) != NoModifier && r.unitAt(next+1) == Year:
		return PartialDate{Unit: Year, Offset: r.modifierAt(next).offset(), Month: m.number}, next + 2 // January this year
	case at > 0 && r.adjacent(at) && r.Class(at-1) == everyWord:
		return PartialDate{}, 0
	case at > 0 && r.adjacent(at) && r.introducesMonth(at-1) && !r.isGivenName(at), end > next, t.Cased && t.Value&monthLowerCase != 0:
	case !t.Cased || m.number == 5 || m.number == 3 || t.SentenceStart || r.nextToName(at, next):
		return PartialDate{}, 0
	}
	return withoutYear(m.calendar, MonthDay{m.number, 0}, MonthDay{}, end)
}

// isCyrillic reports whether a byte starts a Cyrillic letter.
func isCyrillic(b byte) bool { return b >= 0xD0 && b <= 0xD3 }

// introducesMonth reports whether a word before the name of a month makes it one.
func (r *Reader) introducesMonth(at int) bool {
	switch r.Class(at) {
	case YearPreposition, yearOrCount, Of, rangeStart, RangeEnd, BeforeAfter, monthNoun, partOfPeriod, functionWord:
		return true
	case determiner:
		return r.tokens[at].End-r.tokens[at].Start == len("the")
	}
	return false
}

// isGivenName reports whether a name such as Jan is that of a person: no dot follows, but a capital.
func (r *Reader) isGivenName(at int) bool {
	t := &r.tokens[at]
	return t.End-t.Start == 3 && r.Between(at+1) == " " && r.tokens[at+1].Capitalized
}

// nextToName reports whether the name of a month is next to another capitalised word, as in names of people.
func (r *Reader) nextToName(at, next int) bool {
	before, after := at-1, next
	return before >= 0 && r.adjacent(at) && r.tokens[before].Capitalized && !r.tokens[before].SentenceStart && r.Class(before) == words.NoClass ||
		after < len(r.tokens) && r.Between(after) == " " && r.tokens[after].Capitalized
}

// afterRangeStart reports whether "from" or "between" precedes a token.
func (r *Reader) afterRangeStart(at int) bool { return at > 0 && r.tokens[at-1].Class == rangeStart }

// monthAfterDay reads the month after a day: "July", "-Jul", "of July", "числа июля"; 0 is none.
func (r *Reader) monthAfterDay(at int) (month, int) {
	for n := 0; n < 2 && at < len(r.tokens); n++ {
		if c := r.Class(at); c != Of && c != monthNoun && (c != words.NoClass || !r.isDayEnding(at)) || r.tokens[at].Gap != words.Joined {
			break
		}
		at++
	}
	if at >= len(r.tokens) || r.tokens[at].Gap != words.Joined && r.Between(at) != ". " && r.Between(at) != "." {
		return month{}, 0
	}
	return r.monthAt(at)
}
