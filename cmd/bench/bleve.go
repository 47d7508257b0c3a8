package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// bleveNotes list where results of bleve and Daftar differ in meaning.
var bleveNotes = []string{
	"bleve stems by Porter's first rules, Daftar by his second (Snowball): some words find a few documents more or less.",
	"bleve counts each facet over the hits, and dates in fixed years by their first day; Daftar leaves out each facet's own selection and counts a range of days in every bin that it overlaps.",
	"with highlighting bleve returns one fragment a hit, Daftar always three passages: compare Daftar with that row.",
	"bleve has no proximity search: for \"near\" it searches both words anywhere, which is less work and finds more.",
	"bleve weighs title and text as one field; both rank by BM25.",
}

// Notes on phrases, by rival.
const (
	stemmedPhraseNote = "bleve searches phrases of stems, in which a stop word matches any word, since its index has none: less work and more hits (--rival bleve-exact searches the words themselves)."
	exactPhraseNote   = "bleve has a second field of unstemmed words with stop words for phrases, as Daftar does."
)

// facetSize exceeds the number of values of any facet except source.
const facetSize = 500

// rival is bleve with its own search and facets.
type rival struct {
	index     bleve.Index
	phrases   string // the field of phrase queries
	highlight bool
	years     []yearRange
}

// yearRange is a bin of the date facet.
type yearRange struct {
	name     string
	from, to time.Time
}

// openBleve opens an index read-only, so that nothing merges during the measurement.
func openBleve(dir string) (bleve.Index, error) {
	in, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("open bleve index %q: %w", dir, err)
	}
	return in, nil
}

// yearRanges divides the dates of a library into ranges of whole years, at most as many as Daftar's date facet has bins.
func yearRanges(oldest, newest date.Day) []yearRange {
	if oldest == 0 {
		return nil
	}
	first, _, _ := oldest.Civil()
	last, _, _ := newest.Civil()
	step := (last - first + index.AutoBins) / index.AutoBins
	var out []yearRange
	for y := first; y <= last; y += step {
		out = append(out, yearRange{
			name: fmt.Sprint(y),
			from: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC),
			to:   time.Date(y+step, 1, 1, 0, 0, 0, 0, time.UTC),
		})
	}
	return out
}

func (r rival) search(ctx context.Context, q benchQuery) (int, error) {
	req, err := r.request(q)
	if err != nil {
		return 0, err
	}
	result, err := r.index.SearchInContext(ctx, req)
	if err != nil {
		return 0, err
	}
	return int(result.Total), nil
}

func (r rival) request(q benchQuery) (*bleve.SearchRequest, error) {
	all := bleve.NewBooleanQuery()
	if q.tree != nil {
		words, err := r.bleveQuery(q.tree)
		if err != nil {
			return nil, err
		}
		all.AddMust(words)
	}
	if filters := filterQueries(q); len(filters) > 0 {
		all.AddFilter(bleve.NewConjunctionQuery(filters...))
	}
	req := bleve.NewSearchRequestOptions(all, hitsPerPage, 0, false)
	req.Fields = shownFields
	if q.tree == nil {
		req.Score = "none"
		req.SortBy([]string{"-" + dateField, "_id"})
	}
	if r.highlight {
		req.Highlight = bleve.NewHighlight()
		req.Highlight.AddField(r.highlightField(q))
	}
	for _, f := range facetFields {
		facet := bleve.NewFacetRequest(string(f), facetSize)
		if f == index.FieldSource {
			facet.Size = sourcesListed
		}
		req.AddFacet(string(f), facet)
	}
	dates := bleve.NewFacetRequest(dateField, len(r.years))
	for _, y := range r.years {
		dates.AddDateTimeRange(y.name, y.from, y.to)
	}
	if len(r.years) > 0 {
		req.AddFacet(dateField, dates)
	}
	return req, nil
}

// highlightField returns the field to highlight: the one that was searched.
func (r rival) highlightField(q benchQuery) string {
	if p, ok := q.tree.(query.Phrase); ok && p.Near == 0 {
		return r.phrases
	}
	return textField
}

// bleveQuery converts a query tree.
func (r rival) bleveQuery(n query.Node) (blevequery.Query, error) {
	switch n := n.(type) {
	case query.Word:
		return match(n.Text), nil
	case query.Phrase:
		if n.Near > 0 {
			both := match(n.Text)
			both.SetOperator(blevequery.MatchQueryOperatorAnd)
			return both, nil
		}
		phrase := bleve.NewMatchPhraseQuery(n.Text)
		phrase.SetField(r.phrases)
		if r.phrases == exactField {
			phrase.Analyzer = exactAnalyzer // bleve knows it by the property's path, which is that of the text
		}
		return phrase, nil
	case query.And:
		parts, err := r.bleveQueries(n)
		return bleve.NewConjunctionQuery(parts...), err
	case query.Or:
		parts, err := r.bleveQueries(n)
		return bleve.NewDisjunctionQuery(parts...), err
	}
	return nil, fmt.Errorf("bleve has no query for %T", n)
}

func (r rival) bleveQueries(nodes []query.Node) ([]blevequery.Query, error) {
	var parts []blevequery.Query
	var errs []error
	for _, n := range nodes {
		part, err := r.bleveQuery(n)
		parts, errs = append(parts, part), append(errs, err)
	}
	return parts, errors.Join(errs...)
}

func match(text string) *blevequery.MatchQuery {
	m := bleve.NewMatchQuery(text)
	m.SetField(textField)
	return m
}

// filterQueries turns filters into queries of keyword fields. A date range overlaps the filter if it begins before the end
// and ends after the beginning of the filter.
func filterQueries(q benchQuery) []blevequery.Query {
	var out []blevequery.Query
	for _, f := range q.filters {
		var values []blevequery.Query
		for _, v := range f.Any {
			term := bleve.NewTermQuery(v)
			term.SetField(string(f.Field))
			values = append(values, term)
		}
		out = append(out, bleve.NewDisjunctionQuery(values...))
	}
	inclusive := true
	if q.dates.To != 0 {
		before := bleve.NewDateRangeInclusiveQuery(time.Time{}, instant(q.dates.To), nil, &inclusive)
		before.SetField(dateField)
		out = append(out, before)
	}
	if q.dates.From != 0 {
		after := bleve.NewDateRangeInclusiveQuery(instant(q.dates.From), time.Time{}, &inclusive, nil)
		after.SetField(dateEndField)
		out = append(out, after)
	}
	return out
}

// instant returns midnight UTC of a day.
func instant(d date.Day) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}
