package page

import (
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/server/request"
)

func builtIn(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatalf("vocabulary: %v", err)
	}
	return v
}

// english is the context of an English page without an engine.
func english(t testing.TB) pageContext {
	t.Helper()
	s := request.NewSearcher(nil, builtIn(t))
	return pageContext{Localizer: s.English, searcher: s}
}

func parseDate(t testing.TB, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTimeline(t *testing.T) {
	bucket := func(value string, count int) index.Bucket {
		d := date.Date{}
		if value[5] != 'Q' {
			d = parseDate(t, value)
		} else {
			d.From, d.To = parseDate(t, "2025-04-01").From, parseDate(t, "2025-06-30").From
		}
		return index.Bucket{Value: value, From: d.From, To: d.To, Count: count}
	}
	months := index.FacetCounts{Field: "date", Interval: "month", Missing: 3,
		Buckets: []index.Bucket{bucket("2025-04", 1), bucket("2025-05", 0), bucket("2025-06", 1000)}}
	got := english(t).newTimeline(request.Params{Limit: request.DefaultLimit, Page: 1}, months)
	if got.Bars[0].Height < minBar || got.Bars[1].Height != 0 || got.Bars[2].Height != chartHeight {
		t.Errorf("heights %+v", got.Bars)
	}
	if got.Bars[0].URL != "/search?date_from=2025-04&date_to=2025-04" || got.Bars[1].URL != "" || got.UndatedURL != "/search?date=_missing" {
		t.Errorf("links %q, %q, %q", got.Bars[0].URL, got.Bars[1].URL, got.UndatedURL)
	}
	if got.Bars[2].Name != "June 2025: 1,000 documents" || got.Undated != "3 without a date" {
		t.Errorf("names %q, %q", got.Bars[2].Name, got.Undated)
	}
	quarter := english(t).newTimeline(request.Params{Limit: request.DefaultLimit, Page: 1}, index.FacetCounts{Field: "date", Interval: "quarter", Buckets: []index.Bucket{bucket("2025-Q2", 1)}})
	if b := quarter.Single; b == nil || b.URL != "/search?date_from=2025-04&date_to=2025-06" || b.Period != "April to June 2025" {
		t.Errorf("quarter %+v", b)
	}
	if english(t).newTimeline(request.Params{}, index.FacetCounts{Field: "date"}) != nil {
		t.Error("a timeline of nothing")
	}
}
