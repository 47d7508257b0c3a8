package server

import "daftar/index"

// radio is a control that is one of several: a radio button, a tick box or an option.
type radio struct {
	Name, Value, Label string
	Checked            bool
}

type dateControls struct {
	From, To  string
	Undated   bool
	Missing   string // number without a date
	Fields    []radio
	Intervals []radio
}

type regionControls struct {
	Kinds []regionKind
	Any   bool // none chosen
	On    string
}

type regionKind struct {
	Label   string
	Regions []radio
}

func (p Params) mentionControls() []radio {
	all := p.Mentions == index.MentionsAny
	return []radio{{"mentions", "", "main subject", !all}, {"mentions", "any", "any mention", all}}
}

func (p Params) dateControls(f index.FacetCounts) dateControls {
	c := dateControls{From: p.DateFrom, To: p.DateTo, Undated: p.Undated, Missing: number(f.Missing)}
	for _, field := range []struct {
		value index.DateField
		label string
	}{{index.DateDocument, "document date"}, {index.DatePublished, "published"}, {index.DateEvent, "date of the event"}, {index.DateAdded, "added to the library"}} {
		c.Fields = append(c.Fields, radio{"date_field", string(field.value), field.label, orElse(p.DateField, index.DateDocument) == field.value})
	}
	for _, i := range []index.Interval{index.IntervalAuto, index.IntervalYear, index.IntervalQuarter, index.IntervalMonth, index.IntervalDay} {
		c.Intervals = append(c.Intervals, radio{"interval", string(i), string(i), orElse(p.Interval, index.IntervalAuto) == i})
	}
	return c
}

var regionKindTitles = map[string]string{
	"geographic": "Geography (UN M49)", "analytic": "Analysts' regions", "organisation": "Organisations", "command": "Military commands",
}

func (s *Server) regionControls(p Params) regionControls {
	c := regionControls{Any: len(p.Regions) == 0, On: p.On}
	at := map[string]int{}
	for _, r := range s.Vocabulary.Regions() {
		kind := string(r.Kind)
		if _, seen := at[kind]; !seen {
			at[kind] = len(c.Kinds)
			c.Kinds = append(c.Kinds, regionKind{Label: orElse(regionKindTitles[kind], kind)})
		}
		k := &c.Kinds[at[kind]]
		k.Regions = append(k.Regions, radio{"region", r.ID, r.Label, len(p.Regions) > 0 && p.Regions[0] == r.ID})
	}
	return c
}
