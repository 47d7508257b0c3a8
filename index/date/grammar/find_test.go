package grammar

import (
	"strings"
	"testing"

	"daftar/index/date"
)

func TestFindReadsEveryLanguageAndCalendar(t *testing.T) {
	tests := []struct{ name, lang, text, want string }{
		{"English", "en", "from 3 to 5 May 2024, in 1998 and the 1990s", "2024-05-03/2024-05-05 1998 1990-01-01/1999-12-31"},
		{"unknown language", "", "2025-07-26 or 26.07.2025", "2025-07-26 2025-07-26"},
		{"Russian", "ru", "с марта по май 2024 года", "2024-03-01/2024-05-31"},
		{"Persian, Solar Hijri", "fa", "۵ مرداد ۱۴۰۴ و سال ۱۴۰۲", "2025-07-27 2023-03-21/2024-03-19"},
		{"Persian, Gregorian", "fa", "۲۶ ژوئیه ۲۰۲۵", "2025-07-26"},
		{"Arabic, Hijri", "ar", "في 1 محرم 1447هـ", "2025-06-26/2025-06-28"},
		{"Arabic, names of two words", "ar", "في ٧ تشرين الأول ٢٠٢٥", "2025-10-07"},
		{"Urdu", "ur", "۱۱ مارچ ۲۰۲۵ء", "2025-03-11"},
		{"Pashto", "ps", "د ۱۴۰۴ کال د زمري ۵مه", "2025-07-27"},
		{"Turkish", "tr", "12 Mayıs 2025'te", "2025-05-12"},
		{"Uzbek", "uz", "2025-yil 26-iyul kuni", "2025-07-26"},
		{"Kazakh", "kk", "1991 жылғы 29 тамызда", "1991-08-29"},
		{"Kyrgyz", "ky", "2022-жылдын сентябрь айында", "2022-09"},
		{"Tajik", "tg", "Рӯзи 27 ноябри соли 2025", "2025-11-27"},
		{"Chinese", "zh", "二〇二五年七月二十六日至28日", "2025-07-26/2025-07-28"},
		{"counts are not years", "en", "some 2000 troops of 1999 people", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range Find(tt.text, tt.lang) {
				got = append(got, m.Date.String())
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFindReturnsSpanOfBytes(t *testing.T) {
	const text = "Встреча 26 июля 2025 года."
	got := Find(text, "ru")
	if len(got) != 1 || text[got[0].Start:got[0].End] != "26 июля 2025 года" {
		t.Errorf("got %+v", got)
	}
}

func TestPartialDatesAreCompletedByTheCaller(t *testing.T) {
	reference, err := date.Parse("2025-07-28") // a Monday
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, lang, text, want string }{
		{"day without year", "en", "on 5 May", "2025-05-05"},
		{"range without year", "en", "on May 5-7", "2025-05-05/2025-05-07"},
		{"Solar Hijri day without year", "fa", "روز ۵ مرداد", "2025-07-27"},
		{"yesterday", "ru", "вчера", "2025-07-27"},
		{"last week", "fa", "هفتهٔ گذشته", "2025-07-21/2025-07-27"},
		{"last month", "en", "last month", "2025-06"},
		{"last Tuesday", "en", "last Tuesday", "2025-07-22"},
		{"two years ago", "en", "two years ago", "2023"},
		{"quarter", "en", "the second quarter", "2025-04-01/2025-06-30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			matches := Find(tt.text, tt.lang)
			if len(matches) != 1 || !matches[0].Date.IsZero() {
				t.Fatalf("got %+v, want one partial date", matches)
			}
			partial := matches[0].Partial
			got, ok := partial.Resolve(reference)
			if partial.Unit == 0 {
				got, ok = partial.InYear(partial.Calendar.YearOf(reference.From))
			}
			if !ok || got.String() != tt.want {
				t.Errorf("got %v, %t, want %s", got, ok, tt.want)
			}
		})
	}
}

func TestResolveNeedsPreciseReference(t *testing.T) {
	yesterday, lastMonth := PartialDate{Unit: Day, Offset: -1}, PartialDate{Unit: Month, Offset: -1}
	month, _ := date.Parse("2025-07")
	year, _ := date.Parse("2025")
	for _, tt := range []struct {
		name      string
		partial   PartialDate
		reference date.Date
		want      bool
	}{
		{"day from a month", yesterday, month, false},
		{"month from a month", lastMonth, month, true},
		{"month from a year", lastMonth, year, false},
		{"no reference", lastMonth, date.Date{}, false},
	} {
		if _, ok := tt.partial.Resolve(tt.reference); ok != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, ok, tt.want)
		}
	}
}

// FuzzFind checks any text: spans lie in it, in order, and complete dates are dates of the calendar.
func FuzzFind(f *testing.F) {
	f.Add("fa", "۵ مرداد ۱۴۰۴ و سال ۱۴۰۲")
	f.Add("zh", "二〇二五年七月二十六日至28日")
	f.Add("en", "30 April to 2 May 2024, in 1948-80 and nineteen ninety-six")
	f.Add("ar", "اليوم الأربعاء 26 كانون الثاني 2024")
	f.Fuzz(func(t *testing.T, lang, text string) {
		end := 0
		for _, m := range Find(text, lang) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("span %d to %d after %d in %d bytes", m.Start, m.End, end, len(text))
			}
			end = m.End
			d := m.Date
			if !d.IsZero() && (d.From < 1 || d.To < d.From || d.To > date.LastDay || d.Precision == "") {
				t.Fatalf("%+v is not a date", d)
			}
			m.Partial.InYear(2024)
			m.Partial.Resolve(date.Date{From: 1, To: 1, Precision: date.PrecisionDay})
			m.Partial.Resolve(date.Date{From: date.LastDay, To: date.LastDay, Precision: date.PrecisionDay})
		}
	})
}
