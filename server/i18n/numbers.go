package i18n

import (
	"strings"

	"golang.org/x/text/number"
)

// Number returns a count with grouped digits: 31,667.
func (l *Localizer) Number(n int) string { return l.printer.Sprint(number.Decimal(n)) }

// PlainNumber returns a number that is no count, such as that of a page or a year, without grouping.
func (l *Localizer) PlainNumber(n int) string {
	return l.printer.Sprint(number.Decimal(n, number.NoSeparator()))
}

// Decimal returns a number with exactly one decimal.
func (l *Localizer) Decimal(x float64) string {
	return l.printer.Sprint(number.Decimal(x, number.Scale(1)))
}

// Digits returns a text, such as 2025-07, with the digits 0 to 9 written in those of the language.
func (l *Localizer) Digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return l.digits[r-'0']
		}
		return r
	}, text)
}
