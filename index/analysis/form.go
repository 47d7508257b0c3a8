package analysis

import (
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// script is as much of a word's script as stems and diacritics depend on.
type script uint8

const (
	otherScript script = iota
	latinScript
	cyrillicScript
	arabicScript
)

// newForm normalises a word as written.
func newForm(word string) form {
	f := form{script: scriptOf(word), letter: true}
	f.caps, f.shout = capitals(word)
	f.dots = cuttable(word)
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !fold.IsApostrophe(r) && !fold.IsInvisible(r) {
			f.letter = false
		}
	}
	if !f.dots {
		f.term = normal(word)
	}
	return f
}

// normal returns the term of a word.
func normal(word string) string { return fold.Word(possessive(word)) }

// possessive cuts an English 's or a bare final apostrophe.
func possessive(word string) string {
	r, size := utf8.DecodeLastRuneInString(word)
	if fold.IsApostrophe(r) {
		return word[:len(word)-size]
	}
	if r != 's' && r != 'S' {
		return word
	}
	rest := word[:len(word)-size]
	if r, size = utf8.DecodeLastRuneInString(rest); (r == '\'' || r == '’') && len(rest) > size {
		return rest[:len(rest)-size]
	}
	return word
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cuttable says whether a word is several words run together by a full stop, a colon, a semicolon or underscores:
// "end.Next" is, the acronym "U.S" and the number 3.14 are not.
func cuttable(word string) bool {
	acronym, stops := true, 0
	length := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c == '_' || c == ';' || c == ':':
			return true
		case c == '.':
			if i > 0 && isDigit(word[i-1]) {
				return false
			}
			stops++
			length = 0
		default:
			length++
			if length > 1 {
				acronym = false
			}
		}
	}
	return stops > 0 && !acronym
}

// capitals says whether a word is two to five capitals (an acronym, if its neighbours are not in capitals too), and
// whether it has at least two capitals and nothing else.
func capitals(word string) (caps, shout bool) {
	n := 0
	for _, r := range possessive(word) {
		switch {
		case unicode.IsUpper(r):
			n++
		case r == '.' || unicode.IsDigit(r):
		default:
			return false, false
		}
	}
	return n >= 2 && n <= 5, n >= 2
}

func scriptOf(word string) script {
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf && isLetter(byte(r)), unicode.Is(unicode.Latin, r):
			return latinScript
		case unicode.Is(unicode.Cyrillic, r):
			return cyrillicScript
		case unicode.Is(unicode.Arabic, r):
			return arabicScript
		}
	}
	return otherScript
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}
