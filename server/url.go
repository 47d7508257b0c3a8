package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"daftar/index"
)

// Paths of the pages and of the API's search, which links lead to.
const (
	pathSearch    = "/search"
	pathDocuments = "/documents/"
	pathOriginal  = "/documents/:id/original"
	pathAbout     = "/about"
	pathHelp      = "/help"
	pathAtom      = "/search.atom"
	pathAPI       = "/api/v1"
	pathAPISearch = pathAPI + "/search"
	pathAPIDoc    = pathAPI + "/documents/"
)

// pair is a name and a value of a URL or a form.
type pair struct{ Name, Value string }

// pairs returns the parameters that differ from their defaults, in one order: equal questions have equal addresses.
func (p Params) pairs() []pair {
	var all []pair
	add := func(name, value string, wanted bool) {
		if wanted && value != "" {
			all = append(all, pair{name, value})
		}
	}
	add("q", p.Text, true)
	add("match", "any", p.Any)
	for _, f := range index.ValueFields {
		all = append(all, p.choicePairs(f)...)
	}
	add("together", "1", p.Together)
	for _, id := range slices.Sorted(slices.Values(p.Regions)) {
		add("region", id, true)
	}
	add("on", p.On, true)
	add("mentions", string(p.Mentions), p.Mentions != index.MentionsMain)
	add("date_from", p.DateFrom, true)
	add("date_to", p.DateTo, true)
	add("date_field", string(p.DateField), p.DateField != index.DateDocument)
	add("date", index.Missing, p.Undated)
	add("sort", string(p.Sort), true)
	add("limit", strconv.Itoa(p.Limit), p.Limit != defaultLimit)
	add("page", strconv.Itoa(p.Page), p.Page > 1)
	add("fold", "0", p.Unfolded)
	add("facets", joinFacets(p.Facets), p.Facets != nil)
	add("interval", string(p.Interval), p.Interval != index.IntervalAuto)
	add("explain", "1", p.Explain)
	add("view", string(p.View), true)
	add("zoom", p.Zoom, true)
	add(parameterUI, p.UI, true)
	return all
}

func (p Params) choicePairs(f index.Field) (all []pair) {
	c := p.Choices[f]
	for _, list := range []struct {
		suffix string
		values []string
	}{{"", c.Any}, {"_all", c.All}, {"_not", c.None}} {
		if len(list.values) == 0 {
			continue
		}
		for _, v := range slices.Sorted(slices.Values(list.values)) {
			all = append(all, pair{string(f) + list.suffix, v})
		}
	}
	return all
}

func joinFacets(fields []index.Field) string {
	if len(fields) == 0 {
		return "none"
	}
	return strings.ReplaceAll(joinFields(fields), ", ", ",")
}

// URL returns the address of the question at a path, with its parameters in one order.
func (p Params) URL(path string) string { return address(path, p.pairs()) }

func address(path string, pairs []pair) string {
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

// documentURL returns the address of a document's page on which the words of the question are marked, and from which the
// whole question is found again; passage -1 is the whole page. A long document is shown in parts.
func (p Params) documentURL(id string, passage int) string {
	return passageURL(id, passage, p.pairs()...)
}

// words is the question without its filters: what marks words in a document.
func (p Params) words() Params {
	return Params{Text: p.Text, Any: p.Any, Limit: defaultLimit, Page: 1, UI: p.UI}
}

func passageURL(id string, passage int, pairs ...pair) string {
	if part := partOf(passage); part > 1 {
		pairs = append(slices.Clone(pairs), pair{"part", strconv.Itoa(part)})
	}
	link := address(pathDocuments+url.PathEscape(id), pairs)
	if passage >= 0 {
		link += "#p" + strconv.Itoa(passage)
	}
	return link
}
