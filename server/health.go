package server

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/handler"
)

type probePayload struct {
	Status     string `json:"status"`
	Generation string `json:"generation,omitempty"`
	Documents  int    `json:"documents"`

	Warnings []string `json:"warnings,omitempty"` // in English
}

// healthz reports whether searches work by running one: the newest document with a passage.
func (s *Server) healthz(c echo.Context) error {
	r, err := s.searcher.Engine.Search(c.Request().Context(), index.Query{Limit: 1, Snippets: 1, Sort: index.SortNewest, Mentions: index.MentionsMain})
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, probePayload{Status: "ok", Generation: r.Generation, Documents: r.Total})
}

// readyz reports whether there is an index. The status is "degraded" if it can be searched but is not as it should be, which
// the warnings explain.
func (s *Server) readyz(c echo.Context) error {
	st, err := s.searcher.Engine.Status(c.Request().Context())
	if err != nil {
		return fmt.Errorf("ready: %w", err)
	}
	p := probePayload{Status: "ready", Generation: st.Generation.Name, Documents: st.Generation.Documents}
	if len(st.Warnings) > 0 {
		p.Status, p.Warnings = "degraded", s.searcher.English.Messages(st.Warnings)
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, p)
}
