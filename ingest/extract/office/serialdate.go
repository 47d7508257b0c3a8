package office

import (
	"math"
	"strconv"
	"time"
)

// dateParts are the units that a format shows; elapsed means a duration, whose hours may exceed 24.
type dateParts struct{ year, month, day, hours, minutes, seconds, elapsed bool }

// epoch is the date system of a workbook.
type epoch int

const (
	since1900 epoch = iota
	since1904
)

const (
	secondsOfDay = 24 * 60 * 60
	// lastDay is 9999-12-31, the last date that Excel supports.
	lastDay = 2_958_465
	// leapDay is 1900-02-29, which Excel counts although 1900 was no leap year.
	leapDay = 60
)

// show formats days since the epoch. It returns false if they are outside the dates that Excel supports.
func (d dateParts) show(days float64, from epoch) (string, bool) {
	if days < 0 || days > lastDay {
		return "", false
	}
	seconds := int64(math.Round(days * secondsOfDay))
	onlyTime := !d.year && !d.month && !d.day
	if d.elapsed || onlyTime && days >= 1 && d.hours {
		return clock(seconds, d.seconds), true
	}
	if onlyTime {
		return clock(seconds%secondsOfDay, d.seconds), true
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from == since1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < leapDay:
		start = start.AddDate(0, 0, 1)
	}
	t := start.AddDate(0, 0, int(seconds/secondsOfDay))
	layout := "2006-01-02"
	switch {
	case d.year && !d.month:
		layout = "2006"
	case !d.day && d.year:
		layout = "2006-01"
	}
	shown := t.Format(layout)
	if d.hours || d.minutes || d.seconds {
		shown += " " + clock(seconds%secondsOfDay, d.seconds)
	}
	return shown, true
}

func clock(seconds int64, all bool) string {
	two := func(n int64) string {
		if n < 10 {
			return "0" + strconv.FormatInt(n, 10)
		}
		return strconv.FormatInt(n, 10)
	}
	s := two(seconds/3600) + ":" + two(seconds/60%60)
	if all {
		s += ":" + two(seconds%60)
	}
	return s
}
