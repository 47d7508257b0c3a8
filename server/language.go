package server

import (
	"maps"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/server/i18n"
)

// scribe writes the pages of one request: in the language that was asked for, with links that keep it if it was asked
// for by the address.
type scribe struct {
	*Server
	speaker
	ui string // the language that the address names, "" if it names none
}

const parameterUI = "ui"

// scribe chooses the language of a page: ui if it names one that pages speak, else the one that the browser likes best.
func (s *Server) scribe(c echo.Context) scribe {
	if ui := strings.ToLower(c.QueryParam(parameterUI)); ui != "" {
		if speaker, known := s.speakers[ui]; known {
			return scribe{s, speaker, ui}
		}
	}
	return scribe{s, s.speakers[i18n.Accept(c.Request().Header.Get("Accept-Language"))], ""}
}

// keep returns the address of a page of ours with the language that was asked for.
func (w scribe) keep(path string) string {
	if w.ui == "" {
		return path
	}
	path, fragment, anchored := strings.Cut(path, "#")
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	path += sign + parameterUI + "=" + w.ui
	if anchored {
		path += "#" + fragment
	}
	return path
}

// languageLink leads to the same page in a language, whose name it gives in itself.
type languageLink struct {
	Code, Own, URL string
	Current        bool
}

func (w scribe) languages(c echo.Context) (links []languageLink) {
	values := c.QueryParams()
	var pairs []pair
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, v := range given(values[name]) {
			if name != parameterUI && len(v) <= maxText && len(pairs) < maxValues {
				pairs = append(pairs, pair{name, strings.ToValidUTF8(v, "\uFFFD")})
			}
		}
	}
	// A path that begins with two slashes would lead to another host.
	path := "/" + strings.TrimLeft(c.Request().URL.EscapedPath(), `/\`)
	for _, l := range i18n.Languages() {
		url := address(path, append(slices.Clone(pairs), pair{parameterUI, l.Code}))
		links = append(links, languageLink{l.Code, l.Name, url, l.Code == w.Language.Code})
	}
	return links
}
