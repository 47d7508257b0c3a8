package main

import (
	"context"

	"daftar/index"
	"daftar/index/embedded"
)

// engine runs queries: Daftar or a rival.
type engine interface {
	// search computes a result page and returns the number of documents found.
	search(ctx context.Context, q benchQuery) (found int, err error)
}

// Contents of a result page, for every engine.
const (
	hitsPerPage    = 10
	passagesPerHit = 3
	sourcesListed  = 50 // values of the source facet, as on the page; the others list all
)

// facetFields are the facets of a page besides the date facet.
var facetFields = []index.Field{
	index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat,
}

// daftar is the embedded engine in this process.
type daftar struct{ searcher *embedded.Searcher }

func (d daftar) search(ctx context.Context, q benchQuery) (int, error) {
	request := index.Query{
		Tree: q.tree, Filters: q.filters, Dates: q.dates, Mentions: index.MentionsMain,
		Limit: hitsPerPage, Snippets: passagesPerHit,
		Facets: []index.Facet{{Field: index.FieldDate, Interval: index.IntervalAuto}},
	}
	for _, f := range facetFields {
		facet := index.Facet{Field: f}
		if f == index.FieldSource {
			facet.Limit = sourcesListed
		}
		request.Facets = append(request.Facets, facet)
	}
	r, err := d.searcher.Search(ctx, request)
	if err != nil {
		return 0, err
	}
	return r.Total, nil
}
