package embedded

import (
	"iter"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/column"
)

// cooccurrence counts the cells of a grid. The documents of a cell are those of the query with two more values in All: the
// documents of the query that have both.
//
// Countries in one passage (index.Query.SamePassage) differ: their values of All are looked up in passages, in any role.
// One more country can then match documents that the query itself does not match.
type cooccurrence struct {
	query     index.Query
	values    map[index.Field]*column.Values
	passages  *column.PassageCountries
	countries []string // of All, each once
	required  []uint32 // their numbers in passages
	known     bool     // all of them are in passages
	country   []uint32 // numbers in the country column, by number in passages
	kept      []uint32 // documents of the query
	wide      []uint32 // documents of the query without the countries of All
}

func validateGrid(g index.Grid) error {
	for _, f := range []index.Field{g.Rows, g.Columns} {
		if !slices.Contains(index.ValueFields, f) {
			return &index.InvalidError{Name: "grid", Value: string(f), Allowed: allowedFilters}
		}
	}
	if !bothCountries(g) && g.SamePassage {
		return &index.InvalidError{Name: "grid", Value: string(g.Rows) + ", " + string(g.Columns), Allowed: "country, country if in one passage"}
	}
	if g.Limit < 0 || g.Limit > index.MaxGridSide {
		return outOfRange("limit of the grid", g.Limit, index.MaxGridSide)
	}
	return nil
}

func bothCountries(g index.Grid) bool {
	return g.Rows == index.FieldCountry && g.Columns == index.FieldCountry
}

// countGrid counts the grid of a query whose words match some documents, of which kept fulfil all conditions.
func (e *evaluator) countGrid(matched *roaring.Bitmap, kept []uint32) (*index.GridCounts, error) {
	q := e.query
	c := &cooccurrence{
		query: q, values: e.snapshot.columns.Values, passages: &e.snapshot.columns.SamePassage,
		countries: requiredCountries(q), kept: kept, wide: kept,
	}
	c.required, c.known = c.passages.Numbers(c.countries)
	for _, name := range c.passages.Names {
		n, _ := c.values[index.FieldCountry].Number(name)
		c.country = append(c.country, n)
	}
	if len(c.countries) > 0 && (q.SamePassage || q.Grid.SamePassage) {
		var err error
		if c.wide, err = e.withoutRequiredCountries(matched); err != nil {
			return nil, err
		}
	}
	return c.count(e)
}

// requiredCountries returns the countries of All, each once.
func requiredCountries(q index.Query) []string {
	for _, f := range q.Filters {
		if f.Field == index.FieldCountry && len(f.All) > 0 {
			return slices.Compact(slices.Sorted(slices.Values(f.All)))
		}
	}
	return nil
}

// withoutRequiredCountries returns the documents of the query without the countries of All.
func (e *evaluator) withoutRequiredCountries(matched *roaring.Bitmap) ([]uint32, error) {
	q := e.query
	q.Filters = slices.Clone(q.Filters)
	for i, f := range q.Filters {
		if f.Field == index.FieldCountry {
			q.Filters[i].All = nil
		}
	}
	conditions, err := e.conditions(q)
	if err != nil {
		return nil, err
	}
	split, err := e.split(matched, conditions, nil)
	if err != nil {
		return nil, err
	}
	return split.kept, nil
}

func (c *cooccurrence) count(e *evaluator) (*index.GridCounts, error) {
	g := c.query.Grid
	rows, err := c.countSide(e, g.Rows)
	if err != nil {
		return nil, err
	}
	columns := rows
	if g.Columns != g.Rows {
		if columns, err = c.countSide(e, g.Columns); err != nil {
			return nil, err
		}
	}
	out := &index.GridCounts{Rows: rows.buckets, Columns: columns.buckets, Cells: make([][]int, len(rows.buckets))}
	for i := range out.Cells {
		out.Cells[i] = make([]int, len(columns.buckets))
	}
	switch {
	case bothCountries(g) && (c.query.SamePassage || g.SamePassage):
		return out, c.countPassagePairs(e, rows, out.Cells)
	case g.Columns == index.FieldCountry:
		return out, c.countPairs(e, columns, rows, func(i, j int32) { out.Cells[j][i]++ })
	}
	return out, c.countPairs(e, rows, columns, func(i, j int32) { out.Cells[i][j]++ })
}

// gridSide is the values of one side. Place is the index of each value in buckets, by its number; -1 if it has none.
type gridSide struct {
	field   index.Field
	buckets []index.Bucket
	place   []int32
}

// countSide counts the values of a field, each as if it were added to All.
func (c *cooccurrence) countSide(e *evaluator, f index.Field) (gridSide, error) {
	v := c.values[f]
	counts := make([]int, len(v.Names))
	err := c.each(e, f, c.query.SamePassage, func(_ uint32, numbers []uint32) {
		for _, n := range numbers {
			counts[n]++
		}
	})
	s := gridSide{field: f, place: make([]int32, len(v.Names))}
	for n, count := range counts {
		s.place[n] = -1
		if count > 0 {
			s.buckets = append(s.buckets, index.Bucket{Value: v.Names[n], Count: count})
		}
	}
	slices.SortFunc(s.buckets, byCount)
	limit := c.query.Grid.Limit
	if limit == 0 {
		limit = index.MaxGridSide
	}
	s.buckets = s.buckets[:min(len(s.buckets), limit)]
	for i, b := range s.buckets {
		n, _ := v.Number(b.Value)
		s.place[n] = int32(i)
	}
	return s, err
}

// each calls do with the numbers of the values that documents have if they are added to All, each once.
func (c *cooccurrence) each(e *evaluator, f index.Field, inPassage bool, do func(d uint32, numbers []uint32)) error {
	valuesOf, docs := c.byRole(f), c.kept
	if f == index.FieldCountry && inPassage && len(c.countries) > 0 {
		valuesOf, docs = c.byPassage(), c.wide
	}
	for n, d := range docs {
		if n%checkInterval == 0 && e.ctx.Err() != nil {
			return e.ctx.Err()
		}
		do(d, valuesOf(d))
	}
	return nil
}

// byRole returns a function that returns the values of a document in a role that counts. The next call overwrites them.
func (c *cooccurrence) byRole(f index.Field) func(doc uint32) []uint32 {
	v := c.values[f]
	var numbers []uint32
	return func(d uint32) []uint32 {
		numbers = numbers[:0]
		for _, code := range v.Of(d) {
			if code.Counts(c.query.Mentions) {
				numbers = append(numbers, code.Value())
			}
		}
		return numbers
	}
}

// noValue is the number of no value.
const noValue = math.MaxUint32

// byPassage returns a function that returns the countries in the passages of a document that name all required ones. If
// only one is required, it counts by its role.
func (c *cooccurrence) byPassage() func(doc uint32) []uint32 {
	v := c.values[index.FieldCountry]
	lastSeen := make([]uint32, len(v.Names)) // the document + 1 in which a country was seen last
	var numbers []uint32
	single, byRole := uint32(noValue), c.byRole(index.FieldCountry)
	if n, ok := v.Number(c.countries[0]); ok && len(c.countries) == 1 {
		single = n
	}
	return func(d uint32) []uint32 {
		numbers = numbers[:0]
		for passage := range c.passagesWithRequired(d) {
			for _, p := range passage {
				n := c.country[p]
				if lastSeen[n] != d+1 && n != single {
					lastSeen[n] = d + 1
					numbers = append(numbers, n)
				}
			}
		}
		if single == noValue {
			return numbers
		}
		if _, kept := slices.BinarySearch(c.kept, d); kept && slices.Contains(byRole(d), single) {
			numbers = append(numbers, single)
		}
		return numbers
	}
}

// passagesWithRequired returns the countries of each passage that names all required ones, as numbers in passages.
func (c *cooccurrence) passagesWithRequired(d uint32) iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		if !c.known {
			return
		}
		for passage := range c.passages.Of(d) {
			if column.ContainsAll(passage, c.required) && !yield(passage) {
				return
			}
		}
	}
}

// countPairs counts, for each document, all pairs of a value of first and a value of second. If one side is country, it is
// first, which alone may depend on passages.
func (c *cooccurrence) countPairs(e *evaluator, first, second gridSide, add func(i, j int32)) error {
	secondOf := c.byRole(second.field)
	return c.each(e, first.field, c.query.SamePassage, func(d uint32, numbers []uint32) {
		others := secondOf(d)
		for _, a := range numbers {
			for _, b := range others {
				if i, j := first.place[a], second.place[b]; i >= 0 && j >= 0 {
					add(i, j)
				}
			}
		}
	})
}

// countPassagePairs counts the cells of countries in one passage.
func (c *cooccurrence) countPassagePairs(e *evaluator, s gridSide, cells [][]int) error {
	err := c.each(e, s.field, true, func(_ uint32, numbers []uint32) {
		for _, n := range numbers {
			if i := s.place[n]; i >= 0 {
				cells[i][i]++
			}
		}
	})
	lastSeen := make([]uint32, len(cells)*len(cells)) // the document + 1 in which a pair was seen last
	for n, d := range c.wide {
		if n%checkInterval == 0 && e.ctx.Err() != nil {
			return e.ctx.Err()
		}
		for passage := range c.passagesWithRequired(d) {
			for _, a := range passage {
				i := s.place[c.country[a]]
				if i < 0 {
					continue
				}
				for _, b := range passage {
					j := s.place[c.country[b]]
					if j >= 0 && i != j && lastSeen[int(i)*len(cells)+int(j)] != d+1 {
						lastSeen[int(i)*len(cells)+int(j)] = d + 1
						cells[i][j]++
					}
				}
			}
		}
	}
	return err
}
