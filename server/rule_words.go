package server

import (
	"cmp"
	"strings"
)

// ruleMeanings say what a rule takes words for (keys of messages), by its kind and its own name: country:PK:name is {country, name}.
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

// resolutions say where a date has what its words leave out: date:day:context.
var resolutions = map[string]string{
	"context":   "rule.date-context",
	"published": "rule.date-published",
	"relative":  "rule.date-relative",
}

// ruleWords says in words what a rule is; one that has no words is named by its id.
func (s speaker) ruleWords(rule string) string {
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
		return s.T("rule.resolved", s.T(key), s.T(cmp.Or(resolutions[rest], rest)))
	}
	return s.T(key)
}
