package server

import (
	"strconv"
	"strings"

	"daftar/index/date"
)

// numerals say how a language writes numbers, as CLDR does: digits, what groups thousands, what stands before decimals.
type numerals struct {
	digits         string // ten, or "" for those of ASCII
	group, decimal string
}

var numeralsOf = map[string]numerals{
	"en": {"", ",", "."}, "ru": {"", "\u00a0", ","}, "fa": {"۰۱۲۳۴۵۶۷۸۹", "٬", "٫"}, "ur": {"", ",", "."},
}

// digits writes the digits of a text in those of the language.
func (s speaker) digits(text string) string {
	own := []rune(numeralsOf[s.Code].digits)
	if len(own) == 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return own[r-'0']
		}
		return r
	}, text)
}

// number writes 31667 as 31,667.
func (s speaker) number(n int) string {
	group := numeralsOf[s.Code].group
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + group + digits[at:]
	}
	return s.digits(digits)
}

// plain writes a number that counts nothing, such as a page's: without groups.
func (s speaker) plain(n int) string { return s.digits(strconv.Itoa(n)) }

// decimal writes a number with one decimal.
func (s speaker) decimal(x float64) string {
	whole, rest, _ := strings.Cut(strconv.FormatFloat(x, 'f', 1, 64), ".")
	return s.digits(whole + numeralsOf[s.Code].decimal + rest)
}

// date writes a date as people do: 26 July 2025, July 2025, 2025, 1 March 2024 – 31 May 2024; "" for no date.
func (s speaker) date(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, _ := d.From.Civil()
	switch {
	case d.Precision == date.PrecisionYear:
		return s.Date(year, 0, 0)
	case d.Precision == date.PrecisionMonth:
		return s.Date(year, int(month), 0)
	case d.From == d.To:
		return s.day(d.From)
	}
	return s.Say("date.span", s.day(d.From), s.day(d.To))
}

func (s speaker) day(d date.Day) string {
	if d < 1 {
		return ""
	}
	year, month, day := d.Civil()
	return s.Date(year, int(month), day)
}

// Date writes a year, a month of it or a day.
func (s speaker) Date(year, month, day int) string {
	switch {
	case month == 0:
		return s.plain(year)
	case day == 0:
		return s.Say("date.month", s.month("date.months-alone", month), s.plain(year))
	}
	return s.Say("date.day", s.plain(day), s.month("date.months", month), s.plain(year))
}

// month takes a name from a list of twelve.
func (s speaker) month(list string, month int) string {
	names := strings.Split(s.Say(list), "; ")
	return names[min(max(month, 1), len(names))-1]
}

// machineDate is the date for <time datetime>, or "" for a span of days, which HTML has no form for.
func machineDate(d date.Date) string {
	if d.Precision == date.PrecisionRange {
		return ""
	}
	return d.String()
}
