package server

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// apiCitation answers with a reference to a document as a file. Parameters: format is text, ris, bibtex or csl (text if not
// given), p the number of a passage, which is then quoted.
func (s *Server) apiCitation(c echo.Context) error {
	for name, values := range c.QueryParams() {
		if name != "format" && name != "p" || len(values) != 1 {
			return &index.InvalidError{Name: name, Allowed: "format and p, each once"}
		}
	}
	name := c.QueryParam("format")
	if name == "" {
		name = "text"
	}
	format, ok := citationFormats[name]
	if !ok {
		return &index.InvalidError{Name: "format", Value: name, Allowed: "text, ris, bibtex, csl"}
	}
	d, err := s.Searcher.Document(c.Request().Context(), c.Param("id"))
	if err != nil {
		return fmt.Errorf("document: %w", err)
	}
	passage := -1
	if asked := c.QueryParam("p"); asked != "" {
		if passage, err = strconv.Atoi(asked); err != nil || passage < 0 || passage >= len(d.Passages) {
			return &index.InvalidError{Name: "p", Value: asked, Allowed: fmt.Sprintf("0 to %d", len(d.Passages)-1)}
		}
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="daftar-`+d.ID+format.ending+`"`)
	return c.Blob(http.StatusOK, format.kind, []byte(format.write(citation{d, passage, s.here(c, d, passage)})))
}

// here is the address of a document, or of a passage of it, as the one who asks knows the server. The Host header was
// checked.
func (s *Server) here(c echo.Context, d *index.Document, passage int) string {
	address := rootOf(c) + pathDocuments + d.ID
	if d.Hash != "" {
		address += "?hash=" + d.Hash[:min(len(d.Hash), citedHash)]
	}
	if passage >= 0 && d.Hash != "" {
		address += fmt.Sprintf("&p=%d", passage)
	}
	if passage >= 0 {
		address += fmt.Sprintf("#p%d", passage)
	}
	return address
}

// citedHash digits of a text's hash stand in the address of a citation: 64 bits tell any two versions of a text apart.
const citedHash = 16
