package request

import (
	"reflect"
	"slices"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/i18n"
)

func day(t testing.TB, text string) date.Day {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d.From
}

func TestPrepare(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     func(index.Query) bool
	}{
		{"defaults", "", func(q index.Query) bool {
			return q.Tree == nil && q.Sort == index.SortNewest && q.Limit == 10 && q.Offset == 0 && q.Mentions == index.MentionsMain &&
				len(q.Filters) == 0 && q.Snippets == 3 && len(q.Facets) == 7 && !q.Dates.Active() && !q.Explain
		}},
		{"words sort by relevance", "q=drill", func(q index.Query) bool { return q.Tree != nil && q.Sort == index.SortRelevance }},
		{"a filter is no word", "q=country:PK", func(q index.Query) bool { return q.Tree != nil && q.Sort == index.SortNewest }},
		{"sort as asked", "q=drill&sort=oldest", func(q index.Query) bool { return q.Sort == index.SortOldest }},
		{"pages", "page=3&limit=20", func(q index.Query) bool { return q.Offset == 40 && q.Limit == 20 }},
		{"any, all, none", "country=PK&country_all=US&country_not=CN", func(q index.Query) bool {
			return reflect.DeepEqual(q.Filters, []index.Filter{{Field: "country", Any: []string{"PK"}, All: []string{"US"}, None: []string{"CN"}}})
		}},
		{"a region is fixed", "region=afpak&country=PK", func(q index.Query) bool {
			return len(q.Filters) == 2 && q.Filters[1].Fixed && slices.Equal(q.Filters[1].Any, []string{"AF", "PK"})
		}},
		{"two regions, each country once", "region=afpak&region=greater-central-asia", func(q index.Query) bool {
			return slices.Equal(q.Filters[0].Any, []string{"AF", "KG", "KZ", "PK", "TJ", "TM", "UZ"})
		}},
		{"members at a day", "region=csto&on=2010-01-01", func(q index.Query) bool { return slices.Contains(q.Filters[0].Any, "UZ") }},
		{"members today", "region=csto", func(q index.Query) bool { return !slices.Contains(q.Filters[0].Any, "UZ") }},
		{"a region before its time matches nothing", "region=quad&on=1900-01-01", func(q index.Query) bool { return len(q.Filters[0].Any) > 0 }},
		{"an organisation before its time", "region=sco&on=1990-01-01", func(q index.Query) bool { return slices.Equal(q.Filters[0].Any, []string{noCountry}) }},
		{"dates are inclusive", "date_from=2024&date_to=2024-02", func(q index.Query) bool {
			return q.Dates == index.DateFilter{Field: "document", From: day(t, "2024-01-01"), To: day(t, "2024-02-29")}
		}},
		{"open end", "date_from=2024-03-05&date_field=event", func(q index.Query) bool {
			return q.Dates == index.DateFilter{Field: "event", From: day(t, "2024-03-05")}
		}},
		{"no date", "date=_missing", func(q index.Query) bool { return q.Dates.Missing && q.Dates.From == 0 }},
		{"same passage", "country_all=PK&country_all=US&same_passage=1", func(q index.Query) bool { return q.SamePassage }},
		{"mentions", "mentions=any", func(q index.Query) bool { return q.Mentions == index.MentionsAny }},
		{"facets", "facets=date&interval=month", func(q index.Query) bool {
			return reflect.DeepEqual(q.Facets, []index.Facet{{Field: "date", Interval: "month"}})
		}},
		{"no facets", "facets=none", func(q index.Query) bool { return len(q.Facets) == 0 }},
		{"counts only", "limit=0", func(q index.Query) bool { return q.Limit == 0 && q.Offset == 0 }},
		{"explain", "explain=1", func(q index.Query) bool { return q.Explain }},
	} {
		p, err := ParseParams(parse(t, test.in), builtIn(t))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		s := NewSearcher(nil, builtIn(t))
		if got := s.Prepare(p).Query; !test.want(got) {
			t.Errorf("%s: got %+v", test.name, got)
		}
	}
}

func TestChangingParamsLeavesTheOriginal(t *testing.T) {
	read := func() Params {
		p, err := ParseParams(parse(t, "q=x&country=PK&country=US&country_all=KZ&country_not=CN&region=sco&region=eco&page=2"), builtIn(t))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p, want := read(), read()
	for _, changed := range []Params{
		p.Only("country", "TJ"), p.Require("country", "TJ"), p.Exclude("country", "PK"), p.Without("country", "US"), p.RequireAll("country"),
		p.RequireAny("country"), p.Between("2020", ""), p.ClearFilters(), p.Narrow("theme", "nuclear"), p.SelectBucket("country", "KZ"),
	} {
		if changed.Page != 1 {
			t.Errorf("page %d after a change, want 1", changed.Page)
		}
	}
	ActiveFilters(i18n.English(builtIn(t)), p)
	if !reflect.DeepEqual(p, want) {
		t.Errorf("params were changed\n got %+v\nwant %+v", p, want)
	}
}

func TestParamsChanges(t *testing.T) {
	for _, test := range []struct {
		name, in string
		change   func(Params) Params
		want     string
	}{
		{"only replaces any", "country=PK&country=US&country_all=KZ", func(p Params) Params { return p.Only("country", "TJ") }, "country=TJ&country_all=KZ"},
		{"only lifts an exclusion", "country_not=TJ&country_not=CN", func(p Params) Params { return p.Only("country", "TJ") }, "country=TJ&country_not=CN"},
		{"only of a required value", "country_all=KZ", func(p Params) Params { return p.Only("country", "KZ") }, "country_all=KZ"},
		{"also", "country_all=KZ", func(p Params) Params { return p.Require("country", "TJ") }, "country_all=KZ&country_all=TJ"},
		{"not", "country=PK", func(p Params) Params { return p.Exclude("country", "PK") }, "country_not=PK"},
		{"not twice", "country_not=PK", func(p Params) Params { return p.Exclude("country", "PK") }, "country_not=PK"},
		{"all of", "country=PK&country=US", func(p Params) Params { return p.RequireAll("country") }, "country_all=PK&country_all=US"},
		{"any of", "country_all=PK&country_all=US&same_passage=1", func(p Params) Params { return p.RequireAny("country") }, "country=PK&country=US"},
		{"bucket among all", "country_all=PK", func(p Params) Params { return p.SelectBucket("country", "US") }, "country_all=PK&country_all=US"},
		{"add to nothing", "", func(p Params) Params { return p.Narrow("theme", "nuclear") }, "theme=nuclear"},
		{"add to one", "country=PK", func(p Params) Params { return p.Narrow("country", "US") }, "country=PK&country_all=US"},
		{"add what is there", "country=PK", func(p Params) Params { return p.Narrow("country", "PK") }, "country=PK"},
		{"between drops missing", "date=_missing", func(p Params) Params { return p.Between("2024", "2024") }, "date_from=2024&date_to=2024"},
		{"cleared keeps the words", "q=a&match=any&country=PK&date_from=2024&region=sco&sort=oldest", Params.ClearFilters, "q=a&match=any&sort=oldest"},
	} {
		p, err := ParseParams(parse(t, test.in), builtIn(t))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := test.change(p).URL(""); got != "?"+test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, "?"+test.want)
		}
	}
}
