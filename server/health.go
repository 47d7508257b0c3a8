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
}

// healthz reports whether searches work by running one: the newest document with a passage.
func (s *Server) healthz(c echo.Context) error {
	r, err := s.searcher.Engine.Search(c.Request().Context(), index.Query{Limit: 1, Snippets: 1, Sort: index.SortNewest, Mentions: index.MentionsMain})
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, probePayload{"ok", r.Generation, r.Total})
}

// readyz reports whether there is an index.
func (s *Server) readyz(c echo.Context) error {
	st, err := s.searcher.Engine.Status(c.Request().Context())
	if err != nil {
		return fmt.Errorf("ready: %w", err)
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, probePayload{"ready", st.Generation.Name, st.Generation.Documents})
}
