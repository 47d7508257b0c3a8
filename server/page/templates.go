package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/labstack/echo/v4"

	"daftar/server/i18n"
	"daftar/server/request"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pageNames are the pages. Each is made of the layout, the partials, the views and a template with its name.
var pageNames = []string{"home", "search", "document", "help", "guide", "about", "error"}

// templates are the parsed pages by language and name.
type templates map[string]map[string]*template.Template

func loadTemplates(localizers map[string]*i18n.Localizer) (templates, error) {
	all := templates{}
	for code, l := range localizers {
		all[code] = map[string]*template.Template{}
		for _, name := range pageNames {
			page, err := parsePage(templateFiles, name, l)
			if err != nil {
				return nil, fmt.Errorf("template %s: %w", name, err)
			}
			all[code][name] = page
		}
	}
	return all, nil
}

// parsePage binds the functions of templates to a language: t is the text of a key, around its parts before and after an
// element.
func parsePage(files fs.FS, name string, l *i18n.Localizer) (*template.Template, error) {
	page := template.New("layout.html").Option("missingkey=error").Funcs(template.FuncMap{"t": l.Lookup, "around": l.Around})
	for _, file := range []string{"layout", "partials", "views", name} {
		source, err := fs.ReadFile(files, "templates/"+file+".html")
		if err != nil {
			return nil, err
		}
		target := page
		if file != "layout" {
			target = page.New(file + ".html")
		}
		if _, err := target.Parse(inlineTexts(l, string(source))); err != nil {
			return nil, err
		}
	}
	return page, nil
}

// constantAction matches the actions that print the same on every page of a language.
var constantAction = regexp.MustCompile(`\{\{(lang|dir|t "([^"]+)")\}\}`)

// inlineTexts replaces the texts without arguments in a template: a page of results has some hundreds of them. An unknown key
// stays and fails when it is executed.
func inlineTexts(l *i18n.Localizer, source string) string {
	return constantAction.ReplaceAllStringFunc(source, func(action string) string {
		match := constantAction.FindStringSubmatch(action)
		switch match[1] {
		case "lang":
			return l.Language.Code
		case "dir":
			return l.Language.Dir
		}
		text, err := l.Lookup(match[2])
		if err != nil {
			return action
		}
		return template.HTMLEscapeString(text)
	})
}

// layout is what the layout of every page prints.
type layout struct {
	Title               string // of the window
	Style, Script, Icon string // addresses of assets
	Feed                string // of a search; "" for other pages
	Box                 searchBox
	Skip                string // "Skip to …"
	Big                 bool   // the search box stands in the page, not in its head

	HomeURL, SearchURL, HelpURL, AboutURL string // with the language of the page, if the URL names it
	Languages                             []languageLink
}

// searchBox is the search box: the text, and the parameters that no control of the page shows.
type searchBox struct {
	Text   string
	Hidden []request.Pair
}

func (w pageContext) layout(title string, box searchBox) layout {
	if w.ui != "" {
		box.Hidden = append(box.Hidden, request.Pair{Name: request.ParamUI, Value: w.ui})
	}
	assets := w.pages.assets
	return layout{
		Title: title + " - Daftar", Style: assets.path("style.css"), Script: assets.path("page.js"), Icon: assets.path("favicon.svg"),
		Box: box, Skip: w.T("skip.content"), HomeURL: w.withLang("/"), SearchURL: w.withLang(request.PathSearch),
		HelpURL: w.withLang(request.PathHelp), AboutURL: w.withLang(request.PathAbout),
	}
}

// pageBytes is the initial size of the buffer of a page; most pages fit.
const pageBytes = 64 << 10

// render writes a page once it is complete: a template that fails gives an error page, not half a page.
func (w pageContext) render(c echo.Context, status int, name string, page any) error {
	var b bytes.Buffer
	b.Grow(pageBytes)
	if err := w.pages.templates[w.Language.Code][name].Execute(&b, page); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	header := c.Response().Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Language", w.Language.Code)
	header.Add("Vary", "Accept-Language")
	header.Set("Content-Length", strconv.Itoa(b.Len()))
	c.Response().WriteHeader(status)
	_, err := c.Response().Write(b.Bytes())
	return err
}
