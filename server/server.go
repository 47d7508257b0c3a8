// Package server serves a library over HTTP: routes, middleware, errors and health.
//
// The parts are packages of their own: request (parameters, query, response, without HTTP), page, api, feed, cite and i18n.
// errors.go has the one table from errors to HTTP status. The server writes no files, knows no engine and trusts no text:
// html/template escapes documents and queries, and package highlight marks them.
package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/server/api"
	"daftar/server/feed"
	"daftar/server/page"
	"daftar/server/request"
)

// Options configure a server. Searcher and Vocabulary are required.
type Options struct {
	Searcher   index.Searcher
	Vocabulary *vocabulary.Vocabulary
	Log        *slog.Logger   // nil: no log
	Addr       string         // host:port the server listens on; its host is allowed in the Host header
	Hosts      []string       // further names allowed in the Host header, without port
	Originals  page.Originals // opens the files that documents were read from; nil: they are not served
}

// Server answers requests. It is an http.Handler that many goroutines may use.
type Server struct {
	searcher *request.Searcher
	pages    *page.Pages
	api      *api.API
	feed     *feed.Feed
	log      *slog.Logger
	echo     *echo.Echo
	hosts    hosts
	slots    chan struct{}
}

// Limits of a connection: generous for slow lines, but they stop clients that hold connections open.
const (
	headerTime = 10 * time.Second
	readTime   = 20 * time.Second
	writeTime  = 60 * time.Second // a long document over a slow line
	idleTime   = 2 * time.Minute
	// maxHeader is more than a pasted text of ten thousand words, percent-encoded: the text is then cut with a note, and the
	// connection does not reject it.
	maxHeader = 512 << 10
	// maxBody is more than a search with every parameter.
	maxBody = 64 << 10
)

// New returns a server. A template, message or asset that is missing or malformed is an error.
func New(o Options) (*Server, error) {
	if o.Searcher == nil || o.Vocabulary == nil {
		return nil, errors.New("server: options need a searcher and a vocabulary")
	}
	searcher := request.NewSearcher(o.Searcher, o.Vocabulary)
	pages, err := page.New(searcher, o.Originals)
	if err != nil {
		return nil, fmt.Errorf("load pages: %w", err)
	}
	s := &Server{
		searcher: searcher, pages: pages, api: api.New(api.Options{Searcher: searcher, Originals: o.Originals != nil}),
		feed: feed.New(searcher), log: o.Log, echo: echo.New(), hosts: newHosts(o.Addr, o.Hosts), slots: make(chan struct{}, maxInFlight),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.echo.HTTPErrorHandler = s.handleError
	s.routes()
	return s, nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTP returns an http.Server with this handler and all limits. The caller listens and shuts it down.
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
