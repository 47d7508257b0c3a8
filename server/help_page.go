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
	Addresses  []addressRow
	Errors     []errorRow
}

type syntaxRow struct{ Example, Meaning, URL string }

type errorRow struct{ Slug, Title, Meaning string }

// syntax is the query language of DESIGN.md section 10 as far as this version reads it.
var syntax = []syntaxRow{
	{Example: `border security`, Meaning: "help.words"},
	{Example: `"joint exercise"`, Meaning: "help.phrase"},
	{Example: `"troops withdraw"~5`, Meaning: "help.near"},
	{Example: `drone OR UAV`, Meaning: "help.or"},
	{Example: `ceasefire -Syria`, Meaning: "help.not"},
	{Example: `(drone OR UAV) AND border`, Meaning: "help.brackets"},
	{Example: `title:sanctions`, Meaning: "help.in-title"},
	{Example: `country:PK`, Meaning: "help.country"},
	{Example: `theme:cyber-security`, Meaning: "help.theme"},
	{Example: `after:2024 before:2025-06`, Meaning: "help.dates"},
	{Example: `lang:ru`, Meaning: "help.language"},
	{Example: `source:"Background note"`, Meaning: "help.source"},
}

// addressRow is an address for programs; it has a URL where it can be looked at.
type addressRow struct{ Address, URL, Meaning string }

var addresses = []addressRow{
	{"GET /api/v1/search", "/api/v1/search", "help.api-search"},
	{"POST /api/v1/search", "", "help.api-post"},
	{"/api/v1/documents/{id}", "", "help.api-document"},
	{"/api/v1/countries", "/api/v1/countries", "help.api-countries"},
	{"/api/v1/themes", "/api/v1/themes", "help.api-themes"},
	{"/api/v1/regions", "/api/v1/regions", "help.api-regions"},
	{"/api/v1/suggest?q=", "", "help.api-suggest"},
	{"/opensearch.xml", "/opensearch.xml", "help.api-opensearch"},
	{"/api/v1/status", "/api/v1/status", "help.api-status"},
}

// errorRows explain the types of problems that the API answers with; a problem's type is the address of its row.
var errorRows = []errorRow{
	{"parameter", "error.parameter", "help.error-parameter"},
	{"limit", "error.limit", "help.error-limit"},
	{"not-found", "error.not-found", "help.error-not-found"},
	{"expired", "error.expired", "help.error-expired"},
	{"request", "error.request", "help.error-request"},
	{"unavailable", "error.unavailable", "help.error-unavailable"},
	{"busy", "error.busy", "help.error-busy"},
	{"internal", "error.internal", "help.error-internal"},
}

// helpPage explains. It has no parameters.
func (s *Server) helpPage(c echo.Context) error {
	w := s.scribe(c)
	page := helpPage{frame: w.frame(w.Say("help"), box{Text: c.QueryParam("q")})}
	page.Languages = w.languages(c)
	for _, row := range syntax {
		asked := w.blank()
		asked.Text = row.Example
		page.Syntax = append(page.Syntax, syntaxRow{row.Example, w.Say(row.Meaning), asked.URL(pathSearch)})
	}
	for _, row := range errorRows {
		page.Errors = append(page.Errors, errorRow{row.Slug, w.Say(row.Title), w.Say(row.Meaning)})
	}
	for _, row := range addresses {
		page.Addresses = append(page.Addresses, addressRow{row.Address, row.URL, w.Say(row.Meaning)})
	}
	for _, p := range parameters {
		page.Parameters = append(page.Parameters, p.name)
	}
	return w.render(c, http.StatusOK, "help", page)
}
