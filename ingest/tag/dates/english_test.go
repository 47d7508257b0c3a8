package dates_test

import (
	"strings"
	"testing"

	"daftar/index/date"
)

func TestEnglishDates(t *testing.T) {
	tests := []struct{ in, want string }{
		{"July 26, 2025", "2025-07-26"},
		{"26 July 2025", "2025-07-26"},
		{"26th of July, 2025", "2025-07-26"},
		{"26 Jul 2025", "2025-07-26"},
		{"Sept. 11, 2001", "2001-09-11"},
		{"11 SEPTEMBER 2001", "2001-09-11"},
		{"2025-07-26", "2025-07-26"},
		{"2025-07-26T10:00:00Z", "2025-07-26"},
		{"26.07.2025", "2025-07-26"},
		{"26/07/2025", "2025-07-26"},
		{"07/26/2025", "2025-07-26"},
		{"July 26-27, 2025", "2025-07-26/2025-07-27"},
		{"26/27 July 2025", "2025-07-26/2025-07-27"},
		{"26–27 July 2025", "2025-07-26/2025-07-27"},
		{"from 3 to 5 May 2024", "2024-05-03/2024-05-05"},
		{"30 April to 2 May 2024", "2024-04-30/2024-05-02"},
		{"April 30-May 2, 2024", "2024-04-30/2024-05-02"},
		{"July 2025", "2025-07"},
		{"July of 2025", "2025-07"},
		{"2025-07", "2025-07"},
		{"late July 2025", "2025-07"},
		{"from March to May 2024", "2024-03-01/2024-05-31"},
		{"March–May 2024", "2024-03-01/2024-05-31"},
		{"between March and May 2024", "2024-03-01/2024-05-31"},
		{"in 2025", "2025"},
		{"since 1979", "1979"},
		{"the war of 1999.", "1999"},
		{"the 1996 campaign", "1996"},
		{"India's 1998 tests", "1998"},
		{"(1999)", "1999"},
		{"in 1994, 1995 and 1997", "1994 1995 1997"},
		{"in mid-2020", "2020"},
		{"1948-80", "1948-01-01/1980-12-31"},
		{"1990–1994", "1990-01-01/1994-12-31"},
		{"from 1990 to 1994", "1990-01-01/1994-12-31"},
		{"between 1990 and 1994", "1990-01-01/1994-12-31"},
		{"the 1990s", "1990-01-01/1999-12-31"},
		{"the early 1990’s", "1990-01-01/1999-12-31"},
		{"the first quarter of 1987", "1987-01-01/1987-03-31"},
		{"Q3 2025", "2025-07-01/2025-09-30"},
		// no dates
		{"February 30, 2025", ""},
		{"on 26 July", ""},
		{"on July 26", ""},
		{"by 1500 men", ""},
		{"of 1999 people", ""},
		{"some 2000 troops", ""},
		{"the 2000 troops", ""},
		{"in 2,500 cases", ""},
		{"in 0999", ""},
		{"in 2101", ""},
		{"telegram 1965", ""},
		{"07/08/2025", ""},
		{"you may 2025", ""},
		{"1994-90", ""},
		{"March 2024 13", "2024-03"},
	}
	tagger := newTagger(t)
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			in := "They met there " + tt.in
			var got []string
			d := document("", in)
			r := tagger.Tag(d)
			for _, m := range r.DateMentions {
				got = append(got, m.Date.String())
				if want := "date:" + string(m.Date.Precision); m.Evidence[0].Rule != want {
					t.Errorf("rule %s, want %s", m.Evidence[0].Rule, want)
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			checkEvidence(t, d, r)
		})
	}
}

func TestEventIsTheMainDate(t *testing.T) {
	tests := []struct{ name, title, in, want string }{
		{"day beats an earlier year", "", "The border was drawn in 1893. The two armies clashed on 5 May 2024 in the pass.", "2024-05-05"},
		{"day of an event verb beats another day", "", "Under the treaty of 1 June 1990 trade is free. Ministers met on 5 May 2024.", "2024-05-05"},
		{"day of publication is not the event", "", "Published 9 June 2024. In May 2024 rebels attacked the town.", "2024-05"},
		{"border of a period is not the event", "", "Since 4 June 1989 they wait. On 5 May 2024 they marched.", "2024-05-05"},
		{"date of the title", "The summit of 3 May 2024", "It was signed on 1 June 1990.", "2024-05-03"},
		{"repeated date", "", "On 1 May 2020 it was said. On 5 May 2024 they spoke; and so of 5 May 2024, and of 5 May 2024.", "2024-05-05"},
		{"year in passing is not the event", "", strings.Repeat("Nothing is dated here at all, nor will it be so. ", 20) + "It has been so since 1948.", ""},
		{"no date", "", "They met.", ""},
	}
	tagger := newTagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := tagger.Tag(document(tt.title, tt.in))
			if got := r.EventDate.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			main := 0
			for _, m := range r.DateMentions {
				if m.Main {
					main++
					if m.Date != r.EventDate {
						t.Errorf("main mention is %v", m.Date)
					}
				}
			}
			if want := map[bool]int{true: 0, false: 1}[r.EventDate == date.Date{}]; main != want {
				t.Errorf("got %d main mentions, want %d", main, want)
			}
		})
	}
}
