package index

import (
	"daftar/index/date"
	"daftar/index/query"
)

// Query is a search. The zero Query matches every document and returns no hits: with Limit 0 it only counts.
type Query struct {
	Tree        query.Node // nil: every document matches
	Filters     []Filter   // all must hold; at most one per field that is not Fixed
	Dates       DateFilter
	SamePassage bool     // one passage must name all countries of All of the country filter
	Mentions    Mentions // roles that count in filters and facets; "" is MentionsMain

	Sort   Sort // "" is relevance with a Tree, else newest
	Limit  int  // hits to return, 0 to MaxLimit
	Offset int  // hits to skip

	Facets   []Facet
	Grid     Grid // the zero Grid counts nothing
	Snippets int  // passages per hit, 0 to 3
	Explain  bool // return how each score came about

	// RelevanceFeedback re-ranks by pseudo-relevance feedback: terms shared by the top hits boost the other hits in the same
	// language. It changes neither the documents found nor their number, and only applies to SortRelevance.
	RelevanceFeedback bool

	// CountLimit caps how many candidate documents a count-only query (Limit 0) checks per phrase that is not negated; 0
	// means all. Result.TotalIsLowerBound reports that the cap was reached.
	CountLimit int

	// Collapse lists near-duplicates under the best one of them that matches. Hits, Limit and Offset then count groups,
	// while totals and facets still count documents. The hits are those of the same query without Collapse, minus all
	// but the first of each group.
	Collapse bool
}

// MaxLimit is the largest number of hits of one page.
const MaxLimit = 100

// Field names a facet and the filter on the same field, in code, JSON and URLs.
type Field string

// The fields. Values of country are ISO 3166-1 alpha-2 codes and codes of former states, values of theme and theme_group
// are IDs of the vocabulary, values of lang are BCP 47 primary languages.
const (
	FieldCountry    Field = "country"
	FieldTheme      Field = "theme"
	FieldThemeGroup Field = "theme_group"
	FieldSource     Field = "source"
	FieldLang       Field = "lang"
	FieldFormat     Field = "format"
	FieldDate       Field = "date"
)

// ValueFields are the fields that have values: all but the date.
var ValueFields = []Field{FieldCountry, FieldTheme, FieldThemeGroup, FieldSource, FieldLang, FieldFormat}

// Missing is the filter value that matches documents without any value.
const Missing = "_missing"

// Filter restricts a field to documents that have one of Any (if it is not empty), each of All, and none of None. Each
// list may contain Missing. For countries, themes and groups, Any and All match the roles that Query.Mentions selects;
// None matches every role.
type Filter struct {
	Field Field
	Any   []string
	All   []string
	None  []string
	Fixed bool // also applies when the facet of its own field is counted, as the countries of a region do
}

// Mentions selects the roles that count in filters and facets.
type Mentions string

// MentionsMain counts main tags only, MentionsAny also the mentioned ones.
const (
	MentionsMain Mentions = "main"
	MentionsAny  Mentions = "any"
)

// DateField is one of the four dates of a document.
type DateField string

// The date fields. DateDocument, the default, is Document.Date.
const (
	DateDocument  DateField = "document"
	DatePublished DateField = "published"
	DateEvent     DateField = "event"
	DateAdded     DateField = "added"
)

// DateFilter restricts a date field to documents whose date overlaps From to To, where 0 leaves an end open. With Missing
// it matches documents without that date, or, if From or To is set as well, both. Field also selects the date of the date
// facet and of sorting by date.
type DateFilter struct {
	Field    DateField // "" is DateDocument
	From, To date.Day
	Missing  bool
}

// Active reports whether the filter excludes any document.
func (f DateFilter) Active() bool { return f.From != 0 || f.To != 0 || f.Missing }

// Sort is the order of hits. Ties are broken by score (highest first), date (newest first), then ID.
type Sort string

// The orders. Orders by date compare first days, then last days; documents without a date come last in both.
const (
	SortRelevance Sort = "relevance"
	SortNewest    Sort = "newest"
	SortOldest    Sort = "oldest"
	SortAdded     Sort = "added" // most recently added first, whatever Query.Dates selects
)

// Facet requests the counts of a field's values. The count of a value is the total of the same query with the value in
// Any in place of the selected ones, and not in None; all other conditions apply. The date facet ignores the date filter.
type Facet struct {
	Field    Field
	Limit    int      // values to return, by count, then value; 0 means all. Selected and excluded values are always returned
	Interval Interval // of the date facet
}

// Grid requests the number of documents for each pair of values of two fields. The count of a cell is the total of the
// same query with both values added to All; the count of a row or column is the total with that value added.
type Grid struct {
	Rows, Columns Field // of ValueFields
	SamePassage   bool  // one passage must name both; Rows and Columns must be country
	Limit         int   // rows and columns to return, those with the largest counts; 0 is MaxGridSide
}

// Active reports whether a grid is requested.
func (g Grid) Active() bool { return g.Rows != "" || g.Columns != "" }

// MaxGridSide is the largest number of rows or columns of a grid: more do not fit on a screen.
const MaxGridSide = 60

// Interval is the width of the buckets of the date facet.
type Interval string

// The intervals. IntervalAuto selects the finest one that makes at most AutoBins buckets, or else years.
const (
	IntervalAuto    Interval = "auto"
	IntervalYear    Interval = "year"
	IntervalQuarter Interval = "quarter"
	IntervalMonth   Interval = "month"
	IntervalDay     Interval = "day"
)

// Limits of the date facet. AutoBins bars can still be told apart on a phone; MaxBins is about ten years of days. An
// explicit interval other than year that makes more is a *LimitError.
const (
	AutoBins = 62
	MaxBins  = 4000
)
