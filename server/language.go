package server

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
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
	return scribe{s, s.speakers[acceptedLanguage(c.Request().Header.Get("Accept-Language"))], ""}
}

// Limits of Accept-Language: browsers send a handful.
const maxAccepted = 20

// near languages are answered in one that their readers read: Dari (prs, haz) is Persian.
var near = map[string]string{"prs": "fa", "haz": "fa", "pes": "fa"}

// acceptedLanguage returns the best of the languages of pages for an Accept-Language header (RFC 9110, section 12.5.4);
// the first of them if none is accepted.
func acceptedLanguage(header string) string {
	best, weight := pageLanguages[0].Code, 0.0
	for n, part := range strings.Split(header, ",") {
		if n == maxAccepted {
			break
		}
		name, params, _ := strings.Cut(part, ";")
		code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), "-")
		if other, ok := near[code]; ok {
			code = other
		}
		q := 1.0
		if text, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); given {
			var err error
			if q, err = strconv.ParseFloat(text, 64); err != nil || q > 1 {
				continue
			}
		}
		known := slices.ContainsFunc(pageLanguages, func(l pageLanguage) bool { return l.Code == code })
		if known && q > weight {
			best, weight = code, q
		}
	}
	return best
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
	for _, l := range pageLanguages {
		url := address(path, append(slices.Clone(pairs), pair{parameterUI, l.Code}))
		links = append(links, languageLink{l.Code, l.Own, url, l.Code == w.Code})
	}
	return links
}
