package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/vocabulary"
)

// The names of filters, and the field that can be searched alone.
const (
	nameCountry = "country"
	nameTheme   = "theme"
	nameGroup   = "theme_group"
	nameSource  = "source"
	nameLang    = "lang"
	nameFormat  = "format"
	nameAfter   = "after"
	nameBefore  = "before"
	fieldTitle  = "title"
)

// missing is the value of a filter for documents without any value.
const missing = "_missing"

// filters lists the names that may precede a colon, each with an example value and its name in Syntax.
var filters = []struct{ name, value, syntax string }{
	{fieldTitle, "drill", "in-title"}, {nameCountry, "PK", "country"}, {nameTheme, "cyber-security", "theme"},
	{nameGroup, "terrorism-extremism", "theme-group"}, {nameSource, "Reuters", "source"}, {nameLang, "ru", "language"},
	{nameFormat, "pdf", "format"}, {nameAfter, "2024", "after"}, {nameBefore, "2025-06", "before"},
}

func filterNames() (names []string) {
	for _, f := range filters {
		names = append(names, f.name)
	}
	return names
}

func isFilterName(name string) bool { return slices.Contains(filterNames(), name) }

// filterExample returns a filter as a user types it.
func filterExample(name string) string {
	for _, f := range filters {
		if f.name == name {
			return f.name + ":" + f.value
		}
	}
	return name
}

// splitFilter splits an atom at its first colon, if the text before it could be the name of a filter.
func splitFilter(atom string) (name, rest string, ok bool) {
	colon := strings.IndexAny(atom, ":：")
	if colon <= 0 {
		return "", "", false
	}
	for i := range colon {
		if c := atom[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return "", "", false
		}
	}
	_, size := utf8.DecodeRuneInString(atom[colon:])
	return strings.ToLower(atom[:colon]), atom[colon+size:], true
}

// resolveValue returns the value that the text of a filter stands for, and false if it is not allowed.
func resolveValue(name, value string, v *vocabulary.Vocabulary) (resolved string, ok bool) {
	switch name {
	case nameAfter, nameBefore:
		d, ok := parseDate(value)
		return d.String(), ok
	case nameSource:
		return value, true
	case nameFormat:
		return strings.ToLower(strings.TrimPrefix(value, ".")), true
	}
	if strings.EqualFold(value, missing) {
		return missing, true
	}
	if v == nil {
		return value, true
	}
	return resolveID(name, value, v)
}

// resolveID looks up the id of a country, theme, theme group or language.
func resolveID(name, value string, v *vocabulary.Vocabulary) (id string, ok bool) {
	switch name {
	case nameCountry:
		c, ok := countryOf(value, v)
		return c.ID, ok
	case nameTheme:
		t, ok := v.ThemeByName(value)
		return t.ID, ok
	case nameGroup:
		for _, g := range v.Groups() {
			if strings.EqualFold(g.ID, value) || strings.EqualFold(g.Label, value) {
				return g.ID, true
			}
		}
	case nameLang:
		for _, l := range v.Languages() {
			if strings.EqualFold(l.Code, value) || strings.EqualFold(l.Label, value) || strings.EqualFold(l.NativeName, value) {
				return l.Code, true
			}
		}
	}
	return "", false
}

// countryOf finds a country by its code in any case, else by a name. Codes come first because some of them are words of a
// language.
func countryOf(value string, v *vocabulary.Vocabulary) (vocabulary.Country, bool) {
	if c, ok := v.Country(strings.ToUpper(value)); ok {
		return c, true
	}
	return v.CountryByName(value)
}

// allowedValues describes the values that a filter may have.
func allowedValues(name string, v *vocabulary.Vocabulary) message.Message {
	var ids []string
	switch name {
	case nameAfter, nameBefore:
		return message.New("query.allowed-dates")
	case nameCountry:
		return message.New("query.allowed-countries")
	case nameTheme:
		for _, t := range v.Themes() {
			ids = append(ids, t.ID)
		}
	case nameGroup:
		for _, g := range v.Groups() {
			ids = append(ids, g.ID)
		}
	case nameLang:
		for _, l := range v.Languages() {
			ids = append(ids, l.Code)
		}
	}
	return message.New("query.allowed-values", ids)
}

// parseDate reads YYYY, YYYY-MM or YYYY-MM-DD in the digits of any script, with any hyphen or dash.
func parseDate(s string) (date.Date, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-‐‑–", r) })
	lengths := []int{len("2006"), len("2006-01"), len("2006-01-02")}
	if len(parts) == 0 || len(parts) > len(lengths) || utf8.RuneCountInString(s) != lengths[len(parts)-1] {
		return date.Date{}, false
	}
	var numbers [3]int
	for i, p := range parts {
		n, ok := parseNumber(p)
		if isYear := utf8.RuneCountInString(p) == len("2006"); !ok || n < 1 || isYear != (i == 0) {
			return date.Date{}, false
		}
		numbers[i] = n
	}
	return date.New(numbers[0], numbers[1], numbers[2])
}
