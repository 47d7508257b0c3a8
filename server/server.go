// Package server answers this request: pages and API, from one question and one result.
//
// A request's parameters become Params, these an index.Query, the Searcher's index.Result becomes either the JSON of
// the API or the struct of a page (see Library), and only then bytes. Each page and each family of endpoints has a file
// with its parameters, its handler and what it shows; templates and assets are files, embedded, read once. errors.go
// holds the one table from meaning to status. The server writes nothing, knows no engine and trusts no text: documents
// and questions are escaped by html/template, and marks are made in one function (mark.go).
package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// Options are what a server needs. Searcher and Vocabulary must be given.
type Options struct {
	Searcher   index.Searcher
	Vocabulary *vocabulary.Vocabulary
	Log        *slog.Logger // nil: no log
	Addr       string       // host:port the server listens on; its host is allowed in the Host header
	Hosts      []string     // further names allowed in the Host header, without port
	Originals  Originals    // hands out the files that documents were read from; nil: they are not served
}

// Server answers requests. It is an http.Handler and may be used by many goroutines.
type Server struct {
	Library
	files    Originals
	log      *slog.Logger
	echo     *echo.Echo
	views    *views
	speakers map[string]speaker   // by the code of their language
	names    *query.NameCompleter // of countries and themes, for suggestions
	hosts    hosts
	slots    chan struct{}
}

// Limits of a connection. They are generous for people on slow lines and stop clients that hold connections open.
const (
	headerTime = 10 * time.Second
	readTime   = 20 * time.Second
	writeTime  = 60 * time.Second // a long document over a slow line
	idleTime   = 2 * time.Minute
	// maxHeader holds a pasted text of ten thousand words in any script, percent-encoded: it is then cut with a note
	// instead of refused by the connection.
	maxHeader = 512 << 10
	// maxBody holds a question with every parameter.
	maxBody = 64 << 10
)

// New returns a server. A template, message or asset that is missing or does not parse is an error.
func New(o Options) (*Server, error) {
	if o.Searcher == nil || o.Vocabulary == nil {
		return nil, errors.New("server: a searcher and a vocabulary must be given")
	}
	speakers, err := newSpeakers(o.Vocabulary)
	if err != nil {
		return nil, fmt.Errorf("load messages: %w", err)
	}
	views, err := loadViews(speakers)
	if err != nil {
		return nil, fmt.Errorf("load pages: %w", err)
	}
	s := &Server{
		Library: Library{o.Searcher, o.Vocabulary}, files: o.Originals, log: o.Log, echo: echo.New(),
		views: views, speakers: speakers, names: query.NewNameCompleter(o.Vocabulary), hosts: newHosts(o.Addr, o.Hosts), slots: make(chan struct{}, maxInFlight),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.echo.HTTPErrorHandler = s.fail
	s.routes()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTP returns an http.Server with this handler and all limits set; the caller listens and shuts it down.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}
