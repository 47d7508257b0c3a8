package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

//go:embed assets/*
var assetFiles embed.FS

// assetTypes are the assets and their content types, which must not depend on the type table of the system.
var assetTypes = map[string]string{
	"style.css":   "text/css; charset=utf-8",
	"favicon.svg": "image/svg+xml",
	"land.svg":    "image/svg+xml",
	"page.js":     "text/javascript; charset=utf-8",
}

// assets are served under names with a hash of their content, so that browsers may cache them for ever.
type assets struct {
	named map[string]string // style.css -> style.1f2e3d.css
	files map[string]assetFile
}

type assetFile struct {
	kind string
	data []byte
}

// hashLength is in hex digits.
const hashLength = 12

func loadAssets() (*assets, error) {
	a := &assets{named: map[string]string{}, files: map[string]assetFile{}}
	for name, kind := range assetTypes {
		data, err := assetFiles.ReadFile("assets/" + name)
		if err != nil {
			return nil, fmt.Errorf("asset %s: %w", name, err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:hashLength] + ext
		a.named[name] = hashed
		a.files[hashed] = assetFile{kind, data}
	}
	return a, nil
}

func (a *assets) path(name string) string { return "/assets/" + a.named[name] }

// Asset handles /assets/{name}.
func (pages *Pages) Asset(c echo.Context) error {
	file, ok := pages.assets.files[c.Param("name")]
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, file.kind, file.data)
}

// Favicon handles /favicon.ico, which browsers request before they have read a page.
func (pages *Pages) Favicon(c echo.Context) error {
	return c.Redirect(http.StatusFound, pages.assets.path("favicon.svg"))
}

// Robots handles /robots.txt. It keeps a library on a public address out of search engines: its documents are the texts of
// others, and every filter is a link.
func Robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /\n")
}
