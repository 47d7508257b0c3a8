package embedded

import (
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
)

// grid counts the cells of a grid. The documents of a cell are those of the question with two values more in All.
//
// That is simply the documents of the question that have both, but for countries that must stand in one passage: there
// the values of All are asked of the passages, whatever the role, and no more of the documents. Adding a country may
// then find documents that the question itself does not.
type grid struct {
	query         index.Query
	rows, columns *values
	together      *together // of the passages
	countries     []string  // of All, each once
	required      []uint32  // the same as numbers in together
	known         bool      // all of them are there
	codes         []uint32  // from a number in together to one in the country column
	kept          []uint32  // documents of the question
	wide          []uint32  // documents of the question without the countries of All
}

func validGrid(g index.Grid) error {
	for _, f := range []index.Field{g.Rows, g.Columns} {
		if !slices.Contains(index.ValueFields, f) {
			return &index.InvalidError{Name: "grid", Value: string(f), Allowed: "country, theme, theme_group, source, lang, format"}
		}
	}
	if both := g.Rows == index.FieldCountry && g.Columns == index.FieldCountry; g.SamePassage && !both {
		return &index.InvalidError{Name: "grid", Value: string(g.Rows) + ", " + string(g.Columns), Allowed: "in one passage only country, country"}
	}
	if g.Limit < 0 || g.Limit > index.MaxGridSide {
		return &index.InvalidError{Name: "side of the grid", Value: fmt.Sprint(g.Limit), Allowed: fmt.Sprintf("0 to %d", index.MaxGridSide)}
	}
	return nil
}

// grid answers the grid of a question whose words match some documents, of which kept fulfil all conditions.
func (x *execution) grid(matched *roaring.Bitmap, kept []uint32) (*index.GridCounts, error) {
	q := x.query
	g := &grid{
		query: q, kept: kept, wide: kept, together: &x.snapshot.columns.Together,
		rows: x.snapshot.columns.Values[q.Grid.Rows], columns: x.snapshot.columns.Values[q.Grid.Columns],
	}
	g.countries, g.known = required(q), true
	for _, name := range g.countries {
		code, ok := slices.BinarySearch(g.together.Names, name)
		g.required, g.known = append(g.required, uint32(code)), g.known && ok
	}
	for _, name := range g.together.Names {
		code, _ := x.snapshot.columns.Values[index.FieldCountry].code(name)
		g.codes = append(g.codes, code)
	}
	if len(g.countries) > 0 && (q.SamePassage || q.Grid.SamePassage) {
		var err error
		if g.wide, err = x.without(matched); err != nil {
			return nil, err
		}
	}
	return g.count(x)
}

// required returns the countries of All, each once.
func required(q index.Query) []string {
	for _, f := range q.Filters {
		if f.Field == index.FieldCountry && len(f.All) > 0 {
			return slices.Compact(slices.Sorted(slices.Values(f.All)))
		}
	}
	return nil
}

// without returns the documents that fulfil the question without the countries of All.
func (x *execution) without(matched *roaring.Bitmap) ([]uint32, error) {
	q := x.query
	q.Filters = slices.Clone(q.Filters)
	for i, f := range q.Filters {
		if f.Field == index.FieldCountry {
			q.Filters[i].All = nil
		}
	}
	conditions, err := x.conditions(q)
	if err != nil {
		return nil, err
	}
	s, err := x.sieve(matched, conditions, nil)
	if err != nil {
		return nil, err
	}
	return s.kept, nil
}

func (g *grid) count(x *execution) (*index.GridCounts, error) {
	side := g.query.Grid.Limit
	if side == 0 {
		side = index.MaxGridSide
	}
	rows, err := g.side(x, g.query.Grid.Rows, g.rows, side)
	if err != nil {
		return nil, err
	}
	columns := rows
	if g.query.Grid.Columns != g.query.Grid.Rows {
		if columns, err = g.side(x, g.query.Grid.Columns, g.columns, side); err != nil {
			return nil, err
		}
	}
	out := &index.GridCounts{Rows: rows.buckets, Columns: columns.buckets, Cells: make([][]int, len(rows.buckets))}
	for i := range out.Cells {
		out.Cells[i] = make([]int, len(columns.buckets))
	}
	if g.query.Grid.Rows == index.FieldCountry && g.query.Grid.Columns == index.FieldCountry && (g.query.SamePassage || g.query.Grid.SamePassage) {
		return out, g.pairs(x, rows, out.Cells)
	}
	if g.query.Grid.Columns == index.FieldCountry {
		return out, g.products(x, columns, rows, func(i, j int32) { out.Cells[j][i]++ })
	}
	return out, g.products(x, rows, columns, func(i, j int32) { out.Cells[i][j]++ })
}

// side is the values of one side, and the place of each value among them: -1 if it has none.
type side struct {
	field   index.Field
	values  *values
	buckets []index.Bucket
	place   []int32
}

// side counts the values of a field, each as if it were added to All.
func (g *grid) side(x *execution, f index.Field, v *values, most int) (side, error) {
	counts := make([]int, len(v.Names))
	err := g.each(x, f, v, g.query.SamePassage, func(_ uint32, codes []uint32) {
		for _, code := range codes {
			counts[code]++
		}
	})
	s := side{field: f, values: v, place: make([]int32, len(v.Names))}
	for code, n := range counts {
		if n > 0 {
			s.buckets = append(s.buckets, index.Bucket{Value: v.Names[code], Count: n})
		}
	}
	slices.SortFunc(s.buckets, byCount)
	s.buckets = s.buckets[:min(len(s.buckets), most)]
	for code := range s.place {
		s.place[code] = -1
	}
	for n, b := range s.buckets {
		code, _ := v.code(b.Value)
		s.place[code] = int32(n)
	}
	return s, err
}

// each calls do with the values of every document that it has if they are added to All, each once.
func (g *grid) each(x *execution, f index.Field, v *values, inPassage bool, do func(d uint32, codes []uint32)) error {
	of := g.byRole(v)
	docs := g.kept
	if f == index.FieldCountry && inPassage && len(g.countries) > 0 {
		of, docs = g.byPassage(v), g.wide
	}
	for n, d := range docs {
		if n%checkEvery == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		do(d, of(d))
	}
	return nil
}

// byRole returns the values of a document whose role counts. What it returns is overwritten by the next call.
func (g *grid) byRole(v *values) func(uint32) []uint32 {
	var codes []uint32
	return func(d uint32) []uint32 {
		codes = codes[:0]
		for _, code := range v.of(d) {
			if counts(code, g.query.Mentions) {
				codes = append(codes, code>>1)
			}
		}
		return codes
	}
}

// byPassage returns the countries that stand in a passage of a document with all that are required. A single required
// one is asked by its role.
func (g *grid) byPassage(v *values) func(uint32) []uint32 {
	seen := make([]uint32, len(v.Names))
	var codes []uint32
	single, role := uint32(none), g.byRole(v)
	if code, ok := v.code(g.countries[0]); ok && len(g.countries) == 1 {
		single = code
	}
	return func(d uint32) []uint32 {
		codes = codes[:0]
		for passage := range g.passages(d) {
			for _, c := range passage {
				code := g.codes[c]
				if seen[code] != d+1 && code != single {
					seen[code] = d + 1
					codes = append(codes, code)
				}
			}
		}
		if _, in := slices.BinarySearch(g.kept, d); in && single != none && slices.Contains(role(d), single) {
			codes = append(codes, single)
		}
		return codes
	}
}

// none is the number of no value.
const none = math.MaxUint32

// passages returns the countries of each passage that names all that are required, as numbers in together.
func (g *grid) passages(d uint32) func(func([]uint32) bool) {
	return func(yield func([]uint32) bool) {
		if !g.known {
			return
		}
		t := g.together
		for p := t.Passages[d]; p < t.Passages[d+1]; p++ {
			codes := t.Codes[t.Offsets[p]:t.Offsets[p+1]]
			if containsAll(codes, g.required) && !yield(codes) {
				return
			}
		}
	}
}

// products counts the cells of which a document has each value of one side with each of the other. If one side is
// country it is the first, which alone may depend on passages.
func (g *grid) products(x *execution, first, second side, add func(i, j int32)) error {
	others := g.byRole(second.values)
	return g.each(x, first.field, first.values, g.query.SamePassage, func(d uint32, codes []uint32) {
		have := others(d)
		for _, a := range codes {
			for _, b := range have {
				if i, j := first.place[a], second.place[b]; i >= 0 && j >= 0 {
					add(i, j)
				}
			}
		}
	})
}

// pairs counts the cells of countries that stand in one passage.
func (g *grid) pairs(x *execution, s side, cells [][]int) error {
	err := g.each(x, s.field, s.values, true, func(_ uint32, codes []uint32) {
		for _, code := range codes {
			if i := s.place[code]; i >= 0 {
				cells[i][i]++
			}
		}
	})
	seen := make([]uint32, len(cells)*len(cells))
	for n, d := range g.wide {
		if n%checkEvery == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		for passage := range g.passages(d) {
			for _, a := range passage {
				i := s.place[g.codes[a]]
				if i < 0 {
					continue
				}
				for _, b := range passage {
					if j := s.place[g.codes[b]]; j >= 0 && i != j && seen[int(i)*len(cells)+int(j)] != d+1 {
						seen[int(i)*len(cells)+int(j)] = d + 1
						cells[i][j]++
					}
				}
			}
		}
	}
	return err
}
