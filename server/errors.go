package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// ParamsError says everything that is wrong with the parameters of a question.
type ParamsError struct{ Wrong []*index.InvalidError }

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
	title  string
	detail string
	retry  string // seconds after which to ask again
}

// retryAfter is about the time in which a burst of questions is answered, or a generation swapped in.
const retryAfter = "2"

// statusGone is what access logs call a client that went away; nobody reads this answer.
const statusGone = 499

// fixed are the meanings that need no look into the error.
var fixed = []struct {
	err     error
	meaning meaning
}{
	{index.ErrNotFound, meaning{http.StatusNotFound, "not-found", "Not found", "The library holds no such document. It may have been removed by a reindex.", ""}},
	{index.ErrExpired, meaning{http.StatusGone, "expired", "The list has changed", "The library was indexed anew since this list was made: start again from its first page.", ""}},
	{index.ErrUnavailable, meaning{http.StatusServiceUnavailable, "unavailable", "No library yet", "Nothing is indexed yet. Run: daftar reindex --docs FOLDER", retryAfter}},
	{index.ErrLocked, meaning{http.StatusServiceUnavailable, "unavailable", "The index is busy", "Another process is writing the index. Try again in a moment.", retryAfter}},
	{index.ErrDamaged, meaning{http.StatusInternalServerError, "internal", "The index is damaged", "A file of the index is damaged. Run: daftar verify", ""}},
	{context.DeadlineExceeded, meaning{http.StatusServiceUnavailable, "busy", "That took too long", "The question took longer than the server allows. Try again, or ask for less.", retryAfter}},
	{context.Canceled, meaning{statusGone, "busy", "Given up", "The question was given up before it was answered.", ""}},
}

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
		return meaning{http.StatusBadRequest, "parameter", "A parameter is not allowed", params.Error(), ""}
	case errors.As(err, &invalid):
		return meaning{http.StatusBadRequest, "parameter", "A parameter is not allowed", complaint(invalid), ""}
	case errors.As(err, &limit):
		return meaning{http.StatusBadRequest, "limit", "The question is too large", limit.Error(), ""}
	case errors.As(err, &large):
		return meaning{http.StatusRequestEntityTooLarge, "limit", "The body is too large", fmt.Sprintf("At most %d bytes are read.", large.Limit), ""}
	case errors.Is(err, errBusy):
		return meaning{http.StatusServiceUnavailable, "busy", "Too busy", "The server is answering as many questions as it can. Try again in a moment.", retryAfter}
	case errors.As(err, &web):
		return webMeaning(web)
	}
	return meaning{http.StatusInternalServerError, "internal", "Something went wrong", "The failure was written to the server's log.", ""}
}

// webMeaning speaks for the errors of the router and of the guard, whose message is ours when it is a text.
func webMeaning(e *echo.HTTPError) meaning {
	m := meaning{status: e.Code, slug: "request", title: http.StatusText(e.Code)}
	if text, ok := e.Message.(string); ok && text != m.title {
		m.detail = text
	}
	switch e.Code {
	case http.StatusNotFound:
		m.slug, m.title, m.detail = "not-found", "Not found", "There is no such page."
	case http.StatusMethodNotAllowed:
		m.detail = "This address answers to other methods: see the Allow header."
	}
	if e.Code >= http.StatusInternalServerError {
		m.slug = "internal"
	}
	return m
}
