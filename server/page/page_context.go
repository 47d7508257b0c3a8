package page

import (
	"maps"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/server/i18n"
	"daftar/server/request"
)

// pageContext renders the pages of one request in its language.
type pageContext struct {
	*i18n.Localizer
	pages    *Pages
	searcher *request.Searcher
	ui       string // the language that the URL names, "" if it names none; links keep it
}

// context chooses the language of a page: that of the parameter ui if there are pages in it, else that of Accept-Language.
func (pages *Pages) context(c echo.Context) pageContext {
	if ui := strings.ToLower(c.QueryParam(request.ParamUI)); ui != "" {
		if l, known := pages.localizers[ui]; known {
			return pageContext{l, pages, pages.searcher, ui}
		}
	}
	l := pages.localizers[i18n.Accept(c.Request().Header.Get("Accept-Language"))]
	return pageContext{l, pages, pages.searcher, ""}
}

// withLang returns the address of a page of ours with the language that the URL of this page names.
func (w pageContext) withLang(path string) string { return withLang(path, w.ui) }

func withLang(path, ui string) string {
	if ui == "" {
		return path
	}
	path, fragment, anchored := strings.Cut(path, "#")
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	path += sign + request.ParamUI + "=" + ui
	if anchored {
		path += "#" + fragment
	}
	return path
}

// languageLink leads to the same page in another language.
type languageLink struct {
	Code    string
	Name    string // in the language itself
	URL     string
	Current bool
}

func (w pageContext) languages(c echo.Context) (links []languageLink) {
	values := c.QueryParams()
	var pairs []request.Pair
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, v := range request.NonBlank(values[name]) {
			if name != request.ParamUI && len(v) <= request.MaxText && len(pairs) < request.MaxValues {
				pairs = append(pairs, request.Pair{Name: name, Value: strings.ToValidUTF8(v, "\uFFFD")})
			}
		}
	}
	// A path that begins with two slashes would lead to another host.
	path := "/" + strings.TrimLeft(c.Request().URL.EscapedPath(), `/\`)
	for _, l := range i18n.Languages() {
		url := request.Address(path, append(slices.Clone(pairs), request.Pair{Name: request.ParamUI, Value: l.Code}))
		links = append(links, languageLink{l.Code, l.Name, url, l.Code == w.Language.Code})
	}
	return links
}

// allDocuments returns the search for all documents, in the language of the page.
func (w pageContext) allDocuments() request.Params {
	return request.Params{Limit: request.DefaultLimit, Page: 1, UI: w.ui}
}
