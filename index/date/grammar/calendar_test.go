package grammar

import (
	"testing"

	"daftar/index/date"
)

func TestSolarHijriDates(t *testing.T) {
	tests := []struct {
		y, m, d int
		want    string
	}{
		{1404, 5, 5, "2025-07-27"},
		{1403, 12, 30, "2025-03-20"},
		{1404, 1, 1, "2025-03-21"},
		{1399, 12, 30, "2021-03-20"},
		{1357, 11, 22, "1979-02-11"}, // the Islamic revolution
		{1367, 5, 29, "1988-08-20"},  // the end of the war with Iraq
		{1332, 5, 28, "1953-08-19"},
		{1320, 6, 3, "1941-08-25"},
		{1352, 4, 26, "1973-07-17"}, // the republic of Afghanistan
		{1357, 2, 7, "1978-04-27"},  // the Saur revolution
		{1400, 5, 24, "2021-08-15"},
		{1300, 1, 1, "1921-03-21"},
		{1500, 1, 1, "2121-03-21"},
		{1404, 12, 30, ""},
		{1404, 7, 31, ""},
		{1404, 13, 1, ""},
		{1209, 1, 1, ""},
	}
	for _, tt := range tests {
		d, _ := SolarHijri.Date(tt.y, tt.m, tt.d)
		if got := d.String(); got != tt.want {
			t.Errorf("%d-%d-%d: got %s, want %s", tt.y, tt.m, tt.d, got, tt.want)
		}
	}
}

func TestCalendarDaysAreConsecutive(t *testing.T) {
	for _, c := range []Calendar{SolarHijri, Hijri} {
		first, last := c.yearsOf()
		day := c.dayOf(first, 1, 1)
		for y := first; y <= last; y++ {
			for m := 1; m <= 12; m++ {
				for d := 1; d <= c.daysIn(y, m); d++ {
					if got := c.dayOf(y, m, d); got != day || c.YearOf(got) != y {
						t.Fatalf("%d: %d-%d-%d is day %d of %d, want %d", c, y, m, d, got, c.YearOf(got), day)
					}
					day++
				}
			}
		}
	}
}

// The days were announced when the moon was seen; each lies within the range of the table.
func TestHijriDatesIncludeAnnouncedDay(t *testing.T) {
	tests := []struct {
		y, m, d int
		on      string
	}{
		{1446, 1, 1, "2024-07-07"},
		{1446, 9, 1, "2025-03-01"},
		{1447, 1, 1, "2025-06-26"},
		{1400, 1, 1, "1979-11-20"}, // the seizure of the Grand Mosque
		{1444, 12, 10, "2023-06-28"},
	}
	for _, tt := range tests {
		on, err := date.Parse(tt.on)
		d, ok := Hijri.Date(tt.y, tt.m, tt.d)
		if err != nil || !ok || !d.Overlaps(on.From, on.To) || d.To-d.From != 2 || d.Precision != date.PrecisionRange {
			t.Errorf("%d-%d-%d: got %v, want about %s", tt.y, tt.m, tt.d, d, tt.on)
		}
	}
}
