package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean returns the text as valid UTF-8 in which control characters are spaces and the invisible marks that pasting
// brings along (direction, byte order) are gone, and says whether it had to be cut at MaxText.
func clean(text string) (string, bool) {
	text = strings.Map(visible, strings.ToValidUTF8(text, " "))
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

func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r), r == '\u200B', r == utf8.RuneError:
		return ' '
	case r == '\u200C', r == '\u200D': // they tell words of Persian apart
		return r
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// closers returns the quotation marks that close what r opens, or "". People mix the marks that look alike, and
// languages use the same mark as the opening or the closing one.
func closers(r rune) string {
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

func isQuote(r rune) bool { return closers(r) != "" || r == '」' || r == '』' || r == '》' }

func isOpen(r rune) bool { return r == '(' || r == '（' }

func isClose(r rune) bool { return r == ')' || r == '）' }

func isMinus(r rune) bool { return r == '-' || r == '−' || r == '－' }

// isTilde covers the full-width one, which Chinese and Japanese keyboards give.
func isTilde(r rune) bool { return r == '~' || r == '～' }

// isWord reports whether a character is part of words wherever it stands.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// joins reports whether a character between two of a word keeps them one word.
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

// digits returns the value of up to four decimal digits of any script, and false for anything else.
func digits(s string) (int, bool) {
	value, n := 0, 0
	for _, r := range s {
		d, ok := digit(r)
		if !ok || n == 4 {
			return 0, false
		}
		value, n = value*10+d, n+1
	}
	return value, n > 0
}

// digit returns the value of a decimal digit of the scripts that dates are typed in.
func digit(r rune) (int, bool) {
	for _, zero := range []rune{'0', '٠', '۰', '०', '০', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero), true
		}
	}
	return 0, false
}
