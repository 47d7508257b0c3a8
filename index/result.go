package index

import (
	"time"

	"daftar/index/date"
	"daftar/index/message"
)

// Result is the answer to a Query.
type Result struct {
	Total             int  // documents that match
	TotalIsLowerBound bool // Query.CountLimit was reached: there may be more than Total
	Groups            int  // with Query.Collapse: number of hits, a group of near-duplicates being one; else 0
	Hits              []Hit
	Facets            []FacetCounts // in the order of Query.Facets
	Grid              *GridCounts   // nil if none was requested
	Notes             []Note        // words that the engine expanded or ignored
	Generation        string
	Took              time.Duration
}

// Hit is a document that matches. Its Document has no Text, DateMentions, Passages and Evidence: Searcher.Document returns
// those.
type Hit struct {
	Document           *Document
	Score              float64
	Snippets           []Snippet
	MorePassages       int             // passages with matches that are not in Snippets
	Explanation        *Explanation    // with Query.Explain and a Tree
	NearDuplicates     []NearDuplicate // with Query.Collapse: those that match too, in hit order, at most MaxNearDuplicates
	MoreNearDuplicates int             // near-duplicates that are not listed
}

// NearDuplicate names a document that is nearly identical to another one. analysis.Signature defines how similar two
// documents must be; the relation is transitive, so near-duplicates form groups.
type NearDuplicate struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

// MaxNearDuplicates is the number of near-duplicates that a hit lists. A query without Collapse returns all of them.
const MaxNearDuplicates = 50

// Similar is the answer of Searcher.Similar.
type Similar struct {
	NearDuplicates     []NearDuplicate // newest first, then by ID; at most MaxNearDuplicates
	MoreNearDuplicates int             // near-duplicates that are not listed
	Documents          []SimilarDocument
}

// SimilarDocument is a document that is similar to another one, and the reasons.
type SimilarDocument struct {
	Document    *Document // as in a Hit
	Score       float64
	SharedTerms []string // by weight, as the document that was compared writes them
	SharedTags  []Tag    // tags that are main in both, without evidence
}

// Snippet is a passage of a hit with its highlights. For a query without words it is the first passage.
type Snippet struct {
	Passage     int    // number in the document, from 0
	Page        int    // 0 if none
	Heading     string // "" if none
	Text        string
	Highlights  []Span // in Text, in order, without overlaps
	SnippetSpan Span   // in Text: the sentences around the highlights, to show if the whole text is too long
}

// Span is a range of bytes of a text.
type Span struct{ Start, End int }

// FacetCounts are the counts of a Facet.
type FacetCounts struct {
	Field           Field
	Interval        Interval // of the date facet, never IntervalAuto
	Buckets         []Bucket // by count, then value; dates in order, with empty buckets between them
	DistinctValues  int      // values with at least one document, including those that Facet.Limit left out
	Missing         int      // documents without a value
	MissingSelected bool
}

// GridCounts are the counts of a Grid.
type GridCounts struct {
	Rows, Columns []Bucket // by count, then value; without From and To
	Cells         [][]int  // by row, then column
}

// Bucket is one value of a facet with its count.
type Bucket struct {
	Value    string   // of a date bucket YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD
	From, To date.Day // of a date bucket
	Count    int
	Selected bool // in Any or All; a date bucket: inside the date filter
	Excluded bool // in None
}

// Explanation shows how a score came about. Value is the sum of its parts, or what Text
// says of them.
type Explanation struct {
	Value float64
	Text  message.Message
	Parts []Explanation
}
