package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

const mimeJSON = "application/json; charset=utf-8"

func (s *Server) apiSearch(c echo.Context) error { return s.answerSearch(c, c.QueryParams()) }

// apiSearchPost takes the same names as GET in a JSON document: for questions that are long, not for another language.
func (s *Server) apiSearchPost(c echo.Context) error {
	if c.Request().URL.RawQuery != "" {
		return &index.InvalidError{Name: "query string", Allowed: "with POST the parameters stand in the JSON body"}
	}
	if kind, _, _ := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); kind != "application/json" {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType, "POST takes application/json.")
	}
	values, err := readBody(json.NewDecoder(c.Request().Body))
	if err != nil {
		return err
	}
	return s.answerSearch(c, values)
}

func (s *Server) answerSearch(c echo.Context, values url.Values) error {
	a, err := s.Answer(c.Request().Context(), values)
	if err != nil {
		return err
	}
	c.Set(keyAsked, asked{len(a.Query.Text), a.Total.Value})
	return writeJSON(c, http.StatusOK, mimeJSON, a)
}

// readBody turns a JSON document into the values that a query string would give.
func readBody(d *json.Decoder) (url.Values, error) {
	d.UseNumber()
	var body map[string]any
	if err := d.Decode(&body); err != nil {
		return nil, bodyError(err)
	}
	if d.More() {
		return nil, &index.InvalidError{Name: "body", Allowed: "one JSON object and nothing after it"}
	}
	values := url.Values{}
	for name, value := range body {
		list, isList := value.([]any)
		if !isList {
			list = []any{value}
		}
		for _, v := range list {
			text, err := bodyValue(name, v)
			if err != nil {
				return nil, err
			}
			values.Add(name, text)
		}
	}
	return values, nil
}

func bodyError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return &index.InvalidError{Name: "body", Allowed: fmt.Sprintf("a JSON object of parameters (%v)", err)}
}

func bodyValue(name string, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		return map[bool]string{false: "0", true: "1"}[v], nil
	}
	return "", &index.InvalidError{Name: short(name), Value: fmt.Sprintf("%.80v", value), Allowed: "a string, a number, true, false, or a list of these"}
}

// writeJSON encodes first: an answer that cannot be encoded is still an error with its own status.
func writeJSON(c echo.Context, status int, kind string, value any) error {
	header := c.Response().Header()
	header.Set("Content-Type", kind)
	data, err := EncodeJSON(value)
	if err != nil {
		return fmt.Errorf("encode the answer: %w", err)
	}
	header.Set("Content-Length", strconv.Itoa(len(data)))
	c.Response().WriteHeader(status)
	_, err = c.Response().Write(data)
	return err
}
