package i18n

import (
	"strings"

	"daftar/index/date"
)

// Date returns a date for people: 26 July 2025, July 2025, 2025, 1 March 2024 – 31 May 2024; "" for no date.
func (l *Localizer) Date(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, _ := d.From.Civil()
	switch {
	case d.Precision == date.PrecisionYear:
		return l.CivilDate(year, 0, 0)
	case d.Precision == date.PrecisionMonth:
		return l.CivilDate(year, month, 0)
	case d.From == d.To:
		return l.Day(d.From)
	}
	return l.T("date.span", l.Day(d.From), l.Day(d.To))
}

// Day returns a day for people, "" for no day.
func (l *Localizer) Day(d date.Day) string {
	if d < 1 {
		return ""
	}
	return l.CivilDate(d.Civil())
}

// CivilDate returns a year, a month of it (day is 0) or a day for people; with month 0 only the year is known.
func (l *Localizer) CivilDate(year, month, day int) string {
	switch {
	case month == 0:
		return l.PlainNumber(year)
	case day == 0:
		return l.T("date.month", l.MonthName(month), l.PlainNumber(year))
	}
	return l.T("date.day", l.PlainNumber(day), l.month("date.months", month), l.PlainNumber(year))
}

// MonthName returns the name of a month (1 to 12) as it stands alone.
func (l *Localizer) MonthName(month int) string { return l.month("date.months-alone", month) }

// month returns a name from a message that lists the twelve months.
func (l *Localizer) month(key string, month int) string {
	names := strings.Split(l.T(key), "; ")
	return names[min(max(month, 1), len(names))-1]
}
