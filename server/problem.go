package server

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// problem is an error of the API, application/problem+json of RFC 9457. Errors is our extension: one entry for each
// wrong parameter.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Errors   []wrongPayload `json:"errors,omitempty"`
}

type wrongPayload struct {
	Parameter string `json:"parameter"`
	Value     string `json:"value,omitempty"`
	Allowed   string `json:"allowed"`
}

const mimeProblem = "application/problem+json"

func newProblem(err error, m meaning, path string, english speaker) problem {
	p := problem{Type: pathHelp + "#error-" + m.slug, Title: m.title.in(english), Status: m.status, Detail: m.detail.in(english), Instance: path}
	for _, w := range wrongOf(err) {
		p.Errors = append(p.Errors, wrongPayload{w.Name, w.Value, w.Allowed})
	}
	return p
}

func wrongOf(err error) []*index.InvalidError {
	var params *ParamsError
	var invalid *index.InvalidError
	switch {
	case errors.As(err, &params):
		return params.Wrong
	case errors.As(err, &invalid):
		return []*index.InvalidError{invalid}
	}
	return nil
}

// allowedOf is what is allowed instead of a wrong value.
func allowedOf(err error, wrong *index.InvalidError) said {
	var params *ParamsError
	if errors.As(err, &params) {
		if allowed, ok := params.allowed[wrong]; ok {
			return allowed
		}
	}
	return asIs(wrong.Allowed)
}

// fail answers a request that ended in an error, as a problem for programs and as a page for people.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	m := meaningOf(err)
	if m.status >= http.StatusInternalServerError {
		s.log.Error("request failed", slog.String("route", c.Path()), slog.Int("status", m.status), slog.Any("error", err))
	}
	if m.retry != "" {
		c.Response().Header().Set("Retry-After", m.retry)
	}
	if isAPI(c.Request().URL.Path) {
		err = writeJSON(c, m.status, mimeProblem, newProblem(err, m, c.Request().URL.Path, s.english()))
	} else {
		err = s.errorPage(c, err, m)
	}
	if err != nil {
		s.log.Debug("answer not written", slog.String("route", c.Path()), slog.Any("error", err))
	}
}

func isAPI(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/readyz"
}
