package server

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pageNames are the pages: each is the layout, the parts, and a template of its own.
var pageNames = []string{"home", "search", "document", "help", "about", "error"}

// views are the parsed templates and the assets that they name.
type views struct {
	pages  map[string]map[string]*template.Template // by language and name
	assets *assets
}

func loadViews(speakers map[string]speaker) (*views, error) {
	assets, err := loadAssets()
	if err != nil {
		return nil, err
	}
	v := &views{pages: map[string]map[string]*template.Template{}, assets: assets}
	for code, speaker := range speakers {
		v.pages[code] = map[string]*template.Template{}
		for _, name := range pageNames {
			if v.pages[code][name], err = parsePage(templateFiles, name, speaker); err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
		}
	}
	return v, nil
}

// parsePage binds the functions of templates to a language: t says the text of a key, around cuts it where an element
// comes.
func parsePage(files fs.FS, name string, s speaker) (*template.Template, error) {
	page := template.New("layout.html").Option("missingkey=error").Funcs(template.FuncMap{"t": s.Lookup, "around": s.Around})
	for _, file := range []string{"layout", "parts", "views", name} {
		source, err := fs.ReadFile(files, "templates/"+file+".html")
		if err != nil {
			return nil, err
		}
		of := page
		if file != "layout" {
			of = page.New(file + ".html")
		}
		if _, err := of.Parse(s.spell(string(source))); err != nil {
			return nil, err
		}
	}
	return page, nil
}

// spelled is what a template says the same on every page of a language.
var spelled = regexp.MustCompile(`\{\{(lang|dir|t "([^"]+)")\}\}`)

// spell writes the texts without arguments into a template when it is read: a page of results says some hundreds of
// them. A key that is not known stays, and fails when it is said.
func (s speaker) spell(source string) string {
	return spelled.ReplaceAllStringFunc(source, func(action string) string {
		key := spelled.FindStringSubmatch(action)
		if text, err := s.Lookup(key[2]); err == nil {
			return template.HTMLEscapeString(text)
		}
		if short := map[string]string{"lang": s.Language.Code, "dir": s.Language.Dir}[key[1]]; short != "" {
			return short
		}
		return action
	})
}

// frame is what every page has.
type frame struct {
	Title               string // of the window
	Style, Script, Icon string // addresses of assets
	Feed                string // of a search; "" for other pages
	Box                 box
	Skip                string // "Skip to …"
	Big                 bool   // the box stands in the page, not in its head

	HomeURL, SearchURL, HelpURL, AboutURL string // with the language of the page, where it was asked for
	Languages                             []languageLink
}

// box is the search box: the text, and what else the question says that no control of the page shows.
type box struct {
	Text   string
	Hidden []pair
}

func (w scribe) frame(title string, b box) frame {
	if w.ui != "" {
		b.Hidden = append(b.Hidden, pair{parameterUI, w.ui})
	}
	return frame{
		Title: title + " - Daftar", Style: w.views.assets.path("style.css"), Script: w.views.assets.path("page.js"), Icon: w.views.assets.path("favicon.svg"),
		Box: b, Skip: w.T("skip.content"), HomeURL: w.keep("/"), SearchURL: w.keep(pathSearch), HelpURL: w.keep(pathHelp), AboutURL: w.keep(pathAbout),
	}
}

// pageBytes hold most pages without growing.
const pageBytes = 64 << 10

// render writes a page only when it is whole: a template that fails is an error page, not half a page.
func (w scribe) render(c echo.Context, status int, name string, page any) error {
	var b bytes.Buffer
	b.Grow(pageBytes)
	if err := w.views.pages[w.Language.Code][name].Execute(&b, page); err != nil {
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

// errorPage helps on: what went wrong, what is allowed, and the box as it was filled.
func (s *Server) errorPage(c echo.Context, err error, m meaning) error {
	text := strings.ToValidUTF8(c.QueryParam("q"), "\uFFFD")
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	w := s.scribe(c)
	title := m.title.in(w.speaker)
	page := errorPage{frame: w.frame(title, box{Text: text}), Heading: title, Detail: m.detail.in(w.speaker), Help: w.keep(pathHelp + "#error-" + m.slug)}
	page.Languages = w.languages(c)
	if asked := (Params{Text: strings.TrimSpace(text), Limit: defaultLimit, Page: 1, UI: w.ui}); m.status == http.StatusNotFound && asked.Text != "" {
		page.Ways = append(page.Ways, choiceLink{Label: w.T("error.search", short(asked.Text)), URL: asked.URL(pathSearch)})
	}
	if wrong := wrongOf(err); len(wrong) > 0 {
		page.Detail = ""
		for _, e := range wrong {
			page.Wrong = append(page.Wrong, wrongView{e.Name, e.Value, allowedOf(err, e).in(w.speaker)})
		}
		page.Retry = w.keep(address(pathSearch, kept(c, wrong)))
	}
	status := m.status
	if status == statusGone {
		status = http.StatusServiceUnavailable
	}
	return w.render(c, status, "error", page)
}

type errorPage struct {
	frame
	Heading, Detail, Help string
	Wrong                 []wrongView
	Retry                 string // the same question without what is wrong with it
	Ways                  []choiceLink
}

type wrongView struct{ Parameter, Value, Allowed string }

// kept are the parameters of a request that are known and not wrong.
func kept(c echo.Context, wrong []*index.InvalidError) (pairs []pair) {
	if !strings.HasPrefix(c.Path(), pathSearch) {
		return nil
	}
	bad := map[string]bool{}
	for _, w := range wrong {
		bad[w.Name] = true
	}
	for _, p := range parameters {
		for _, v := range given(c.QueryParams()[p.name]) {
			if !bad[p.name] && len(v) <= maxText {
				pairs = append(pairs, pair{p.name, v})
			}
		}
	}
	return pairs
}
