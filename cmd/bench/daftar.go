package main

import (
	"context"

	"daftar/index"
	"daftar/index/embedded"
)

// engine answers questions: Daftar or a rival.
type engine interface {
	// ask answers a question with a page of results and returns the number of documents found.
	ask(ctx context.Context, q question) (found int, err error)
}

// What a page of results shows, in every engine.
const (
	hitsPerPage    = 10
	passagesPerHit = 3
	sourcesListed  = 50 // of the source facet, as the page asks; of the others all values
)

// facetFields are the facets of a page; the date facet comes beside them.
var facetFields = []index.Field{
	index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat,
}

// daftar asks the embedded engine in process.
type daftar struct{ searcher *embedded.Searcher }

func (d daftar) ask(ctx context.Context, q question) (int, error) {
	asked := index.Query{
		Tree: q.tree, Filters: q.filters, Dates: q.dates, Mentions: index.MentionsMain,
		Limit: hitsPerPage, Snippets: passagesPerHit,
		Facets: []index.Facet{{Field: index.FieldDate, Interval: index.IntervalAuto}},
	}
	for _, f := range facetFields {
		facet := index.Facet{Field: f}
		if f == index.FieldSource {
			facet.Limit = sourcesListed
		}
		asked.Facets = append(asked.Facets, facet)
	}
	r, err := d.searcher.Search(ctx, asked)
	if err != nil {
		return 0, err
	}
	return r.Total, nil
}
