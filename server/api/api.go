// Package api has the endpoints of /api/v1 and their payloads.
//
// Responses are JSON in English. Offsets are in code points, passages are numbered from 1. The payload of a search is
// request.SearchResponse; errors are application/problem+json (problem.go).
package api

import (
	"daftar/index/query"
	"daftar/server/request"
)

// API serves the endpoints.
type API struct {
	searcher  *request.Searcher
	names     *query.NameCompleter // of countries and themes, for suggestions
	originals bool                 // the server serves the files that documents were read from
}

// Options are the parts that an API needs.
type Options struct {
	Searcher  *request.Searcher
	Originals bool // the server serves the files that documents were read from
}

// New returns an API.
func New(o Options) *API {
	return &API{o.Searcher, query.NewNameCompleter(o.Searcher.Vocabulary), o.Originals}
}
