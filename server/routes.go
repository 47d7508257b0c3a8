package server

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// routes is the contents page of the server.
func (s *Server) routes() {
	s.echo.Use(s.observe, s.recover, protect, s.checkHost, s.limit, deadline, compress())

	s.get("/", s.homePage)
	s.get("/search", s.searchPage)
	s.get("/documents/:id", s.documentPage)
	s.get(pathOriginal, s.original)
	s.get("/about", s.aboutPage)
	s.get("/help", s.helpPage)
	s.get("/assets/:name", s.asset)
	s.get("/favicon.ico", s.favicon)
	s.get("/robots.txt", robots)
	s.get("/opensearch.xml", openSearch)
	s.get(pathAtom, s.atom)

	s.get("/api/v1/search", s.apiSearch)
	s.echo.POST("/api/v1/search", s.apiSearchPost)
	s.get("/api/v1/documents/:id", s.apiDocument)
	s.get("/api/v1/documents/:id/citation", s.apiCitation)
	s.get("/api/v1/countries", s.apiCountries)
	s.get("/api/v1/themes", s.apiThemes)
	s.get("/api/v1/regions", s.apiRegions)
	s.get("/api/v1/suggest", s.apiSuggest)
	s.get("/api/v1/status", s.apiStatus)

	s.get("/healthz", s.healthz)
	s.get("/readyz", s.readyz)
}

// get registers GET and HEAD: echo would answer HEAD with 405.
func (s *Server) get(path string, h echo.HandlerFunc) {
	s.echo.Match([]string{http.MethodGet, http.MethodHead}, path, h)
}
