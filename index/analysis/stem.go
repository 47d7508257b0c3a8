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

// stemmer returns the stem of a term.
type stemmer func(term string) string

// stemmers are the languages that have a stemmer, by script; the first of a script is its most common one, which also
// stems words that are not in the script of their text, such as a Latin name in a Russian text.
var stemmers = map[script][]struct {
	lang string
	stem stemmer
}{
	latinScript:    {{"en", stemEnglish}, {"tr", turkish.stem}, {"az", turkish.stem}, {"uz", stemUzbek}},
	cyrillicScript: {{"ru", stemRussian}, {"kk", kazakh.stem}, {"ky", kyrgyz.stem}, {"tg", tajik.stem}, {"uz", stemUzbek}},
	arabicScript:   {{"fa", persian.stem}, {"ar", arabic.stem}, {"ur", urdu.stem}, {"ps", pashto.stem}},
}

// unstemmed are languages that have no stemmer and must not be stemmed as the most common language of their script.
var unstemmed = map[script][]string{
	latinScript: {
		"tk", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ku", "id", "ms", "vi", "sw", "so", "ro", "cs", "hu", "fi", "da",
		"no", "nb", "sq", "hr", "bs",
	},
	cyrillicScript: {"uk", "be", "bg", "sr", "mk", "mn", "tt"},
	arabicScript:   {"ug", "sd", "ckb"},
}

// stem returns the stem of a form in a language: "en:sanction", or the term alone.
func stem(f form, lang string) string {
	if !f.letters || protected()[f.term] {
		return f.term
	}
	candidates := stemmers[f.script]
	if len(candidates) == 0 || slices.Contains(unstemmed[f.script], lang) {
		return f.term
	}
	chosen := candidates[0]
	for _, s := range candidates {
		if s.lang == lang {
			chosen = s
			break
		}
	}
	return chosen.lang + ":" + chosen.stem(f.term)
}

// Stems returns the stems of a query word in every language of its script, because a query does not state its language;
// the word matches the tokens whose Stem is among them. The first is the term, and the only one for numbers, acronyms in
// capitals and names of countries. The word is given as typed: capitals count.
func Stems(word string) []string {
	f := newForm(word)
	if f.cut {
		f.term = term(word)
	}
	stems := []string{f.term}
	if f.acronym || !f.letters || protected()[f.term] {
		return stems
	}
	for _, s := range stemmers[f.script] {
		stems = append(stems, s.lang+":"+s.stem(f.term))
	}
	return stems
}

//go:embed protected.txt
var protectedText string

// protected are the terms that are never stemmed: one-word names of countries that a stemmer would turn into another word.
var protected = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(protectedText) {
		m[w] = true
	}
	return m
})

// IsProtected reports whether a word is a name that is never stemmed, in any case and with any diacritics.
func IsProtected(word string) bool { return protected()[term(word)] }

func stemEnglish(term string) string {
	if !isASCII(term) {
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
