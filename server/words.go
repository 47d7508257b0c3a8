package server

import (
	"fmt"
	"strconv"

	"daftar/index"
)

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// dateWords writes a date as people do: 26 July 2025, July 2025, 2025, 1 March 2024 – 31 May 2024; "" for no date.
func dateWords(d index.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Precision == index.PrecisionYear:
		return d.String()
	case d.Precision == index.PrecisionMonth:
		year, month, _ := d.From.Civil()
		return fmt.Sprintf("%s %d", months[month-1], year)
	}
	if d.From == d.To {
		return dayWords(d.From)
	}
	return dayWords(d.From) + " – " + dayWords(d.To)
}

func dayWords(d index.Day) string {
	if d < 1 {
		return ""
	}
	year, month, day := d.Civil()
	return fmt.Sprintf("%d %s %d", day, months[month-1], year)
}

// machineDate is the date for <time datetime>, or "" for a span of days, which HTML has no form for.
func machineDate(d index.Date) string {
	if d.Precision == index.PrecisionRange {
		return ""
	}
	return d.String()
}

// number writes 31667 as 31,667.
func number(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// counted writes 1 document, 2 documents.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

func documents(n int) string { return counted(n, "document", "documents") }
