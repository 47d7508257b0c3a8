package api

import (
	"github.com/labstack/echo/v4"

	"daftar/server/handler"
	"daftar/server/request"
)

// Problem is an error response, application/problem+json of RFC 9457. Type is the address of its explanation. Errors is our
// extension: one entry for each invalid parameter.
type Problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Errors   []ParamProblem `json:"errors,omitempty"`
}

// ParamProblem is an invalid parameter.
type ParamProblem struct {
	Parameter string `json:"parameter"`
	Value     string `json:"value,omitempty"`
	Allowed   string `json:"allowed"`
}

// MIMEProblem is the content type of problems.
const MIMEProblem = "application/problem+json"

// WriteProblem answers a request with a problem.
func (a *API) WriteProblem(c echo.Context, p Problem, invalid []request.InvalidParam) error {
	for _, param := range invalid {
		p.Errors = append(p.Errors, ParamProblem{param.Name, param.Value, a.searcher.English.Message(param.Allowed)})
	}
	p.Instance = c.Request().URL.Path
	return handler.WriteJSON(c, p.Status, MIMEProblem, p)
}
