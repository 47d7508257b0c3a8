// Package request turns the parameters of a search into a query and its result into a response, without HTTP.
//
// Pages, the API, the feed and `daftar search` share it, so that one search has one answer:
//
//	url.Values -ParseParams-> Params -Prepare-> index.Query -Engine-> index.Result -> SearchResponse -> JSON, text or a page
//
// It also finds spelling corrections (didyoumean.go) and, for an empty result, queries that do find documents (relax.go).
// It imports neither net/http nor echo and knows no engine: Searcher holds one behind index.Searcher.
package request
