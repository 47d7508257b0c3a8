package server

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
)

// statusPayload is the answer of /api/v1/status. The folders that were read are left out: their place on the machine
// is nobody's business over HTTP; `daftar status` names them.
type statusPayload struct {
	Generation string            `json:"generation"`
	Created    time.Time         `json:"created"`
	Documents  int               `json:"documents"`
	Passages   int               `json:"passages"`
	Bytes      int64             `json:"bytes"`
	Files      int               `json:"files"`
	Problems   []index.File      `json:"problems,omitempty"` // files of which something could not be read
	Outcomes   index.Outcomes    `json:"outcomes,omitzero"`  // what became of all files
	Counts     map[string]int    `json:"counts,omitempty"`
	Languages  map[string]int    `json:"languages,omitempty"`
	Formats    map[string]int    `json:"formats,omitempty"`
	Oldest     date.Day          `json:"oldest,omitzero"`
	Newest     date.Day          `json:"newest,omitzero"`
	Versions   map[string]string `json:"versions,omitempty"`
	Vocabulary string            `json:"vocabulary,omitempty"`
}

// apiStatus tells what the library holds and what could not be read. It has no parameters.
func (s *Server) apiStatus(c echo.Context) error {
	if _, err := ReadStrict(c.QueryParams(), s.Vocabulary, []string{}...); err != nil {
		return err
	}
	st, err := s.Searcher.Status(c.Request().Context())
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	g := st.Generation
	return writeJSON(c, http.StatusOK, mimeJSON, statusPayload{
		Generation: g.Name, Created: g.Created, Documents: g.Documents, Passages: g.Passages, Bytes: st.Bytes,
		Files: st.FilesTotal, Problems: st.Files, Outcomes: st.Outcomes, Counts: st.Counts, Languages: st.Languages, Formats: st.Formats,
		Oldest: st.Oldest, Newest: st.Newest, Versions: g.Versions, Vocabulary: g.Vocabulary,
	})
}

type probePayload struct {
	Status     string `json:"status"`
	Generation string `json:"generation,omitempty"`
	Documents  int    `json:"documents"`
}

// healthz says whether questions are answered, by asking one: the first hit of everything, with its passages.
func (s *Server) healthz(c echo.Context) error {
	r, err := s.Searcher.Search(c.Request().Context(), index.Query{Limit: 1, Snippets: 1, Sort: index.SortNewest, Mentions: index.MentionsMain})
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	return writeJSON(c, http.StatusOK, mimeJSON, probePayload{"ok", r.Generation, r.Total})
}

// readyz says whether there is a library to ask.
func (s *Server) readyz(c echo.Context) error {
	st, err := s.Searcher.Status(c.Request().Context())
	if err != nil {
		return fmt.Errorf("ready: %w", err)
	}
	return writeJSON(c, http.StatusOK, mimeJSON, probePayload{"ready", st.Generation.Name, st.Generation.Documents})
}
