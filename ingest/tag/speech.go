package tag

import (
	"slices"
	"strings"
)

// speech is a set of the languages whose names bend; English is in none. In a text of one of them the words of the
// others in its script are not read, because one's ending is another's name: Нигерии is a form of Нигер in Tajik.
type speech uint16

// scripts are the languages by script; Uzbek in Latin letters is told by entry.turkic.
var scripts = [...][]string{{"ru", "kk", "ky", "tg", "uz"}, {"fa", "ps", "ur", "ar"}, {"tr"}, {"zh"}}

// kin are the languages whose texts quote another's names as they are.
var kin = map[string]string{"kk": "ru", "ky": "ru", "tg": "ru", "uz": "ru"}

// speechOf returns the set of one language, the empty one for English and those that have no names of their own.
func speechOf(lang string) speech {
	all := slices.Concat(scripts[:]...)
	if n := slices.Index(all, lang); n >= 0 {
		return 1 << n
	}
	return 0
}

// turkicLanguages are those whose texts have Turkish and Uzbek names in Latin letters. Where the language is unknown the
// letters of the first turkicSample bytes tell: names such as Fas and Kore are not looked for in English.
var turkicLanguages = []string{"tr", "uz", "az", "tk"}

const turkicSample = 4 << 10

// speaks sets which words may be in a text of a language (BCP 47, "" if unknown).
func (l *lexer) speaks(lang, text string) {
	l.reads = 0
	for _, languages := range scripts {
		strange := slices.Contains(languages, lang)
		for _, other := range languages {
			if !strange || other == lang || other == kin[lang] {
				l.reads |= speechOf(other)
			}
		}
	}
	l.turkic = slices.Contains(turkicLanguages, lang) || lang == "" && strings.ContainsAny(text[:min(len(text), turkicSample)], "ıİşŞğĞʻ")
	l.arabic = lang == "" || lang == "ar"
	l.pashto = lang == "ps"
	l.frame = l.frames[lang]
}
