package tag

import (
	"daftar/index/date/grammar"
	"slices"
	"strings"
)

// dropPeople removes the hits of names that people (or towns) bear as well, where the words around say so: "Michael
// Jordan", "Senator England", "Chad Smith", Georgia beside Atlanta.
func (s *scanner) dropPeople() {
	s.opposed = s.opposed[:0]
	headline := headline(s.tokens)
	for _, h := range s.countries {
		if h.kind == against {
			s.opposed = append(s.opposed, h.owner)
		}
	}
	s.countries = slices.DeleteFunc(s.countries, func(h hit) bool {
		return h.kind == against || h.person && (h.kind < region && slices.Contains(s.opposed, h.owner) || s.isPerson(h, headline))
	})
}

// maybeWeekday reports whether a capital is the name of a day of the week as well: دوشنبه, Monday and Dushanbe.
func (s *scanner) maybeWeekday(h hit) bool {
	t := &s.tokens[h.from]
	return h.kind == capital && h.to == h.from+1 && t.Class == grammar.Weekday && !t.Cased
}

// isWeekday reports whether the words beside such a name say that it is the day: روز دوشنبه, دوشنبه شب.
func (s *scanner) isWeekday(at int) bool {
	for _, beside := range [...]int{at - 1, at + 1} {
		if beside < 0 || beside >= len(s.tokens) {
			continue
		}
		t := &s.tokens[beside]
		if t.Class == grammar.DayNoun || t.Class == grammar.DayOffset || slices.Contains(dayTimes, grammar.BareArabic(s.text[t.Start:t.End])) {
			return true
		}
	}
	return false
}

// dayTimes are the Persian times of a day.
var dayTimes = strings.Fields("شب صبح عصر ظهر بامداد شامگاه غروب سحر گذشته اینده یک دو سه")

// headline reports whether nearly all longer words of a text are capitalised, so that a capital says nothing.
func headline(tokens []token) bool {
	cased, upper := 0, 0
	for i := range tokens {
		if t := &tokens[i]; t.Cased && t.End-t.Start > 3 {
			cased++
			if t.Capitalized {
				upper++
			}
		}
	}
	return upper*10 >= cased*8
}

// isPerson reports whether the words beside a name make it a person's: a title or a given name before it, or, where
// capitals mean something, another capitalised word that is neither a country's nor an office.
func (s *scanner) isPerson(h hit, headline bool) bool {
	if h.from > 0 && !s.tokens[h.from].SentenceStart {
		before := &s.tokens[h.from-1]
		between := s.text[before.End:s.tokens[h.from].Start]
		switch {
		case before.Class == title && before.Capitalized && (between == " " || between == ". "):
			return true
		case between != " " || !before.Capitalized:
		case before.Class == given:
			return true
		case !headline && !before.SentenceStart && s.unknown(before):
			return true
		}
	}
	if headline || h.to >= len(s.tokens) {
		return false
	}
	behind := &s.tokens[h.to]
	return behind.Capitalized && s.unknown(behind) && s.text[s.tokens[h.to-1].End:behind.Start] == " "
}

// unknown reports whether no term and no rule knows the word.
func (s *scanner) unknown(t *token) bool {
	return t.Class == plain && t.Symbols[0] == t.Symbols[1]
}
