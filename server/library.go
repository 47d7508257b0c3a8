package server

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// Library is what questions are put to: a searcher, and the vocabulary that its answers are read with. It knows nothing
// of HTTP, so that pages, the API and the command line give one answer to one question.
type Library struct {
	Searcher   index.Searcher
	Vocabulary *vocabulary.Vocabulary
}

// Question is a question as asked and as it is put to the engine.
type Question struct {
	Params Params
	Parsed query.Parsed
	Query  index.Query
}

// sourceFacet bounds the sources listed with an answer: a library may have thousands, one for each site. The other
// facets are bounded by the vocabulary and listed whole.
const sourceFacet = 50

// passagesPerHit are shown below a hit: enough to judge it by, few enough to see the next one.
const passagesPerHit = 3

// Answer reads the question in values and answers it. Parameters that are unknown or malformed are a *ParamsError; the
// other errors are those of index.Searcher.
func (l Library) Answer(ctx context.Context, values url.Values) (*Answer, error) {
	params, err := ReadStrict(values, l.Vocabulary)
	if err != nil {
		return nil, err
	}
	english := l.english()
	asked := l.question(params)
	result, err := l.Searcher.Search(ctx, asked.Query)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	a := l.answer(asked, result)
	a.english = english
	a.Meant, a.Instead, err = l.helped(ctx, english, asked, result.Total)
	return a, err
}

// helped says what may have been meant, and what would find documents if there are none.
func (l Library) helped(ctx context.Context, s speaker, asked Question, total int) (meant []Meant, instead []Instead, err error) {
	doubts, err := l.doubts(ctx, asked, total)
	if err != nil {
		return nil, nil, err
	}
	if meant, err = l.meant(ctx, asked, total, doubts); err != nil || total > 0 {
		return meant, nil, err
	}
	instead, err = l.instead(ctx, s, asked, doubts)
	return meant, instead, err
}

// question turns parameters into an index.Query.
func (l Library) question(p Params) Question {
	parsed := query.Parse(p.Text, query.Options{MatchAny: p.Any, Vocabulary: l.Vocabulary})
	if p.Cut {
		parsed.Notes = append([]message.Message{message.New("query.note-length", maxText)}, parsed.Notes...)
	}
	q := index.Query{
		Tree: parsed.Tree, Filters: l.filters(p), Dates: p.dateFilter(),
		SamePassage: p.Together, Mentions: orElse(p.Mentions, index.MentionsMain),
		Sort: orElse(p.Sort, defaultSort(parsed.Tree)), Limit: p.Limit, Offset: (p.Page - 1) * p.Limit,
		Snippets: passagesPerHit, Explain: p.Explain, RelevanceFeedback: true, Collapse: !p.Unfolded,
	}
	if q.Grid = p.View.grid(); p.View != viewList {
		q.Limit, q.Offset = 0, 0
	}
	fields := p.Facets
	if fields == nil {
		fields = facetFields
	}
	for _, f := range fields {
		q.Facets = append(q.Facets, p.facet(f))
	}
	return Question{Params: p, Parsed: parsed, Query: q}
}

func (p Params) facet(f index.Field) index.Facet {
	switch f {
	case index.FieldDate:
		return index.Facet{Field: f, Interval: orElse(p.Interval, index.IntervalAuto)}
	case index.FieldSource:
		return index.Facet{Field: f, Limit: sourceFacet}
	}
	return index.Facet{Field: f}
}

func (l Library) filters(p Params) (filters []index.Filter) {
	for _, f := range index.ValueFields {
		if c := p.Choices[f]; !c.empty() {
			filters = append(filters, index.Filter{Field: f, Any: c.Any, All: c.All, None: c.None})
		}
	}
	if len(p.Regions) > 0 {
		filters = append(filters, index.Filter{Field: index.FieldCountry, Any: l.members(p.Regions, p.On), Fixed: true})
	}
	return filters
}

// members returns the countries of regions at a day, each once. A region without a member at that day matches nothing:
// an empty list would match everything.
func (l Library) members(regions []string, on string) []string {
	var ids []string
	for _, id := range regions {
		if r, known := l.Vocabulary.Region(id); known {
			ids = append(ids, r.Members(on)...)
		}
	}
	if len(ids) == 0 {
		return []string{nobody}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// nobody is a user-assigned code of ISO 3166-1 that stands for no country.
const nobody = "ZZ"

// dateFilter is the dates asked for. The texts were checked when they were read.
func (p Params) dateFilter() index.DateFilter {
	from, _ := date.Parse(p.DateFrom)
	to, _ := date.Parse(p.DateTo)
	return index.DateFilter{Field: orElse(p.DateField, index.DateDocument), From: from.From, To: to.To, Missing: p.Undated}
}

// defaultSort is relevance when there are words to be relevant to.
func defaultSort(tree query.Node) index.Sort {
	if hasWords(tree) {
		return index.SortRelevance
	}
	return index.SortNewest
}

func hasWords(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, hasWords)
	case query.Or:
		return slices.ContainsFunc(n, hasWords)
	case query.Word, query.CJKRun, query.Phrase, query.Prefix, query.Fuzzy, query.Synonyms:
		return true
	}
	return false
}

func orElse[T ~string](value, other T) T {
	if value == "" {
		return other
	}
	return value
}

// label returns the English label of a value of a field.
func (l Library) label(f index.Field, value string) string { return l.english().Label(f, value) }
