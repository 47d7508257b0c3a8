package server

import (
	"slices"

	"daftar/index"
	"daftar/index/date"
)

// chosenFilter is a filter in force, listed above the results with a link that removes it.
type chosenFilter struct {
	Label  string // what it asks for
	Remove string // "Remove Pakistan"
	URL    string
	params Params // the question without it
}

// chosen lists the filters in force in the order of the address.
func (s speaker) chosen(p Params) (all []chosenFilter) {
	add := func(label string, without Params) {
		without.Page = 1
		all = append(all, chosenFilter{label, s.T("chosen.remove", label), without.URL(pathSearch), without})
	}
	for _, f := range index.ValueFields {
		c := p.Choices[f]
		for _, v := range c.Any {
			add(s.Label(f, v), p.lifted(f, v))
		}
		for _, v := range c.All {
			add(s.required(c, f, v), p.lifted(f, v))
		}
		for _, v := range c.None {
			add(s.T("chosen.not", s.Label(f, v)), p.lifted(f, v))
		}
	}
	if p.Together {
		without := p
		without.Together = false
		add(s.T("together"), without)
	}
	for _, id := range p.Regions {
		without := p
		without.Regions = drop(p.Regions, id)
		label := s.RegionLabel(id)
		if p.On != "" {
			label = s.T("chosen.as-of", label, s.dateText(p.On))
		}
		add(label, without)
	}
	if p.dated() {
		add(s.dateLabel(p), p.between("", ""))
	}
	if p.Any {
		without := p
		without.Any = false
		add(s.T("chosen.any"), without)
	}
	if p.Mentions == index.MentionsAny {
		without := p
		without.Mentions = ""
		add(s.T("mentions.any"), without)
	}
	return all
}

// required tells "all of these" from "any of these"; a single one needs no telling.
func (s speaker) required(c Choice, f index.Field, value string) string {
	if len(c.All)+len(c.Any) > 1 && (c.All[0] != value || len(c.Any) > 0) {
		return s.T("chosen.and", s.Label(f, value))
	}
	return s.Label(f, value)
}

var dateFieldWords = map[index.DateField]string{
	index.DateDocument: "as-is", index.DatePublished: "dates.published", index.DateEvent: "dates.event", index.DateAdded: "dates.added",
}

func (s speaker) dateLabel(p Params) string {
	label, from, to := "", s.dateText(p.DateFrom), s.dateText(p.DateTo)
	switch {
	case from != "" && from == to:
		label = s.T("dates.in", from)
	case from != "" && to != "":
		label = s.T("dates.between", from, to)
	case from != "":
		label = s.T("dates.from", from)
	case to != "":
		label = s.T("dates.until", to)
	default:
		label = s.T("dates.none")
	}
	if p.Undated && from+to != "" {
		label = s.T("dates.or-none", label)
	}
	return s.T(dateFieldWords[orElse(p.DateField, index.DateDocument)], label)
}

// dateText writes a date of an address, 2025-07, in the words of the language; English keeps what was typed.
func (s speaker) dateText(text string) string {
	d, err := date.Parse(text)
	if err != nil || s.Language.Code == "en" {
		return text
	}
	return s.Date(d)
}

func contains(c Choice, value string) bool {
	return slices.Contains(c.Any, value) || slices.Contains(c.All, value)
}
