package indextest

import (
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// testFacets checks value facets. In want, * marks selected and ! excluded values; the last number counts distinct
// values.
func testFacets(t *testing.T, open Open) {
	s, docs := openWith(t, open, filterFixtures)
	scan := NewNaiveScan(docs)
	const c, g, src = index.FieldCountry, index.FieldThemeGroup, index.FieldSource
	f := func(all ...index.Filter) []index.Filter { return all }
	anyMention := index.Query{Mentions: index.MentionsAny}
	region := index.Filter{Field: c, Any: []string{"PK", "AF"}, Fixed: true}
	tests := []struct {
		name    string
		words   string
		filters []index.Filter
		q       index.Query
		facet   index.Facet
		want    string
	}{
		{"main", "", nil, index.Query{}, index.Facet{Field: c}, "PK:2 US:2 AF:1 CN:1 missing:2 of 4"},
		{"any role", "", nil, anyMention, index.Facet{Field: c}, "PK:3 US:3 CN:2 AF:1 TJ:1 missing:1 of 5"},
		{"with words", "drill", nil, index.Query{}, index.Facet{Field: c}, "PK:2 AF:1 US:1 missing:0 of 3"},
		{"limit", "", nil, index.Query{}, index.Facet{Field: c, Limit: 1}, "PK:2 missing:2 of 4"},
		{"own selection does not filter", "", f(anyOf(c, "PK")), index.Query{}, index.Facet{Field: c}, "PK:2* US:2 AF:1 CN:1 missing:2 of 4"},
		{"selection of another facet filters", "", f(anyOf(c, "PK")), index.Query{}, index.Facet{Field: src}, "Dawn of Karachi:2 missing:0 of 1"},
		{"own and another selection", "", f(anyOf(c, "PK"), anyOf(src, "Radio")), index.Query{}, index.Facet{Field: c}, "AF:1 US:1 PK:0* missing:0 of 2"},
		{"All filters its own facet", "", f(allCountries("US")), index.Query{}, index.Facet{Field: c}, "US:2* PK:1 missing:0 of 2"},
		{"selected with count 0 is listed", "", f(anyOf(c, "KZ")), index.Query{}, index.Facet{Field: c}, "PK:2 US:2 AF:1 CN:1 KZ:0* missing:2 of 4"},
		{"selected, with words and another filter", "talks", f(anyOf(c, "PK"), anyOf(src, "Dawn of Karachi")), index.Query{}, index.Facet{Field: c}, "PK:1* missing:0 of 1"},
		{"selected beyond the limit is listed", "", f(anyOf(c, "CN")), index.Query{}, index.Facet{Field: c, Limit: 2}, "PK:2 US:2 CN:1* missing:2 of 4"},
		{"excluded shows the count without the exclusion", "", f(noneOf(c, "PK")), index.Query{}, index.Facet{Field: c}, "PK:2! CN:1 US:1 missing:2 of 2"},
		{"excluded, any mention", "", f(noneOf(c, "PK")), anyMention, index.Facet{Field: c}, "PK:3! CN:1 TJ:1 US:1 missing:1 of 3"},
		{"two excluded", "", f(noneOf(c, "PK", "US")), index.Query{}, index.Facet{Field: c}, "CN:1 US:1! PK:0! missing:2 of 1"},
		{"excluded beyond the limit is listed", "", f(noneOf(c, "AF")), index.Query{}, index.Facet{Field: c, Limit: 1}, "PK:2 AF:1! missing:2 of 3"},
		{"excluded with count 0 is listed", "", f(noneOf(c, "KZ")), index.Query{}, index.Facet{Field: c}, "PK:2 US:2 AF:1 CN:1 KZ:0! missing:2 of 4"},
		{"selected and excluded", "", f(index.Filter{Field: c, Any: []string{"US"}, None: []string{"CN"}}), index.Query{}, index.Facet{Field: c}, "AF:1 CN:1! PK:1 US:1* missing:2 of 3"},
		{"exclusion filters other facets", "", f(noneOf(c, "PK")), index.Query{}, index.Facet{Field: src}, "Radio:1 missing:3 of 1"},
		{"missing selected", "", f(anyOf(c, index.Missing)), index.Query{}, index.Facet{Field: c}, "PK:2 US:2 AF:1 CN:1 missing:2* of 4"},
		{"fixed filter filters its own facet", "", f(region), index.Query{}, index.Facet{Field: c}, "PK:2 AF:1 US:1 missing:0 of 3"},
		{"fixed and selected", "", f(region, anyOf(c, "US")), index.Query{}, index.Facet{Field: c}, "PK:2 AF:1 US:1* missing:0 of 3"},
		{"document counts once in a group", "", nil, index.Query{}, index.Facet{Field: g}, "exercises:2 technology:2 missing:4 of 2"},
		{"same passage", "", f(allCountries("PK", "US")), index.Query{SamePassage: true}, index.Facet{Field: c}, "PK:2* US:1* missing:0 of 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := test.q
			q.Tree, q.Filters = query.Parse(test.words, query.Options{}).Tree, test.filters
			q.Facets = []index.Facet{test.facet}
			if got := FormatFacet(search(t, s, q).Facets[0]); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			checkQuery(t, s, scan, q)
		})
	}
}

// testDateFacet checks date histograms.
func testDateFacet(t *testing.T, open Open) {
	s, docs := openWith(t, open, filterFixtures)
	scan := NewNaiveScan(docs)
	const months = "month 2024-03-01..2025-12-31 2024-03:1 2024-04:0 2024-05:0 2024-06:0 2024-07:0 2024-08:0 2024-09:0 2024-10:0 2024-11:0 2024-12:0 " +
		"2025-01:1 2025-02:1 2025-03:1 2025-04:1 2025-05:1 2025-06:2 2025-07:5 2025-08:1 2025-09:1 2025-10:1 2025-11:1 2025-12:1 missing:1 of 13"
	tests := []struct {
		name     string
		words    string
		dates    index.DateFilter
		interval index.Interval
		want     string
	}{
		{"a year lies in all its months, empty bins are filled", "", index.DateFilter{}, index.IntervalMonth, months},
		{"auto", "", index.DateFilter{}, index.IntervalAuto, months},
		{"auto is the default", "", index.DateFilter{}, "", months},
		{"year", "", index.DateFilter{}, index.IntervalYear, "year 2024-01-01..2025-12-31 2024:1 2025:5 missing:1 of 2"},
		{"quarter", "drill", index.DateFilter{}, index.IntervalQuarter, "quarter 2025-01-01..2025-12-31 2025-Q1:1 2025-Q2:2 2025-Q3:3 2025-Q4:1 missing:0 of 4"},
		{"auto takes days", `"drill near"`, index.DateFilter{}, index.IntervalAuto, "day 2025-07-26..2025-07-26 2025-07-26:1 missing:0 of 1"},
		{"date filter does not filter its own facet", "", index.DateFilter{From: day(t, "2024"), To: parseDate(t, "2024").To}, index.IntervalYear,
			"year 2024-01-01..2025-12-31 2024:1* 2025:5 missing:1 of 2"},
		{"missing selected", "", index.DateFilter{Missing: true}, index.IntervalYear, "year 2024-01-01..2025-12-31 2024:1 2025:5 missing:1* of 2"},
		{"event", "", index.DateFilter{Field: index.DateEvent}, index.IntervalYear,
			"year 2020-01-01..2025-12-31 2020:1 2021:0 2022:0 2023:0 2024:0 2025:3 missing:3 of 2"},
		{"added", "", index.DateFilter{Field: index.DateAdded}, index.IntervalMonth, "month 2026-01-01..2026-02-28 2026-01:6 2026-02:1 missing:0 of 2"},
		{"no dates", `"nothing known"`, index.DateFilter{}, index.IntervalAuto, "missing:1 of 0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := index.Query{Tree: query.Parse(test.words, query.Options{}).Tree, Dates: test.dates}
			q.Facets = []index.Facet{{Field: index.FieldDate, Interval: test.interval}}
			if got := FormatFacet(search(t, s, q).Facets[0]); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			checkQuery(t, s, scan, q)
		})
	}
}
