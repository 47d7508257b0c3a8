package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// clean returns the text as valid UTF-8, with control characters as spaces and without invisible marks (direction, byte
// order), and reports whether it was cut to MaxTextLength.
func clean(text string) (cleaned string, cut bool) {
	text = strings.Map(cleanRune, strings.ToValidUTF8(text, " "))
	if utf8.RuneCountInString(text) <= MaxTextLength {
		return text, false
	}
	end, n := 0, 0
	for end = range text {
		if n == MaxTextLength {
			break
		}
		n++
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > 0 {
		end = space
	}
	return text[:end], true
}

func cleanRune(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r), r == '\u200B', r == utf8.RuneError:
		return ' '
	case r == '\u200C', r == '\u200D': // they distinguish Persian words
		return r
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// closingQuotes returns the quotes that close a text that r opens, or "" if r opens none. Similar quotes are
// interchangeable, because languages use the same quote as opening or closing and people mix them.
func closingQuotes(r rune) string {
	switch r {
	case '"', '＂', '“', '”', '„', '‟', '〝', '〞':
		return `"＂“”„‟〝〞`
	case '«', '»':
		return "«»"
	case '「':
		return "」"
	case '『':
		return "』"
	case '《':
		return "》"
	}
	return ""
}

func isQuote(r rune) bool { return closingQuotes(r) != "" || r == '」' || r == '』' || r == '》' }

func isOpenParen(r rune) bool { return r == '(' || r == '（' }

func isCloseParen(r rune) bool { return r == ')' || r == '）' }

func isMinus(r rune) bool { return r == '-' || r == '−' || r == '－' }

// isTilde includes the full-width tilde of Chinese and Japanese keyboards.
func isTilde(r rune) bool { return r == '~' || r == '～' }

// isWord reports whether a character is always part of a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// joins reports whether a character between two word characters keeps them one word.
func joins(before, r, after rune) bool {
	switch r {
	case ',', ':', '٫', '٬':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case '-', '‐', '‑', '–', '.', '/', '&', '+', '@', '_', '·', '\u200C', '\u200D',
		'\'', '’', '‘', '`', '´', '′', '＇':
		return true
	}
	return false
}

// parseNumber returns the value of one to four decimal digits of any script.
func parseNumber(s string) (value int, ok bool) {
	if n := utf8.RuneCountInString(s); n < 1 || n > 4 {
		return 0, false
	}
	for _, r := range s {
		digit, ok := fold.Digit(r)
		if !ok {
			return 0, false
		}
		value = value*10 + digit
	}
	return value, true
}
