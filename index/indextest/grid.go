package indextest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// grid counts a grid by its definition: every number is the total of the query with values added to All.
func (s *NaiveScan) grid(q index.Query, v *matchSet) *index.GridCounts {
	g := q.Grid
	limit := cmp.Or(g.Limit, index.MaxGridSide)
	count := func(q index.Query) (n int) {
		for i, d := range s.docs {
			if v.matches(i) && passesFilters(q, d, "") {
				n++
			}
		}
		return n
	}
	side := func(f index.Field) (buckets []index.Bucket) {
		for _, value := range s.values(f) {
			if n := count(withRequired(q, f, value)); n > 0 {
				buckets = append(buckets, index.Bucket{Value: value, Count: n})
			}
		}
		slices.SortFunc(buckets, func(a, b index.Bucket) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		return buckets[:min(len(buckets), limit)]
	}
	out := &index.GridCounts{Rows: side(g.Rows), Columns: side(g.Columns)}
	q.SamePassage = q.SamePassage || g.SamePassage
	for _, row := range out.Rows {
		cells := make([]int, len(out.Columns))
		for j, column := range out.Columns {
			cells[j] = count(withRequired(withRequired(q, g.Rows, row.Value), g.Columns, column.Value))
		}
		out.Cells = append(out.Cells, cells)
	}
	return out
}

// values returns the values of a field in any document, in any role.
func (s *NaiveScan) values(f index.Field) (all []string) {
	for _, d := range s.docs {
		all = append(all, valuesOf(d, f, index.MentionsAny)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// withRequired returns the query with one more value in All.
func withRequired(q index.Query, f index.Field, value string) index.Query {
	q.Filters = slices.Clone(q.Filters)
	for i, have := range q.Filters {
		if have.Field != f || have.Fixed {
			continue
		}
		if !slices.Contains(have.All, value) {
			q.Filters[i].All = append(slices.Clone(have.All), value)
		}
		return q
	}
	q.Filters = append(q.Filters, index.Filter{Field: f, All: []string{value}})
	return q
}

// FormatGrid writes the columns on the first line, then each row with its cells.
func FormatGrid(g *index.GridCounts) string {
	if g == nil {
		return "no grid"
	}
	var b strings.Builder
	for _, c := range g.Columns {
		fmt.Fprintf(&b, " %s:%d", c.Value, c.Count)
	}
	for i, r := range g.Rows {
		fmt.Fprintf(&b, "\n%s:%d %v", r.Value, r.Count, g.Cells[i])
	}
	return b.String()
}

// testGrid compares grids with the naive scan and one of them with counts made by hand.
func testGrid(t *testing.T, open Open) {
	s, docs := openWith(t, open, filterFixtures)
	scan := NewNaiveScan(docs)
	const c, th, src = index.FieldCountry, index.FieldTheme, index.FieldSource
	pairs := index.Grid{Rows: c, Columns: c, SamePassage: true}
	all := func(values ...string) []index.Filter { return []index.Filter{allCountries(values...)} }
	tests := []struct {
		name string
		q    index.Query
	}{
		{"countries and themes", index.Query{Grid: index.Grid{Rows: c, Columns: th}}},
		{"themes and countries", index.Query{Grid: index.Grid{Rows: th, Columns: c}, Mentions: index.MentionsAny}},
		{"sources and themes", index.Query{Grid: index.Grid{Rows: src, Columns: th}}},
		{"countries and countries", index.Query{Grid: index.Grid{Rows: c, Columns: c}}},
		{"in one passage", index.Query{Grid: pairs}},
		{"in one passage, any role", index.Query{Grid: pairs, Mentions: index.MentionsAny}},
		{"with a third country in the passage", index.Query{Grid: pairs, Filters: all("PK")}},
		{"of a query in one passage", index.Query{Grid: index.Grid{Rows: c, Columns: th}, Filters: all("PK"), SamePassage: true}},
		{"of a query for two countries in one passage", index.Query{Grid: index.Grid{Rows: th, Columns: c}, Filters: all("PK", "US"), SamePassage: true}},
		{"required country never with another", index.Query{Grid: pairs, Filters: all("AF")}},
		{"required country in no document", index.Query{Grid: pairs, Filters: all("KZ")}},
		{"limited to two rows and columns", index.Query{Grid: index.Grid{Rows: c, Columns: c, SamePassage: true, Limit: 2}}},
		{"excluded country", index.Query{Grid: pairs, Filters: []index.Filter{noneOf(c, "US")}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkQuery(t, s, scan, test.q) })
	}
	t.Run("counts made by hand", func(t *testing.T) {
		const want = " PK:2 US:2 AF:1 CN:1\nPK:2 [2 2 0 0]\nUS:2 [2 2 0 0]\nAF:1 [0 0 1 0]\nCN:1 [0 0 0 1]"
		if got := FormatGrid(search(t, s, index.Query{Grid: pairs}).Grid); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
	for _, g := range []index.Grid{{Rows: c}, {Rows: c, Columns: index.FieldDate}, {Rows: c, Columns: th, SamePassage: true}, {Rows: c, Columns: th, Limit: index.MaxGridSide + 1}} {
		var invalid *index.InvalidError
		if _, err := s.Search(t.Context(), index.Query{Grid: g}); !errors.As(err, &invalid) {
			t.Errorf("grid %+v: got %v, want an *InvalidError", g, err)
		}
	}
}
