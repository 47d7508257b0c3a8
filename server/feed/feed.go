// Package feed serves a search as an Atom feed, recently added documents first.
package feed

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/handler"
	"daftar/server/highlight"
	"daftar/server/request"
)

// Feed serves feeds.
type Feed struct{ searcher *request.Searcher }

// New returns a Feed.
func New(s *request.Searcher) *Feed { return &Feed{s} }

const contentType = "application/atom+xml; charset=utf-8"

// maxEntries is more than a library gains in a week, the longest usual interval of feed readers.
const maxEntries = 50

// atomFeed is a feed of the Atom Syndication Format (RFC 4287).
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"` // never changes
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"` // the day on which it was added
	Published  string         `xml:"published,omitempty"`
	Author     atomAuthor     `xml:"author"`
	Link       atomLink       `xml:"link"`
	Summary    *atomText      `xml:"summary,omitempty"`
	Categories []atomCategory `xml:"category"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomText struct {
	Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// Search handles /search.atom. Its parameters are those of a search; sort, page and limit are fixed.
func (f *Feed) Search(c echo.Context) error {
	params, err := request.ParseParams(c.QueryParams(), f.searcher.Vocabulary)
	if err != nil {
		return err
	}
	params = params.AtPage(1)
	params.Sort, params.Limit, params.Facets, params.Expanded = index.SortAdded, maxEntries, []index.Field{}, true
	search := f.searcher.Prepare(params)
	result, err := f.searcher.Engine.Search(c.Request().Context(), search.Query)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	handler.RecordSearch(c, params, result.Total)
	data, err := xml.MarshalIndent(f.document(handler.BaseURL(c), search, result), "", " ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, contentType, append([]byte(xml.Header), append(data, '\n')...))
}

func (f *Feed) document(base string, search request.Search, r *index.Result) atomFeed {
	params := search.Params
	address := base + params.FeedURL()
	params.Limit, params.Sort, params.Facets, params.Expanded = request.DefaultLimit, "", nil, false
	out := atomFeed{
		ID: address, Title: request.Title(f.searcher.English, search, r) + " - Daftar", Generator: "Daftar", Updated: timestamp(0),
		Links: []atomLink{{"self", "application/atom+xml", address}, {"alternate", "text/html", base + params.URL(request.PathSearch)}},
	}
	for _, h := range r.Hits {
		e := f.entry(base, params, h)
		out.Updated = max(out.Updated, e.Updated)
		out.Entries = append(out.Entries, e)
	}
	return out
}

func (f *Feed) entry(base string, params request.Params, h index.Hit) atomEntry {
	d := h.Document
	e := atomEntry{
		ID: "urn:daftar:" + url.PathEscape(d.ID), Title: xmlText(d.Title), Updated: timestamp(d.Added), Author: atomAuthor{"Daftar"},
		Link: atomLink{"alternate", "text/html", base + params.TextOnly().DocumentURL(d.ID, request.NoPassage)},
	}
	if author := strings.Join(nonEmpty(d.Author, d.Source), ", "); author != "" {
		e.Author.Name = xmlText(author)
	}
	if d.Published.Precision == date.PrecisionDay {
		e.Published = timestamp(d.Published.From)
	}
	if len(h.Snippets) > 0 {
		text, _ := highlight.Shorten(h.Snippets[0].Text, h.Snippets[0].Highlights)
		e.Summary = &atomText{d.Lang, xmlText(text)}
	}
	for _, t := range d.Tags {
		if t.Role == index.RoleMain {
			label := f.searcher.English.Label(index.Field(t.Kind), t.ID)
			e.Categories = append(e.Categories, atomCategory{string(t.Kind) + ":" + t.ID, label})
		}
	}
	return e
}

func nonEmpty(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// timestamp returns the first moment of a day (RFC 3339); a feed must have one, so no day is the epoch.
func timestamp(d date.Day) string {
	if d == 0 {
		return "1970-01-01T00:00:00Z"
	}
	return d.String() + "T00:00:00Z"
}

// xmlText drops the characters that XML 1.0 cannot represent.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}
