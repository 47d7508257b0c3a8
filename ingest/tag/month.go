package tag

import "strings"

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
	switch t.Class {
	case twoMonth:
		return g.monthOfTwo(at)
	case month:
	default:
		return named{}, 0
	}
	v := t.Value
	if t.Cased && !t.Capitalized && v&monthLow == 0 && !g.lowMay(at) {
		return named{}, 0
	}
	m := named{number: int(v & monthNumber), weak: v&monthWeak != 0}
	switch {
	case v&monthSolar != 0:
		m.calendar = solar
	case v&monthLunar != 0:
		m.calendar = lunar
	}
	if at+2 <= len(g.tokens)-1 && g.class(at+1) == month && g.between(at+1) == "/" && int(g.tokens[at+1].Value&monthNumber) == m.number {
		return m, at + 2
	}
	if !t.Cased && g.bracketed(at+1, m.number) {
		return m, at + 2
	}
	return m, at + 1
}

// bracketed reports whether a word is the other name of a month in brackets: يوليو (تموز).
func (g grammar) bracketed(at, number int) bool {
	return g.class(at) == month && strings.TrimLeft(g.between(at), " ") == "(" && g.after(at) == ')' && int(g.tokens[at].Value&monthNumber) == number
}

// lowMay reports whether a month in small letters is the Uzbek May: 9-may, may oyida.
func (g grammar) lowMay(at int) bool {
	return g.tokens[at].Value == 5 && (g.day(at-1) > 0 && g.between(at) == "-" || g.class(at+1) == monthWord && g.near(at+1) && !g.english(at+1))
}

func (g grammar) english(at int) bool {
	switch g.text[g.tokens[at].Start:g.tokens[at].End] {
	case "month", "months", "Month", "Months":
		return true
	}
	return false
}

func (g grammar) monthOfTwo(at int) (named, int) {
	if !g.near(at+1) && (at+1 >= len(g.tokens) || g.between(at+1) != "\u200c") {
		return named{}, 0
	}
	two := monthTwo[g.tokens[at].Value]
	number := two.second[g.text[g.tokens[at+1].Start:g.tokens[at+1].End]]
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

// nounBehind reports whether a number is followed by a month, so that it is that one's day.
func (g grammar) nounBehind(at int) bool {
	m, _ := g.month(at + 1)
	return m.number > 0 && g.near(at+1)
}

// bareMonth reads a month alone where words around say that it is one.
func (g grammar) bareMonth(at int, m named, next int) (when, int) {
	t := &g.tokens[at]
	if m.calendar != gregorian || m.weak && (!t.Cased || g.class(next) != monthWord || !g.near(next)) {
		return when{}, 0
	}
	if cyrillic(g.text[t.Start]) && t.Capitalized && !t.AllCaps && (g.class(next) != monthWord || !g.near(next)) {
		// Марта is a name as well; months begin with a small letter.
		return when{}, 0
	}
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
	case at > 0 && g.near(at) && g.leadsMonth(at-1) && !g.abbreviated(at), end > next, t.Cased && t.Value&monthLow != 0:
	case !t.Cased || m.number == 5 || m.number == 3 || t.SentenceStart || g.person(at, next):
		return when{}, 0
	}
	return open(m.calendar, monthDay{m.number, 0}, monthDay{}, end)
}

// cyrillic reports whether a byte begins a Cyrillic letter.
func cyrillic(b byte) bool { return b >= 0xD0 && b <= 0xD3 }

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
		return g.tokens[at].End-g.tokens[at].Start == len("the")
	}
	return false
}

// abbreviated reports whether a name is Jan, as people are called, and not January: no dot follows, but a capital.
func (g grammar) abbreviated(at int) bool {
	t := &g.tokens[at]
	return t.End-t.Start == 3 && g.between(at+1) == " " && g.tokens[at+1].Capitalized
}

// person reports whether a month's name stands beside another capitalised word, as names of people do.
func (g grammar) person(at, next int) bool {
	before, behind := at-1, next
	return before >= 0 && g.near(at) && g.tokens[before].Capitalized && !g.tokens[before].SentenceStart && g.class(before) == plain ||
		behind < len(g.tokens) && g.between(behind) == " " && g.tokens[behind].Capitalized
}

// led reports whether "from" or "between" stands before a word.
func (g grammar) led(at int) bool { return at > 0 && g.tokens[at-1].Class == rangeLead }

// monthBehind reads the month behind a day: "July", "-Jul", "of July", "числа"; 0 is none.
func (g grammar) monthBehind(at int) (named, int) {
	for n := 0; n < 2 && at < len(g.tokens); n++ {
		if c := g.class(at); c != ofWord && c != monthWord && (c != plain || !g.dayEnding(at)) || g.tokens[at].Gap != joined {
			break
		}
		at++
	}
	if at >= len(g.tokens) || g.tokens[at].Gap != joined && g.between(at) != ". " && g.between(at) != "." {
		return named{}, 0
	}
	return g.month(at)
}
