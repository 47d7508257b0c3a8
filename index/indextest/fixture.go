package indextest

import (
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
)

// fixture describes a document in a line or two. Lists are separated by spaces.
type fixture struct {
	path, title, text, lang  string
	titleDerived             bool
	mainCountries, mentioned string // ids, by role
	themes                   string // role main, as group/theme
	published, event, added  string // YYYY, YYYY-MM, YYYY-MM-DD, or FROM/TO
	source, format           string
	passageCountries         []string // country ids of each passage; a blank line ends a passage
}

func documents(t testing.TB, fixtures []fixture) []*index.Document {
	t.Helper()
	var docs []*index.Document
	for _, f := range fixtures {
		docs = append(docs, f.document(t))
	}
	return docs
}

// defaultAdded is the day on which documents of the suite were added unless the fixture sets another.
const defaultAdded = "2026-01-01"

func (f fixture) document(t testing.TB) *index.Document {
	t.Helper()
	if f.added == "" {
		f.added = defaultAdded
	}
	d := &index.Document{
		ID: index.DocumentID(f.path), Path: f.path, Title: f.title, TitleDerived: f.titleDerived, Text: f.text, Lang: f.lang,
		Source: f.source, Format: f.format, Published: parseDate(t, f.published), Event: parseDate(t, f.event),
		Added: parseDate(t, f.added).From, Fingerprint: index.Fingerprint("of " + f.path + f.text),
	}
	d.Tags = slices.Concat(countries(f.mainCountries, index.RoleMain), countries(f.mentioned, index.RoleMentioned))
	for _, theme := range strings.Fields(f.themes) {
		group, id, _ := strings.Cut(theme, "/")
		d.Tags = append(d.Tags, index.Tag{Kind: index.KindTheme, ID: id, Group: group, Role: index.RoleMain})
	}
	for start := 0; start < len(f.text); {
		end := len(f.text)
		if n := strings.Index(f.text[start:], "\n\n"); n >= 0 {
			end = start + n + 2
		}
		p := index.Passage{Start: start, End: end}
		if n := len(d.Passages); n < len(f.passageCountries) {
			p.Countries = slices.Sorted(slices.Values(strings.Fields(f.passageCountries[n])))
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

// paths returns the paths of the hits in their order.
func paths(r *index.Result) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, h.Document.Path)
	}
	return strings.Join(all, " ")
}

// sorted sorts the words of a list, for tables in which the order of hits does not matter.
func sorted(list string) string {
	return strings.Join(slices.Sorted(slices.Values(strings.Fields(list))), " ")
}
