package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index/vocabulary"
)

// The names of filters, and the field that can be searched by itself.
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

// missing is the value of a filter for documents that have none.
const missing = "_missing"

// fields is the table of what may stand before a colon, each with a value as one types it and the name under which help
// explains it.
var fields = []struct{ name, value, help string }{
	{fieldTitle, "drill", "in-title"}, {nameCountry, "PK", "country"}, {nameTheme, "cyber-security", "theme"},
	{nameGroup, "terrorism-extremism", "theme-group"}, {nameSource, "Reuters", "source"}, {nameLang, "ru", "language"},
	{nameFormat, "pdf", "format"}, {nameAfter, "2024", "after"}, {nameBefore, "2025-06", "before"},
}

// names lists what may stand before a colon, for notes.
func names() (all []string) {
	for _, f := range fields {
		all = append(all, f.name)
	}
	return all
}

func isName(name string) bool { return slices.Contains(names(), name) }

// named cuts a chunk at its first colon, if what stands before could be the name of a filter.
func named(chunk string) (name, rest string, ok bool) {
	end := strings.IndexAny(chunk, ":：")
	if end <= 0 {
		return "", "", false
	}
	for i := range end {
		if c := chunk[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return "", "", false
		}
	}
	_, size := utf8.DecodeRuneInString(chunk[end:])
	return strings.ToLower(chunk[:end]), chunk[end+size:], true
}

// named reads what begins with name: and goes on with rest, which the lexer has passed.
func (l *lexer) named(name, rest, chunk string) {
	next, _ := l.peek()
	quoted := rest == "" && closers(next) != ""
	switch {
	case !isName(name):
		if quoted || rest != "" && !strings.HasPrefix(rest, "//") {
			l.notes.say("query.note-filter", name, commas(names()))
		}
		l.words(chunk, "")
	case name == fieldTitle:
		l.title(rest)
	case quoted:
		l.quotedFilter(name, chunk)
	default:
		l.filter(name, strings.TrimRight(rest, ",;.!?،؛؟、，。；！？"), chunk)
	}
}

// title reads what may stand behind title: a word, a phrase, or a group in brackets.
func (l *lexer) title(rest string) {
	next, size := l.peek()
	switch {
	case rest != "":
		l.words(rest, fieldTitle)
	case closers(next) != "":
		l.phrase(fieldTitle)
	case isOpen(next):
		l.add(lexeme{sort: open, field: fieldTitle})
		l.at += size
	default:
		l.needsValue(fieldTitle)
		l.words(fieldTitle, "")
	}
}

func (l *lexer) quotedFilter(name, chunk string) {
	value, ok := l.quoted()
	if !ok { // the quotation mark is read next, and complained of
		l.words(chunk, "")
		return
	}
	l.filter(name, value, chunk+value)
}

func (l *lexer) needsValue(name string) {
	l.notes.say("query.note-value", name, example(name))
}

// filter adds a filter, or the words of what was typed if it is none.
func (l *lexer) filter(name, value, typed string) {
	if value == "" {
		l.needsValue(name)
		l.words(name, "")
		return
	}
	if utf8.RuneCountInString(value) > MaxValueLength {
		l.notes.say("query.note-long-value", name, MaxValueLength)
		l.words(typed, "")
		return
	}
	resolved, known := resolve(name, value, l.options.Vocabulary)
	if known.key != "" {
		l.notes.say("query.note-unknown", name, value, known.say(l.notes.speaker))
		l.words(typed, "")
		return
	}
	l.leaf(Filter{Name: name, Value: resolved})
}

// allowed is what a filter's value may be: a text, and the values it lists; the zero value says nothing.
type allowed struct{ key, values string }

func (a allowed) say(s Speaker) string { return s.Say(a.key, a.values) }

// resolve returns the value that a filter's text stands for or, if there is none, what is known.
func resolve(name, value string, v *vocabulary.Vocabulary) (resolved string, known allowed) {
	switch name {
	case nameAfter, nameBefore:
		if date, ok := parseDate(value); ok {
			return date.String(), allowed{}
		}
		return "", allowed{key: "query.known-dates"}
	case nameSource:
		return value, allowed{}
	case nameFormat:
		return strings.ToLower(strings.TrimPrefix(value, ".")), allowed{}
	}
	if strings.EqualFold(value, missing) {
		return missing, allowed{}
	}
	if v == nil {
		return value, allowed{}
	}
	return resolveID(name, value, v)
}

// resolveID looks up the id of a country, theme, group of themes or language.
func resolveID(name, value string, v *vocabulary.Vocabulary) (id string, known allowed) {
	var ids []string
	switch name {
	case nameCountry:
		if c, ok := country(value, v); ok {
			return c.ID, allowed{}
		}
		return "", allowed{key: "query.known-countries"}
	case nameTheme:
		if t, ok := v.ThemeByName(value); ok {
			return t.ID, allowed{}
		}
		for _, t := range v.Themes() {
			ids = append(ids, t.ID)
		}
	case nameGroup:
		for _, g := range v.Groups() {
			if strings.EqualFold(g.ID, value) || strings.EqualFold(g.Label, value) {
				return g.ID, allowed{}
			}
			ids = append(ids, g.ID)
		}
	case nameLang:
		for _, l := range v.Languages() {
			if strings.EqualFold(l.Code, value) || strings.EqualFold(l.Label, value) || strings.EqualFold(l.NativeName, value) {
				return l.Code, allowed{}
			}
			ids = append(ids, l.Code)
		}
	}
	return "", allowed{"query.known-values", commas(ids)}
}

// country finds a country by its code in any case, else by a name: codes are asked for first, since some of them are
// words of a language.
func country(value string, v *vocabulary.Vocabulary) (vocabulary.Country, bool) {
	if c, ok := v.Country(strings.ToUpper(value)); ok {
		return c, true
	}
	return v.CountryByName(value)
}

// example returns a filter as one types it.
func example(name string) string {
	for _, f := range fields {
		if f.name == name {
			return f.name + ":" + f.value
		}
	}
	return name
}

func commas(words []string) string { return strings.Join(words, ", ") }
