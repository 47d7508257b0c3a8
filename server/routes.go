package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"daftar/server/page"
	"daftar/server/request"
)

// routes registers every route.
func (s *Server) routes() {
	s.echo.Use(s.logRequests, s.recover, securityHeaders, s.checkHost, s.limitInFlight, timeout, compress())

	s.get("/", s.pages.Home)
	s.get("/search", s.pages.Search)
	s.get("/documents/:id", s.pages.Document)
	s.get(pathOriginal, s.pages.Original)
	s.get("/about", s.pages.About)
	s.get("/help", s.pages.Help)
	s.get("/help/:topic", s.pages.Guide)
	s.get("/assets/:name", s.pages.Asset)
	s.get("/favicon.ico", s.pages.Favicon)
	s.get("/robots.txt", page.Robots)
	s.get("/opensearch.xml", page.OpenSearch)
	s.get(request.PathAtom, s.feed.Search)

	s.get("/api/v1/search", s.api.Search)
	s.echo.POST("/api/v1/search", s.api.SearchPost)
	s.get("/api/v1/documents/:id", s.api.Document)
	s.get("/api/v1/documents/:id/citation", s.api.Citation)
	s.get("/api/v1/countries", s.api.Countries)
	s.get("/api/v1/themes", s.api.Themes)
	s.get("/api/v1/regions", s.api.Regions)
	s.get("/api/v1/suggest", s.api.Suggest)
	s.get("/api/v1/status", s.api.Status)

	s.get("/healthz", s.healthz)
	s.get("/readyz", s.readyz)
}

// pathOriginal is exempt from compression.
const pathOriginal = "/documents/:id/original"

// get registers GET and HEAD: echo would answer HEAD with 405.
func (s *Server) get(path string, h echo.HandlerFunc) {
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, path, h)
}
