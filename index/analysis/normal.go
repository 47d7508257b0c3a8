package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
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
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !isApostrophe(r) && !isJoiner(r) {
			f.letter = false
		}
	}
	if !f.dots {
		f.term = normal(word)
	}
	return f
}

// normal returns the normalised form of a word: what two spellings of it share.
func normal(word string) string {
	word = possessive(word)
	if ascii(word) {
		return asciiNormal(word)
	}
	word = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(word)))
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		writeNormal(&b, r)
	}
	out := norm.NFC.String(b.String())
	if ascii(out) {
		return asciiNormal(out)
	}
	return out
}

// writeNormal writes one character of a case-folded and decomposed word. Marks are dropped, except those that make a
// letter of its own in Cyrillic, Indic and other scripts: there only й's breve and the like matter, and they stay.
func writeNormal(b *strings.Builder, r rune) {
	switch {
	case r == '\u0306' || r == '\u0308' && !endsInIe(b): // й ў are letters of their own, ё is not
		if lastIn(b, unicode.Cyrillic) {
			b.WriteRune(r)
		}
	case r == '\u0308': // ё
	case unicode.Is(unicode.Mn, r) && dropped(r):
	case isApostrophe(r), isJoiner(r):
	default:
		if digit, ok := digitOf(r); ok {
			b.WriteByte(digit)
		} else if to, ok := letters[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
}

// dropped says which marks carry no meaning for a search: the Latin diacritics and the Arabic vowel signs.
func dropped(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x064B && r <= 0x065F || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED
}

func endsInIe(b *strings.Builder) bool {
	return strings.HasSuffix(b.String(), "е")
}

func lastIn(b *strings.Builder, table *unicode.RangeTable) bool {
	r, _ := utf8.DecodeLastRuneInString(b.String())
	return unicode.Is(table, r)
}

// letters are the one spelling of letters that the languages of a script, or their keyboards, write differently. The
// hamza carriers have lost their hamza when this is looked up.
var letters = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ə': "a", 'ħ': "h",
	'ي': "ی", 'ى': "ی", 'ے': "ی", 'ئ': "ی", 'ك': "ک", 'ګ': "گ", 'ة': "ه", 'ۃ': "ه", 'ہ': "ه", 'ھ': "ه", 'ە': "ه", 'ۀ': "ه",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ؤ': "و", 'ـ': "",
	'\u00AD': "", // soft hyphen
}

// digitOf returns the ASCII digit of a decimal digit of the region's scripts.
func digitOf(r rune) (byte, bool) {
	for _, zero := range []rune{0x0660, 0x06F0, 0x0966, 0x09E6} {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), true
		}
	}
	return 0, false
}

// isApostrophe covers the apostrophes, primes and modifier letters that stand for one in the region's Latin spellings.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʻ', 'ʼ', 'ʹ', 'ʽ', 'ʾ', 'ʿ', '`', '´', '′', '＇':
		return true
	}
	return false
}

// isJoiner covers the characters without width: joiners, direction marks, byte order mark.
func isJoiner(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0x061C
}

// possessive cuts an English 's or a bare final apostrophe.
func possessive(word string) string {
	r, size := utf8.DecodeLastRuneInString(word)
	if isApostrophe(r) {
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

// asciiNormal lower-cases and drops apostrophes, the full stops of acronyms and the commas of thousands.
func asciiNormal(word string) string {
	out := make([]byte, 0, len(word))
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= 'A' && c <= 'Z':
			out = append(out, c|0x20)
		case c == '\'' || c == '`' || c == ',':
		case c == '.' && !(i > 0 && isDigit(word[i-1])):
		default:
			out = append(out, c)
		}
	}
	return string(out)
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
