package tag

import (
	"daftar/index/date"
)

// calendar is the one in which a month is named.
type calendar uint8

const (
	gregorian calendar = iota
	solar              // Solar Hijri, of Iran and Afghanistan
	lunar              // Hijri, of Arab and other Muslim countries
)

// The years for which the conversions hold. The leap years of the Solar Hijri calendar follow the equinox; the cycle of
// 33 years below agrees with it between 1210 and 1635 (K. M. Borkowski, The Persian calendar for 3000 years, Earth,
// Moon, and Planets 74, 1996). Lunar years before the first here come in histories with their Gregorian year beside.
const (
	firstSolar, lastSolar = 1210, 1500
	firstLunar, lastLunar = 1200, 1500
)

// nowruz1403 is 2024-03-20, the first day of the Solar Hijri year 1403.
const nowruz1403 date.Day = 738965

// lunarError is by how many days a month that begins with the sight of the moon may differ from the table.
const lunarError = 1

// years returns the first and last year that a calendar's dates may have.
func (c calendar) years() (first, last int) {
	switch c {
	case solar:
		return firstSolar, lastSolar
	case lunar:
		return firstLunar, lastLunar
	}
	return firstYear, lastYear
}

// date returns the date of a year, month and day of the calendar; month and day are 0 where they are not known. A month or
// year of another calendar is a range of days, and so is a day of the lunar one, whose error is a day.
func (c calendar) date(year, month, day int) (date.Date, bool) {
	first, last := c.years()
	switch {
	case c == gregorian:
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
	from, to := c.day(year, m1, d1), c.day(year, m2, day)
	if day == 0 {
		to = c.day(year, m2, c.daysIn(year, m2))
	} else if day > c.daysIn(year, month) {
		return date.Date{}, false
	}
	switch {
	case c == lunar:
		return date.Date{From: from - lunarError, To: to + lunarError, Precision: date.PrecisionRange}, true
	case day > 0:
		return date.Date{From: from, To: to, Precision: date.PrecisionDay}, true
	}
	return date.Date{From: from, To: to, Precision: date.PrecisionRange}, true
}

// day returns the day of a solar or lunar date.
func (c calendar) day(year, month, day int) date.Day {
	if c == lunar {
		return lunarDay(year, month, day)
	}
	days := 30*(month-1) + min(month-1, 6) + day - 1
	return nowruz1403 + date.Day(365*(year-1403)+solarLeaps(year)-solarLeaps(1403)+days)
}

// daysIn returns the number of days of a month.
func (c calendar) daysIn(year, month int) int {
	switch {
	case c == gregorian:
		return date.DaysIn(year, month)
	case month == 12 && c == solar:
		return 29 + solarLeaps(year+1) - solarLeaps(year)
	case c == solar && month <= 6:
		return 31
	case c == solar:
		return 30
	}
	next, y := month+1, year
	if next > 12 {
		next, y = 1, year+1
	}
	return int(lunarDay(y, next, 1) - lunarDay(year, month, 1))
}

// solarLeaps counts the leap years before a year.
func solarLeaps(year int) int {
	n := (year - 1) / 33 * 8
	for y := (year-1)/33*33 + 1; y < year; y++ {
		switch y % 33 {
		case 1, 5, 9, 13, 17, 22, 26, 30:
			n++
		}
	}
	return n
}

// lunarDay returns the day of the tabular Islamic calendar with the civil epoch, whose leap years are 2, 5, 7, 10, 13,
// 16, 18, 21, 24, 26 and 29 of each 30 (E. M. Reingold and N. Dershowitz, Calendrical Calculations).
func lunarDay(year, month, day int) date.Day {
	const epoch = 227015 // 1 Muharram 1 = 16 July 622 Julian
	return date.Day(epoch - 1 + 354*(year-1) + (3+11*year)/30 + 29*(month-1) + month/2 + day)
}

// yearOf returns the year of a day in the calendar.
func (c calendar) yearOf(d date.Day) int {
	year, _, _ := d.Civil()
	switch c {
	case solar:
		if year -= 621; d < c.day(year, 1, 1) {
			year--
		}
	case lunar:
		year = (year - 622) * 33 / 32
		for ; d < c.day(year, 1, 1); year-- {
		}
		for ; d >= c.day(year+1, 1, 1); year++ {
		}
	}
	return year
}
