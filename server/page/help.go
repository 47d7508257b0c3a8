package page

import (
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"daftar/index/query"
	"daftar/server/help"
	"daftar/server/request"
)

// helpPage is the page /help: the query language by example, the filters, and the API with its errors.
type helpPage struct {
	layout
	Syntax     []syntaxRow
	Parameters []string
	Addresses  []addressRow
	Errors     []errorRow
	Guides     []guideLink
}

// syntaxRow is a form of the query language: an example, its description by the parser, and an explanation.
type syntaxRow struct{ Example, Description, Meaning, URL string }

type errorRow struct{ Slug, Title, Meaning string }

// addressRow is an address of the API. It has a URL if a browser can open it.
type addressRow struct{ Address, URL, Meaning string }

var addresses = []addressRow{
	{"GET /api/v1/search", "/api/v1/search", "help.api-search"},
	{"POST /api/v1/search", "", "help.api-post"},
	{"/api/v1/documents/{id}", "", "help.api-document"},
	{"/api/v1/documents/{id}/citation?format=", "", "help.api-citation"},
	{"/documents/{id}?hash=", "", "help.permalink"},
	{"/documents/{id}/original", "", "help.api-original"},
	{"/search.atom", "/search.atom", "help.api-atom"},
	{"/api/v1/countries", "/api/v1/countries", "help.api-countries"},
	{"/api/v1/themes", "/api/v1/themes", "help.api-themes"},
	{"/api/v1/regions", "/api/v1/regions", "help.api-regions"},
	{"/api/v1/suggest?q=", "", "help.api-suggest"},
	{"/opensearch.xml", "/opensearch.xml", "help.api-opensearch"},
	{"/api/v1/status", "/api/v1/status", "help.api-status"},
}

// errorRows explain the types of problems of the API: the type of a problem is the address of its row.
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

// syntax explains each form of the query language.
func (w pageContext) syntax() (rows []syntaxRow) {
	for _, f := range query.Syntax() {
		search := w.allDocuments()
		search.Text = f.Query
		parsed := query.Parse(f.Query, query.Options{Vocabulary: w.searcher.Vocabulary})
		rows = append(rows, syntaxRow{f.Query, w.Message(parsed.Description), w.T("help." + f.Name), search.URL(request.PathSearch)})
	}
	return rows
}

// Help handles /help. It has no parameters.
func (pages *Pages) Help(c echo.Context) error {
	w := pages.context(c)
	page := helpPage{layout: w.layout(w.T("help"), searchBox{Text: c.QueryParam("q")})}
	page.Languages = w.languages(c)
	page.Syntax = w.syntax()
	for _, row := range errorRows {
		page.Errors = append(page.Errors, errorRow{row.Slug, w.T(row.Title), w.T(row.Meaning)})
	}
	for _, row := range addresses {
		page.Addresses = append(page.Addresses, addressRow{row.Address, row.URL, w.T(row.Meaning)})
	}
	page.Parameters = request.ParameterNames()
	for _, g := range help.Guides() {
		page.Guides = append(page.Guides, guideLink{g.Title, w.withLang(request.PathHelp + "/" + g.Topic)})
	}
	return w.render(c, http.StatusOK, "help", page)
}

type guideLink struct{ Title, URL string }

// guidePage is a guide in English.
type guidePage struct {
	layout
	Guide template.HTML
}

// Guide handles /help/TOPIC.
func (pages *Pages) Guide(c echo.Context) error {
	guide, found := help.Find(c.Param("topic"))
	if !found {
		return echo.ErrNotFound
	}
	html, err := guide.HTML()
	if err != nil {
		return err
	}
	w := pages.context(c)
	page := guidePage{layout: w.layout(guide.Title, searchBox{}), Guide: html}
	page.Languages = w.languages(c)
	return w.render(c, http.StatusOK, "guide", page)
}
