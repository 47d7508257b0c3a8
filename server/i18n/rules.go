package i18n

import (
	"cmp"
	"strings"
)

// ruleMeanings are message keys by the kind of a rule and its name: country:PK:name is {country, name}.
var ruleMeanings = map[[2]string]string{
	{"country", "name"}:      "rule.country.name",
	{"country", "adjective"}: "rule.country.adjective",
	{"country", "people"}:    "rule.country.people",
	{"country", "capital"}:   "rule.country.capital",
	{"country", "metonym"}:   "rule.country.metonym",
	{"country", "region"}:    "rule.country.region",
	{"country", "city"}:      "rule.country.city",

	{"role", "host"}:        "rule.role.host",
	{"role", "participant"}: "rule.role.participant",

	{"theme", "strong"}: "rule.theme.strong",
	{"theme", "weak"}:   "rule.theme.weak",
	{"theme", "near"}:   "rule.theme.near",

	{"date", "day"}:     "rule.date.day",
	{"date", "month"}:   "rule.date.month",
	{"date", "quarter"}: "rule.date.quarter",
	{"date", "year"}:    "rule.date.year",
	{"date", "decade"}:  "rule.date.decade",
	{"date", "range"}:   "rule.date.range",
}

// resolutions are message keys for where a date gets the parts that its text leaves out: date:day:context.
var resolutions = map[string]string{
	"context":   "rule.date-context",
	"published": "rule.date-published",
	"relative":  "rule.date-relative",
}

// Rule returns in words what the rule of a tag takes its evidence for: "its name". A rule without words is returned as it is.
func (l *Localizer) Rule(rule string) string {
	parts := strings.Split(rule, ":")
	kind, how, rest := parts[0], parts[len(parts)-1], ""
	if kind == "date" && len(parts) > 1 {
		how, rest = parts[1], strings.Join(parts[2:], ":")
	}
	key, known := ruleMeanings[[2]string{kind, how}]
	if !known {
		return rule
	}
	if rest != "" {
		return l.T("rule.resolved", l.T(key), l.T(cmp.Or(resolutions[rest], rest)))
	}
	return l.T(key)
}
