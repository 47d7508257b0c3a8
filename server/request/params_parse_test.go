package request

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/server/i18n"
)

func builtIn(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatalf("vocabulary: %v", err)
	}
	return v
}

func parse(t testing.TB, query string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatalf("query %q: %v", query, err)
	}
	return values
}

// TestParseParams parses every parameter alone and writes it back.
func TestParseParams(t *testing.T) {
	choice := func(f index.Field, c Choice) func(*Params) {
		return func(p *Params) { p.Choices = map[index.Field]Choice{f: c} }
	}
	for _, test := range []struct {
		in   string
		want func(*Params)
		url  string // if not as it came in
	}{
		{"", func(*Params) {}, ""},
		{"q=drill", func(p *Params) { p.Text = "drill" }, ""},
		{"q=%D8%A7%DB%8C", func(p *Params) { p.Text = "ای" }, ""},
		{"match=all", func(*Params) {}, "-"},
		{"match=any", func(p *Params) { p.MatchAny = true }, ""},
		{"country=PK", choice("country", Choice{Any: []string{"PK"}}), ""},
		{"country=pk&country=TJ&country=PK", choice("country", Choice{Any: []string{"PK", "TJ"}}), "country=PK&country=TJ"},
		{"country=_missing", choice("country", Choice{Any: []string{"_missing"}}), ""},
		{"country_all=US&country_all=PK", choice("country", Choice{All: []string{"US", "PK"}}), "country_all=PK&country_all=US"},
		{"country_not=CN", choice("country", Choice{None: []string{"CN"}}), ""},
		{"country=SU", choice("country", Choice{Any: []string{"SU"}}), ""},
		{"theme=cyber-security", choice("theme", Choice{Any: []string{"cyber-security"}}), ""},
		{"theme_all=nuclear", choice("theme", Choice{All: []string{"nuclear"}}), ""},
		{"theme_not=nuclear", choice("theme", Choice{None: []string{"nuclear"}}), ""},
		{"theme_group=geopolitics", choice("theme_group", Choice{Any: []string{"geopolitics"}}), ""},
		{"theme_group_not=geopolitics", choice("theme_group", Choice{None: []string{"geopolitics"}}), ""},
		{"source=A+b", choice("source", Choice{Any: []string{"A b"}}), ""},
		{"source_not=A", choice("source", Choice{None: []string{"A"}}), ""},
		{"lang=fa", choice("lang", Choice{Any: []string{"fa"}}), ""},
		{"lang_not=FA", choice("lang", Choice{None: []string{"fa"}}), "lang_not=fa"},
		{"format=html", choice("format", Choice{Any: []string{"html"}}), ""},
		{"format_not=html", choice("format", Choice{None: []string{"html"}}), ""},
		{"same_passage=1", func(p *Params) { p.SamePassage = true }, ""},
		{"same_passage=0", func(*Params) {}, "-"},
		{"region=sco&region=eco", func(p *Params) { p.Regions = []string{"sco", "eco"} }, "region=eco&region=sco"},
		{"on=2012-12-31", func(p *Params) { p.MembersOn = "2012-12-31" }, ""},
		{"mentions=any", func(p *Params) { p.Mentions = index.MentionsAny }, ""},
		{"mentions=main", func(p *Params) { p.Mentions = index.MentionsMain }, "-"},
		{"date_from=2024", func(p *Params) { p.DateFrom = "2024" }, ""},
		{"date_to=2024-02", func(p *Params) { p.DateTo = "2024-02" }, ""},
		{"date_from=2024-02-29&date_to=2024-02-29", func(p *Params) { p.DateFrom, p.DateTo = "2024-02-29", "2024-02-29" }, ""},
		{"date_field=event", func(p *Params) { p.DateField = index.DateEvent }, ""},
		{"date=_missing", func(p *Params) { p.Undated = true }, ""},
		{"sort=oldest", func(p *Params) { p.Sort = index.SortOldest }, ""},
		{"limit=0", func(p *Params) { p.Limit = 0 }, ""},
		{"limit=100", func(p *Params) { p.Limit = 100 }, ""},
		{"page=3", func(p *Params) { p.Page = 3 }, ""},
		{"facets=none", func(p *Params) { p.Facets = []index.Field{} }, ""},
		{"facets=country,date", func(p *Params) { p.Facets = []index.Field{"country", "date"} }, "facets=country%2Cdate"},
		{"facets=lang&facets=theme", func(p *Params) { p.Facets = []index.Field{"lang", "theme"} }, "facets=lang%2Ctheme"},
		{"interval=month", func(p *Params) { p.Interval = index.IntervalMonth }, ""},
		{"explain=1", func(p *Params) { p.Explain = true }, ""},
		{"q=&country=&date_from=&limit=", func(*Params) {}, "-"},
	} {
		want := Params{Limit: DefaultLimit, Page: 1, Choices: map[index.Field]Choice{}}
		test.want(&want)
		got, err := ParseParams(parse(t, test.in), builtIn(t))
		if err != nil {
			t.Errorf("ParseParams(%q): %v", test.in, err)
			continue
		}
		for f, c := range got.Choices {
			if c.empty() {
				delete(got.Choices, f)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("ParseParams(%q)\n got %+v\nwant %+v", test.in, got, want)
		}
		wantURL := map[string]string{"": test.in, "-": ""}[test.url] + strings.TrimPrefix(test.url, "-")
		if got := strings.TrimPrefix(strings.TrimPrefix(got.URL("/x"), "/x"), "?"); got != wantURL {
			t.Errorf("URL of %q: got %q, want %q", test.in, got, wantURL)
		}
		if _, err := ParseParamsStrict(parse(t, test.in), builtIn(t)); err != nil {
			t.Errorf("ParseParamsStrict(%q): %v", test.in, err)
		}
	}
}

func TestParseParamsRejectsMalformedValues(t *testing.T) {
	for _, test := range []struct{ in, name, allowed string }{
		{"match=some", "match", "all, any"},
		{"q=a&q=b", "q", "one value"},
		{"country=XX", "country", "/api/v1/countries"},
		{"country=Pakistan", "country", "PK"},
		{"country_all=1", "country_all", "_missing"},
		{"country_not=XX", "country_not", "PK"},
		{"theme=cyber", "theme", "/api/v1/themes"},
		{"theme_group=x", "theme_group", "/api/v1/themes"},
		{"source=" + strings.Repeat("x", maxValue+1), "source", "at most 500"},
		{"source=%FF", "source", "UTF-8"},
		{"lang=a%20b", "lang", "language code"},
		{"format=../x", "format", "html"},
		{"same_passage=yes", "same_passage", "0, 1"},
		{"region=atlantis", "region", "/api/v1/regions"},
		{"on=2012", "on", "YYYY-MM-DD"},
		{"mentions=all", "mentions", "main, any"},
		{"date_from=2025-13", "date_from", "YYYY-MM"},
		{"date_to=2025-02-30", "date_to", "YYYY-MM-DD"},
		{"date_to=tomorrow", "date_to", "YYYY"},
		{"date_from=2025&date_to=2024", "date_to", "not before date_from"},
		{"date_field=x", "date_field", "document, published, event, added"},
		{"date=none", "date", "_missing"},
		{"sort=best", "sort", "relevance, newest, oldest, added"},
		{"limit=-1", "limit", "0 to 100"},
		{"limit=101", "limit", "0 to 100"},
		{"limit=ten", "limit", "whole number"},
		{"limit=1&limit=2", "limit", "one value"},
		{"page=0", "page", "from 1"},
		{"page=99999999999999999999", "page", "from 1"},
		{"facets=colour", "facets", "none, or names from country, theme"},
		{"interval=week", "interval", "auto, year, quarter, month, day"},
		{"explain=true", "explain", "0, 1"},
		{strings.Repeat("source=a&", MaxValues+1), "parameters", "at most 400 values"},
	} {
		_, err := ParseParams(parse(t, strings.TrimSuffix(test.in, "&")), builtIn(t))
		var wrong *ParamsError
		if !errors.As(err, &wrong) {
			t.Errorf("ParseParams(%.40q): got error %v, want a ParamsError", test.in, err)
			continue
		}
		if w := wrong.Invalid[0]; w.Name != test.name || !strings.Contains(i18n.English(nil).Message(w.Allowed), test.allowed) {
			t.Errorf("ParseParams(%.40q): got %+v, want %s to allow %s", test.in, w, test.name, test.allowed)
		}
	}
}

func TestParseParamsReportsEveryMistake(t *testing.T) {
	_, err := ParseParams(parse(t, "limit=x&country=XX&sort=y"), builtIn(t))
	var wrong *ParamsError
	if !errors.As(err, &wrong) || len(wrong.Invalid) != 3 {
		t.Errorf("got %v, want three complaints", err)
	}
}

func TestParseParamsStrictRejectsUnknownNames(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"colour=red", "colour: unknown parameter; known: q, match, country"},
		{"after=x", "after: not yet known in this version"},
		{"Q=drill", "Q: unknown parameter"},
		{"same_passage_all=1", "same_passage_all: unknown"},
		{"lang_all=fa", "lang_all: unknown"},
	} {
		_, err := ParseParamsStrict(parse(t, test.in), builtIn(t))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("ParseParamsStrict(%q): got %v, want %q", test.in, err, test.want)
		}
	}
}

func TestLongTextIsTruncatedWithNote(t *testing.T) {
	p, err := ParseParams(url.Values{"q": {strings.Repeat("слово ", 10_000)}}, builtIn(t))
	if err != nil || !p.Truncated || len([]rune(p.Text)) > MaxText {
		t.Fatalf("got cut %v, %d characters, %v", p.Truncated, len([]rune(p.Text)), err)
	}
	s := NewSearcher(nil, builtIn(t))
	if notes := s.Prepare(p).Parsed.Notes; len(notes) == 0 || !strings.Contains(s.English.Message(notes[0]), "2,000 characters") {
		t.Errorf("no note about the cut: %q", notes)
	}
}

func FuzzParseParams(f *testing.F) {
	v := builtIn(f)
	for _, seed := range []string{"q=a&country=PK&theme_not=nuclear", "date_from=2025-01&limit=x", "source=%FF%00&region=sco&on=2000-01-01", "facets=none,country&q=%E2%80%AE"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		values, err := url.ParseQuery(in)
		if err != nil {
			return
		}
		p, err := ParseParams(values, v)
		if err != nil {
			return
		}
		address := p.URL("/search")
		again, err := url.Parse(address)
		if err != nil {
			t.Fatalf("URL %q of %q: %v", address, in, err)
		}
		back, err := ParseParams(again.Query(), v)
		if err != nil {
			t.Fatalf("read %q again: %v", address, err)
		}
		if got := back.URL("/search"); got != address {
			t.Errorf("address of %q is not stable: %q, then %q", in, address, got)
		}
	})
}
