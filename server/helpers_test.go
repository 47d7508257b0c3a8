package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"daftar/server/i18n"
)

func parse(t testing.TB, query string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatalf("query %q: %v", query, err)
	}
	return values
}

func inEnglish(t testing.TB) *i18n.Localizer {
	t.Helper()
	return i18n.English(words(t))
}

// assetPath returns the address of an asset, as the pages name it.
func assetPath(t testing.TB, s *Server, name string) string {
	t.Helper()
	base, ext, _ := strings.Cut(name, ".")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/", nil))
	path := regexp.MustCompile(`/assets/` + base + `\.[0-9a-f]+\.` + ext).FindString(w.Body.String())
	if path == "" {
		t.Fatalf("no page names the asset %s", name)
	}
	return path
}

// withLang adds the language of the page to an address.
func withLang(path, ui string) string {
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	return path + sign + "ui=" + ui
}
