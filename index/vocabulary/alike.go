package vocabulary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alike makes spellings of a folded name alike that differ by the keyboard: Arabic and Persian letters, full-width
// letters and digits, vowel signs and accents, marks without width. It is what package analysis does with the same
// characters, but for case and stems; й and ў stay letters of their own.
func alike(name string) string {
	if isASCII(name) {
		return name
	}
	var b strings.Builder
	var last rune
	for _, r := range norm.NFKD.String(name) {
		if to, ok := oneLetter[r]; ok {
			r = to
		}
		if dropped(last, r) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// dropped says whether a character after another one only says how to write or to pronounce it.
func dropped(last, r rune) bool {
	const breve, diaeresis = '\u0306', '\u0308'
	switch {
	case r == breve || r == diaeresis && last != 'е':
		return !unicode.Is(unicode.Cyrillic, last)
	case r >= 0x0300 && r <= 0x036F || r >= 0x064B && r <= 0x065F || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED:
		return true
	}
	return r == 'ـ' || unicode.Is(unicode.Cf, r)
}

// oneLetter is the one spelling of letters that decomposition leaves apart.
var oneLetter = map[rune]rune{
	'ي': 'ی', 'ى': 'ی', 'ے': 'ی', 'ك': 'ک', 'ګ': 'گ', 'ة': 'ه', 'ۃ': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ە': 'ه', 'ٱ': 'ا', 'ı': 'i',
}
