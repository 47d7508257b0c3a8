package server

import (
	"slices"

	"daftar/index"
)

// chosenFilter is a filter in force, listed above the results with a link that removes it.
type chosenFilter struct {
	Label  string // what it asks for
	Remove string // "Remove Pakistan"
	URL    string
	params Params // the question without it
}

// chosen lists the filters in force in the order of the address.
func (l Library) chosen(p Params) (all []chosenFilter) {
	add := func(label string, without Params) {
		without.Page = 1
		all = append(all, chosenFilter{label, "Remove " + label, without.URL(pathSearch), without})
	}
	for _, f := range index.ValueFields {
		c := p.Choices[f]
		for _, v := range c.Any {
			add(l.label(f, v), p.lifted(f, v))
		}
		for _, v := range c.All {
			add(allPrefix(c, v)+l.label(f, v), p.lifted(f, v))
		}
		for _, v := range c.None {
			add("not "+l.label(f, v), p.lifted(f, v))
		}
	}
	if p.Together {
		without := p
		without.Together = false
		add("in one passage", without)
	}
	for _, id := range p.Regions {
		without := p
		without.Regions = drop(p.Regions, id)
		label := l.regionLabel(id)
		if p.On != "" {
			label += " as of " + p.On
		}
		add(label, without)
	}
	if p.dated() {
		add(p.dateLabel(), p.between("", ""))
	}
	if p.Any {
		without := p
		without.Any = false
		add("any of the words", without)
	}
	if p.Mentions == index.MentionsAny {
		without := p
		without.Mentions = ""
		add("any mention", without)
	}
	return all
}

// allPrefix tells "all of these" from "any of these"; a single one needs no telling.
func allPrefix(c Choice, value string) string {
	if len(c.All)+len(c.Any) > 1 && (c.All[0] != value || len(c.Any) > 0) {
		return "and "
	}
	return ""
}

var dateFieldWords = map[index.DateField]string{
	index.DatePublished: "published ", index.DateEvent: "about events ", index.DateAdded: "added ",
}

func (p Params) dateLabel() string {
	label := dateFieldWords[p.DateField]
	switch {
	case p.DateFrom != "" && p.DateFrom == p.DateTo:
		label += "in " + p.DateFrom
	case p.DateFrom != "" && p.DateTo != "":
		label += p.DateFrom + " to " + p.DateTo
	case p.DateFrom != "":
		label += "from " + p.DateFrom
	case p.DateTo != "":
		label += "until " + p.DateTo
	default:
		return label + "without a date"
	}
	if p.Undated {
		label += " or without a date"
	}
	return label
}

func contains(c Choice, value string) bool {
	return slices.Contains(c.Any, value) || slices.Contains(c.All, value)
}
