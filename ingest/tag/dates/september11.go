package dates

import (
	"slices"
	"strings"

	"daftar/index/date/grammar"
)

// attackWords are words next to which "11 September" means that of 2001.
var attackWords = strings.Fields(`attack attacks attackers hijackers hijackings terrorist bombings terror атак атаки атака теракт теракты терактов
	терактам событий события нападения حملات حمله حملهٔ حوادث حادثه رویداد رویدادهای هجمات احداث أحداث اعتداءات حملوں حملے حملو
	برید بریدونو بریدونه پېښې saldırıları saldırılarının hujumlari ҳужумлари ҳамлаи`)

// september11 completes the eleventh of September next to a word for an attack.
func (p *piece) september11(found grammar.Found) grammar.PartialDate {
	d := found.Partial
	if (d.From != grammar.MonthDay{Month: 9, Day: 11}) || d.To.Month > 0 || d.Calendar != grammar.Gregorian || !d.Date.IsZero() {
		return d
	}
	for _, at := range [...]int{found.From - 2, found.From - 1, found.To, found.To + 1} {
		if at >= 0 && at < len(p.tokens) && slices.Contains(attackWords, grammar.BareArabic(strings.ToLower(p.Word(at)))) {
			day, _ := grammar.Gregorian.Date(2001, 9, 11)
			return grammar.PartialDate{Date: day}
		}
	}
	return d
}
