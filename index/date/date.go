package date

import (
	"fmt"
	"regexp"
	"strconv"
)

// Precision is how exactly a date is known.
type Precision string

// The precisions. A range is any other span of days ("March to May 2024", "the 1990s").
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionRange Precision = "range"
)

// Date is a span of days, both ends included, with its precision. The zero Date is no date.
type Date struct {
	From      Day       `json:"from"`
	To        Day       `json:"to"`
	Precision Precision `json:"precision"`
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.From == 0 }

// Overlaps reports whether the date has a day in common with the span from..to; 0 leaves that end open. The zero Date
// overlaps no span.
func (d Date) Overlaps(from, to Day) bool {
	return d.From != 0 && (to == 0 || d.From <= to) && (from == 0 || d.To >= from)
}

// String returns YYYY-MM-DD, YYYY-MM, YYYY or FROM/TO (ISO 8601), depending on the precision, and "" for no date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Precision == PrecisionDay:
		return d.From.String()
	case d.Precision == PrecisionMonth:
		return d.From.String()[:7]
	case d.Precision == PrecisionYear:
		return d.From.String()[:4]
	}
	return d.From.String() + "/" + d.To.String()
}

var isoDate = regexp.MustCompile(`^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$`)

// Parse reads YYYY, YYYY-MM or YYYY-MM-DD; anything else is a *SyntaxError.
func Parse(s string) (Date, error) {
	invalid := &SyntaxError{Value: s, Allowed: "YYYY, YYYY-MM or YYYY-MM-DD"}
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		return Date{}, invalid
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	date, ok := New(year, month, day)
	if !ok {
		return Date{}, invalid
	}
	return date, nil
}

// SyntaxError reports text that is not a date in the allowed form.
type SyntaxError struct {
	Value   string
	Allowed string // the allowed forms, such as "YYYY-MM-DD"
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("date must be %s, got %q", e.Allowed, e.Value)
}

// New returns the date of a year (1 to 9999), of a month (day is 0) or of a day; month and day are 0 for a year. It is
// false if the calendar has no such date.
func New(year, month, day int) (Date, bool) {
	if month == 0 && day != 0 {
		return Date{}, false
	}
	date := Date{Precision: PrecisionDay}
	first, last := month, month
	if month == 0 {
		date.Precision, first, last = PrecisionYear, 1, 12
	} else if day == 0 {
		date.Precision = PrecisionMonth
	}
	if last < 1 || last > 12 {
		return Date{}, false
	}
	from, to := day, day
	if day == 0 {
		from, to = 1, DaysIn(year, last)
	}
	var ok bool
	if date.From, ok = DayOf(year, first, from); !ok {
		return Date{}, false
	}
	date.To, ok = DayOf(year, last, to)
	return date, ok
}
