package server

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pageNames are the pages: each is the layout, the parts, and a template of its own.
var pageNames = []string{"home", "search", "document", "help", "error"}

// views are the parsed templates and the assets that they name.
type views struct {
	pages  map[string]*template.Template
	assets *assets
}

func loadViews() (*views, error) {
	assets, err := loadAssets()
	if err != nil {
		return nil, err
	}
	v := &views{pages: map[string]*template.Template{}, assets: assets}
	for _, name := range pageNames {
		if v.pages[name], err = parsePage(templateFiles, name); err != nil {
			return nil, fmt.Errorf("page %s: %w", name, err)
		}
	}
	return v, nil
}

func parsePage(files fs.FS, name string) (*template.Template, error) {
	return template.New("layout.html").Option("missingkey=error").
		ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
}

// frame is what every page has.
type frame struct {
	Title string // of the window
	Style string // address of the style sheet
	Icon  string
	Box   box
	Skip  string // what "Skip to …" says
	Big   bool   // the box stands in the page, not in its head
}

// box is the search box: the text, and what else the question says that no control of the page shows.
type box struct {
	Text   string
	Hidden []pair
}

func (s *Server) frame(title string, b box) frame {
	return frame{
		Title: title, Style: s.views.assets.path("style.css"), Icon: s.views.assets.path("favicon.svg"),
		Box: b, Skip: "content",
	}
}

// render writes a page only when it is whole: a template that fails is an error page, not half a page.
func (s *Server) render(c echo.Context, status int, name string, page any) error {
	var b bytes.Buffer
	if err := s.views.pages[name].Execute(&b, page); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	header := c.Response().Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
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
	page := errorPage{frame: s.frame(m.title+" - Daftar", box{Text: text}), Heading: m.title, Detail: m.detail, Help: "/help#error-" + m.slug}
	if wrong := wrongOf(err); len(wrong) > 0 {
		page.Detail = ""
		for _, w := range wrong {
			page.Wrong = append(page.Wrong, wrongPayload{w.Name, w.Value, w.Allowed})
		}
		page.Retry = address(pathSearch, kept(c, wrong))
	}
	status := m.status
	if status == statusGone {
		status = http.StatusServiceUnavailable
	}
	return s.render(c, status, "error", page)
}

type errorPage struct {
	frame
	Heading, Detail, Help string
	Wrong                 []wrongPayload
	Retry                 string // the same question without what is wrong with it
}

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
