// Package fold makes different spellings of the same word or name equal. It is the only folding in the project: terms of
// an index, names of a vocabulary and words that the tagger looks up are compared in the form that this package gives.
//
// A folded text has
//   - lower case (Unicode case folding) and one width: full-width and other compatibility characters are written as the
//     usual ones (NFKC),
//   - no diacritics on Latin letters and no Arabic vowel signs; й, ў and similar Cyrillic letters stay distinct, ё is е,
//   - one spelling of letters that the languages of a script, or their keyboards, write differently: ي and ى are ی, ı is
//     i, ø is o,
//   - ASCII digits for those of Arabic, Persian, Devanagari and Bengali,
//   - no apostrophes, soft hyphens, joiners and direction marks.
//
// Word, Name and Letters apply these rules to a word of a text, to a name of several words, and to single letters. The
// package knows no language and no stems.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Word returns the folded form of one word. A word that is ASCII once it is folded also loses the full stops of acronyms
// (U.S. is us) and the commas of thousands (1,500 is 1500); the full stop behind a digit stays (3.14).
func Word(word string) string {
	if !isASCII(word) {
		word = letters(word)
	}
	if isASCII(word) {
		return asciiWord(word)
	}
	return word
}

// Name returns the folded form of a name of one or more words, with single spaces. Hyphens and underscores count as
// spaces; full stops are dropped.
func Name(name string) string {
	if isASCII(name) {
		name = strings.ToLower(name)
	} else {
		name = letters(name)
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == '‐' || r == '–' || r == '_':
			return ' '
		case r == '.' || IsApostrophe(r):
			return -1
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}

// letters folds everything but ASCII punctuation.
func letters(s string) string {
	s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	out := make([]byte, 0, len(s))
	var last rune
	for _, r := range norm.NFD.String(s) {
		if isDropped(r, last) {
			continue
		}
		if value, ok := Digit(r); ok {
			r = rune('0' + value)
		}
		if to, ok := variants[r]; ok {
			out = append(out, to...)
		} else {
			out = utf8.AppendRune(out, r)
		}
		last = r
	}
	return norm.NFC.String(string(out))
}

// isDropped reports whether a character of a decomposed text carries no meaning for a search. A breve or a diaeresis
// stays on a Cyrillic letter, where it makes another letter (й, ў, ї), but not on е.
func isDropped(r, last rune) bool {
	const breve, diaeresis = '\u0306', '\u0308'
	switch {
	case r < utf8.RuneSelf:
		return r == '\'' || r == '`'
	case r == breve || r == diaeresis && last != 'е':
		return !unicode.Is(unicode.Cyrillic, last)
	case r == tatweel || r == softHyphen || IsApostrophe(r) || IsInvisible(r):
		return true
	}
	return isDiacritic(r)
}

const (
	softHyphen = '\u00AD'
	tatweel    = 'ـ' // makes an Arabic word longer
)

// isDiacritic reports whether a mark is a Latin diacritic or an Arabic vowel sign. Marks of Indic and other scripts are
// parts of their words.
func isDiacritic(r rune) bool {
	return unicode.Is(unicode.Mn, r) &&
		(r >= 0x0300 && r <= 0x036F || r >= 0x064B && r <= 0x065F || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED)
}

// variants maps letters that decomposition leaves apart to the spelling that stands for all of them.
var variants = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ə': "a", 'ħ': "h",
	'ي': "ی", 'ى': "ی", 'ے': "ی", 'ك': "ک", 'ګ': "گ", 'ة': "ه", 'ۃ': "ه", 'ہ': "ه", 'ھ': "ه", 'ە': "ه", 'ٱ': "ا",
}

// Digit returns the value of a decimal digit of the scripts in which the region writes numbers and dates: ASCII, Arabic,
// Persian, Devanagari, Bengali and full-width.
func Digit(r rune) (value int, ok bool) {
	if r < utf8.RuneSelf {
		return int(r - '0'), r >= '0' && r <= '9'
	}
	for _, zero := range [...]rune{'٠', '۰', '०', '০', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero), true
		}
	}
	return 0, false
}

// IsApostrophe reports whether a character is an apostrophe, a prime or a modifier letter that stands for one in the
// region's Latin spellings.
func IsApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʻ', 'ʼ', 'ʹ', 'ʽ', 'ʾ', 'ʿ', '`', '´', '′', '＇':
		return true
	}
	return false
}

// IsInvisible reports whether a character has no width: joiners, direction marks, the byte order mark.
func IsInvisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0x061C
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func asciiWord(word string) string {
	out := make([]byte, 0, len(word))
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= 'A' && c <= 'Z':
			out = append(out, c|0x20)
		case c == '\'' || c == '`' || c == ',':
		case c == '.' && !(i > 0 && word[i-1] >= '0' && word[i-1] <= '9'):
		default:
			out = append(out, c)
		}
	}
	return string(out)
}
