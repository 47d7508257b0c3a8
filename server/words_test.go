package server

import (
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
)

// inEnglish speaks over the embedded vocabulary.
func inEnglish(t testing.TB) speaker {
	t.Helper()
	return Library{Vocabulary: words(t)}.english()
}

func TestPagesAround(t *testing.T) {
	for _, test := range []struct {
		current, last int
		want          []int
	}{
		{1, 2, []int{1, 2}}, {1, 9, []int{1, 2, 3, 9}}, {5, 9, []int{1, 3, 4, 5, 6, 7, 9}}, {9, 9, []int{1, 7, 8, 9}}, {50_000, 100_000, []int{1, 49_998, 49_999, 50_000, 50_001, 50_002, 100_000}},
	} {
		got := pagesAround(test.current, test.last)
		if len(got) != len(test.want) {
			t.Errorf("%d of %d: got %v, want %v", test.current, test.last, got, test.want)
			continue
		}
		for n := range got {
			if got[n] != test.want[n] {
				t.Errorf("%d of %d: got %v, want %v", test.current, test.last, got, test.want)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	f := library(t)
	l := Library{f, words(t)}
	a, err := l.Answer(t.Context(), parse(t, "q=drill&facets=none&limit=2&sort=newest"))
	if err != nil {
		t.Fatal(err)
	}
	got := a.Plain(Marker{"«", "»"})
	for _, want := range []string{
		"1. «Joint drill in Islamabad»\n   26 July 2025 (inferred from the text) · Daftar test note · notes/drill.md\n",
		"   p0  Pakistan hosted a joint «drill» with", "2. «Steppe exercise»\n   2021 · Another source",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got, want := a.Summary(), "3 documents, newest first (1.8 ms), these are 1 to 2"; got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
	if got := printable("a\x1b[2Jb\u202ec\nd\xff"); got != "a [2Jbc d\uFFFD" {
		t.Errorf("printable: %q", got)
	}
}

func TestTimeline(t *testing.T) {
	bucket := func(value string, count int) index.Bucket {
		d := date.Date{}
		if value[5] != 'Q' {
			d = parseDate(t, value)
		} else {
			d.From, d.To = day(t, "2025-04-01"), day(t, "2025-06-30")
		}
		return index.Bucket{Value: value, From: d.From, To: d.To, Count: count}
	}
	months := index.FacetCounts{Field: "date", Interval: "month", Missing: 3,
		Buckets: []index.Bucket{bucket("2025-04", 1), bucket("2025-05", 0), bucket("2025-06", 1000)}}
	got := inEnglish(t).newTimeline(Params{Limit: defaultLimit, Page: 1}, months)
	if got.Bars[0].Height < leastBar || got.Bars[1].Height != 0 || got.Bars[2].Height != chartHeight {
		t.Errorf("heights %+v", got.Bars)
	}
	if got.Bars[0].URL != "/search?date_from=2025-04&date_to=2025-04" || got.Bars[1].URL != "" || got.UndatedURL != "/search?date=_missing" {
		t.Errorf("links %q, %q, %q", got.Bars[0].URL, got.Bars[1].URL, got.UndatedURL)
	}
	if got.Bars[2].Name != "June 2025: 1,000 documents" || got.Undated != "3 without a date" {
		t.Errorf("names %q, %q", got.Bars[2].Name, got.Undated)
	}
	quarter := inEnglish(t).newTimeline(Params{Limit: defaultLimit, Page: 1}, index.FacetCounts{Field: "date", Interval: "quarter", Buckets: []index.Bucket{bucket("2025-Q2", 1)}})
	if b := quarter.Single; b == nil || b.URL != "/search?date_from=2025-04&date_to=2025-06" || b.Period != "April to June 2025" {
		t.Errorf("quarter %+v", b)
	}
	if inEnglish(t).newTimeline(Params{}, index.FacetCounts{Field: "date"}) != nil {
		t.Error("a timeline of nothing")
	}
}
