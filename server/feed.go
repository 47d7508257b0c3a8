package server

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
)

const mimeAtom = "application/atom+xml; charset=utf-8"

// feedEntries of a search stand in its feed: a reader that looks once a week misses nothing of what an office adds.
const feedEntries = 50

// feed is a feed in the Atom Syndication Format (RFC 4287) of what a search finds, last added first.
type feed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Generator string      `xml:"generator"`
	Links     []feedLink  `xml:"link"`
	Entries   []feedEntry `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type feedEntry struct {
	ID         string         `xml:"id"` // the same for ever
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"` // when it entered the library
	Published  string         `xml:"published,omitempty"`
	Author     feedAuthor     `xml:"author"`
	Link       feedLink       `xml:"link"`
	Summary    *feedText      `xml:"summary,omitempty"`
	Categories []feedCategory `xml:"category"`
}

type feedAuthor struct {
	Name string `xml:"name"`
}

type feedText struct {
	Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type feedCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// atom answers a search as a feed. It takes the parameters of a search; order, page and number are the feed's own.
func (s *Server) atom(c echo.Context) error {
	params, err := Read(c.QueryParams(), s.Vocabulary)
	if err != nil {
		return err
	}
	params = params.at(1)
	params.Sort, params.Limit, params.Facets, params.Unfolded = index.SortAdded, feedEntries, []index.Field{}, true
	asked := s.question(params)
	result, err := s.Searcher.Search(c.Request().Context(), asked.Query)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	note(c, params, result.Total)
	data, err := xml.MarshalIndent(s.feed(rootOf(c), params, asked, result), "", " ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, mimeAtom, append([]byte(xml.Header), append(data, '\n')...))
}

// feedURL is the address of the feed of a search: the same for every page and order of it.
func (p Params) feedURL() string {
	p.Page, p.Limit, p.Sort, p.Facets, p.Unfolded, p.Interval, p.Explain = 1, defaultLimit, "", nil, false, index.IntervalAuto, false
	p.UI = "" // a feed is in English
	return p.URL(pathAtom)
}

// rootOf is the address of the server as the one who asks knows it. The Host header was checked; the header that a proxy
// sets may say anything.
func rootOf(c echo.Context) string {
	if c.Scheme() == "https" {
		return "https://" + c.Request().Host
	}
	return "http://" + c.Request().Host
}

func (s *Server) feed(root string, p Params, asked Question, r *index.Result) feed {
	address := root + p.feedURL()
	p.Limit, p.Sort, p.Facets, p.Unfolded = defaultLimit, "", nil, false
	f := feed{
		ID: address, Title: s.english().title(asked, r) + " - Daftar", Generator: "Daftar", Updated: moment(0),
		Links: []feedLink{{"self", "application/atom+xml", address}, {"alternate", "text/html", root + p.URL(pathSearch)}},
	}
	for _, h := range r.Hits {
		d := h.Document
		e := feedEntry{
			ID: "urn:daftar:" + url.PathEscape(d.ID), Title: feedWords(d.Title), Updated: moment(d.Added), Author: feedAuthor{"Daftar"},
			Link: feedLink{"alternate", "text/html", root + p.words().documentURL(d.ID, -1)},
		}
		if d.Author != "" || d.Source != "" {
			e.Author.Name = feedWords(strings.Join(nonEmpty(d.Author, d.Source), ", "))
		}
		if d.Published.Precision == date.PrecisionDay {
			e.Published = moment(d.Published.From)
		}
		if len(h.Snippets) > 0 {
			text, _ := shorten(h.Snippets[0].Text, h.Snippets[0].Highlights)
			e.Summary = &feedText{d.Lang, feedWords(text)}
		}
		for _, t := range d.Tags {
			if t.Role == index.RoleMain {
				e.Categories = append(e.Categories, feedCategory{string(t.Kind) + ":" + t.ID, s.label(index.Field(t.Kind), t.ID)})
			}
		}
		f.Updated = max(f.Updated, e.Updated)
		f.Entries = append(f.Entries, e)
	}
	return f
}

// moment writes a day as RFC 3339 wants it: a day has no hour, so it is its first.
func moment(d date.Day) string {
	if d == 0 {
		return "1970-01-01T00:00:00Z"
	}
	return d.String() + "T00:00:00Z"
}

// feedWords leaves out what XML cannot hold at all.
func feedWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, s)
}
