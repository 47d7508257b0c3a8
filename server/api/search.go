package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/handler"
	"daftar/server/request"
)

// Search handles GET /api/v1/search.
func (a *API) Search(c echo.Context) error { return a.search(c, c.QueryParams()) }

// SearchPost handles POST /api/v1/search: the parameters of GET in a JSON object, for searches that are too long for a URL.
func (a *API) SearchPost(c echo.Context) error {
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
	return a.search(c, values)
}

func (a *API) search(c echo.Context, values url.Values) error {
	response, err := a.searcher.Search(c.Request().Context(), values)
	if err != nil {
		return err
	}
	handler.RecordSearch(c, request.Params{Text: response.Query.Text}, response.Total.Value)
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, response)
}

// readBody converts a JSON object to the values of a query string.
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
	return "", &index.InvalidError{Name: request.Abbreviate(name), Value: fmt.Sprintf("%.80v", value), Allowed: "a string, a number, true, false, or a list of these"}
}
