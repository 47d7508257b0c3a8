package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// helpPage is /help: the query language by example, what the filters mean, and the errors of the API.
type helpPage struct {
	frame
	Syntax     []syntaxRow
	Parameters []string
	Errors     []errorRow
}

type syntaxRow struct{ Example, Meaning, URL string }

type errorRow struct{ Slug, Title, Meaning string }

// syntax is the query language of DESIGN.md section 10 as far as this version reads it.
var syntax = []syntaxRow{
	{Example: `border security`, Meaning: "both words, in any form (border, borders); capitals do not matter"},
	{Example: `"joint exercise"`, Meaning: "exactly these words in this order"},
	{Example: `"troops withdraw"~5`, Meaning: "these words in any order, with at most 5 others between them"},
	{Example: `drone OR UAV`, Meaning: "one of them; OR, AND and NOT are written in capitals"},
	{Example: `ceasefire -Syria`, Meaning: "the first word without the second; NOT does the same"},
	{Example: `(drone OR UAV) AND border`, Meaning: "brackets group"},
	{Example: `title:sanctions`, Meaning: "in the title"},
	{Example: `country:PK`, Meaning: "about a country, by code or by name: country:Pakistan, country:\"United States\""},
	{Example: `theme:cyber-security`, Meaning: "about a theme"},
	{Example: `after:2024 before:2025-06`, Meaning: "from the first day of 2024 to the last day of June 2025"},
	{Example: `lang:ru`, Meaning: "in a language"},
	{Example: `source:"Background note"`, Meaning: "from a source"},
}

// errorRows explain the types of problems that the API answers with; a problem's type is the address of its row.
var errorRows = []errorRow{
	{"parameter", "A parameter is not allowed", "A parameter is unknown, not yet known, or has a value that is not allowed. The answer names each of them with what is allowed."},
	{"limit", "The question is too large", "A limit was reached, which the answer names: ask for less, or in smaller steps."},
	{"not-found", "Not found", "There is no such document or address. Documents that a reindex no longer found are gone."},
	{"expired", "The list has changed", "The library was indexed anew since the list was made."},
	{"request", "The request was not understood", "The method, the content type or the host name is not one that this server answers to."},
	{"unavailable", "No library yet", "Nothing has been indexed, or the index is being opened. Ask again after the seconds that Retry-After names."},
	{"busy", "Too busy", "Too many requests at once, or a question that took too long. Ask again after the seconds that Retry-After names."},
	{"internal", "Something went wrong", "The server failed; its log says how."},
}

// helpPage explains. It has no parameters.
func (s *Server) helpPage(c echo.Context) error {
	page := helpPage{frame: s.frame("Help - Daftar", box{Text: c.QueryParam("q")}), Errors: errorRows}
	for _, row := range syntax {
		row.URL = Params{Text: row.Example, Limit: defaultLimit, Page: 1}.URL(pathSearch)
		page.Syntax = append(page.Syntax, row)
	}
	for _, p := range parameters {
		page.Parameters = append(page.Parameters, p.name)
	}
	return s.render(c, http.StatusOK, "help", page)
}
