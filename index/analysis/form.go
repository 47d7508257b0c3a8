package analysis

import (
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// form is everything that is known of a word as written, in the language of its text.
type form struct {
	term     string
	stem     string
	script   script
	acronym  bool // two to five capitals: an acronym unless its neighbours are in capitals too
	capitals bool // two capitals or more and nothing else: its neighbours are no acronyms
	letters  bool // letters only
	cut      bool // several words, to be cut at full stops, colons and underscores; term is empty
}

// script is the part of a word's script that decides about stems.
type script uint8

const (
	otherScript script = iota
	latinScript
	cyrillicScript
	arabicScript
)

// newForm returns the form of a word, without its stem.
func newForm(word string) form {
	f := form{script: scriptOf(word), letters: true, cut: isSeveralWords(word)}
	f.acronym, f.capitals = capitals(word)
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !fold.IsApostrophe(r) && !fold.IsInvisible(r) {
			f.letters = false
		}
	}
	if !f.cut {
		f.term = term(word)
	}
	return f
}

// term returns the term of a word.
func term(word string) string { return fold.Word(withoutPossessive(word)) }

// withoutPossessive drops an English 's and a final apostrophe.
func withoutPossessive(word string) string {
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

// isSeveralWords reports whether a word is several words joined by a full stop, a colon, a semicolon or underscores:
// "end.Next" is, the acronym "U.S" and the number 3.14 are not.
func isSeveralWords(word string) bool {
	acronym, stops := true, 0
	length := 0 // of the current piece
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

// capitals reports whether a word looks like an acronym (two to five capitals), and whether it is in capitals (at least
// two and nothing else). Full stops and digits do not count.
func capitals(word string) (acronym, all bool) {
	n := 0
	for _, r := range withoutPossessive(word) {
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

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
