package query

import (
	"fmt"
	"strings"
	"time"
)

// date is a year, a month of it or a day: month and day are 0 where they were not given.
type date struct{ year, month, day int }

// parseDate reads YYYY, YYYY-MM or YYYY-MM-DD in the digits of any script. (Package index, which has the dates of
// documents, stands above this one.)
func parseDate(s string) (date, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-‐‑–", r) })
	if len(parts) == 0 || len(parts) > 3 || len([]rune(s)) != []int{4, 7, 10}[len(parts)-1] {
		return date{}, false
	}
	var numbers [3]int
	for i, p := range parts {
		n, ok := digits(p)
		if !ok || n < 1 || (i == 0) != (len([]rune(p)) == 4) {
			return date{}, false
		}
		numbers[i] = n
	}
	d := date{numbers[0], numbers[1], numbers[2]}
	return d, d.month <= 12 && (d.day == 0 || d.day <= time.Date(d.year, time.Month(d.month+1), 0, 0, 0, 0, 0, time.UTC).Day())
}

// String returns YYYY, YYYY-MM or YYYY-MM-DD.
func (d date) String() string {
	switch {
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// words returns the date as one says it: 2025, June 2025, 26 June 2025.
func (d date) words() string {
	switch {
	case d.month == 0:
		return fmt.Sprint(d.year)
	case d.day == 0:
		return fmt.Sprintf("%s %d", time.Month(d.month), d.year)
	}
	return fmt.Sprintf("%d %s %d", d.day, time.Month(d.month), d.year)
}
