package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

func isWordByte(b byte) bool {
	return IsASCIILetter(b) || b >= '0' && b <= '9'
}

// IsASCIILetter reports whether a byte is a letter from A to Z, of either case.
func IsASCIILetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// IsApostrophe reports whether a character inside a word is an apostrophe.
func IsApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == 'ʻ' || r == '`'
}

// IsHan reports whether a letter is a Chinese character. Words in them have no spaces between, so each is a token, and
// names are found inside a run, the longest first.
func IsHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

// IsASCII reports whether a word has ASCII letters only.
func IsASCII[T string | []byte](word T) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Lower returns the small letter of a letter.
func Lower(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}

// Key returns the key of a word, as Scanner makes it but without a bound on its length: for the words of a dictionary.
func Key(word string) string {
	folds := fold.Letters()
	return strings.Map(func(r rune) rune {
		if IsApostrophe(r) || r == '.' {
			return -1
		}
		return folds.Fold(Lower(r))
	}, word)
}
