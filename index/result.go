package index

import (
	"daftar/index/date"
	"time"
)

// Result is the answer to a Query.
type Result struct {
	Total             int  // documents that match, exact
	TotalIsLowerBound bool // with Query.Probe: there may be more than Total
	Groups            int  // with Query.Fold: the hits that they make, near copies being one; else 0
	Hits              []Hit
	Facets            []FacetCounts // in the order asked
	Grid              *GridCounts   // nil if none was asked
	Notes             []Note        // what the engine did that the question did not say
	Generation        string
	Took              time.Duration
}

// Hit is a document that matches, with its best passages. Its Document comes without Text, Mentions, Passages and
// Evidence: ask Searcher.Document for those.
type Hit struct {
	Document           *Document
	Score              float64
	Snippets           []Snippet
	MorePassages       int // further passages with matched words
	Explanation        *Explanation
	NearDuplicates     []NearDuplicate // with Query.Fold: its near copies that match as well, in the order of hits, at most MaxCopies
	MoreNearDuplicates int             // further ones
}

// NearDuplicate is a near copy of a document: analysis.Signature says how much alike two documents must be. Copies of copies
// are one group.
type NearDuplicate struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

// MaxNearDuplicates is the most copies that are named with a document: who wants to see more of them asks without Fold.
const MaxNearDuplicates = 50

// Similar answers Searcher.Similar.
type Similar struct {
	NearDuplicates     []NearDuplicate // near copies of the document, newest first, then by id; at most MaxCopies
	MoreNearDuplicates int             // further ones
	Documents          []SimilarDocument
}

// SimilarDocument is a document that is like another one, and why.
type SimilarDocument struct {
	Document    *Document // as in a Hit
	Score       float64
	SharedTerms []string // that both have, as the other document writes them, those that weigh most first
	SharedTags  []Tag    // main ones that both have, without evidence
}

// Snippet is a passage of a hit with the words that matched. Without words in the question it is the first passage,
// without marks.
type Snippet struct {
	Passage     int    // number in the document, from 0
	Page        int    // 0 if none
	Heading     string // "" if none
	Text        string
	Highlights  []Span // in order, never overlapping
	SnippetSpan Span   // of Text: the sentences around the marks, for where there is no room for all of it
}

// Span is a span of bytes of a text.
type Span struct{ Start, End int }

// FacetCounts answers a Facet: how many documents each value has.
type FacetCounts struct {
	Field           Field
	Interval        Interval // of the date facet, never auto
	Buckets         []Bucket // by count, then value; dates in order, empty bins filled
	DistinctValues  int      // different values with at least one document, also those cut by Facet.Limit
	Missing         int      // documents that have none
	MissingSelected bool     // whether Missing is chosen
}

// GridCounts answers a Grid.
type GridCounts struct {
	Rows, Columns []Bucket // by count, then value; without From and To
	Cells         [][]int  // by row, then column
}

// Bucket is one value of a facet and the number of documents that choosing it gives.
type Bucket struct {
	Value    string   // of a date bin YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD
	From, To date.Day // of a date bin
	Count    int
	Selected bool // chosen in Any or All; a date bin: inside the chosen dates
	Excluded bool // in None
}

// Explanation says how a number came about: Value is the sum, or what Text says, of the parts.
type Explanation struct {
	Value float64
	Text  string
	Parts []Explanation
}
