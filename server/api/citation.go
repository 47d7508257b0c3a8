package api

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/cite"
	"daftar/server/handler"
	"daftar/server/request"
)

// Citation handles /api/v1/documents/{id}/citation: a reference to a document as a file. Parameters: format is text (default),
// ris, bibtex or csl; passage is the number of a passage, which is then quoted.
func (a *API) Citation(c echo.Context) error {
	for name, values := range c.QueryParams() {
		if name != "format" && name != "passage" || len(values) != 1 {
			return &index.InvalidError{Name: name, Allowed: "format and passage, each once"}
		}
	}
	format := cite.Formats[0]
	if name := c.QueryParam("format"); name != "" {
		var known bool
		if format, known = cite.FormatByName(name); !known {
			return &index.InvalidError{Name: "format", Value: name, Allowed: "text, ris, bibtex, csl"}
		}
	}
	d, err := a.searcher.Engine.Document(c.Request().Context(), c.Param("id"))
	if err != nil {
		return fmt.Errorf("document: %w", err)
	}
	passage := request.NoPassage
	if number := c.QueryParam("passage"); number != "" {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(d.Passages) {
			return &index.InvalidError{Name: "passage", Value: number, Allowed: fmt.Sprintf("1 to %d", len(d.Passages))}
		}
		passage = n - 1
	}
	reference := cite.Reference{Document: d, Passage: passage, Address: handler.BaseURL(c) + request.Permalink(d, passage)}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="daftar-`+d.ID+format.Extension+`"`)
	return c.Blob(http.StatusOK, format.ContentType, []byte(format.Write(reference)))
}
