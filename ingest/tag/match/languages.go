package match

import (
	"slices"
	"strings"
	"unicode"

	"daftar/index/vocabulary"
)

// languageSet is a set of the languages that have inflections; English is in none.
type languageSet uint64

// languages says which languages are read in which texts.
type languages struct {
	bits    map[string]languageSet
	scripts map[string][]string // languages by script
	quotes  map[string][]string
	latin   vocabulary.LatinNames
}

func newLanguages(v vocabulary.Inflections) languages {
	l := languages{bits: map[string]languageSet{}, scripts: map[string][]string{}, quotes: map[string][]string{}, latin: v.LatinNames}
	for n, rules := range v.Languages {
		l.bits[rules.Lang] = 1 << n
		l.scripts[rules.Script] = append(l.scripts[rules.Script], rules.Lang)
		l.quotes[rules.Lang] = rules.Quotes
	}
	return l
}

// setOf returns the set of one language; it is empty for English and other languages without inflections.
func (l *languages) setOf(lang string) languageSet { return l.bits[lang] }

// readIn returns the languages whose words may be in a text of a language: all, but of the languages of its script only
// itself and those that it quotes.
func (l *languages) readIn(lang string) languageSet {
	var set languageSet
	for _, script := range l.scripts {
		excludes := slices.Contains(script, lang)
		for _, other := range script {
			if !excludes || other == lang || slices.Contains(l.quotes[lang], other) {
				set |= l.setOf(other)
			}
		}
	}
	return set
}

// isLatinName reports whether a term is a name in Latin letters that is not looked for in English.
func (l *languages) isLatinName(lang, term string) bool {
	return slices.Contains(l.latin.Languages, lang) && strings.IndexFunc(term, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) < 0
}

// latinSample is how many bytes of a text of unknown language are searched for the letters of Latin names.
const latinSample = 4 << 10

// hasLatinNames reports whether Latin names are looked for in a text of a language ("" if unknown).
func (l *languages) hasLatinNames(lang, text string) bool {
	return slices.Contains(l.latin.Texts, lang) || lang == "" && strings.ContainsAny(text[:min(len(text), latinSample)], l.latin.Letters)
}
