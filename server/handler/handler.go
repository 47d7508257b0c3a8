// Package handler has what the HTTP handlers of pages, API and feeds share: the base URL of a request, the facts of its log
// line, and JSON responses.
package handler

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"daftar/server/request"
)

// BaseURL returns the address of the server as the client knows it. The middleware has checked the Host header; the headers
// that a proxy sets are not trusted.
func BaseURL(c echo.Context) string {
	if c.Scheme() == "https" {
		return "https://" + c.Request().Host
	}
	return "http://" + c.Request().Host
}

// SearchRecord is what a log line may tell of a search: sizes, but never its words.
type SearchRecord struct{ TextLength, Total int }

const searchRecordKey = "daftar.search"

// RecordSearch stores the record of a search for the log line of the request.
func RecordSearch(c echo.Context, p request.Params, total int) {
	c.Set(searchRecordKey, SearchRecord{len(p.Text), total})
}

// RecordedSearch returns the record of a search; false if the request was none.
func RecordedSearch(c echo.Context) (SearchRecord, bool) {
	record, ok := c.Get(searchRecordKey).(SearchRecord)
	return record, ok
}

// Content types.
const (
	JSON = "application/json; charset=utf-8"
	// Suggestions is that of completions in the format of OpenSearch.
	Suggestions = "application/x-suggestions+json"
)

// WriteJSON encodes a value before it writes the status: a value that cannot be encoded is an error of its own.
func WriteJSON(c echo.Context, status int, contentType string, value any) error {
	header := c.Response().Header()
	header.Set("Content-Type", contentType)
	data, err := request.EncodeJSON(value)
	if err != nil {
		return fmt.Errorf("encode the response: %w", err)
	}
	header.Set("Content-Length", strconv.Itoa(len(data)))
	c.Response().WriteHeader(status)
	_, err = c.Response().Write(data)
	return err
}
