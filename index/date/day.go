package date

import (
	"fmt"
	"time"
)

// Day is a day of the proleptic Gregorian calendar, counted from 1 = 0001-01-01 to LastDay. The zero Day is no day.
type Day int32

// LastDay is 9999-12-31, the last day with a year of four digits.
const LastDay Day = 3652059

const secondsPerDay = 24 * 60 * 60

var dayZero = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()

// DayOf returns the day of a year (1 to 9999), month and day of the month, and false if there is no such day.
func DayOf(year, month, day int) (Day, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return 0, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return Day((t.Unix()-dayZero)/secondsPerDay) + 1, true
}

// DaysIn returns the number of days of a month (1 to 12) of a year.
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Civil returns the year, month and day of the month.
func (d Day) Civil() (year, month, day int) {
	t := time.Unix(dayZero+int64(d-1)*secondsPerDay, 0).UTC()
	return t.Year(), int(t.Month()), t.Day()
}

// String returns the day as YYYY-MM-DD, and "" for no day.
func (d Day) String() string {
	if d < 1 {
		return ""
	}
	y, m, dd := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
}

// MarshalText returns the text of String.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText parses YYYY-MM-DD; the empty text is no day.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	d2, err := Parse(string(text))
	if err != nil {
		return err
	}
	if d2.Precision != PrecisionDay {
		return &SyntaxError{Value: string(text), Allowed: "YYYY-MM-DD"}
	}
	*d = d2.From
	return nil
}
