package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/handler"
	"daftar/server/request"
)

// statusPayload leaves out the folders that were read: a client must not learn paths of the machine. `daftar status` prints them.
type statusPayload struct {
	Generation string            `json:"generation"`
	Created    time.Time         `json:"created"`
	Documents  int               `json:"documents"`
	Passages   int               `json:"passages"`
	Bytes      int64             `json:"bytes"`
	Files      int               `json:"files"`
	Problems   []index.File      `json:"problems,omitempty"` // files that were not read completely
	Outcomes   index.Outcomes    `json:"outcomes,omitzero"`  // of all files
	Counts     map[string]int    `json:"counts,omitempty"`
	Languages  map[string]int    `json:"languages,omitempty"`
	Formats    map[string]int    `json:"formats,omitempty"`
	Oldest     date.Day          `json:"oldest,omitzero"`
	Newest     date.Day          `json:"newest,omitzero"`
	Versions   map[string]string `json:"versions,omitempty"`
	Vocabulary string            `json:"vocabulary,omitempty"`
	Warnings   []string          `json:"warnings,omitempty"` // what is wrong with the index, in English
}

// Status handles /api/v1/status: the contents of the library and the files that could not be read. It has no parameters.
func (a *API) Status(c echo.Context) error {
	if _, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, []string{}...); err != nil {
		return err
	}
	st, err := a.searcher.Engine.Status(c.Request().Context())
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	g := st.Generation
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, statusPayload{
		Generation: g.Name, Created: g.Created, Documents: g.Documents, Passages: g.Passages, Bytes: st.Bytes,
		Files: st.FilesTotal, Problems: st.Files, Outcomes: st.Outcomes, Counts: st.Counts, Languages: st.Languages, Formats: st.Formats,
		Oldest: st.Oldest, Newest: st.Newest, Versions: g.Versions, Vocabulary: g.Vocabulary,
		Warnings: a.searcher.English.Messages(st.Warnings),
	})
}
