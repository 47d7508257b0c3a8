package i18n

import (
	"fmt"
	"slices"

	"golang.org/x/text/feature/plural"
)

// pluralForms are the plural categories of CLDR as the message files write them.
var pluralForms = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// formOf returns which of the language's stored forms a whole number takes.
func (l Language) formOf(n int) int {
	const significant = 10_000_000 // MatchPlural takes the number modulo this
	form := plural.Cardinal.MatchPlural(l.tag, max(n, -n)%significant, 0, 0, 0, 0)
	return max(slices.Index(l.forms, form), 0)
}

// ordered returns the texts by category in the order in which the language stores them.
func (l Language) ordered(texts map[string]string) (text, error) {
	ordered := make(text, len(l.forms))
	for name, t := range texts {
		n := slices.Index(l.forms, pluralForms[name])
		if n < 0 {
			return nil, fmt.Errorf("%q is not a plural form of the language", name)
		}
		ordered[n] = t
	}
	if len(texts) != len(l.forms) {
		return nil, fmt.Errorf("got %d plural forms, want %d", len(texts), len(l.forms))
	}
	return ordered, nil
}
