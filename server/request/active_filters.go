package request

import (
	"cmp"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/i18n"
)

// ActiveFilter is an active filter and the search without it.
type ActiveFilter struct {
	Label  string // "Pakistan"
	Remove string // "Remove Pakistan"
	URL    string // of the page without it
	Params Params // without it
}

// ActiveFilters returns the active filters in the order of the URL.
func ActiveFilters(l *i18n.Localizer, p Params) (filters []ActiveFilter) {
	add := func(label string, without Params) {
		without.Page = 1
		filters = append(filters, ActiveFilter{label, l.T("chosen.remove", label), without.URL(PathSearch), without})
	}
	for _, f := range index.ValueFields {
		c := p.Choices[f]
		for _, v := range c.Any {
			add(l.Label(f, v), p.Without(f, v))
		}
		for _, v := range c.All {
			add(requiredLabel(l, c, f, v), p.Without(f, v))
		}
		for _, v := range c.None {
			add(l.T("chosen.not", l.Label(f, v)), p.Without(f, v))
		}
	}
	if p.SamePassage {
		without := p
		without.SamePassage = false
		add(l.T("same-passage"), without)
	}
	for _, id := range p.Regions {
		without := p
		without.Regions = remove(p.Regions, id)
		label := l.RegionLabel(id)
		if p.MembersOn != "" {
			label = l.T("chosen.as-of", label, dateText(l, p.MembersOn))
		}
		add(label, without)
	}
	if p.HasDates() {
		add(datesLabel(l, p), p.Between("", ""))
	}
	if p.MatchAny {
		without := p
		without.MatchAny = false
		add(l.T("chosen.any"), without)
	}
	if p.Mentions == index.MentionsAny {
		without := p
		without.Mentions = ""
		add(l.T("mentions.any"), without)
	}
	return filters
}

// requiredLabel tells a value of All from one of Any, if there are several.
func requiredLabel(l *i18n.Localizer, c Choice, f index.Field, value string) string {
	if len(c.All)+len(c.Any) > 1 && (c.All[0] != value || len(c.Any) > 0) {
		return l.T("chosen.and", l.Label(f, value))
	}
	return l.Label(f, value)
}

var dateFieldLabels = map[index.DateField]string{
	index.DateDocument: "as-is", index.DatePublished: "dates.published", index.DateEvent: "dates.event", index.DateAdded: "dates.added",
}

func datesLabel(l *i18n.Localizer, p Params) string {
	label, from, to := "", dateText(l, p.DateFrom), dateText(l, p.DateTo)
	switch {
	case from != "" && from == to:
		label = l.T("dates.in", from)
	case from != "" && to != "":
		label = l.T("dates.between", from, to)
	case from != "":
		label = l.T("dates.from", from)
	case to != "":
		label = l.T("dates.until", to)
	default:
		label = l.T("dates.none")
	}
	if p.Undated && from+to != "" {
		label = l.T("dates.or-none", label)
	}
	return l.T(dateFieldLabels[cmp.Or(p.DateField, index.DateDocument)], label)
}

// dateText writes the date of a parameter, such as 2025-07, for people; English keeps it as typed.
func dateText(l *i18n.Localizer, text string) string {
	d, err := date.Parse(text)
	if err != nil || l.Language.Code == "en" {
		return text
	}
	return l.Date(d)
}
