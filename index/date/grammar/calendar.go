package grammar

import "daftar/index/date"

// Calendar is a calendar in which texts state dates.
type Calendar uint8

// The calendars. The zero Calendar is the Gregorian.
const (
	Gregorian  Calendar = iota
	SolarHijri          // of Iran and Afghanistan
	Hijri               // the lunar calendar of Muslim countries
)

// The years for which the conversions hold. The leap years of the Solar Hijri calendar follow the equinox; the cycle of
// 33 years below agrees with it between 1210 and 1635 (K. M. Borkowski, The Persian calendar for 3000 years, Earth,
// Moon, and Planets 74, 1996). Histories state earlier Hijri years beside the Gregorian year.
const (
	firstSolarHijri, lastSolarHijri = 1210, 1500
	firstHijri, lastHijri           = 1200, 1500
)

// nowruz1403 is 2024-03-20, the first day of the Solar Hijri year 1403.
const nowruz1403 date.Day = 738965

// hijriTolerance is how many days a month that starts when the moon is seen may differ from the table.
const hijriTolerance = 1

// yearsOf returns the first and last year that a date of the calendar may have.
func (c Calendar) yearsOf() (first, last int) {
	switch c {
	case SolarHijri:
		return firstSolarHijri, lastSolarHijri
	case Hijri:
		return firstHijri, lastHijri
	}
	return firstYear, lastYear
}

// Date returns the date of a year, month and day of the calendar; month and day are 0 if they are not known. It is
// false if the calendar has no such date, or the year is out of the range in which the conversion holds. A month or
// year of another calendar than the Gregorian is a range of days, and so is a day of the Hijri calendar, whose error is
// a day.
func (c Calendar) Date(year, month, day int) (date.Date, bool) {
	first, last := c.yearsOf()
	switch {
	case c == Gregorian:
		return date.New(year, month, day)
	case year < first || year > last || month < 0 || month > 12 || month == 0 && day != 0:
		return date.Date{}, false
	}
	m1, m2, d1 := month, month, day
	if month == 0 {
		m1, m2 = 1, 12
	}
	if day == 0 {
		d1 = 1
	}
	from, to := c.dayOf(year, m1, d1), c.dayOf(year, m2, day)
	if day == 0 {
		to = c.dayOf(year, m2, c.daysIn(year, m2))
	} else if day > c.daysIn(year, month) {
		return date.Date{}, false
	}
	switch {
	case c == Hijri:
		return date.Date{From: from - hijriTolerance, To: to + hijriTolerance, Precision: date.PrecisionRange}, true
	case day > 0:
		return date.Date{From: from, To: to, Precision: date.PrecisionDay}, true
	}
	return date.Date{From: from, To: to, Precision: date.PrecisionRange}, true
}

// dayOf returns the day of a Solar Hijri or Hijri date.
func (c Calendar) dayOf(year, month, day int) date.Day {
	if c == Hijri {
		return hijriDay(year, month, day)
	}
	days := 30*(month-1) + min(month-1, 6) + day - 1
	return nowruz1403 + date.Day(365*(year-1403)+solarHijriLeapYears(year)-solarHijriLeapYears(1403)+days)
}

func (c Calendar) daysIn(year, month int) int {
	switch {
	case c == Gregorian:
		return date.DaysIn(year, month)
	case month == 12 && c == SolarHijri:
		return 29 + solarHijriLeapYears(year+1) - solarHijriLeapYears(year)
	case c == SolarHijri && month <= 6:
		return 31
	case c == SolarHijri:
		return 30
	}
	next, y := month+1, year
	if next > 12 {
		next, y = 1, year+1
	}
	return int(hijriDay(y, next, 1) - hijriDay(year, month, 1))
}

// solarHijriLeapYears counts the leap years before a year.
func solarHijriLeapYears(year int) int {
	n := (year - 1) / 33 * 8
	for y := (year-1)/33*33 + 1; y < year; y++ {
		switch y % 33 {
		case 1, 5, 9, 13, 17, 22, 26, 30:
			n++
		}
	}
	return n
}

// hijriDay returns the day of the tabular Islamic calendar with the civil epoch; its leap years are 2, 5, 7, 10, 13,
// 16, 18, 21, 24, 26 and 29 of each 30 (E. M. Reingold and N. Dershowitz, Calendrical Calculations).
func hijriDay(year, month, day int) date.Day {
	const epoch = 227015 // 1 Muharram 1 = 16 July 622 Julian
	return date.Day(epoch - 1 + 354*(year-1) + (3+11*year)/30 + 29*(month-1) + month/2 + day)
}

// YearOf returns the year of a day in the calendar.
func (c Calendar) YearOf(d date.Day) int {
	year, _, _ := d.Civil()
	switch c {
	case SolarHijri:
		if year -= 621; d < c.dayOf(year, 1, 1) {
			year--
		}
	case Hijri:
		year = (year - 622) * 33 / 32
		for ; d < c.dayOf(year, 1, 1); year-- {
		}
		for ; d >= c.dayOf(year+1, 1, 1); year++ {
		}
	}
	return year
}
