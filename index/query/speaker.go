package query

import (
	"fmt"
	"maps"
	"strings"

	"daftar/index/vocabulary"
)

// Speaker says in one language what is to be said of a question: English by itself, and the language of a page where a
// server hands in its own.
type Speaker interface {
	// Say returns the text of a key of English, with {1}, {2} … replaced by the arguments, which are texts and ints.
	Say(key string, args ...any) string
	// Date returns a date as people write it; month and day are 0 where only the year or the month is known.
	Date(year, month, day int) string
	// Label returns what people call the value of a filter on countries, themes, groups of themes and languages.
	Label(f Filter) string
}

// English returns a copy of the texts that a Speaker must have, by key.
func English() map[string]string { return maps.Clone(englishTexts) }

// englishTexts are all that this package says. Keys that end in -one are for the number 1.
var englishTexts = map[string]string{
	"query.all":             "all documents",
	"query.documents":       "documents",
	"query.contain":         "documents that contain {1}",
	"query.contain-without": "documents that contain {1} but not {2}",
	"query.without":         "documents that do not contain {1}",
	"query.that":            "documents that {1}",
	"query.and-that":        "{1}, that {2}",
	"query.filtered":        "documents {1}",
	"query.and-filter":      "{1}, {2}",
	"query.comma":           "{1}, {2}",
	"query.and":             "{1} and {2}",
	"query.or":              "{1} or {2}",
	"query.any-of":          "any of {1}",
	"query.not":             "not {1}",
	"query.prefix":          "a word that begins with {1}",
	"query.fuzzy":           "a word spelled like {1}",
	"query.also":            "{1} (also as {2})",
	"query.more":            "{1} and {2} more",
	"query.in-title":        "{1} in the title",
	"query.near-one":        `the words "{1}" with at most one other between them`,
	"query.near":            `the words "{2}" with at most {1} others between them`,
	"query.exactly":         `exactly "{1}"`,
	"query.phrase":          `the phrase "{1}"`,
	"query.are":             "are {1}",
	"query.are-not":         "are not those that {1}",
	"query.do-contain":      "contain {1}",
	"query.do-not-contain":  "do not contain {1}",
	"query.after":           "from {1} on",
	"query.before":          "up to the end of {1}",
	"query.before-day":      "up to and including {1}",
	"query.no-country":      "with no country",
	"query.no-theme":        "with no theme",
	"query.no-theme_group":  "with no theme group",
	"query.no-lang":         "with no lang",
	"query.about":           "about {1}",
	"query.theme":           "on the theme {1}",
	"query.group":           "on a theme of {1}",
	"query.lang":            "in {1}",
	"query.format":          "in the format {1}",
	"query.source":          `from the source "{1}"`,

	"query.note-stop":       "{1}: left out, too common; put in quotes to require them",
	"query.note-blank":      "{1}: left out, no letters or digits",
	"query.note-prefix":     "{1}: a beginning needs at least 3 letters and is one word, it is searched as a whole word",
	"query.note-fuzzy":      "{1}: names of countries, acronyms, numbers and words of less than 4 letters are not searched in similar spellings, the word is searched as it stands",
	"query.note-any-case":   "{1}: searched exactly, in capitals or not; as a word of the language in small letters",
	"query.note-capitals":   "all letters are capitals: they are read as small ones",
	"query.note-stray":      "{1}: left out, it needs a word on each side (NOT: after it); operators are in capitals",
	"query.note-more":       "and {1} more remarks",
	"query.note-deep":       "the brackets are nested more than {1} deep: everything is searched as plain words",
	"query.note-long":       "the text is longer than {1} characters: the rest was left out",
	"query.note-words":      "a question has at most {1} words: those after {2} were left out",
	"query.note-filter":     "{1}: is no filter, searched as plain words; known are {2}",
	"query.note-value":      "{1}: needs a value right behind the colon, such as {2}; searched as a plain word",
	"query.note-long-value": "{1}: a value has at most {2} characters; searched as plain words",
	"query.note-unknown":    "{1}:{2} is not known, searched as plain words; {3}",
	"query.note-quote":      "a quotation mark is not closed: the words after it are searched as plain words",
	"query.note-alone":      `"{1}"~{2}: one word has no distance; it is searched exactly`,
	"query.note-distance":   `a ~ behind a phrase needs a number from 1 to {1}: "a phrase"~5; the phrase is searched exactly`,
	"query.note-far":        "~{1}: between the words of a phrase may stand 1 to {2} others; they are searched as plain words",
	"query.note-closes":     "a bracket closes nothing: it was left out",
	"query.note-open":       "a bracket is not closed: it was closed at the end",
	"query.note-plain":      "{1}: searched as a plain word",
	"query.known-dates":     "known are dates as YYYY, YYYY-MM and YYYY-MM-DD",
	"query.known-countries": "known are the two-letter codes (ISO 3166) and names of countries, such as PK or Pakistan",
	"query.known-values":    "known are {1}",
}

// english is the Speaker where none is handed in.
type english struct{ vocabulary *vocabulary.Vocabulary }

func (e english) Say(key string, args ...any) string {
	pairs := make([]string, 0, 2*len(args))
	for n, arg := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", n+1), fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(englishTexts[key])
}

func (e english) Date(year, month, day int) string { return date{year, month, day}.words() }

// Label returns the English label, or the value where the vocabulary does not know it.
func (e english) Label(f Filter) string {
	v := e.vocabulary
	if v == nil {
		return f.Value
	}
	switch f.Name {
	case nameCountry:
		if c, ok := v.Country(f.Value); ok {
			return c.Label
		}
	case nameTheme:
		if t, ok := v.Theme(f.Value); ok {
			return t.Label
		}
	case nameGroup:
		if g, ok := v.Group(f.Value); ok {
			return g.Label
		}
	case nameLang:
		if l, ok := v.Language(f.Value); ok {
			return l.Label
		}
	}
	return f.Value
}

// speaker returns the one handed in, else the English one.
func (o Options) speaker() Speaker {
	if o.Speaker != nil {
		return o.Speaker
	}
	return english{o.Vocabulary}
}
