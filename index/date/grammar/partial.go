package grammar

import "daftar/index/date"

// PartialDate is a date as a text states it: complete (Date), without its year (From, To), or relative to another date
// (Unit).
type PartialDate struct {
	Date date.Date // complete; zero if the other fields state the date

	// Without a year.
	Calendar Calendar
	From, To MonthDay // To is zero unless the date is a range

	// Relative: Offset units from the reference date, or a weekday, month or quarter near it.
	Unit     Unit // 0 if the date is not relative
	Offset   int  // in units; negative is the past
	Weekday  int  // 1 Monday to 7 Sunday, 0 none; also stated with a date without a year
	Month    int  // 1 to 12, 0 none
	Quarter  int  // 1 to 4, 0 none
	Modifier Modifier
}

// MonthDay is a month and a day of it; Day is 0 if the text states the month alone.
type MonthDay struct{ Month, Day int }

// Unit is a unit of time of relative dates.
type Unit uint8

// The units of time.
const (
	Day Unit = iota + 1
	Week
	Month
	Year
	Quarter
	Decade
)

// Modifier says which of several days or months a name means.
type Modifier uint8

// The modifiers.
const (
	NoModifier Modifier = iota
	Last
	This
	Next
	Future      // its sentence is about the future
	NearestName // the weekday nearest to the day that Offset states: اليوم الأربعاء
)

// offset is that of a unit after the modifier: last year is -1.
func (m Modifier) offset() int {
	switch m {
	case Last:
		return -1
	case Next:
		return 1
	}
	return 0
}

// InYear returns a date without its year in a year of its calendar; false if that year has no such date.
func (p PartialDate) InYear(year int) (date.Date, bool) {
	from, ok := p.Calendar.Date(year, p.From.Month, p.From.Day)
	if p.To.Month == 0 || !ok {
		return from, ok
	}
	until, ok := p.Calendar.Date(year, p.To.Month, p.To.Day)
	return date.Date{From: from.From, To: until.To, Precision: date.PrecisionRange}, ok && from.From <= until.To
}

// Resolve returns a relative date seen from a reference date; false if the reference is less precise than the date asks
// for, such as a month for "yesterday", or the result is out of the calendar.
func (p PartialDate) Resolve(reference date.Date) (date.Date, bool) {
	if reference.IsZero() {
		return date.Date{}, false
	}
	year, month, _ := reference.From.Civil()
	if p.Calendar == SolarHijri && (p.Unit == Year || p.Unit == Month) && p.Month == 0 {
		return p.resolveSolarHijri(reference)
	}
	switch {
	case p.Unit == Year && p.Month > 0:
		return date.New(year+p.Offset, p.Month, 0)
	case p.Unit == Year && reference.Precision != date.PrecisionRange:
		return date.New(year+p.Offset, 0, 0)
	case p.Unit == Decade:
		return date.New(year+10*p.Offset, 0, 0)
	case reference.Precision == date.PrecisionYear || reference.Precision == date.PrecisionRange:
		return date.Date{}, false
	case p.Unit == Month && p.Month > 0:
		return date.New(p.yearOfMonth(year, month), p.Month, 0)
	case p.Unit == Month:
		n := year*12 + month - 1 + p.Offset
		return date.New(n/12, n%12+1, 0)
	case p.Unit == Quarter:
		return p.resolveQuarter(year, month)
	case reference.Precision != date.PrecisionDay:
		return date.Date{}, false
	}
	return p.resolveDay(reference.From)
}

// resolveSolarHijri resolves last year and last month of the Solar Hijri calendar, for which the day must be known.
func (p PartialDate) resolveSolarHijri(reference date.Date) (date.Date, bool) {
	if reference.Precision != date.PrecisionDay {
		return date.Date{}, false
	}
	year := SolarHijri.YearOf(reference.From)
	if p.Unit == Year {
		return SolarHijri.Date(year+p.Offset, 0, 0)
	}
	month := 12
	for month > 1 && SolarHijri.dayOf(year, month, 1) > reference.From {
		month--
	}
	n := year*12 + month - 1 + p.Offset
	return SolarHijri.Date(n/12, n%12+1, 0)
}

// yearOfMonth returns the year of last May, this May, next May.
func (p PartialDate) yearOfMonth(year, month int) int {
	switch {
	case p.Modifier == Last && p.Month >= month-1:
		// People call the month just past "last month", not by its name.
		return year - 1
	case p.Modifier == Next && p.Month <= month:
		return year + 1
	}
	return year
}

// resolveQuarter returns the stated quarter nearest to a month, or the quarter Offset quarters from it.
func (p PartialDate) resolveQuarter(year, month int) (date.Date, bool) {
	now := year*4 + (month-1)/3
	n := now + p.Offset
	if p.Quarter > 0 {
		n = year*4 + p.Quarter - 1
		// Texts name a quarter from half a year before it begins to half a year after it has ended.
		switch {
		case n > now+1:
			n -= 4
		case n < now-2:
			n += 4
		}
	}
	from, ok1 := date.New(n/4, n%4*3+1, 0)
	until, ok2 := date.New(n/4, n%4*3+3, 0)
	return date.Date{From: from.From, To: until.To, Precision: date.PrecisionRange}, ok1 && ok2
}

// resolveDay resolves days and weeks.
func (p PartialDate) resolveDay(day date.Day) (date.Date, bool) {
	monday := day - (day+6)%7
	switch {
	case p.Unit == Week:
		from := monday + date.Day(7*p.Offset)
		return date.Date{From: from, To: from + 6, Precision: date.PrecisionRange}, from > 0 && from+6 <= date.LastDay
	case p.Weekday == 0:
		day += date.Day(p.Offset)
	case p.Modifier == NearestName:
		day += date.Day(p.Offset)
		day += (date.Day(p.Weekday-1)-(day+6)%7+10)%7 - 3 // at most three days away
	default:
		day = p.weekdayNear(day, monday+date.Day(p.Weekday-1))
	}
	if day < 1 || day > date.LastDay {
		return date.Date{}, false
	}
	return date.Date{From: day, To: day, Precision: date.PrecisionDay}, true
}

// weekdayNear returns the day of a weekday that is meant on a day; inWeek is that of the same week.
func (p PartialDate) weekdayNear(day, inWeek date.Day) date.Day {
	switch p.Modifier {
	case Last:
		if inWeek >= day {
			inWeek -= 7
		}
	case Next, Future:
		if inWeek < day || p.Modifier == Next && inWeek == day {
			inWeek += 7
		}
	default:
		if inWeek > day {
			inWeek -= 7
		}
	}
	return inWeek
}
