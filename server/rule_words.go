package server

import (
	"cmp"
	"strings"
)

// ruleMeanings say what a rule takes words for, by its kind and its own name: country:PK:name is {country, name}.
var ruleMeanings = map[[2]string]string{
	{"country", "name"}:      "its name",
	{"country", "adjective"}: "an adjective of it",
	{"country", "people"}:    "its people",
	{"country", "capital"}:   "its capital",
	{"country", "metonym"}:   "a name for its government",
	{"country", "region"}:    "a region of it",
	{"country", "city"}:      "a city in it",

	{"theme", "strong"}: "a strong term",
	{"theme", "weak"}:   "one of several weaker terms",
	{"theme", "near"}:   "words that stand close together",

	{"date", "day"}:     "a day",
	{"date", "month"}:   "a month",
	{"date", "quarter"}: "a quarter",
	{"date", "year"}:    "a year",
	{"date", "decade"}:  "a decade",
	{"date", "range"}:   "a span of days",
}

// resolutions say where a date has what its words leave out: date:day:context.
var resolutions = map[string]string{
	"context":   "its year from the text around it",
	"published": "its year from the date of publication",
	"relative":  "counted from the date of publication",
}

// ruleWords says in words what a rule is; one that has no words is named by its id.
func ruleWords(rule string) string {
	parts := strings.Split(rule, ":")
	kind, how, rest := parts[0], parts[len(parts)-1], ""
	if kind == "date" && len(parts) > 1 {
		how, rest = parts[1], strings.Join(parts[2:], ":")
	}
	words, known := ruleMeanings[[2]string{kind, how}]
	if !known {
		return rule
	}
	if rest != "" {
		words += ", " + cmp.Or(resolutions[rest], rest)
	}
	return words
}
