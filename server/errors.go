package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// ParamsError says everything that is wrong with the parameters of a question.
type ParamsError struct {
	Wrong []*index.InvalidError

	allowed map[*index.InvalidError]said // what is allowed, for pages in other languages than English
}

func (e *ParamsError) Error() string {
	var all []string
	for _, w := range e.Wrong {
		all = append(all, complaint(w))
	}
	return strings.Join(all, "; ")
}

func (e ParamsError) orNil() error {
	if len(e.Wrong) == 0 {
		return nil
	}
	return &e
}

// complaint says one wrong parameter in words; an unknown name has no value to show.
func complaint(w *index.InvalidError) string {
	if w.Value == "" {
		return w.Name + ": " + w.Allowed
	}
	return w.Error()
}

// meaning is what an error tells the one who asked. Detail stays empty where the error's own words are internals.
type meaning struct {
	status int
	slug   string // of its paragraph on /help
	title  said
	detail said
	retry  string // seconds after which to ask again
}

// said is the key of a message with its arguments; the zero value says nothing.
type said struct {
	key  string
	args []any
}

func saying(key string, args ...any) said { return said{key, args} }

func (m said) in(s speaker) string {
	if m.key == "" {
		return ""
	}
	return s.T(m.key, m.args...)
}

// asIs is a text that is the same in every language: what an error says of itself, in English.
func asIs(text string) said { return said{"as-is", []any{text}} }

// retryAfter is about the time in which a burst of questions is answered, or a generation swapped in.
const retryAfter = "2"

// statusGone is what access logs call a client that went away; nobody reads this answer.
const statusGone = 499

// fixed are the meanings that need no look into the error.
var fixed = []struct {
	err     error
	meaning meaning
}{
	{errOriginalsOff, meaning{http.StatusNotFound, "not-found", saying("error.not-found"), saying("original.off"), ""}},
	{errOriginalGone, meaning{http.StatusNotFound, "not-found", saying("error.not-found"), saying("original.gone"), ""}},
	{index.ErrNotFound, meaning{http.StatusNotFound, "not-found", saying("error.not-found"), saying("error.not-found.document"), ""}},
	{index.ErrExpired, meaning{http.StatusGone, "expired", saying("error.expired"), saying("error.expired.detail"), ""}},
	{index.ErrUnavailable, meaning{http.StatusServiceUnavailable, "unavailable", saying("error.unavailable"), saying("error.unavailable.detail"), retryAfter}},
	{index.ErrLocked, meaning{http.StatusServiceUnavailable, "unavailable", saying("error.locked"), saying("error.locked.detail"), retryAfter}},
	{index.ErrDamaged, meaning{http.StatusInternalServerError, "internal", saying("error.damaged"), saying("error.damaged.detail"), ""}},
	{context.DeadlineExceeded, meaning{http.StatusServiceUnavailable, "busy", saying("error.slow"), saying("error.slow.detail"), retryAfter}},
	{context.Canceled, meaning{statusGone, "busy", saying("error.canceled"), saying("error.canceled.detail"), ""}},
}

// Files that documents were read from are not served, or the file is no longer there.
var (
	errOriginalsOff = errors.New("original files are not served")
	errOriginalGone = errors.New("the original file is gone")
)

// errBusy is shed load: more requests are in flight than the server takes.
var errBusy = errors.New("too many requests at once")

// meaningOf is the one table from meaning to status.
func meaningOf(err error) meaning {
	for _, row := range fixed {
		if errors.Is(err, row.err) {
			return row.meaning
		}
	}
	var (
		params  *ParamsError
		invalid *index.InvalidError
		limit   *index.LimitError
		large   *http.MaxBytesError
		web     *echo.HTTPError
	)
	switch {
	case errors.As(err, &params):
		return meaning{http.StatusBadRequest, "parameter", saying("error.parameter"), asIs(params.Error()), ""}
	case errors.As(err, &invalid):
		return meaning{http.StatusBadRequest, "parameter", saying("error.parameter"), asIs(complaint(invalid)), ""}
	case errors.As(err, &limit):
		return meaning{http.StatusBadRequest, "limit", saying("error.limit"), asIs(limit.Error()), ""}
	case errors.As(err, &large):
		return meaning{http.StatusRequestEntityTooLarge, "limit", saying("error.body"), saying("error.body.detail", strconv.FormatInt(large.Limit, 10)), ""}
	case errors.Is(err, errBusy):
		return meaning{http.StatusServiceUnavailable, "busy", saying("error.busy"), saying("error.busy.detail"), retryAfter}
	case errors.As(err, &web):
		return webMeaning(web)
	}
	return meaning{http.StatusInternalServerError, "internal", saying("error.internal"), saying("error.internal.detail"), ""}
}

// webMeaning speaks for the errors of the router and of the guard, whose message is ours when it is a text.
func webMeaning(e *echo.HTTPError) meaning {
	title := http.StatusText(e.Code)
	m := meaning{status: e.Code, slug: "request", title: asIs(title)}
	if text, ok := e.Message.(string); ok && text != title {
		m.detail = asIs(text)
	}
	switch e.Code {
	case http.StatusNotFound:
		m.slug, m.title, m.detail = "not-found", saying("error.not-found"), saying("error.not-found.page")
	case http.StatusMethodNotAllowed:
		m.detail = saying("error.method")
	}
	if e.Code >= http.StatusInternalServerError {
		m.slug = "internal"
	}
	return m
}
