package indextest

import (
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// filterFixtures are documents with tags and dates. The comments say what a document covers.
var filterFixtures = []fixture{
	{path: "one", text: "drill near the border\n\nother news", mainCountries: "PK US", mentioned: "CN", themes: "exercises/joint", source: "Dawn of Karachi",
		lang: "en", format: "txt", event: "2025-07-26", passageCountries: []string{"PK US", "CN"}},
	{path: "two", text: "drill\n\ntalks", mainCountries: "PK", mentioned: "US", source: "Dawn of Karachi", lang: "ur", format: "html",
		published: "2025", passageCountries: []string{"PK", "US PK"}}, // a year overlaps all its months
	{path: "three", text: "talks", mainCountries: "US", source: "Radio", lang: "en", format: "txt", published: "2024-03-01"},
	{path: "four", text: "nothing known", lang: "ru", format: "md"}, // no tag, date or source
	{path: "five", text: "drill\n\ndrill", mainCountries: "AF", mentioned: "PK", themes: "exercises/joint technology/cyber", source: "Radio",
		lang: "fa", format: "txt", event: "2025-06-28/2025-07-02", passageCountries: []string{"AF", "PK"}}, // range across the end of a month
	{path: "six", text: "talks", mainCountries: "CN", themes: "technology/cyber", lang: "zh", format: "html", published: "2025-07",
		event: "2020-01-01", added: "2026-02-02"}, // published and event date
	{path: "seven", text: "only touched", mentioned: "TJ", lang: "en", format: "txt", event: "2025-07-26"},
}

// filterCase is a query of words, filters and dates, and the documents it finds.
type filterCase struct {
	name    string
	words   string // as typed
	filters []index.Filter
	dates   index.DateFilter
	q       index.Query // for Mentions and SamePassage
	want    string
}

func (c filterCase) query() index.Query {
	q := c.q
	q.Filters, q.Dates, q.Limit, q.Facets = c.filters, c.dates, index.MaxLimit, allFacets()
	q.Tree = query.Parse(c.words, query.Options{}).Tree
	return q
}

func anyOf(f index.Field, values ...string) index.Filter { return index.Filter{Field: f, Any: values} }
func allCountries(ids ...string) index.Filter {
	return index.Filter{Field: index.FieldCountry, All: ids}
}
func noneOf(f index.Field, values ...string) index.Filter {
	return index.Filter{Field: f, None: values}
}

func testFilters(t *testing.T, open Open) {
	const c, missing = index.FieldCountry, index.Missing
	anyMention := index.Query{Mentions: index.MentionsAny}
	samePassage, samePassageAny := index.Query{SamePassage: true}, index.Query{SamePassage: true, Mentions: index.MentionsAny}
	f := func(all ...index.Filter) []index.Filter { return all }
	runFilterCases(t, open, []filterCase{
		{name: "no filter", want: "one two three four five six seven"},
		{name: "any", filters: f(anyOf(c, "PK")), want: "one two"},
		{name: "any of two", filters: f(anyOf(c, "PK", "CN")), want: "one two six"},
		{name: "any, any mention", filters: f(anyOf(c, "PK")), q: anyMention, want: "one two five"},
		{name: "any of an unknown value", filters: f(anyOf(c, "KZ")), want: ""},
		{name: "any missing", filters: f(anyOf(c, missing)), want: "four seven"},
		{name: "any missing, any mention", filters: f(anyOf(c, missing)), q: anyMention, want: "four"},
		{name: "any missing or one", filters: f(anyOf(c, missing, "AF")), want: "four five seven"},
		{name: "any missing source", filters: f(anyOf(index.FieldSource, missing)), want: "four six seven"},
		{name: "all", filters: f(allCountries("PK", "US")), want: "one"},
		{name: "all, any mention", filters: f(allCountries("PK", "US")), q: anyMention, want: "one two"},
		{name: "all of one and missing", filters: f(allCountries("PK", missing)), want: ""},
		{name: "none excludes every role", filters: f(noneOf(c, "PK")), want: "three four six seven"},
		{name: "none, any mention", filters: f(noneOf(c, "PK")), q: anyMention, want: "three four six seven"},
		{name: "none of two", filters: f(noneOf(c, "PK", "CN")), want: "three four seven"},
		{name: "none missing excludes every role", filters: f(noneOf(c, missing)), want: "one two three five six seven"},
		{name: "any and none", filters: f(index.Filter{Field: c, Any: []string{"PK", "US"}, None: []string{"CN"}}), want: "two three"},
		{name: "any and all", filters: f(index.Filter{Field: c, Any: []string{"PK"}, All: []string{"US"}}), want: "one"},
		{name: "two fields", filters: f(anyOf(c, "PK", "AF"), anyOf(index.FieldTheme, "joint")), want: "one five"},
		{name: "theme group", filters: f(anyOf(index.FieldThemeGroup, "technology")), want: "five six"},
		{name: "not a theme", filters: f(noneOf(index.FieldTheme, "joint")), want: "two three four six seven"},
		{name: "source", filters: f(anyOf(index.FieldSource, "Dawn of Karachi")), want: "one two"},
		{name: "language and format", filters: f(anyOf(index.FieldLang, "en"), noneOf(index.FieldFormat, "html")), want: "one three seven"},
		{name: "fixed", filters: f(index.Filter{Field: c, Any: []string{"PK", "AF"}, Fixed: true}), want: "one two five"},
		{name: "fixed and any", filters: f(index.Filter{Field: c, Any: []string{"PK", "AF"}, Fixed: true}, anyOf(c, "US")), want: "one"},
		{name: "same passage", filters: f(allCountries("PK", "US")), q: samePassage, want: "one two"},
		{name: "same passage, any mention", filters: f(allCountries("PK", "US")), q: samePassageAny, want: "one two"},
		{name: "same passage, countries in different passages", filters: f(allCountries("AF", "PK")), q: samePassageAny, want: ""},
		{name: "different passages without same passage", filters: f(allCountries("AF", "PK")), q: anyMention, want: "five"},
		{name: "same passage with one", filters: f(allCountries("PK")), q: samePassage, want: "one two"},
		{name: "same passage with three", filters: f(allCountries("CN", "PK", "US")), q: samePassageAny, want: ""},
		{name: "words and filter", words: "drill", filters: f(anyOf(c, "PK")), want: "one two"},
		{name: "filter as a word", words: "country:PK", want: "one two"},
		{name: "filter as a word, any mention", words: "country:PK", q: anyMention, want: "one two five"},
		{name: "filter as a word negated", words: "drill -country:PK", want: "five"},
		{name: "filters as words", words: `source:"Dawn of Karachi" OR (lang:ru -format:txt)`, want: "one two four"},
		{name: "missing as a word", words: "country:_missing", want: "four seven"},
		{name: "theme as a word", words: "theme:cyber -theme_group:exercises", want: "six"},
	})
}

func testDates(t *testing.T, open Open) {
	from := func(s string) date.Day { return day(t, s) }
	to := func(s string) date.Day { return parseDate(t, s).To }
	runFilterCases(t, open, []filterCase{
		{name: "a month", dates: index.DateFilter{From: from("2025-07"), To: to("2025-07")}, want: "one two five six seven"},
		{name: "a day in a year", dates: index.DateFilter{From: from("2025-02-02"), To: to("2025-02-02")}, want: "two"},
		{name: "the last day of a range", dates: index.DateFilter{From: from("2025-07-02"), To: to("2025-07-02")}, want: "two five six"},
		{name: "the day after a range", dates: index.DateFilter{From: from("2025-07-03"), To: to("2025-07-03")}, want: "two six"},
		{name: "open end", dates: index.DateFilter{From: from("2025-07-27")}, want: "two six"},
		{name: "open start", dates: index.DateFilter{To: to("2024")}, want: "three"},
		{name: "nothing", dates: index.DateFilter{From: from("2026"), To: to("2027")}, want: ""},
		{name: "missing", dates: index.DateFilter{Missing: true}, want: "four"},
		{name: "missing or overlap", dates: index.DateFilter{Missing: true, From: from("2025-07-27")}, want: "two four six"},
		{name: "published", dates: index.DateFilter{Field: index.DatePublished, From: from("2024"), To: to("2025")}, want: "two three six"},
		{name: "published missing", dates: index.DateFilter{Field: index.DatePublished, Missing: true}, want: "one four five seven"},
		{name: "event", dates: index.DateFilter{Field: index.DateEvent, From: from("2025")}, want: "one five seven"},
		{name: "event, before", dates: index.DateFilter{Field: index.DateEvent, To: to("2020")}, want: "six"},
		{name: "added", dates: index.DateFilter{Field: index.DateAdded, From: from("2026-02")}, want: "six"},
		{name: "added, missing", dates: index.DateFilter{Field: index.DateAdded, Missing: true}, want: ""},
		{name: "field alone", dates: index.DateFilter{Field: index.DateEvent}, want: "one two three four five six seven"},
		{name: "after as a word", words: "after:2025-07-27", want: "two six"},
		{name: "before as a word", words: "before:2024", want: "three"},
		{name: "both as words", words: "after:2025-07-02 before:2025-07-02", want: "two five six"},
		{name: "not after", words: "-after:2025", want: "three four"},
		{name: "words take the field", words: "before:2020", dates: index.DateFilter{Field: index.DateEvent}, want: "six"},
		{name: "with words", words: "drill", dates: index.DateFilter{From: from("2025-07-03"), To: to("2025-07-26")}, want: "one two"},
	})
}

// runFilterCases checks the documents that each query finds, and its whole result with all facets against the naive
// scan.
func runFilterCases(t *testing.T, open Open, choices []filterCase) {
	t.Helper()
	s, docs := openWith(t, open, filterFixtures)
	scan := NewNaiveScan(docs)
	for _, c := range choices {
		t.Run(c.name, func(t *testing.T) {
			if got := sorted(paths(search(t, s, c.query()))); got != sorted(c.want) {
				t.Errorf("got %q, want %q", got, sorted(c.want))
			}
			checkQuery(t, s, scan, c.query())
		})
	}
}
