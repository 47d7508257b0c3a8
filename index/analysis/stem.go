package analysis

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// A stem term is a language, a colon and a stem. Words are stemmed in the language of their text; a word in another
// script than the text's language is written in (a Latin name in a Russian text) in the commonest language of its own
// script. A question does not say its language: its words stand for their stems in every language of their script
// (Forms), and meet in each text only the stems of its own.

// stemmer makes the stem of a normalised word.
type stemmer func(term string) string

// stemmers are the languages that have stems, by script; the first of a script is its commonest.
var stemmers = map[script][]struct {
	lang string
	stem stemmer
}{
	latinScript:    {{"en", stemEnglish}, {"tr", stemTurkish}, {"az", stemTurkish}, {"uz", stemUzbek}},
	cyrillicScript: {{"ru", stemRussian}, {"kk", stemKazakh}, {"ky", stemKyrgyz}, {"tg", stemTajik}, {"uz", stemUzbek}},
	arabicScript:   {{"fa", stemPersian}, {"ar", stemArabic}, {"ur", stemUrdu}, {"ps", stemPashto}},
}

// unstemmed are the languages of a script whose own words no stemmer of ours may touch.
var unstemmed = map[script][]string{
	latinScript: {
		"tk", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ku", "id", "ms", "vi", "sw", "so", "ro", "cs", "hu", "fi", "da",
		"no", "nb", "sq", "hr", "bs",
	},
	cyrillicScript: {"uk", "be", "bg", "sr", "mk", "mn", "tt"},
	arabicScript:   {"ug", "sd", "ckb"},
}

// stem returns the stem term of a form in a language.
func stem(f form, lang string) string {
	if !f.letter || protected()[f.term] {
		return f.term
	}
	all := stemmers[f.script]
	if len(all) == 0 || slices.Contains(unstemmed[f.script], lang) {
		return f.term
	}
	for _, s := range all {
		if s.lang == lang {
			return lang + ":" + s.stem(f.term)
		}
	}
	return all[0].lang + ":" + all[0].stem(f.term)
}

// Stems returns the stem terms that count as forms of a query word, in any language: a word of the question matches
// the tokens whose Stem is among them. Of numbers, acronyms in capitals and names of countries it is the term alone. The
// word must be given as typed, for its capitals.
func Stems(word string) []string {
	f := newForm(word)
	if f.dots {
		f.term = normal(word)
	}
	out := []string{f.term}
	if f.caps || !f.letter || protected()[f.term] {
		return out
	}
	for _, s := range stemmers[f.script] {
		out = append(out, s.lang+":"+s.stem(f.term))
	}
	return out
}

//go:embed protected.txt
var protectedText string

// protected are the words that are never stemmed: the names of countries that are one word and that a stemmer would
// change into another word.
var protected = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(protectedText) {
		m[w] = true
	}
	return m
})

// IsProtected reports whether a word is a name that is never stemmed.
func IsProtected(word string) bool { return protected()[normal(word)] }

func stemEnglish(term string) string {
	if !ascii(term) {
		return term
	}
	env := snowballstem.NewEnv(term)
	english.Stem(env)
	return env.Current()
}

func stemRussian(term string) string {
	env := snowballstem.NewEnv(term)
	russian.Stem(env)
	return env.Current()
}
