package server

import (
	"daftar/server/i18n"
	"daftar/server/request"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestPageLanguageFollowsURLAndBrowser(t *testing.T) {
	s := serverOf(t, library(t))
	for _, test := range []struct{ path, accept, lang, dir, says string }{
		{"/", "", "en", "ltr", "Search the library"},
		{"/", "fa-IR,fa;q=0.9", "fa", "rtl", "جستجو در کتابخانه"},
		{"/?ui=ur", "fa", "ur", "rtl", "کتب خانے میں تلاش"},
		{"/search?q=drill&ui=ru", "", "ru", "ltr", "по релевантности"},
		{"/search?q=drill&ui=xx", "ru", "ru", "ltr", "по релевантности"},
		{"/documents/drill?q=drill&tag=country:PK&ui=fa", "", "fa", "rtl", "پاکستان"},
		{"/help?ui=FA", "", "fa", "rtl", "شیوهٔ جستجو"},
		{"/nowhere?ui=ru", "", "ru", "ltr", "Страница не найдена"},
		{"/search?date_from=x&ui=ur", "", "ur", "rtl", "مثلاً"},
		{"/search?q=nowhere+drill&ui=ru", "", "ru", "ltr", "Ничего не найдено"},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+test.path, nil)
		r.Header.Set("Accept-Language", test.accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := w.Header().Get("Content-Language"); got != test.lang || !slices.Contains(w.Header().Values("Vary"), "Accept-Language") {
			t.Errorf("%s: Content-Language %q, Vary %q", test.path, got, w.Header().Values("Vary"))
		}
		if want := `<html lang="` + test.lang + `" dir="` + test.dir + `">`; !strings.Contains(w.Body.String(), want) || !strings.Contains(w.Body.String(), test.says) {
			t.Errorf("%s: no %s or no %q in\n%.3000s", test.path, want, test.says, w.Body)
		}
		if strings.Contains(w.Body.String(), "%!") {
			t.Errorf("%s: a format went wrong", test.path)
		}
	}
	api := httptest.NewRequest(http.MethodGet, "http://localhost/api/v1/search?q=drill+country:PK&limit=1", nil)
	api.Header.Set("Accept-Language", "fa")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, api)
	if !strings.Contains(w.Body.String(), "drill, about Pakistan") {
		t.Errorf("the API does not speak English: %.300s", w.Body)
	}
	if w := get(t, s, "/api/v1/search?ui=fa"); w.Code != http.StatusBadRequest {
		t.Errorf("the API takes ui: %d", w.Code)
	}
}

// TestLinksKeepTheLanguage follows every link and the form of pages whose URL names the language.
func TestLinksKeepTheLanguage(t *testing.T) {
	s := serverOf(t, library(t))
	for _, path := range []string{
		"/?ui=fa", "/search?q=drill&country=PK&date_from=2020&limit=1&ui=fa", "/search?q=nowhere+drill&ui=fa", "/search?q=Pakistan&collapse=0&ui=fa",
		"/documents/drill?q=drill&tag=country:PK&ui=fa", "/help?ui=fa", "/about?ui=fa", "/documents/drill?hash=0&passage=2&cite=1&ui=fa", "/nowhere?ui=fa", "/search?limit=x&q=kept&ui=fa", "/search?country_all=PK&country_all=US&ui=fa",
	} {
		doc := getPage(t, s, path, get(t, s, path).Code)
		for _, link := range hrefs(doc) {
			own := !strings.HasPrefix(link, "#") && !strings.HasPrefix(link, "/api/") && !strings.HasPrefix(link, "/opensearch") && link != request.PathAtom
			if u, err := url.Parse(link); own && (err != nil || !u.Query().Has("ui")) {
				t.Errorf("%s: the language is lost by %s", path, link)
			}
		}
		if got := submit(doc).Get("ui"); got != "fa" {
			t.Errorf("%s: the form sends ui=%q", path, got)
		}
	}
	for _, a := range find(getPage(t, s, "/search?q=drill", 200), "main a") {
		if strings.Contains(attr(a, "href"), "ui=") {
			t.Errorf("a language that nobody asked for is in %s", attr(a, "href"))
		}
	}
	if w := get(t, s, "/search?limit=5&page=9&ui=ur"); w.Header().Get("Location") != "/search?limit=5&ui=ur" {
		t.Errorf("beyond the end: %s", w.Header().Get("Location"))
	}
}

func TestPageLinksToItsLanguages(t *testing.T) {
	s := serverOf(t, library(t))
	links := find(getPage(t, s, "/search?q=drill&country=PK&ui=ru", 200), ".languages a")
	if got := texts(links); !slices.Equal(got, []string{"English", "Русский", "فارسی", "اردو"}) {
		t.Fatalf("languages %q", got)
	}
	for n, a := range links {
		if want := "/search?country=PK&q=drill&ui=" + i18n.Languages()[n].Code; attr(a, "href") != want || attr(a, "lang") != i18n.Languages()[n].Code {
			t.Errorf("%s leads to %s, want %s", text(a), attr(a, "href"), want)
		}
	}
	for _, a := range find(getPage(t, s, "//example.org/x", 404), ".languages a") {
		if !strings.HasPrefix(attr(a, "href"), "/example.org/") {
			t.Errorf("leads to another host: %s", attr(a, "href"))
		}
	}
}

// TestPagesAreTranslated checks the elements of every page, and that no English is left in other languages.
func TestPagesAreTranslated(t *testing.T) {
	s := serverOf(t, library(t))
	for _, l := range i18n.Languages() {
		for _, path := range []string{"/", "/search?q=drill", "/search?country=PK&country_not=US&date_from=2020&region=sco", "/documents/drill?q=drill&tag=country:PK&cite=2", "/help", "/about"} {
			path = withLang(path, l.Code)
			doc := getPage(t, s, path, 200)
			checkNames(t, path, doc)
			checkSafe(t, path, doc)
			if l.Code == "en" {
				continue
			}
			for _, word := range []string{"Search", "Filters", "Country", "Theme", "Pakistan,", "documents", "published", "inferred", "main subjects only", "page "} {
				for _, place := range []string{"footer", "nav", "legend", "h1", "h2#timeline", "p.meta .kind", ".numbers", "summary", "head title", ".rule"} {
					for _, n := range find(doc, place) {
						if strings.Contains(text(n), word) {
							t.Errorf("%s: %s says %q", path, place, text(n))
						}
					}
				}
			}
		}
	}
}

func TestTranslatedPagesAreNotMuchLarger(t *testing.T) {
	s := serverOf(t, library(t))
	english := get(t, s, "/search?q=drill").Body.Len()
	for _, l := range i18n.Languages() {
		if n := get(t, s, "/search?q=drill&ui="+l.Code).Body.Len(); n > 2*english {
			t.Errorf("%s: %d bytes, English has %d", l.Code, n, english)
		}
	}
}
