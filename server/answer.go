package server

import (
	"math"
	"net/url"
	"time"

	"daftar/index"
	"daftar/index/date"
)

// Answer is the answer of /api/v1/search, in the shape of DESIGN.md section 9. Fields that can be absent are, never
// null. Marks are code points of Text.
type Answer struct {
	Query      QueryPayload           `json:"query"`
	Meant      []Meant                `json:"did_you_mean,omitempty"`
	Instead    []Instead              `json:"instead,omitempty"` // if nothing was found
	Total      Total                  `json:"total"`
	Generation string                 `json:"generation,omitempty"`
	TookMS     float64                `json:"took_ms"`
	Hits       []HitPayload           `json:"hits"`
	Facets     map[index.Field]Facets `json:"facets,omitempty"`
	Grid       *gridPayload           `json:"grid,omitempty"` // of view grid and pairs
	Links      Links                  `json:"links"`

	english speaker
	first   int        // number of the first hit
	sort    index.Sort // as it was done
}

// QueryPayload is the text as asked, how it was understood, and what was done that it did not say.
type QueryPayload struct {
	Text       string   `json:"text"`
	Understood string   `json:"understood,omitempty"`
	Notes      []string `json:"notes,omitempty"`
	Also       []Also   `json:"also,omitempty"`
}

// Also is a part of the question that was searched in other words too, and the address of the same question without.
type Also struct {
	Text   string   `json:"text"`
	Others []string `json:"others"`
	URL    string   `json:"url"`
}

// also lists what else was searched; path is where the question without leads.
func (asked Question) also(path string) []Also {
	var all []Also
	for _, e := range asked.Parsed.Expansions {
		without := asked.Params
		without.Text, without.Page = e.ExactQuery, 1
		all = append(all, Also{Text: e.Text, Others: e.Alternatives, URL: without.URL(path)})
	}
	return all
}

// Total counts documents; its relation is always "exact". Groups are the hits that they make when near copies are
// folded, and what pages go by; absent with fold=0, when pages go by documents.
type Total struct {
	Value    int    `json:"value"`
	Relation string `json:"relation"`
	Groups   *int   `json:"groups,omitempty"`
}

// HitPayload is a document that matches, with its best passages.
type HitPayload struct {
	ID           string           `json:"id"`
	Path         string           `json:"path"`
	Title        string           `json:"title"`
	TitleDerived bool             `json:"title_derived,omitempty"`
	URL          string           `json:"url"`
	Source       string           `json:"source,omitempty"`
	Lang         string           `json:"lang,omitempty"`
	Format       string           `json:"format,omitempty"`
	Score        float64          `json:"score"`
	Date         *DatePayload     `json:"date,omitempty"`
	Countries    []TagPayload     `json:"countries,omitempty"`
	Themes       []TagPayload     `json:"themes,omitempty"`
	Passages     []PassagePayload `json:"passages,omitempty"`
	MorePassages int              `json:"more_passages"`
	Explanation  *Explanation     `json:"explanation,omitempty"`

	Duplicates     []CopyPayload `json:"duplicates,omitempty"`      // near copies that match as well
	MoreDuplicates int           `json:"more_duplicates,omitempty"` // further ones, which fold=0 lists
}

// DatePayload is the date a document is filed under.
type DatePayload struct {
	date.Date
	Kind     string `json:"kind"` // published or event
	Inferred bool   `json:"inferred,omitempty"`
	Decided  bool   `json:"decided,omitempty"` // by a person
}

// TagPayload is a country or theme of a hit.
type TagPayload struct {
	ID    string     `json:"id"`
	Label string     `json:"label"`
	Role  index.Role `json:"role"`

	Decided bool `json:"decided,omitempty"` // by a person
}

// PassagePayload is a passage of a hit. HTML is Text, escaped, then marked.
type PassagePayload struct {
	N       int      `json:"n"`
	Page    int      `json:"page,omitempty"`
	Heading string   `json:"heading,omitempty"`
	Text    string   `json:"text"`
	Marks   [][2]int `json:"marks,omitempty"`
	HTML    string   `json:"html"`
	URL     string   `json:"url"`

	spans []index.Span // the marks in bytes
	show  index.Span   // what of the text is shown where it is too long
}

// Facets are the counts of one field: values with labels, or the bins of the date.
type Facets struct {
	Interval        index.Interval `json:"interval,omitempty"`
	Values          []any          `json:"values"` // ValueBucket or DateBucket
	TotalValues     int            `json:"total_values,omitempty"`
	Missing         int            `json:"missing"`
	MissingSelected bool           `json:"missing_selected,omitempty"`
}

// ValueBucket is one value and the number of documents that choosing it gives.
type ValueBucket struct {
	Value    string `json:"value"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
	Excluded bool   `json:"excluded"`
}

// DateBucket is one bin of dates.
type DateBucket struct {
	Value    string `json:"value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected,omitempty"`
}

// Links lead on from an answer; next and prev are absent where there is none.
type Links struct {
	Self string `json:"self"`
	Next string `json:"next,omitempty"`
	Prev string `json:"prev,omitempty"`
	HTML string `json:"html"`
	Atom string `json:"atom"`
}

// Explanation says how a score came about.
type Explanation struct {
	Value float64       `json:"value"`
	Text  string        `json:"text"`
	Parts []Explanation `json:"parts,omitempty"`
}

func (l Library) answer(asked Question, r *index.Result) *Answer {
	english := l.english()
	a := &Answer{
		Query: QueryPayload{
			asked.Params.Text, english.Message(asked.Parsed.Description),
			append(english.Messages(asked.Parsed.Notes), english.notes(r.Notes)...), asked.also(pathAPISearch),
		},
		Total:      Total{Value: r.Total, Relation: "exact"},
		Generation: r.Generation,
		TookMS:     milliseconds(r.Took),
		Hits:       []HitPayload{},
		Links:      asked.Params.links(asked.Params.hits(r)),
		first:      asked.Query.Offset + 1,
		sort:       asked.Query.Sort,
	}
	a.Grid = l.gridPayload(asked.Params.View, r.Grid)
	if !asked.Params.Unfolded {
		a.Total.Groups = &r.Groups
	}
	for _, h := range r.Hits {
		a.Hits = append(a.Hits, l.hit(asked.Params, h))
	}
	for _, f := range r.Facets {
		if a.Facets == nil {
			a.Facets = map[index.Field]Facets{}
		}
		a.Facets[f.Field] = l.facets(f)
	}
	return a
}

// milliseconds keeps three digits, which is what a clock can tell.
func milliseconds(d time.Duration) float64 { return math.Round(float64(d)/1e3) / 1e3 }

func (p Params) links(total int) Links {
	links := Links{Self: p.URL(pathAPISearch), HTML: p.forPage().URL(pathSearch), Atom: p.feedURL()}
	if p.View != viewList {
		return links
	}
	if p.Limit > 0 && p.Page*p.Limit < total && p.Page < maxPage {
		links.Next = p.at(p.Page + 1).URL(pathAPISearch)
	}
	if p.Limit > 0 && p.Page > 1 {
		links.Prev = p.at(min(p.Page-1, max(1, pagesOf(total, p.Limit)))).URL(pathAPISearch)
	}
	return links
}

func (p Params) at(page int) Params {
	p.Page = page
	return p
}

// forPage drops what a page has no use for.
func (p Params) forPage() Params {
	p.Facets, p.Explain = nil, false
	if p.Limit == 0 {
		p.Limit = defaultLimit
	}
	return p
}

func pagesOf(total, limit int) int { return (total + limit - 1) / max(limit, 1) }

func (l Library) hit(p Params, h index.Hit) HitPayload {
	d := h.Document
	hit := HitPayload{
		ID: d.ID, Path: d.Path, Title: d.Title, TitleDerived: d.TitleDerived, URL: pathDocuments + url.PathEscape(d.ID),
		Source: d.Source, Lang: d.Lang, Format: d.Format, Score: h.Score, Date: datePayload(d),
		Countries: l.tags(d, index.KindCountry), Themes: l.tags(d, index.KindTheme),
		MorePassages: h.MorePassages, Explanation: explanation(h.Explanation),
		Duplicates: copyPayloads(h.NearDuplicates), MoreDuplicates: h.MoreNearDuplicates,
	}
	for _, e := range h.Snippets {
		hit.Passages = append(hit.Passages, PassagePayload{
			N: e.Passage, Page: e.Page, Heading: e.Heading, Text: e.Text, Marks: codePoints(e.Text, e.Highlights),
			HTML: string(mark(e.Text, hitMarks(e.Highlights))), URL: p.words().documentURL(d.ID, e.Passage), spans: e.Highlights, show: e.SnippetSpan,
		})
	}
	return hit
}

func datePayload(d *index.Document) *DatePayload {
	date, inferred := d.Date()
	switch {
	case date.IsZero():
		return nil
	case d.Published.IsZero():
		return &DatePayload{date, string(index.DateEvent), inferred, !inferred}
	}
	return &DatePayload{Date: date, Kind: string(index.DatePublished)}
}

func (l Library) tags(d *index.Document, kind index.Kind) (tags []TagPayload) {
	for _, t := range d.Tags {
		if t.Kind == kind {
			tags = append(tags, TagPayload{t.ID, l.label(index.Field(kind), t.ID), t.Role, t.Manual})
		}
	}
	return tags
}

func (l Library) facets(f index.FacetCounts) Facets {
	out := Facets{Interval: f.Interval, Values: []any{}, Missing: f.Missing, MissingSelected: f.MissingSelected}
	for _, b := range f.Buckets {
		if f.Field == index.FieldDate {
			out.Values = append(out.Values, DateBucket{b.Value, b.Count, b.Selected})
			continue
		}
		out.Values = append(out.Values, ValueBucket{b.Value, l.label(f.Field, b.Value), b.Count, b.Selected, b.Excluded})
	}
	if f.Field != index.FieldDate {
		out.TotalValues = f.DistinctValues
	}
	return out
}

func explanation(e *index.Explanation) *Explanation {
	if e == nil {
		return nil
	}
	out := &Explanation{Value: e.Value, Text: e.Text}
	for n := range e.Parts {
		out.Parts = append(out.Parts, *explanation(&e.Parts[n]))
	}
	return out
}
