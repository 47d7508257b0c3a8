package request

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
	"daftar/server/i18n"
)

// Searcher answers searches with an engine and the vocabulary of its index. Many goroutines may use it.
type Searcher struct {
	Engine     index.Searcher
	Vocabulary *vocabulary.Vocabulary
	English    *i18n.Localizer // of the API and the command line
}

// NewSearcher returns a Searcher.
func NewSearcher(engine index.Searcher, v *vocabulary.Vocabulary) *Searcher {
	return &Searcher{engine, v, i18n.English(v)}
}

// Search is a search in its three forms: the parameters, the parsed text, and the query for the engine.
type Search struct {
	Params Params
	Parsed query.Parsed
	Query  index.Query
}

// maxSourceBuckets bounds the sources of the facet: a library may have thousands, one a site. The vocabulary bounds the other
// facets.
const maxSourceBuckets = 50

// snippetsPerHit is the number of passages shown below a hit.
const snippetsPerHit = 3

// Search answers a search in English. The error is a *ParamsError for unknown or malformed parameters, else one of
// index.Searcher.
func (s *Searcher) Search(ctx context.Context, values url.Values) (*SearchResponse, error) {
	params, err := ParseParamsStrict(values, s.Vocabulary)
	if err != nil {
		return nil, err
	}
	search := s.Prepare(params)
	result, err := s.Engine.Search(ctx, search.Query)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	response := s.respond(search, result)
	response.Corrections, response.Relaxations, err = s.Assist(ctx, s.English, search, result.Total)
	return response, err
}

// Assist returns spelling corrections and, if nothing was found (total 0), relaxed queries that do find documents.
func (s *Searcher) Assist(ctx context.Context, l *i18n.Localizer, search Search, total int) ([]Correction, []Relaxation, error) {
	suspects, err := s.suspectTerms(ctx, search, total)
	if err != nil {
		return nil, nil, err
	}
	corrections, err := s.corrections(ctx, search, total, suspects)
	if err != nil || total > 0 {
		return corrections, nil, err
	}
	relaxations, err := s.relaxations(ctx, l, search, suspects)
	return corrections, relaxations, err
}

// Prepare parses the text of a search and makes the query for the engine.
func (s *Searcher) Prepare(p Params) Search {
	parsed := query.Parse(p.Text, query.Options{MatchAny: p.MatchAny, Vocabulary: s.Vocabulary})
	if p.Truncated {
		parsed.Notes = append([]message.Message{message.New("query.note-length", MaxText)}, parsed.Notes...)
	}
	q := index.Query{
		Tree: parsed.Tree, Filters: s.filters(p), Dates: p.dateFilter(),
		SamePassage: p.SamePassage, Mentions: cmp.Or(p.Mentions, index.MentionsMain),
		Sort: cmp.Or(p.Sort, DefaultSort(parsed.Tree)), Limit: p.Limit, Offset: (p.Page - 1) * p.Limit,
		Snippets: snippetsPerHit, Explain: p.Explain, RelevanceFeedback: true, Collapse: !p.Expanded,
	}
	if q.Grid = p.View.Grid(); p.View != ViewList {
		q.Limit, q.Offset = 0, 0
	}
	fields := p.Facets
	if fields == nil {
		fields = FacetFields
	}
	for _, f := range fields {
		q.Facets = append(q.Facets, p.facet(f))
	}
	return Search{Params: p, Parsed: parsed, Query: q}
}

// Count runs a search for its counts alone: the result without hits, and the documents by value of each field.
func (s *Searcher) Count(ctx context.Context, p Params, fields ...index.Field) (*index.Result, map[index.Field]map[string]int, error) {
	r, err := s.Engine.Search(ctx, s.CountQuery(p, append([]index.Field{}, fields...)...))
	if err != nil {
		return nil, nil, fmt.Errorf("count: %w", err)
	}
	counts := map[index.Field]map[string]int{}
	for _, f := range r.Facets {
		counts[f.Field] = map[string]int{index.Missing: f.Missing}
		for _, b := range f.Buckets {
			counts[f.Field][b.Value] = b.Count
		}
	}
	return r, counts, nil
}

// CountQuery returns a query without hits for the facets of the given fields; no field (nil) means all.
func (s *Searcher) CountQuery(p Params, fields ...index.Field) index.Query {
	p.Limit, p.Facets = 0, fields
	return s.Prepare(p).Query
}

// Document returns a document and, by number of the passage, the spans of its text that match the text of a search.
func (s *Searcher) Document(ctx context.Context, id string, p Params) (*index.Document, map[int][]index.Span, error) {
	d, err := s.Engine.Document(ctx, id)
	if err != nil {
		return nil, nil, fmt.Errorf("document: %w", err)
	}
	if p.Text == "" {
		return d, nil, nil
	}
	parsed := query.Parse(p.Text, query.Options{MatchAny: p.MatchAny, Vocabulary: s.Vocabulary})
	if !HasWords(parsed.Tree) {
		return d, nil, nil
	}
	highlights, err := s.Engine.Highlight(ctx, id, parsed.Tree)
	if err != nil {
		return nil, nil, fmt.Errorf("highlight: %w", err)
	}
	return d, highlights, nil
}

func (p Params) facet(f index.Field) index.Facet {
	switch f {
	case index.FieldDate:
		return index.Facet{Field: f, Interval: cmp.Or(p.Interval, index.IntervalAuto)}
	case index.FieldSource:
		return index.Facet{Field: f, Limit: maxSourceBuckets}
	}
	return index.Facet{Field: f}
}

func (s *Searcher) filters(p Params) (filters []index.Filter) {
	for _, f := range index.ValueFields {
		if c := p.Choices[f]; !c.empty() {
			filters = append(filters, index.Filter{Field: f, Any: c.Any, All: c.All, None: c.None})
		}
	}
	if len(p.Regions) > 0 {
		filters = append(filters, index.Filter{Field: index.FieldCountry, Any: s.members(p.Regions, p.MembersOn), Fixed: true})
	}
	return filters
}

// members returns the countries of regions on a day, each once. A region without members on that day must match nothing,
// but an empty list would match everything.
func (s *Searcher) members(regions []string, day string) []string {
	var ids []string
	for _, id := range regions {
		if r, known := s.Vocabulary.Region(id); known {
			ids = append(ids, r.Members(day)...)
		}
	}
	if len(ids) == 0 {
		return []string{noCountry}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// noCountry is a user-assigned code of ISO 3166-1 that no country has.
const noCountry = "ZZ"

// dateFilter needs no errors: ParseParams has checked the dates.
func (p Params) dateFilter() index.DateFilter {
	from, _ := date.Parse(p.DateFrom)
	to, _ := date.Parse(p.DateTo)
	return index.DateFilter{Field: cmp.Or(p.DateField, index.DateDocument), From: from.From, To: to.To, Missing: p.Undated}
}

// DefaultSort is relevance if the query has words, else newest first.
func DefaultSort(tree query.Node) index.Sort {
	if HasWords(tree) {
		return index.SortRelevance
	}
	return index.SortNewest
}

// HasWords reports whether a query has words to search, not only filters and exclusions.
func HasWords(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, HasWords)
	case query.Or:
		return slices.ContainsFunc(n, HasWords)
	case query.Word, query.CJKRun, query.Phrase, query.Prefix, query.Fuzzy, query.Synonyms:
		return true
	}
	return false
}

// DefaultSimilar is the number of similar documents of a page, and of the API if it is not asked for another.
const DefaultSimilar = 5
