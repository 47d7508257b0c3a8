package dates_test

import (
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/chunk"
)

func TestYearIsCompletedFromContext(t *testing.T) {
	filler := strings.Repeat("Nothing was said of the matter in the course of the long day. ", 14) + "\n\n"
	tests := []struct {
		name, in  string
		published date.Date
		want      string
	}{
		{"nearest before it", "In June 1941 the war began. On 8 July the town fell.", date.Date{}, "1941-06 1941-07-08"},
		{"nearest of two", "It was lost in 1940. In June 1941 the war began. On 8 July the town fell.", date.Date{}, "1940 1941-06 1941-07-08"},
		{"not the published date", "In June 1941 the war began. On 8 July the town fell.", publishedDay, "1941-06 1941-07-08"},
		{"into the new year", "On 29 December 1979 he wrote. On 4 January he spoke. On 9 February he left.", date.Date{}, "1979-12-29 1980-01-04 1980-02-09"},
		{"not back into the old one", "On 4 January 1980 he spoke. On 29 December he left.", date.Date{}, "1980-01-04 1980-12-29"},
		{"list", "He spoke on 26 March, 23 April and 30 April 1959.", date.Date{}, "1959-03-26 1959-04-23 1959-04-30"},
		{"the document's only year", "On 5 March they met. " + filler + "The treaty of 7 May 1962 stands.", date.Date{}, "1962-03-05 1962-05-07"},
		{"two years leave it open", "On 5 March they met. " + filler + "The treaty of 7 May 1962 stands, and that of 1 June 1970.", date.Date{}, "1962-05-07 1970-06-01"},
		{"the same year before and after", "The treaty of 7 May 1962 was the first, after the war of 1948. In 1962 it held. " + filler + "On 5 June they met. " + filler +
			"By 1 August 1962 all was over.", date.Date{}, "1962-05-07 1948 1962 1962-06-05 1962-08-01"},
		{"news go by the published date", "They met in the town on Friday. The law of 1999 is in force until 31 December.", publishedDay, "2025-07-25 1999 2025-12-31"},
		{"last December", "They met in the town on Friday, as on 12 December.", publishedDay, "2025-07-25 2024-12-12"},
		{"no published date, no year", "On 5 March they met, and again on Friday; yesterday they left.", date.Date{}, ""},
		{"a month is too coarse for a day", "Yesterday they left, and last month they came.", month2025, "2025-06"},
		{"a year is too coarse for a month", "Last month they left, and last year they came.", year2025, "2024"},
	}
	tagger := newTagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			d.Published = tt.published
			r := tagger.Tag(d)
			if got := datesOf(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			checkEvidence(t, d, r)
		})
	}
}

var (
	month2025, _ = date.Parse("2025-07")
	year2025, _  = date.Parse("2025")
)

func TestYearIsCompletedFromHeading(t *testing.T) {
	text := "On 5 March they met in the town.\n\nThe war of 1948 and that of 1965 were over."
	d := &index.Document{TitleDerived: true, Text: text}
	d.Passages = chunk.Split(text, []chunk.Break{{Offset: 0, Heading: "The spring of 1971"}})
	if got, want := datesOf(newTagger(t).Tag(d)), "1971-03-05 1948 1965"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The rule of evidence tells a stated date from a completed one.
func TestRuleSaysHowDateWasCompleted(t *testing.T) {
	d := document("", "In June 1941 the war began. On 8 July the town fell.")
	rules := func() (all []string) {
		for _, m := range newTagger(t).Tag(d).DateMentions {
			all = append(all, m.Evidence[0].Rule)
		}
		return all
	}
	if got, want := strings.Join(rules(), " "), "date:month date:day:context"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d = document("", "They left yesterday, and will return on 8 August.")
	d.Published = publishedDay
	if got, want := strings.Join(rules(), " "), "date:day:relative date:day:published"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
