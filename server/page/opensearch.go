package page

import (
	"daftar/server/handler"
	"daftar/server/request"
	"encoding/xml"
	"net/http"

	"github.com/labstack/echo/v4"
)

const mimeOpenSearch = "application/opensearchdescription+xml; charset=utf-8"

// description is an OpenSearch description document 1.1 (https://github.com/dewitt/opensearch), with which a browser offers the
// library in its address bar. ShortName has at most 16 characters.
type description struct {
	XMLName       xml.Name          `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string            `xml:"ShortName"`
	Description   string            `xml:"Description"`
	InputEncoding string            `xml:"InputEncoding"`
	URLs          []descriptionLink `xml:"Url"`
}

type descriptionLink struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// OpenSearch handles /opensearch.xml, the description that lets a browser search here from its address bar. Its links are
// absolute, with the host of the request, which has been checked against the allowed ones.
func OpenSearch(c echo.Context) error {
	root := handler.BaseURL(c)
	data, err := xml.MarshalIndent(description{
		ShortName: "Daftar", Description: "Search the documents of this Daftar library", InputEncoding: "UTF-8",
		URLs: []descriptionLink{
			{"text/html", "results", root + request.PathSearch + "?q={searchTerms}"},
			{handler.Suggestions, "suggestions", root + request.PathAPI + "/suggest?q={searchTerms}"},
			{mimeOpenSearch, "self", root + "/opensearch.xml"},
		},
	}, "", "  ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, mimeOpenSearch, append([]byte(xml.Header), append(data, '\n')...))
}
