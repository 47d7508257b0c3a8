package server

import (
	"maps"
	"slices"

	"daftar/index"
)

// Params is what a question says, on a page, in the API and on the command line: the parameters of DESIGN.md section 9.
// It is a plain value, complete and valid once Read returned it, and the whole state of a search page (see URL).
type Params struct {
	Text string // q: the query language of /help
	Cut  bool   // q was longer than maxText characters, and cut
	Any  bool   // match: all (default), any

	Choices  map[index.Field]Choice // country, theme, theme_group, source, lang, format; country_all …; country_not …
	Together bool                   // together: 1 = the countries of country_all in one passage
	Regions  []string               // region: documents about any member of any of them
	On       string                 // on: members at this day (YYYY-MM-DD); "" today's
	Mentions index.Mentions         // mentions: main (default), any

	DateFrom  string          // date_from: YYYY, YYYY-MM or YYYY-MM-DD, inclusive
	DateTo    string          // date_to: likewise, inclusive
	DateField index.DateField // date_field: document (default), published, event, added
	Undated   bool            // date: _missing = without such a date

	Sort     index.Sort     // sort: relevance (default with words), newest (default without), oldest; "" = default
	Limit    int            // limit: 0 to 100, 10
	Page     int            // page: from 1
	Unfolded bool           // fold: 1 (default) = near copies under their best one; 0: every document a hit
	Facets   []index.Field  // facets: names or none; nil = all
	Interval index.Interval // interval: auto (default), year, quarter, month, day
	Explain  bool           // explain: 1 = why each hit ranks where it does

	View view   // view: list (default), map, grid, pairs
	Zoom string // zoom: of a map, world (default), found, or the id of a region

	UI string // ui: the language of the page, if the address names one; of pages alone, see scribe
}

// Choice is what is asked of one field: one of Any, each of All, none of None.
type Choice struct{ Any, All, None []string }

func (c Choice) empty() bool { return len(c.Any)+len(c.All)+len(c.None) == 0 }

// Limits of a question.
const (
	// maxText characters hold several times the words that a query may have, and keep the links of a page small, each of
	// which carries the text.
	maxText = 2000
	// maxValues over all parameters: every country of the world and every theme, with room.
	maxValues = 400
	// maxValue bytes hold the longest name of a source with room.
	maxValue = 500
	// maxPage of the largest pages is ten million documents, more than a library holds.
	maxPage = 100_000
	// defaultLimit hits are what a reader looks through before asking again.
	defaultLimit = 10
)

// facetFields are all facets in the order in which answers and pages show them.
var facetFields = append(slices.Clone(index.ValueFields), index.FieldDate)

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

// only chooses one value instead of the values of Any, and lifts its exclusion: what a bucket's number counts.
func (p Params) only(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		c.Any, c.None = []string{value}, drop(c.None, value)
		if slices.Contains(c.All, value) {
			c.Any = nil
		}
		return c
	})
}

// also requires a value besides what is chosen.
func (p Params) also(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		c.All, c.None = append(drop(c.All, value), value), drop(c.None, value)
		return c
	})
}

// not leaves a value out.
func (p Params) not(f index.Field, value string) Params {
	return p.lifted(f, value).changed(f, func(c Choice) Choice {
		c.None = append(slices.Clone(c.None), value)
		return c
	})
}

// lifted removes a value from every choice of the field.
func (p Params) lifted(f index.Field, value string) Params {
	return p.changed(f, func(c Choice) Choice {
		return Choice{Any: drop(c.Any, value), All: drop(c.All, value), None: drop(c.None, value)}
	})
}

// allOf turns "any of these" into "all of these", and anyOf back.
func (p Params) allOf(f index.Field) Params {
	return p.changed(f, func(c Choice) Choice {
		return Choice{All: append(slices.Clone(c.All), dropAll(c.Any, c.All)...), None: c.None}
	})
}

func (p Params) anyOf(f index.Field) Params {
	p.Together = false
	return p.changed(f, func(c Choice) Choice {
		return Choice{Any: append(slices.Clone(c.Any), dropAll(c.All, c.Any)...), None: c.None}
	})
}

// between narrows the dates; an empty text opens that end.
func (p Params) between(from, to string) Params {
	p.DateFrom, p.DateTo, p.Undated, p.Page = from, to, false, 1
	return p
}

// cleared keeps the text and how it is matched, and drops every filter.
func (p Params) cleared() Params {
	return Params{Text: p.Text, Any: p.Any, Sort: p.Sort, Limit: p.Limit, Page: 1, Mentions: p.Mentions, Unfolded: p.Unfolded, UI: p.UI}
}

// filtered reports whether anything but the text narrows the question.
func (p Params) filtered() bool {
	for _, c := range p.Choices {
		if !c.empty() {
			return true
		}
	}
	return len(p.Regions) > 0 || p.dated()
}

func (p Params) dated() bool { return p.DateFrom != "" || p.DateTo != "" || p.Undated }

func drop(values []string, value string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == value })
}

func dropAll(values, those []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return slices.Contains(those, v) })
}
