package request

import (
	"math"
	"net/url"
	"time"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/highlight"
	"daftar/server/i18n"
)

// SearchResponse is the response of /api/v1/search. Fields that can be absent are, never null.
type SearchResponse struct {
	Query       QueryInfo             `json:"query"`
	Corrections []Correction          `json:"did_you_mean,omitempty"`
	Relaxations []Relaxation          `json:"relaxations,omitempty"` // if nothing was found
	Total       Total                 `json:"total"`
	Generation  string                `json:"generation,omitempty"`
	TookMS      float64               `json:"took_ms"`
	Hits        []Hit                 `json:"hits"`
	Facets      map[index.Field]Facet `json:"facets,omitempty"`
	Grid        *Grid                 `json:"grid,omitempty"` // of the views grid and pairs
	Links       Links                 `json:"links"`

	localizer *i18n.Localizer
	first     int        // number of the first hit, from 1
	sort      index.Sort // as applied
}

// QueryInfo is the text of the search, the description of the parsed query, and what was done beyond it.
type QueryInfo struct {
	Text        string      `json:"text"`
	Description string      `json:"description,omitempty"`
	Notes       []string    `json:"notes,omitempty"`
	Expansions  []Expansion `json:"expansions,omitempty"`
}

// Expansion is a part of the text that was also searched as synonyms and other spellings, and the address of the same search
// without them.
type Expansion struct {
	Text         string   `json:"text"`
	Alternatives []string `json:"alternatives"`
	URL          string   `json:"url"`
}

// Expansions lists the parts that were also searched in other words; their addresses are at a path.
func (s Search) Expansions(path string) (expansions []Expansion) {
	for _, e := range s.Parsed.Expansions {
		exact := s.Params
		exact.Text, exact.Page = e.ExactQuery, 1
		expansions = append(expansions, Expansion{Text: e.Text, Alternatives: e.Alternatives, URL: exact.URL(path)})
	}
	return expansions
}

// Total counts documents; Relation is always "exact". Groups are the hits, near-duplicates being one, by which the pages go;
// absent with collapse=0, when pages go by documents.
type Total struct {
	Value    int    `json:"value"`
	Relation string `json:"relation"`
	Groups   *int   `json:"groups,omitempty"`
}

// Hit is a document that matches, with its best passages.
type Hit struct {
	ID           string        `json:"id"`
	Path         string        `json:"path"`
	Title        string        `json:"title"`
	TitleDerived bool          `json:"title_derived,omitempty"`
	URL          string        `json:"url"`
	Source       string        `json:"source,omitempty"`
	Lang         string        `json:"lang,omitempty"`
	Format       string        `json:"format,omitempty"`
	Score        float64       `json:"score"`
	Date         *DocumentDate `json:"date,omitempty"`
	Countries    []Tag         `json:"countries,omitempty"`
	Themes       []Tag         `json:"themes,omitempty"`
	Passages     []Passage     `json:"passages,omitempty"`
	MorePassages int           `json:"more_passages"`
	Explanation  *Explanation  `json:"explanation,omitempty"`

	NearDuplicates     []NearDuplicate `json:"near_duplicates,omitempty"`      // those that match as well
	MoreNearDuplicates int             `json:"more_near_duplicates,omitempty"` // further ones, which collapse=0 lists
}

// NearDuplicate is a near-duplicate of a document.
type NearDuplicate struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// DocumentDate is the date under which a document is filed.
type DocumentDate struct {
	date.Date
	Kind     string `json:"kind"` // published or event
	Inferred bool   `json:"inferred,omitempty"`
	Manual   bool   `json:"manual,omitempty"` // set by an editor
}

// Tag is a country or theme of a document.
type Tag struct {
	ID     string     `json:"id"`
	Label  string     `json:"label"`
	Role   index.Role `json:"role"`
	Manual bool       `json:"manual,omitempty"` // set by an editor
}

// Passage is a passage of a hit. Highlights are spans of code points of Text. HTML is Text, escaped and marked.
type Passage struct {
	Number     int      `json:"passage"` // from 1
	Page       int      `json:"page,omitempty"`
	Heading    string   `json:"heading,omitempty"`
	Text       string   `json:"text"`
	Highlights [][2]int `json:"highlights,omitempty"`
	HTML       string   `json:"html"`
	URL        string   `json:"url"`

	snippet index.Snippet
}

// Facet is the counts of one field: values with labels, or the bins of the date.
type Facet struct {
	Interval        index.Interval `json:"interval,omitempty"`
	Values          []any          `json:"values"` // ValueBucket or DateBucket
	TotalValues     int            `json:"total_values,omitempty"`
	Missing         int            `json:"missing"`
	MissingSelected bool           `json:"missing_selected,omitempty"`
}

// ValueBucket is a value and the number of documents of the search that selects it.
type ValueBucket struct {
	Value    string `json:"value"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
	Excluded bool   `json:"excluded"`
}

// DateBucket is a bin of dates.
type DateBucket struct {
	Value    string `json:"value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected,omitempty"`
}

// Grid is the counts of a table of two fields: cells by row, then by column.
type Grid struct {
	RowField    index.Field `json:"row_field"`
	ColumnField index.Field `json:"column_field"`
	SamePassage bool        `json:"same_passage,omitempty"` // both in one passage
	Rows        []GridValue `json:"rows"`
	Columns     []GridValue `json:"columns"`
	Cells       [][]int     `json:"cells"`
}

// GridValue is a row or column of a grid.
type GridValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// Links are the addresses of related responses; next and prev are absent at the ends.
type Links struct {
	Self string `json:"self"`
	Next string `json:"next,omitempty"`
	Prev string `json:"prev,omitempty"`
	HTML string `json:"html"`
	Atom string `json:"atom"`
}

// Explanation tells how a score came about.
type Explanation struct {
	Value float64       `json:"value"`
	Text  string        `json:"text"`
	Parts []Explanation `json:"parts,omitempty"`
}

func (s *Searcher) respond(search Search, r *index.Result) *SearchResponse {
	l, p := s.English, search.Params
	response := &SearchResponse{
		Query: QueryInfo{
			Text: p.Text, Description: l.Message(search.Parsed.Description),
			Notes: append(l.Messages(search.Parsed.Notes), Notes(l, r.Notes)...), Expansions: search.Expansions(PathAPISearch),
		},
		Total:      Total{Value: r.Total, Relation: "exact"},
		Generation: r.Generation,
		TookMS:     Milliseconds(r.Took),
		Hits:       []Hit{},
		Grid:       newGrid(l, p.View, r.Grid),
		Links:      p.links(p.HitCount(r)),
		localizer:  l, first: search.Query.Offset + 1, sort: search.Query.Sort,
	}
	if !p.Expanded {
		response.Total.Groups = &r.Groups
	}
	for _, h := range r.Hits {
		response.Hits = append(response.Hits, NewHit(l, p, h))
	}
	for _, f := range r.Facets {
		if response.Facets == nil {
			response.Facets = map[index.Field]Facet{}
		}
		response.Facets[f.Field] = newFacet(l, f)
	}
	return response
}

// Milliseconds returns a duration with three decimals, the resolution of the clock.
func Milliseconds(d time.Duration) float64 { return math.Round(float64(d)/1e3) / 1e3 }

func (p Params) links(hits int) Links {
	links := Links{Self: p.URL(PathAPISearch), HTML: p.ForPage().URL(PathSearch), Atom: p.FeedURL()}
	if p.View != ViewList {
		return links
	}
	if p.Limit > 0 && p.Page*p.Limit < hits && p.Page < MaxPage {
		links.Next = p.AtPage(p.Page + 1).URL(PathAPISearch)
	}
	if p.Limit > 0 && p.Page > 1 {
		links.Prev = p.AtPage(min(p.Page-1, max(1, PageCount(hits, p.Limit)))).URL(PathAPISearch)
	}
	return links
}

// NewHit returns a hit with labels in the language of a localizer.
func NewHit(l *i18n.Localizer, p Params, h index.Hit) Hit {
	d := h.Document
	hit := Hit{
		ID: d.ID, Path: d.Path, Title: d.Title, TitleDerived: d.TitleDerived, URL: PathDocuments + url.PathEscape(d.ID),
		Source: d.Source, Lang: d.Lang, Format: d.Format, Score: h.Score, Date: DateOf(d),
		Countries: Tags(l, d.Tags, index.KindCountry), Themes: Tags(l, d.Tags, index.KindTheme),
		MorePassages: h.MorePassages, Explanation: explanation(l, h.Explanation),
		NearDuplicates: NearDuplicates(h.NearDuplicates), MoreNearDuplicates: h.MoreNearDuplicates,
	}
	for _, e := range h.Snippets {
		hit.Passages = append(hit.Passages, Passage{
			Number: e.Passage + 1, Page: e.Page, Heading: e.Heading, Text: e.Text, Highlights: highlight.CodePoints(e.Text, e.Highlights),
			HTML: string(highlight.HTML(e.Text, highlight.Matches(e.Highlights))), URL: p.TextOnly().DocumentURL(d.ID, e.Passage), snippet: e,
		})
	}
	return hit
}

// DateOf returns the date under which a document is filed, nil if it has none.
func DateOf(d *index.Document) *DocumentDate {
	filed, inferred := d.Date()
	switch {
	case filed.IsZero():
		return nil
	case d.Published.IsZero():
		return &DocumentDate{filed, string(index.DateEvent), inferred, !inferred}
	}
	return &DocumentDate{Date: filed, Kind: string(index.DatePublished)}
}

// Tags returns the tags of a kind with their labels.
func Tags(l *i18n.Localizer, all []index.Tag, kind index.Kind) (tags []Tag) {
	for _, t := range all {
		if t.Kind == kind {
			tags = append(tags, Tag{t.ID, l.Label(index.Field(kind), t.ID), t.Role, t.Manual})
		}
	}
	return tags
}

// NearDuplicates returns near-duplicates with the addresses of their pages.
func NearDuplicates(found []index.NearDuplicate) (all []NearDuplicate) {
	for _, d := range found {
		all = append(all, NearDuplicate{d.ID, d.Path, d.Title, PathDocuments + url.PathEscape(d.ID)})
	}
	return all
}

func newFacet(l *i18n.Localizer, f index.FacetCounts) Facet {
	facet := Facet{Interval: f.Interval, Values: []any{}, Missing: f.Missing, MissingSelected: f.MissingSelected}
	for _, b := range f.Buckets {
		if f.Field == index.FieldDate {
			facet.Values = append(facet.Values, DateBucket{b.Value, b.Count, b.Selected})
			continue
		}
		facet.Values = append(facet.Values, ValueBucket{b.Value, l.Label(f.Field, b.Value), b.Count, b.Selected, b.Excluded})
	}
	if f.Field != index.FieldDate {
		facet.TotalValues = f.DistinctValues
	}
	return facet
}

func newGrid(l *i18n.Localizer, v View, counts *index.GridCounts) *Grid {
	if counts == nil {
		return nil
	}
	grid := v.Grid()
	values := func(f index.Field, buckets []index.Bucket) []GridValue {
		out := []GridValue{}
		for _, b := range buckets {
			out = append(out, GridValue{b.Value, l.Label(f, b.Value), b.Count})
		}
		return out
	}
	return &Grid{grid.Rows, grid.Columns, grid.SamePassage, values(grid.Rows, counts.Rows), values(grid.Columns, counts.Columns), counts.Cells}
}

func explanation(l *i18n.Localizer, e *index.Explanation) *Explanation {
	if e == nil {
		return nil
	}
	out := &Explanation{Value: e.Value, Text: l.Message(e.Text)}
	for n := range e.Parts {
		out.Parts = append(out.Parts, *explanation(l, &e.Parts[n]))
	}
	return out
}
