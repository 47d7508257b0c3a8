package page

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/server/request"
)

// errorPage shows what went wrong and what is allowed, with the search box as it was filled.
type errorPage struct {
	layout
	Heading, Detail, Help string
	Invalid               []invalidView
	Retry                 string // the same search without its invalid parameters
	Links                 []choiceLink
}

type invalidView struct{ Parameter, Value, Allowed string }

// Error answers a request with an error page.
func (pages *Pages) Error(c echo.Context, f Failure) error {
	text := strings.ToValidUTF8(c.QueryParam("q"), "\uFFFD")
	if runes := []rune(text); len(runes) > request.MaxText {
		text = string(runes[:request.MaxText])
	}
	w := pages.context(c)
	title := w.Message(f.Title)
	page := errorPage{
		layout: w.layout(title, searchBox{Text: text}), Heading: title, Detail: w.Message(f.Detail),
		Help: w.withLang(request.PathHelp + "#error-" + f.Slug),
	}
	page.Languages = w.languages(c)
	search := w.allDocuments()
	search.Text = strings.TrimSpace(text)
	if f.Status == http.StatusNotFound && search.Text != "" {
		page.Links = append(page.Links, choiceLink{Label: w.T("error.search", request.Abbreviate(search.Text)), URL: search.URL(request.PathSearch)})
	}
	if len(f.Invalid) > 0 {
		page.Detail = ""
		for _, p := range f.Invalid {
			page.Invalid = append(page.Invalid, invalidView{p.Name, p.Value, w.Message(p.Allowed)})
		}
		page.Retry = w.withLang(request.Address(request.PathSearch, validParams(c, f.Invalid)))
	}
	return w.render(c, f.Status, "error", page)
}

// validParams returns the parameters of a search that are known and valid.
func validParams(c echo.Context, invalid []request.InvalidParam) (pairs []request.Pair) {
	if !strings.HasPrefix(c.Path(), request.PathSearch) {
		return nil
	}
	bad := map[string]bool{}
	for _, p := range invalid {
		bad[p.Name] = true
	}
	for _, name := range request.ParameterNames() {
		for _, v := range request.NonBlank(c.QueryParams()[name]) {
			if !bad[name] && len(v) <= request.MaxText {
				pairs = append(pairs, request.Pair{Name: name, Value: v})
			}
		}
	}
	return pairs
}
