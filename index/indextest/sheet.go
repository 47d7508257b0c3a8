package indextest

import (
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
)

// fixture is a document of the suite, short enough for a line or two. Lists are separated by spaces.
type fixture struct {
	path, title, text, lang  string
	titleDerived             bool   // the title is
	mainCountries, mentioned string // countries
	themes                   string // main ones, as group/theme
	published, event, added  string // YYYY, YYYY-MM, YYYY-MM-DD, or FROM/TO
	source, format           string
	passageCountries         []string // countries of the passages, which a blank line ends
}

// documents makes the documents of sheets.
func documents(t testing.TB, sheets []fixture) []*index.Document {
	t.Helper()
	var docs []*index.Document
	for _, s := range sheets {
		docs = append(docs, s.document(t))
	}
	return docs
}

// defaultAdded is when documents of the suite entered the library, unless they say so themselves.
const defaultAdded = "2026-01-01"

func (s fixture) document(t testing.TB) *index.Document {
	t.Helper()
	if s.added == "" {
		s.added = defaultAdded
	}
	d := &index.Document{
		ID: index.DocumentID(s.path), Path: s.path, Title: s.title, TitleDerived: s.titleDerived, Text: s.text, Lang: s.lang,
		Source: s.source, Format: s.format, Published: parseDate(t, s.published), Event: parseDate(t, s.event),
		Added: parseDate(t, s.added).From, Fingerprint: index.Fingerprint("of " + s.path + s.text),
	}
	d.Tags = slices.Concat(countries(s.mainCountries, index.RoleMain), countries(s.mentioned, index.RoleMentioned))
	for _, theme := range strings.Fields(s.themes) {
		group, id, _ := strings.Cut(theme, "/")
		d.Tags = append(d.Tags, index.Tag{Kind: index.KindTheme, ID: id, Group: group, Role: index.RoleMain})
	}
	for start := 0; start < len(s.text); {
		end := len(s.text)
		if n := strings.Index(s.text[start:], "\n\n"); n >= 0 {
			end = start + n + 2
		}
		p := index.Passage{Start: start, End: end}
		if n := len(d.Passages); n < len(s.passageCountries) {
			p.Countries = slices.Sorted(slices.Values(strings.Fields(s.passageCountries[n])))
		}
		d.Passages = append(d.Passages, p)
		start = end
	}
	return d
}

func countries(list string, role index.Role) (tags []index.Tag) {
	for _, id := range strings.Fields(list) {
		tags = append(tags, index.Tag{Kind: index.KindCountry, ID: id, Role: role})
	}
	return tags
}

func parseDate(t testing.TB, s string) date.Date {
	t.Helper()
	if s == "" {
		return date.Date{}
	}
	from, to, ranged := strings.Cut(s, "/")
	d, err := date.Parse(from)
	if err == nil && ranged {
		var last date.Date
		last, err = date.Parse(to)
		d.To, d.Precision = last.To, date.PrecisionRange
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func day(t testing.TB, s string) date.Day {
	t.Helper()
	return parseDate(t, s).From
}

// paths returns the paths of hits in their order.
func paths(r *index.Result) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, h.Document.Path)
	}
	return strings.Join(all, " ")
}

// sorted sorts a list of words, since the order of hits is not what most tables are about.
func sorted(list string) string {
	return strings.Join(slices.Sorted(slices.Values(strings.Fields(list))), " ")
}
