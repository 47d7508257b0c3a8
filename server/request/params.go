package request

import (
	"maps"
	"slices"

	"daftar/index"
)

// Params are the parameters of a search on a page, in the API and on the command line, by their names in URLs. Once
// ParseParams has returned them they are valid, and they are the whole state of a search page (see URL).
type Params struct {
	Text      string // q: the query language of /help
	Truncated bool   // q was longer than MaxText characters, and was cut
	MatchAny  bool   // match: all (default), any

	Choices     map[index.Field]Choice // country, theme, theme_group, source, lang, format; country_all …; country_not …
	SamePassage bool                   // same_passage: 1 = the countries of country_all in one passage
	Regions     []string               // region: documents about any member of any of them
	MembersOn   string                 // on: members on this day (YYYY-MM-DD); "" today's
	Mentions    index.Mentions         // mentions: main (default), any

	DateFrom  string          // date_from: YYYY, YYYY-MM or YYYY-MM-DD, inclusive
	DateTo    string          // date_to: likewise, inclusive
	DateField index.DateField // date_field: document (default), published, event, added
	Undated   bool            // date: _missing = without such a date

	Sort     index.Sort     // sort: relevance (default with words), newest (default without), oldest, added; "" = default
	Limit    int            // limit: 0 to 100, default 10
	Page     int            // page: from 1
	Expanded bool           // collapse: 1 (default) = near-duplicates are grouped under the best of them; 0 = each is a hit
	Facets   []index.Field  // facets: names or none; nil = all
	Interval index.Interval // interval: auto (default), year, quarter, month, day
	Explain  bool           // explain: 1 = how each score came about

	View View   // view: list (default), map, grid, pairs
	Zoom string // zoom: of a map, world (default), found, or the id of a region

	UI string // ui: the language of the page, if the URL names one; only pages have it
}

// Choice is the filter on one field: one of Any, each of All, none of None.
type Choice struct{ Any, All, None []string }

func (c Choice) empty() bool { return len(c.Any)+len(c.All)+len(c.None) == 0 }

// Includes reports whether a value is in Any or All.
func (c Choice) Includes(value string) bool {
	return slices.Contains(c.Any, value) || slices.Contains(c.All, value)
}

// Limits of a search.
const (
	// MaxText is in characters: several times the words that a query may have. Every link of a page carries the text.
	MaxText = 2000
	// MaxValues is over all parameters: more than every country of the world and every theme.
	MaxValues = 400
	// maxValue is in bytes, longer than the longest name of a source.
	maxValue = 500
	// MaxPage times the largest page is ten million documents, more than a library holds.
	MaxPage = 100_000
	// DefaultLimit is the number of hits of a page.
	DefaultLimit = 10
)

// FacetFields are all facets in the order in which responses and pages show them.
var FacetFields = append(slices.Clone(index.ValueFields), index.FieldDate)

// changed returns the params with another choice for one field, on page 1. The receiver is left as it is.
func (p Params) changed(f index.Field, change func(Choice) Choice) Params {
	p.Choices = maps.Clone(p.Choices)
	if p.Choices == nil {
		p.Choices = map[index.Field]Choice{}
	}
	p.Choices[f] = change(p.Choices[f])
	p.Page = 1
	return p
}

// Only replaces the values of Any by one and lifts its exclusion: a bucket counts the documents of this search.
func (p Params) Only(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		c.Any, c.None = []string{value}, remove(c.None, value)
		if slices.Contains(c.All, value) {
			c.Any = nil
		}
		return c
	})
}

// Require requires a value in addition to the chosen ones.
func (p Params) Require(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		c.All, c.None = append(remove(c.All, value), value), remove(c.None, value)
		return c
	})
}

// Exclude excludes a value.
func (p Params) Exclude(f index.Field, value string) Params {
	return p.Without(f, value).changed(f, func(c Choice) Choice {
		c.None = append(slices.Clone(c.None), value)
		return c
	})
}

// Without removes a value from every list of the field.
func (p Params) Without(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		return Choice{Any: remove(c.Any, value), All: remove(c.All, value), None: remove(c.None, value)}
	})
}

// Narrow narrows the search by a value: next to chosen values it is required, otherwise it is the only one.
func (p Params) Narrow(f index.Field, value string) Params {
	c := p.Choices[f]
	if c.Includes(value) {
		return p.AtPage(1)
	}
	if len(c.Any)+len(c.All) > 0 {
		return p.Require(f, value)
	}
	return p.Only(f, value)
}

// SelectBucket returns the search whose total is the count of a bucket. If only All has values, requiring one more finds the
// same documents as choosing it, and reads better.
func (p Params) SelectBucket(f index.Field, value string) Params {
	if c := p.Choices[f]; len(c.All) > 0 && len(c.Any) == 0 {
		return p.Require(f, value)
	}
	return p.Only(f, value)
}

// RequireAll moves the values of Any to All, and RequireAny moves them back.
func (p Params) RequireAll(f index.Field) Params {
	return p.changed(f, func(c Choice) Choice {
		return Choice{All: append(slices.Clone(c.All), removeAll(c.Any, c.All)...), None: c.None}
	})
}

// RequireAny moves the values of All to Any.
func (p Params) RequireAny(f index.Field) Params {
	p.SamePassage = false
	return p.changed(f, func(c Choice) Choice {
		return Choice{Any: append(slices.Clone(c.Any), removeAll(c.All, c.Any)...), None: c.None}
	})
}

// Between replaces the filter by date; an empty text opens that end.
func (p Params) Between(from, to string) Params {
	p.DateFrom, p.DateTo, p.Undated, p.Page = from, to, false, 1
	return p
}

// ClearFilters keeps the text and how it is matched, and removes every filter.
func (p Params) ClearFilters() Params {
	return Params{Text: p.Text, MatchAny: p.MatchAny, Sort: p.Sort, Limit: p.Limit, Page: 1, Mentions: p.Mentions, Expanded: p.Expanded, UI: p.UI}
}

// TextOnly keeps the text and how it is matched: the parameters that highlight words in a document.
func (p Params) TextOnly() Params {
	return Params{Text: p.Text, MatchAny: p.MatchAny, Limit: DefaultLimit, Page: 1, UI: p.UI}
}

// Filtered reports whether a filter is active.
func (p Params) Filtered() bool {
	for _, c := range p.Choices {
		if !c.empty() {
			return true
		}
	}
	return len(p.Regions) > 0 || p.HasDates()
}

// HasDates reports whether there is a filter by date.
func (p Params) HasDates() bool { return p.DateFrom != "" || p.DateTo != "" || p.Undated }

// AtPage returns the same search at another page, from 1.
func (p Params) AtPage(page int) Params {
	p.Page = page
	return p
}

// Collapsed returns the search with near-duplicates grouped, Uncollapsed the one with each as a hit.
func (p Params) Collapsed() Params {
	p.Expanded, p.Page = false, 1
	return p
}

// Uncollapsed returns the search with each near-duplicate as a hit.
func (p Params) Uncollapsed() Params {
	p.Expanded, p.Page = true, 1
	return p
}

// InView returns the same search in another view.
func (p Params) InView(v View) Params {
	p = p.AtPage(1)
	p.View = v
	if v != ViewMap {
		p.Zoom = ""
	}
	return p
}

// ForPage drops the parameters that pages do not use, and Limit 0.
func (p Params) ForPage() Params {
	p.Facets, p.Explain = nil, false
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	return p
}

// HitCount returns the number of hits on all pages of a result: documents, or groups of near-duplicates.
func (p Params) HitCount(r *index.Result) int {
	if p.Expanded {
		return r.Total
	}
	return r.Groups
}

// PageCount returns the number of pages of a number of hits.
func PageCount(hits, limit int) int { return (hits + limit - 1) / max(limit, 1) }

func remove(values []string, value string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == value })
}

func removeAll(values, those []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return slices.Contains(those, v) })
}
