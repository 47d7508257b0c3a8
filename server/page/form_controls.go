package page

import (
	"cmp"
	"daftar/index"
	"daftar/server/request"
)

// radio is a radio button, a check box or an option.
type radio struct {
	Name, Value, Label string
	Checked            bool
}

type dateControls struct {
	From, To  string
	Undated   bool
	Missing   string // number of documents without a date
	Fields    []radio
	Intervals []radio
}

type regionControls struct {
	Kinds []regionKind
	Any   bool // no region is selected
	On    string
}

type regionKind struct {
	Label   string
	Regions []radio
}

func (w pageContext) mentionControls(p request.Params) []radio {
	all := p.Mentions == index.MentionsAny
	return []radio{{"mentions", "", w.T("mentions.main"), !all}, {"mentions", "any", w.T("mentions.any"), all}}
}

func (w pageContext) dateControls(p request.Params, f index.FacetCounts) dateControls {
	c := dateControls{From: p.DateFrom, To: p.DateTo, Undated: p.Undated, Missing: w.Number(f.Missing)}
	for _, field := range []struct {
		value index.DateField
		label string
	}{{index.DateDocument, "date-field.document"}, {index.DatePublished, "date-field.published"}, {index.DateEvent, "date-field.event"}, {index.DateAdded, "date-field.added"}} {
		c.Fields = append(c.Fields, radio{"date_field", string(field.value), w.T(field.label), cmp.Or(p.DateField, index.DateDocument) == field.value})
	}
	for _, i := range []index.Interval{index.IntervalAuto, index.IntervalYear, index.IntervalQuarter, index.IntervalMonth, index.IntervalDay} {
		c.Intervals = append(c.Intervals, radio{"interval", string(i), w.T(intervalNames[i]), cmp.Or(p.Interval, index.IntervalAuto) == i})
	}
	return c
}

var intervalNames = map[index.Interval]string{
	index.IntervalAuto: "interval.auto", index.IntervalYear: "interval.year", index.IntervalQuarter: "interval.quarter",
	index.IntervalMonth: "interval.month", index.IntervalDay: "interval.day",
}

var regionKindTitles = map[string]string{
	"geographic": "regions.geographic", "analytic": "regions.analytic", "organisation": "regions.organisation", "command": "regions.command",
}

func (w pageContext) regionControls(p request.Params) regionControls {
	c := regionControls{Any: len(p.Regions) == 0, On: p.MembersOn}
	at := map[string]int{}
	for _, r := range w.searcher.Vocabulary.Regions() {
		kind := string(r.Kind)
		if _, seen := at[kind]; !seen {
			at[kind] = len(c.Kinds)
			c.Kinds = append(c.Kinds, regionKind{Label: w.T(cmp.Or(regionKindTitles[kind], kind))})
		}
		k := &c.Kinds[at[kind]]
		k.Regions = append(k.Regions, radio{"region", r.ID, w.RegionLabel(r.ID), len(p.Regions) > 0 && p.Regions[0] == r.ID})
	}
	return c
}
