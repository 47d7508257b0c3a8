package index

import (
	"daftar/index/date"
	"daftar/index/query"
)

// Query is a question to the library. The zero Query asks for every document, newest first, and for no hits: Limit 0
// counts only.
type Query struct {
	Tree        query.Node // nil: no words, every document matches
	Filters     []Filter   // all of them must hold; at most one per field that is not Held
	Dates       DateFilter
	SamePassage bool     // the countries of All of the country filter must stand in one passage
	Mentions    Mentions // which roles count in filters and facets

	Sort   Sort
	Limit  int // hits of the page, 0 to MaxLimit
	Offset int // hits before the page

	Facets   []Facet
	Grid     Grid // the zero Grid asks for none
	Snippets int  // best passages a hit, 0 to 3
	Explain  bool // say why each hit ranks where it does

	// RelevanceFeedback lets the words that the best matches have in common weigh in the order of the others of their language,
	// for order by relevance. It adds and drops no document.
	RelevanceFeedback bool

	// CountLimit, if above 0, lets a question without hits look for each phrase in quotes that nothing negates in so many
	// documents at most. Result.AtLeast says where that was not enough.
	CountLimit int

	// Collapse puts near copies under the best of them that match. Hits, Limit and Offset then go by group, while totals and
	// buckets still count documents: the hits are those of the same question without Fold, less those of whose group one
	// came before.
	Collapse bool
}

// MaxLimit is the most hits of one page: a page is for reading, the whole result is for export.
const MaxLimit = 100

// Field names a facet and the filter of the same name, in code, JSON and URLs.
type Field string

// The fields. The values of country are ISO 3166-1 alpha-2 codes (and those of historical states), of theme and
// theme_group ids of the vocabulary, of lang BCP 47 primary languages.
const (
	FieldCountry    Field = "country"
	FieldTheme      Field = "theme"
	FieldThemeGroup Field = "theme_group"
	FieldSource     Field = "source"
	FieldLang       Field = "lang"
	FieldFormat     Field = "format"
	FieldDate       Field = "date"
)

// ValueFields are the fields whose facets count values: all but the date.
var ValueFields = []Field{FieldCountry, FieldTheme, FieldThemeGroup, FieldSource, FieldLang, FieldFormat}

// Missing is the value that stands for "has none" in a filter.
const Missing = "_missing"

// Filter keeps the documents whose field has one of Any (if there are some), each of All, and none of None. For
// country, theme and theme_group Any and All look at the roles that Query.Mentions counts, None at every role.
// Missing may stand in each list.
type Filter struct {
	Field Field
	Any   []string
	All   []string
	None  []string
	Fixed bool // in force also when the facet of its own field is counted: a region
}

// Mentions says which tags count in filters and facets.
type Mentions string

// MentionsMain is the default: only main tags count. With MentionsAny touched ones count as well.
const (
	MentionsMain Mentions = "main"
	MentionsAny  Mentions = "any"
)

// DateField is one of the four dates of a document.
type DateField string

// The date fields; document, the default, is published when known, else the main event date.
const (
	DateDocument  DateField = "document"
	DatePublished DateField = "published"
	DateEvent     DateField = "event"
	DateAdded     DateField = "added"
)

// DateFilter keeps the documents whose date of the field overlaps From..To, in which 0 leaves an end open, or, with
// Missing, those that have no such date (or overlap, if both are asked). The field also counts in the date facet and
// in sorting by date.
type DateFilter struct {
	Field    DateField // "" is document
	From, To date.Day
	Missing  bool
}

// Active reports whether the filter leaves anything out.
func (f DateFilter) Active() bool { return f.From != 0 || f.To != 0 || f.Missing }

// Sort is the order of hits. Ties are broken by score (highest first), then date (newest first), then id.
type Sort string

// The orders. Documents without a date come last in both orders by date, which compare the first day of a date, then
// its last.
const (
	SortRelevance Sort = "relevance"
	SortNewest    Sort = "newest"
	SortOldest    Sort = "oldest"
	SortAdded     Sort = "added" // last added to the library first, whatever Dates asks about
)

// Facet asks for the counts of a field's values. A bucket of n is what choosing its value instead of the values chosen
// in Any (and lifting its own exclusion) gives; every other condition stays in force. The date facet is counted
// without the date filter.
type Facet struct {
	Field    Field
	Limit    int      // most values, by count then value; 0 for all. Chosen and excluded values come on top
	Interval Interval // of the date facet
}

// Grid asks how many documents have a value of one field and a value of another. The number of a cell is the total of the
// same question with both values added to All (and with Together, if the grid is of countries in one passage), the
// number of a side that of the question with the one value added.
type Grid struct {
	Rows, Columns Field // of ValueFields
	SamePassage   bool  // Rows and Columns are both country: the two must stand in one passage
	Limit         int   // most rows and most columns, those with the largest numbers; 0 for MaxSide
}

// Active reports whether a grid is asked for.
func (g Grid) Active() bool { return g.Rows != "" || g.Columns != "" }

// MaxGridSide is the most rows or columns of a grid: more do not fit on a screen, nor into an eye.
const MaxGridSide = 60

// Interval is the width of the bins of the date facet.
type Interval string

// The intervals; auto takes the finest that makes at most AutoBins bins, else years.
const (
	IntervalAuto    Interval = "auto"
	IntervalYear    Interval = "year"
	IntervalQuarter Interval = "quarter"
	IntervalMonth   Interval = "month"
	IntervalDay     Interval = "day"
)

// Limits of the date facet: AutoBins is about what an eye tells apart on a phone, MaxBins ten years of days (an
// explicit interval that makes more is a *LimitError).
const (
	AutoBins = 62
	MaxBins  = 4000
)
