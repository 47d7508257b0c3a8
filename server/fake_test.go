package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// fake is an index.Searcher of a few documents in memory: words match as substrings, scores count them.
type fake struct {
	docs  []*index.Document
	err   error         // returned by every method
	asked []index.Query // queries of Search
	wait  chan struct{} // Search waits for it, if not nil
	notes []index.Note  // of the engine
	panic bool          // Search panics

	sampled bool // a count-only query is never complete

	suggestions, similar map[string][]index.Suggestion // by text
}

func (f *fake) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	if f.panic {
		panic("the engine broke")
	}
	if f.wait != nil {
		select {
		case <-f.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if f.err != nil {
		return nil, f.err
	}
	f.asked = append(f.asked, q)
	found := f.matching(q)
	slices.SortStableFunc(found, func(a, b *index.Document) int { return order(q, a, b) })
	r := &index.Result{Total: len(found), TotalIsLowerBound: f.sampled && q.CountLimit > 0, Generation: "gen-000007", Took: 1800 * time.Microsecond, Notes: f.notes}
	copies := map[*index.Document][]index.NearDuplicate{}
	if q.Collapse {
		found, copies = fold(found)
		r.Groups = len(found)
	}
	for _, d := range found[min(q.Offset, len(found)):min(q.Offset+q.Limit, len(found))] {
		h := hitOf(d, q)
		h.NearDuplicates = copies[d]
		h.NearDuplicates, h.MoreNearDuplicates = h.NearDuplicates[:min(index.MaxNearDuplicates, len(h.NearDuplicates))], max(0, len(h.NearDuplicates)-index.MaxNearDuplicates)
		r.Hits = append(r.Hits, h)
	}
	for _, facet := range q.Facets {
		r.Facets = append(r.Facets, f.facet(q, facet))
	}
	return r, nil
}

// fold treats documents with the same title and text as near-duplicates.
func fold(found []*index.Document) (first []*index.Document, copies map[*index.Document][]index.NearDuplicate) {
	copies, seen := map[*index.Document][]index.NearDuplicate{}, map[string]*index.Document{}
	for _, d := range found {
		best := seen[d.Title+d.Text]
		if best == nil {
			seen[d.Title+d.Text] = d
			first = append(first, d)
			continue
		}
		copies[best] = append(copies[best], index.NearDuplicate{ID: d.ID, Path: d.Path, Title: d.Title})
	}
	return first, copies
}

func (f *fake) Document(_ context.Context, id string) (*index.Document, error) {
	for _, d := range f.docs {
		if f.err == nil && d.ID == id {
			return d, nil
		}
	}
	return nil, cmp.Or(f.err, fmt.Errorf("document %q: %w", id, index.ErrNotFound))
}

func (f *fake) Highlight(ctx context.Context, id string, tree query.Node) (map[int][]index.Span, error) {
	d, err := f.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	marks := map[int][]index.Span{}
	for n, p := range d.Passages {
		if spans := spansOf(d.Text[p.Start:p.End], tree); spans != nil {
			marks[n] = spans
		}
	}
	return marks, nil
}

// Similar returns documents that share a word of seven letters or more, in their order; those with the same text are
// near-duplicates.
func (f *fake) Similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	d, err := f.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &index.Similar{}
	for _, other := range f.docs {
		switch shared := longWords(d, other); {
		case other == d:
		case other.Title+other.Text == d.Title+d.Text:
			r.NearDuplicates = append(r.NearDuplicates, index.NearDuplicate{ID: other.ID, Path: other.Path, Title: other.Title})
		case len(shared) > 0 && len(r.Documents) < n:
			bare := *other
			bare.Text, bare.Passages, bare.DateMentions = "", nil, nil
			r.Documents = append(r.Documents, index.SimilarDocument{Document: &bare, Score: float64(len(shared)), SharedTerms: shared, SharedTags: other.Tags[:min(1, len(other.Tags))]})
		}
	}
	return r, nil
}

func longWords(a, b *index.Document) (shared []string) {
	for _, word := range strings.Fields(a.Text) {
		if len(word) >= 7 && strings.Contains(b.Text, word) && !slices.Contains(shared, word) {
			shared = append(shared, word)
		}
	}
	return shared
}

func (f *fake) Suggest(_ context.Context, prefix string, n int) ([]index.Suggestion, error) {
	return f.suggestions[prefix], f.err
}

func (f *fake) Spellings(_ context.Context, word string, n int) ([]index.Suggestion, error) {
	return f.similar[word], f.err
}

func (f *fake) Status(context.Context) (*index.Status, error) {
	if f.err != nil {
		return nil, f.err
	}
	oldest, _ := date.DayOf(2021, 5, 1)
	newest, _ := date.DayOf(2025, 11, 30)
	return &index.Status{
		Generation: index.Generation{Name: "gen-000007", Documents: len(f.docs), Passages: 2 * len(f.docs), Sources: []string{"/secret/folder"}},
		Counts:     map[string]int{"dated": len(f.docs) - 1, "undated": 1}, Bytes: 123456, FilesTotal: len(f.docs),
		Files:  []index.File{{Path: "notes/broken.md", Problems: []index.Problem{{Where: "line 7", Reason: "not UTF-8"}}}},
		Oldest: oldest, Newest: newest,
		Outcomes: index.NewOutcomes([]index.File{
			{Path: "a.md", Format: "md", Documents: 2, Outcome: index.OutcomeRead, Problems: []index.Problem{{Reason: "too long", Limit: true}}},
			{Path: "scan.pdf", Format: "pdf", Outcome: index.OutcomeEmpty, Problems: []index.Problem{{Reason: "it has no text"}}},
			{Path: "<b>.pdf", Format: "pdf", Outcome: index.OutcomeFailed, Problems: []index.Problem{{Reason: "broken: <script>"}}},
		}),
	}, nil
}

func (f *fake) matching(q index.Query) (found []*index.Document) {
	for _, d := range f.docs {
		if matches(d, q) {
			found = append(found, d)
		}
	}
	return found
}

func matches(d *index.Document, q index.Query) bool {
	if q.Tree != nil && !holds(d, q.Tree) {
		return false
	}
	for _, filter := range q.Filters {
		if !passes(d, filter, q.Mentions) {
			return false
		}
	}
	if c := countryFilter(q); q.SamePassage && !slices.ContainsFunc(d.Passages, func(p index.Passage) bool { return subset(c.All, p.Countries) }) {
		return false
	}
	if !q.Dates.Active() {
		return true
	}
	date := dateOf(d, q.Dates.Field)
	return q.Dates.Missing && date.IsZero() || (q.Dates.From != 0 || q.Dates.To != 0) && date.Overlaps(q.Dates.From, q.Dates.To)
}

func countryFilter(q index.Query) index.Filter {
	for _, f := range q.Filters {
		if f.Field == index.FieldCountry && !f.Fixed {
			return f
		}
	}
	return index.Filter{}
}

func subset(all, of []string) bool {
	return !slices.ContainsFunc(all, func(v string) bool { return !slices.Contains(of, v) })
}

func holds(d *index.Document, n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return !slices.ContainsFunc(n, func(n query.Node) bool { return !holds(d, n) })
	case query.Or:
		return slices.ContainsFunc(n, func(n query.Node) bool { return holds(d, n) })
	case query.Not:
		return !holds(d, n.Node)
	case query.Synonyms:
		return holds(d, n.Node) || slices.ContainsFunc(n.Alternatives, func(n query.Node) bool { return holds(d, n) })
	case query.Filter:
		return passes(d, index.Filter{Field: index.Field(n.Name), Any: []string{n.Value}}, index.MentionsMain)
	}
	return len(spansOf(d.Title+"\n"+d.Text, n)) > 0
}

// spansOf finds the words of a tree as substrings.
func spansOf(text string, n query.Node) (spans []index.Span) {
	var word string
	switch n := n.(type) {
	case query.And:
		for _, part := range n {
			spans = append(spans, spansOf(text, part)...)
		}
	case query.Or:
		for _, part := range n {
			spans = append(spans, spansOf(text, part)...)
		}
	case query.Synonyms:
		return spansOf(text, n.Node)
	case query.Prefix:
		word = n.Text
	case query.Word:
		word = n.Text
	case query.Phrase:
		word = n.Text
	}
	for at := 0; word != ""; {
		next := strings.Index(strings.ToLower(text[at:]), strings.ToLower(word))
		if next < 0 {
			break
		}
		spans = append(spans, index.Span{Start: at + next, End: at + next + len(word)})
		at += next + len(word)
	}
	slices.SortFunc(spans, func(a, b index.Span) int { return a.Start - b.Start })
	return spans
}

// valuesOf returns the values of a field, of main tags or of all.
func valuesOf(d *index.Document, f index.Field, m index.Mentions) (values []string) {
	switch f {
	case index.FieldSource:
		values = []string{d.Source}
	case index.FieldLang:
		values = []string{d.Lang}
	case index.FieldFormat:
		values = []string{d.Format}
	default:
		for _, t := range d.Tags {
			if m != index.MentionsAny && t.Role != index.RoleMain {
				continue
			}
			if f == index.FieldThemeGroup && t.Kind == index.KindTheme {
				values = append(values, t.Group)
			} else if string(f) == string(t.Kind) {
				values = append(values, t.ID)
			}
		}
	}
	slices.Sort(values)
	values = slices.Compact(slices.DeleteFunc(values, func(v string) bool { return v == "" }))
	if len(values) == 0 {
		return []string{index.Missing}
	}
	return values
}

func passes(d *index.Document, f index.Filter, m index.Mentions) bool {
	has, any := valuesOf(d, f.Field, m), valuesOf(d, f.Field, index.MentionsAny)
	one := len(f.Any) == 0 || slices.ContainsFunc(f.Any, func(v string) bool { return slices.Contains(has, v) })
	return one && subset(f.All, has) && !slices.ContainsFunc(f.None, func(v string) bool { return slices.Contains(any, v) })
}

func dateOf(d *index.Document, f index.DateField) date.Date {
	switch f {
	case index.DatePublished:
		return d.Published
	case index.DateEvent:
		return d.Event
	case index.DateAdded:
		return date.Date{From: d.Added, To: d.Added, Precision: date.PrecisionDay}
	}
	date, _ := d.Date()
	return date
}

func order(q index.Query, a, b *index.Document) int {
	if q.Sort == index.SortRelevance {
		if by := cmp.Compare(scoreOf(b, q), scoreOf(a, q)); by != 0 {
			return by
		}
	}
	if q.Sort == index.SortAdded {
		if by := cmp.Compare(b.Added, a.Added); by != 0 {
			return by
		}
	}
	da, db := dateOf(a, q.Dates.Field), dateOf(b, q.Dates.Field)
	by := cmp.Compare(db.From, da.From)
	if q.Sort == index.SortOldest && !da.IsZero() && !db.IsZero() {
		by = -by
	}
	return cmp.Or(by, strings.Compare(a.ID, b.ID))
}

func scoreOf(d *index.Document, q index.Query) float64 { return float64(len(spansOf(d.Text, q.Tree))) }

func hitOf(d *index.Document, q index.Query) index.Hit {
	bare := *d
	bare.Text, bare.Passages, bare.DateMentions = "", nil, nil
	hit := index.Hit{Document: &bare, Score: scoreOf(d, q)}
	for n, p := range d.Passages {
		text := d.Text[p.Start:p.End]
		marks := spansOf(text, q.Tree)
		if marks == nil && (n > 0 || q.Tree != nil) {
			continue
		}
		if len(hit.Snippets) == q.Snippets {
			hit.MorePassages++
			continue
		}
		hit.Snippets = append(hit.Snippets, index.Snippet{Passage: n, Page: p.Page, Heading: p.Heading, Text: text, Highlights: marks})
	}
	if q.Explain {
		hit.Explanation = &index.Explanation{Value: hit.Score, Text: message.New("explain.sum"), Parts: []index.Explanation{{Value: hit.Score, Text: message.New("explain.tf")}}}
	}
	return hit
}

// facet counts each bucket by the search that selects it.
func (f *fake) facet(q index.Query, facet index.Facet) index.FacetCounts {
	q.Filters = slices.Clone(q.Filters)
	if facet.Field == index.FieldDate {
		return f.dateFacet(q)
	}
	at := slices.IndexFunc(q.Filters, func(filter index.Filter) bool { return filter.Field == facet.Field && !filter.Fixed })
	own := index.Filter{Field: facet.Field}
	if at >= 0 {
		own = q.Filters[at]
		q.Filters = slices.Delete(q.Filters, at, at+1)
	}
	seen := map[string]bool{}
	for _, list := range [][]string{own.Any, own.All, own.None} {
		for _, v := range list {
			seen[v] = true
		}
	}
	for _, d := range f.docs {
		for _, v := range valuesOf(d, facet.Field, q.Mentions) {
			seen[v] = true
		}
	}
	out := index.FacetCounts{Field: facet.Field, MissingSelected: slices.Contains(own.Any, index.Missing)}
	for v := range seen {
		chosen := index.Filter{Field: facet.Field, Any: []string{v}, All: own.All,
			None: slices.DeleteFunc(slices.Clone(own.None), func(n string) bool { return n == v })}
		asked := q
		asked.Filters = append(slices.Clone(q.Filters), chosen)
		b := index.Bucket{Value: v, Count: len(f.matching(asked)), Excluded: slices.Contains(own.None, v)}
		b.Selected = slices.Contains(own.Any, v) || slices.Contains(own.All, v)
		switch {
		case v == index.Missing:
			out.Missing = b.Count
		case b.Count > 0 || b.Selected || b.Excluded:
			out.Buckets = append(out.Buckets, b)
			out.DistinctValues += min(b.Count, 1)
		}
	}
	slices.SortFunc(out.Buckets, func(a, b index.Bucket) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return out
}

func (f *fake) dateFacet(q index.Query) index.FacetCounts {
	out := index.FacetCounts{Field: index.FieldDate, Interval: index.IntervalYear}
	dates := q.Dates
	q.Dates = index.DateFilter{Field: dates.Field}
	first, last := 0, 0
	for _, d := range f.matching(q) {
		date := dateOf(d, dates.Field)
		if date.IsZero() {
			out.Missing++
			continue
		}
		from, _, _ := date.From.Civil()
		to, _, _ := date.To.Civil()
		if first == 0 || from < first {
			first = from
		}
		last = max(last, to)
	}
	for year := first; year != 0 && year <= last; year++ {
		span, _ := date.New(year, 0, 0)
		q.Dates.From, q.Dates.To = span.From, span.To
		b := index.Bucket{Value: span.String(), From: span.From, To: span.To, Count: len(f.matching(q))}
		b.Selected = dates.Active() && span.Overlaps(dates.From, dates.To)
		out.Buckets = append(out.Buckets, b)
	}
	return out
}

func words(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatalf("vocabulary: %v", err)
	}
	return v
}

// document makes a document of paragraphs, one passage each.
func document(t testing.TB, id, title string, d index.Document, paragraphs ...string) *index.Document {
	t.Helper()
	d.ID, d.Path, d.Title = id, "notes/"+id+".md", title
	d.Format = cmp.Or(d.Format, "md")
	for n, text := range paragraphs {
		start := len(d.Text)
		d.Text += text + "\n\n"
		d.Passages = append(d.Passages, index.Passage{Start: start, End: len(d.Text), Page: n + 1, Heading: "Part"})
	}
	return &d
}

func about(t testing.TB, d *index.Document, kind index.Kind, role index.Role, id, group, word string) {
	t.Helper()
	tag := index.Tag{Kind: kind, ID: id, Group: group, Role: role}
	for at := 0; word != ""; {
		next := strings.Index(d.Text[at:], word)
		if next < 0 {
			break
		}
		tag.Evidence = append(tag.Evidence, index.Evidence{Rule: string(kind) + ":" + id + ":name", Start: at + next, End: at + next + len(word)})
		if n := d.PassageAt(at + next); kind == index.KindCountry {
			d.Passages[n].Countries = append(d.Passages[n].Countries, id)
		}
		at += next + len(word)
	}
	if tag.Evidence == nil {
		t.Fatalf("document %s: %q is not in its text", d.ID, word)
	}
	d.Tags = append(d.Tags, tag)
}

func parseDate(t testing.TB, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// library is the library of the tests: one document is hostile, one in Persian, one without date and tags.
func library(t testing.TB) *fake {
	t.Helper()
	added, _ := date.DayOf(2026, 1, 2)
	drill := document(t, "drill", "Joint drill in Islamabad", index.Document{Source: "Daftar test note", Lang: "en", Added: added, Hash: "abc"},
		"Pakistan hosted a joint drill with the United States in July 2025. The drill was the first.",
		"Kazakhstan sent observers. China was mentioned by Pakistan once, in passing, after the drill.")
	drill.Event = parseDate(t, "2025-07-26")
	about(t, drill, index.KindCountry, index.RoleMain, "PK", "", "Pakistan")
	about(t, drill, index.KindCountry, index.RoleMain, "US", "", "United States")
	about(t, drill, index.KindCountry, index.RoleMentioned, "KZ", "", "Kazakhstan")
	about(t, drill, index.KindTheme, index.RoleMain, "joint-exercises", "defence-military", "joint drill")
	at := strings.Index(drill.Text, "July 2025")
	drill.DateMentions = []index.DateMention{{Date: parseDate(t, "2025-07"), Main: true, Evidence: []index.Evidence{{Rule: "date:month", Start: at, End: at + len("July 2025")}}}}

	border := document(t, "border", "Border talks", index.Document{Source: "Daftar test note", Lang: "en", Published: parseDate(t, "2024-03-01")},
		"Pakistan and Afghanistan spoke about the border. Drones were seen.", "The second part names Tajikistan.")
	about(t, border, index.KindCountry, index.RoleMain, "PK", "", "Pakistan")
	about(t, border, index.KindCountry, index.RoleMain, "AF", "", "Afghanistan")
	about(t, border, index.KindCountry, index.RoleMain, "TJ", "", "Tajikistan")
	about(t, border, index.KindTheme, index.RoleMain, "counterterrorism", "terrorism-extremism", "Drones")

	steppe := document(t, "steppe", "Steppe exercise", index.Document{Source: "Another source", Lang: "ru", Published: parseDate(t, "2021")},
		"Учения в Казахстане прошли весной. Kazakhstan drill.")
	about(t, steppe, index.KindCountry, index.RoleMain, "KZ", "", "Казахстане")

	persian := document(t, "persian", "رزمایش مشترک در مرز", index.Document{Source: "یادداشت", Lang: "fa", Event: parseDate(t, "2023-11")},
		"ایران و پاکستان در مرز مشترک رزمایش برگزار کردند. این نخستین رزمایش بود.")
	about(t, persian, index.KindCountry, index.RoleMain, "IR", "", "ایران")
	about(t, persian, index.KindCountry, index.RoleMain, "PK", "", "پاکستان")

	hostile := document(t, "hostile", hostileText, index.Document{Source: hostileText, Lang: "en", Author: hostileText,
		URL: "javascript:alert(1)", Meta: map[string]string{hostileText: hostileText, "link": "javascript:alert(2)"}, Limits: []index.Problem{{Reason: hostileText}}, Handling: hostileText},
		"drill "+hostileText+" drill")
	bare := document(t, "bare", "Without anything", index.Document{}, "Only these words stand here.")
	docs := []*index.Document{drill, border, steppe, persian, hostile, bare}
	for n := range 14 {
		d := document(t, fmt.Sprintf("many%02d", n), fmt.Sprintf("Note %d on India", n), index.Document{Source: "Series", Lang: "en", Published: parseDate(t, fmt.Sprintf("2022-%02d", n%12+1))},
			"India signed a series agreement.")
		about(t, d, index.KindCountry, index.RoleMain, "IN", "", "India")
		docs = append(docs, d)
	}
	return &fake{docs: docs}
}

// hostileText is markup, scripts and control characters.
const hostileText = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><a href="javascript:alert(3)">{{.}}` + "\u202e</mark>\x00"
