package country

import (
	"daftar/index/date/grammar"
	"daftar/ingest/tag/match"
)

// MayBeWeekday reports whether a capital is also the name of a day of the week: دوشنبه is Monday and Dushanbe.
func MayBeWeekday(s *match.Scanner, h match.Hit) bool {
	t := &s.Tokens[h.From]
	return h.Kind == match.CountryCapital && h.To == h.From+1 && t.Class == grammar.Weekday && !t.Cased
}

// IsWeekday reports whether the words beside such a name say that it is the day: روز دوشنبه, دوشنبه شب.
func (r *Rules) IsWeekday(s *match.Scanner, at int) bool {
	for _, beside := range [...]int{at - 1, at + 1} {
		if beside < 0 || beside >= len(s.Tokens) {
			continue
		}
		t := &s.Tokens[beside]
		if t.Class == grammar.DayNoun || t.Class == grammar.DayOffset || r.weekdayContext[grammar.BareArabic(s.Text[t.Start:t.End])] {
			return true
		}
	}
	return false
}
