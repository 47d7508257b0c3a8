package request

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"daftar/index"
)

// Paths that links lead to.
const (
	PathSearch       = "/search"
	PathDocuments    = "/documents/"
	PathAbout        = "/about"
	PathHelp         = "/help"
	PathAtom         = "/search.atom"
	PathAPI          = "/api/v1"
	PathAPISearch    = PathAPI + "/search"
	PathAPIDocuments = PathAPI + "/documents/"
)

// ParamUI is the parameter that names the language of a page.
const ParamUI = "ui"

// Pair is a name and a value of a URL or a form.
type Pair struct{ Name, Value string }

// Pairs returns the parameters that differ from their defaults in a fixed order: equal searches have equal URLs.
func (p Params) Pairs() []Pair {
	var pairs []Pair
	add := func(name, value string, set bool) {
		if set && value != "" {
			pairs = append(pairs, Pair{name, value})
		}
	}
	add("q", p.Text, true)
	add("match", "any", p.MatchAny)
	for _, f := range index.ValueFields {
		pairs = append(pairs, p.ChoicePairs(f)...)
	}
	add("same_passage", "1", p.SamePassage)
	for _, id := range slices.Sorted(slices.Values(p.Regions)) {
		add("region", id, true)
	}
	add("on", p.MembersOn, true)
	add("mentions", string(p.Mentions), p.Mentions != index.MentionsMain)
	add("date_from", p.DateFrom, true)
	add("date_to", p.DateTo, true)
	add("date_field", string(p.DateField), p.DateField != index.DateDocument)
	add("date", index.Missing, p.Undated)
	add("sort", string(p.Sort), true)
	add("limit", strconv.Itoa(p.Limit), p.Limit != DefaultLimit)
	add("page", strconv.Itoa(p.Page), p.Page > 1)
	add("collapse", "0", p.Expanded)
	add("facets", joinFacets(p.Facets), p.Facets != nil)
	add("interval", string(p.Interval), p.Interval != index.IntervalAuto)
	add("explain", "1", p.Explain)
	add("view", string(p.View), true)
	add("zoom", p.Zoom, true)
	add(ParamUI, p.UI, true)
	return pairs
}

// ChoicePairs returns the parameters of one field: NAME, NAME_all and NAME_not.
func (p Params) ChoicePairs(f index.Field) (pairs []Pair) {
	c := p.Choices[f]
	for _, list := range []struct {
		suffix string
		values []string
	}{{"", c.Any}, {"_all", c.All}, {"_not", c.None}} {
		if len(list.values) == 0 { // sorting nothing took a twentieth of a page of results
			continue
		}
		for _, v := range slices.Sorted(slices.Values(list.values)) {
			pairs = append(pairs, Pair{string(f) + list.suffix, v})
		}
	}
	return pairs
}

func joinFacets(fields []index.Field) string {
	if len(fields) == 0 {
		return "none"
	}
	return strings.ReplaceAll(joinFields(fields), ", ", ",")
}

// URL returns the address of the search at a path.
func (p Params) URL(path string) string { return Address(path, p.Pairs()) }

// FeedURL returns the address of the feed of a search, the same for every page and sort of it. A feed is in English.
func (p Params) FeedURL() string {
	p.Page, p.Limit, p.Sort, p.Facets, p.Expanded, p.Interval, p.Explain = 1, DefaultLimit, "", nil, false, index.IntervalAuto, false
	p.UI = ""
	return p.URL(PathAtom)
}

// Address returns a path with parameters.
func Address(path string, pairs []Pair) string {
	var b strings.Builder
	b.WriteString(path)
	for n, p := range pairs {
		b.WriteByte("?&"[min(n, 1)])
		b.WriteString(url.QueryEscape(p.Name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(p.Value))
	}
	return b.String()
}
