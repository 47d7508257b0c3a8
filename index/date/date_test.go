package date

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, from, to, precision string }{
		{"2025", "2025-01-01", "2025-12-31", "year"},
		{"2024-02", "2024-02-01", "2024-02-29", "month"},
		{"2025-07-26", "2025-07-26", "2025-07-26", "day"},
		{"0001-01-01", "0001-01-01", "0001-01-01", "day"},
		{"9999", "9999-01-01", "9999-12-31", "year"},
		{"2025-02-29", "", "", ""}, {"2025-13", "", "", ""}, {"0000", "", "", ""}, {"25", "", "", ""},
		{"2025-7-26", "", "", ""}, {"2025-07-26T00:00", "", "", ""}, {"", "", "", ""}, {"۲۰۲۵", "", "", ""},
	} {
		d, err := Parse(c.in)
		if (err != nil) != (c.from == "") {
			t.Errorf("%q: got error %v", c.in, err)
		}
		if d.From.String() != c.from || d.To.String() != c.to || string(d.Precision) != c.precision {
			t.Errorf("%q: got %v to %v, %s, want %s to %s, %s", c.in, d.From, d.To, d.Precision, c.from, c.to, c.precision)
		}
		if err == nil && d.String() != c.in {
			t.Errorf("%q: String gives %q", c.in, d.String())
		}
	}
}

func TestEveryDayAgreesWithTimePackage(t *testing.T) {
	day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := Day(1); d <= LastDay; d++ {
		y, m, dd := day.Date()
		if got, ok := DayOf(y, int(m), dd); !ok || got != d {
			t.Fatalf("DayOf(%v): got %d, want %d", day, got, d)
		}
		if gy, gm, gd := d.Civil(); gy != y || gm != int(m) || gd != dd {
			t.Fatalf("day %d: got %d-%d-%d, want %v", d, gy, gm, gd, day)
		}
		day = day.AddDate(0, 0, 1)
	}
	if LastDay.String() != "9999-12-31" {
		t.Errorf("LastDay: got %v, want 9999-12-31", LastDay)
	}
}

func TestOverlaps(t *testing.T) {
	march, _ := Parse("2024-03")
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"2024-03-31", "", true}, {"2024-04-01", "", false}, {"", "2024-03-01", true}, {"", "2024-02-29", false},
		{"2024-03-10", "2024-03-10", true}, {"", "", true},
	} {
		var from, to Day
		if err := from.UnmarshalText([]byte(c.from)); err != nil {
			t.Fatal(err)
		}
		if err := to.UnmarshalText([]byte(c.to)); err != nil {
			t.Fatal(err)
		}
		if got := march.Overlaps(from, to); got != c.want {
			t.Errorf("2024-03 overlaps %q to %q: got %v, want %v", c.from, c.to, got, c.want)
		}
	}
	if (Date{}).Overlaps(0, 0) {
		t.Error("the zero Date overlaps a span")
	}
}
