package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/message"
	"daftar/server/api"
	"daftar/server/page"
	"daftar/server/request"
)

// meaning is what an error tells a client: the status, the slug of its explanation on /help, and texts. The detail is empty
// where the error's own text is internal.
type meaning struct {
	status     int
	slug       string
	title      message.Message
	detail     message.Message
	retryAfter string // seconds
}

// retryAfter is in seconds, about the time in which a burst of requests is answered or a new generation opened.
const retryAfter = "2"

// statusClientClosedRequest is the status that access logs use for a client that went away; nobody reads the response.
const statusClientClosedRequest = 499

// errBusy reports that more requests are in flight than the server takes.
var errBusy = errors.New("too many requests at once")

func detailed(status int, slug, title, detail string) meaning {
	return meaning{status: status, slug: slug, title: message.New(title), detail: message.New(detail)}
}

func (m meaning) retryable() meaning {
	m.retryAfter = retryAfter
	return m
}

// meanings are those of errors without arguments.
var meanings = []struct {
	err     error
	meaning meaning
}{
	{page.ErrOriginalsOff, detailed(http.StatusNotFound, "not-found", "error.not-found", "original.off")},
	{page.ErrOriginalGone, detailed(http.StatusNotFound, "not-found", "error.not-found", "original.gone")},
	{index.ErrNotFound, detailed(http.StatusNotFound, "not-found", "error.not-found", "error.not-found.document")},
	{index.ErrExpired, detailed(http.StatusGone, "expired", "error.expired", "error.expired.detail")},
	{index.ErrUnavailable, detailed(http.StatusServiceUnavailable, "unavailable", "error.unavailable", "error.unavailable.detail").retryable()},
	{index.ErrLocked, detailed(http.StatusServiceUnavailable, "unavailable", "error.locked", "error.locked.detail").retryable()},
	{index.ErrDamaged, detailed(http.StatusInternalServerError, "internal", "error.damaged", "error.damaged.detail")},
	{context.DeadlineExceeded, detailed(http.StatusServiceUnavailable, "busy", "error.slow", "error.slow.detail").retryable()},
	{context.Canceled, detailed(statusClientClosedRequest, "busy", "error.canceled", "error.canceled.detail")},
	{errBusy, detailed(http.StatusServiceUnavailable, "busy", "error.busy", "error.busy.detail").retryable()},
}

// meaningOf maps an error to its meaning. It is the only place that does.
func meaningOf(err error) meaning {
	for _, row := range meanings {
		if errors.Is(err, row.err) {
			return row.meaning
		}
	}
	var (
		params  *request.ParamsError
		invalid *index.InvalidError
		limit   *index.LimitError
		large   *http.MaxBytesError
		web     *echo.HTTPError
	)
	m := meaning{status: http.StatusBadRequest}
	switch {
	case errors.As(err, &params):
		m.slug, m.title, m.detail = "parameter", message.New("error.parameter"), request.Verbatim(params.Error())
	case errors.As(err, &invalid):
		params := &request.ParamsError{Invalid: invalidParams(err)}
		m.slug, m.title, m.detail = "parameter", message.New("error.parameter"), request.Verbatim(params.Error())
	case errors.As(err, &limit):
		m.slug, m.title, m.detail = "limit", message.New("error.limit"), request.Verbatim(limit.Error())
	case errors.As(err, &large):
		m.status, m.slug, m.title = http.StatusRequestEntityTooLarge, "limit", message.New("error.body")
		m.detail = message.New("error.body.detail", strconv.FormatInt(large.Limit, 10))
	case errors.As(err, &web):
		return webMeaning(web)
	default:
		return detailed(http.StatusInternalServerError, "internal", "error.internal", "error.internal.detail")
	}
	return m
}

// webMeaning maps the errors of the router and of the middleware. Their message is ours if it is not the status text.
func webMeaning(e *echo.HTTPError) meaning {
	title := http.StatusText(e.Code)
	m := meaning{status: e.Code, slug: "request", title: request.Verbatim(title)}
	if text, ok := e.Message.(string); ok && text != title {
		m.detail = request.Verbatim(text)
	}
	switch e.Code {
	case http.StatusNotFound:
		m.slug, m.title, m.detail = "not-found", message.New("error.not-found"), message.New("error.not-found.page")
	case http.StatusMethodNotAllowed:
		m.detail = message.New("error.method")
	}
	if e.Code >= http.StatusInternalServerError {
		m.slug = "internal"
	}
	return m
}

// invalidParams returns the invalid parameters that an error reports.
func invalidParams(err error) []request.InvalidParam {
	var params *request.ParamsError
	var invalid *index.InvalidError
	switch {
	case errors.As(err, &params):
		return params.Invalid
	case errors.As(err, &invalid):
		return []request.InvalidParam{{Name: invalid.Name, Value: invalid.Value, Allowed: request.Verbatim(invalid.Allowed)}}
	}
	return nil
}

// handleError answers a request that ended in an error: with a problem in the API, else with a page.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	m := meaningOf(err)
	if m.status >= http.StatusInternalServerError {
		s.log.Error("request failed", slog.String("route", c.Path()), slog.Int("status", m.status), slog.Any("error", err))
	}
	if m.retryAfter != "" {
		c.Response().Header().Set("Retry-After", m.retryAfter)
	}
	invalid := invalidParams(err)
	if isAPI(c.Request().URL.Path) {
		english := s.searcher.English
		err = s.api.WriteProblem(c, api.Problem{
			Type: request.PathHelp + "#error-" + m.slug, Title: english.Message(m.title), Status: m.status, Detail: english.Message(m.detail),
		}, invalid)
	} else {
		if m.status == statusClientClosedRequest {
			m.status = http.StatusServiceUnavailable
		}
		err = s.pages.Error(c, page.Failure{Status: m.status, Slug: m.slug, Title: m.title, Detail: m.detail, Invalid: invalid})
	}
	if err != nil {
		s.log.Debug("response not written", slog.String("route", c.Path()), slog.Any("error", err))
	}
}

func isAPI(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/readyz"
}
