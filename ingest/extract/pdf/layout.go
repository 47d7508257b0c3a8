package pdf

import (
	"cmp"
	"slices"
	"unicode"
)

// The pieces of a page are put into the order of reading by cutting the page: where a gutter runs between columns of
// running text, they are read one after the other; a title or a table that lies across the gutter is read between what
// is above and what is below it. Everything else is read in rows. (After Nagy and Seth's recursive X-Y cut, but cutting
// only where the gutter is and only running text: cells of a table belong together in rows.)

// block is rows that stand under one another.
type block struct {
	rows   [][]piece
	table  bool   // each row stands for itself,
	goesOn []bool // but for those that go on with the one before: of a table only
}

// What makes a gutter and a column.
const (
	gutterWidth = 0.8 // of the size of the text on its sides
	gutterRows  = 3   // with text on both sides of it
	columnText  = 14  // letters in a row of a column, on average; what has less is a column of figures or names
	deepestCut  = 12
	rowApart    = 1.12 // times the distance of lines in a cell parts rows of a table
	cellLines   = 4    // lines of a row of a table, on average: columns of running text have more between common gaps
	longestCell = 16   // lines of a row of a table: the same
	// Gutters that are tried on each part of a page.
	mostCandidates = 24
	mostRowsLook   = 3000 // rows among which gutters are looked for; no page has more, hostile ones do
)

type layout struct {
	leftwards bool // columns and cells go from right to left
	blocks    []block
}

// arrange puts pieces into blocks in the order of reading.
func arrange(all []piece, leftwards bool) []block {
	l := &layout{leftwards: leftwards}
	l.cut(all, 0)
	return l.blocks
}

func (l *layout) cut(all []piece, depth int) {
	rows := rowsOf(all)
	if len(rows) < gutterRows || len(rows) > mostRowsLook || depth > deepestCut {
		l.add(rows)
		return
	}
	g, ok := findGutter(rows)
	if !ok {
		l.add(rows)
		return
	}
	for _, band := range bands(rows, g) {
		switch {
		case band.open:
			l.open(band.rows, g, depth)
		case len(band.rows) < len(rows):
			l.cut(flatten(band.rows), depth+1)
		default:
			l.add(band.rows)
		}
	}
}

// open reads rows that a gutter runs through.
func (l *layout) open(rows [][]piece, g gutter, depth int) {
	if groups := tableRows(rows, g); groups != nil || !prose(rows, g) {
		l.table(rows, groups)
		return
	}
	l.columns(rows, g, depth)
}

// columns reads what is on one side of a gutter, then what is on the other.
func (l *layout) columns(rows [][]piece, g gutter, depth int) {
	left, right := sides(rows, g)
	if l.leftwards {
		left, right = right, left
	}
	l.cut(left, depth+1)
	l.cut(right, depth+1)
}

// table reads the rows of a table; in rows whose cells have several lines each cell is read whole.
func (l *layout) table(rows [][]piece, groups [][][]piece) {
	b := block{table: true}
	if groups == nil {
		b.rows, b.goesOn = rows, make([]bool, len(rows))
	}
	for _, group := range groups {
		for i, row := range l.cells(group) {
			b.rows, b.goesOn = append(b.rows, row), append(b.goesOn, i > 0)
		}
	}
	l.blocks = append(l.blocks, b)
}

// tableRows are the rows of a table with cells of several lines: groups of lines that stand closer to one another than
// to the next group, in all columns. It is nil if there is no such table: in columns of running text gaps rarely meet.
func tableRows(rows [][]piece, g gutter) [][][]piece {
	left, right := sides(rows, g)
	a, b := rowsOf(left), rowsOf(right)
	all := append(stretches(a), stretches(b)...)
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.top, b.top) })
	var ends []float64
	for _, s := range all {
		if n := len(ends); n == 0 || s.top > ends[n-1] {
			ends = append(ends, s.bottom)
		} else {
			ends[n-1] = max(ends[n-1], s.bottom)
		}
	}
	if len(ends) < gutterRows || max(len(a), len(b)) > cellLines*len(ends) || len(rows) == len(ends) {
		return nil
	}
	groups := make([][][]piece, len(ends))
	at := 0
	for _, row := range rows {
		for at < len(ends)-1 && row[0].y > ends[at] {
			at++
		}
		if groups[at] = append(groups[at], row); len(groups[at]) > longestCell {
			return nil
		}
	}
	return slices.DeleteFunc(groups, func(g [][]piece) bool { return len(g) == 0 })
}

// stretch is where lines stand at their usual distance.
type stretch struct{ top, bottom float64 }

func stretches(rows [][]piece) []stretch {
	var all []stretch
	pitch := closest(rows)
	for i, row := range rows {
		if i > 0 && row[0].y-rows[i-1][0].y <= rowApart*pitch {
			all[len(all)-1].bottom = row[0].bottom
			continue
		}
		all = append(all, stretch{row[0].top, row[0].bottom})
	}
	return all
}

// closest is the usual distance of lines within a cell: the smallest that is not rare.
func closest(rows [][]piece) float64 {
	var steps []float64
	for i := 1; i < len(rows); i++ {
		steps = append(steps, rows[i][0].y-rows[i-1][0].y)
	}
	slices.Sort(steps)
	for i := range steps {
		near := 1
		for near+i < len(steps) && steps[i+near] < steps[i]*1.05 {
			near++
		}
		if near*10 >= len(steps) && steps[i] > 0.5*rows[0][0].size {
			return steps[i]
		}
	}
	return 0
}

// cells puts the lines of a row of a table in order: those of the first cell, then those of the next.
func (l *layout) cells(group [][]piece) [][]piece {
	if len(group) == 1 {
		return group
	}
	all := flatten(group)
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	var cells [][]piece
	edge := 0.0
	for _, p := range all {
		if len(cells) == 0 || p.x0-edge > columnGap*p.size {
			cells, edge = append(cells, nil), p.x1
		}
		edge = max(edge, p.x1)
		cells[len(cells)-1] = append(cells[len(cells)-1], p)
	}
	if l.leftwards {
		slices.Reverse(cells)
	}
	var rows [][]piece
	for _, cell := range cells {
		rows = append(rows, rowsOf(cell)...)
	}
	return rows
}

func (l *layout) add(rows [][]piece) {
	if len(rows) > 0 {
		l.blocks = append(l.blocks, block{rows: rows})
	}
}

// rowsOf puts pieces whose letters stand beside one another into rows, from top to bottom.
func rowsOf(all []piece) [][]piece {
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x0, b.x0)) })
	var rows [][]piece
	var top, bottom float64
	for _, p := range all {
		if len(rows) > 0 {
			shared := min(bottom, p.bottom) - max(top, p.top)
			if shared > 0.5*min(bottom-top, p.bottom-p.top) {
				rows[len(rows)-1] = append(rows[len(rows)-1], p)
				continue
			}
		}
		rows = append(rows, []piece{p})
		top, bottom = p.top, p.bottom
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	}
	return rows
}

func flatten(rows [][]piece) []piece { return slices.Concat(rows...) }

// gutter is an empty strip.
type gutter struct{ x0, x1 float64 }

func (g gutter) crossed(row []piece) bool {
	middle := (g.x0 + g.x1) / 2
	return slices.ContainsFunc(row, func(p piece) bool { return p.x0 < middle && p.x1 > middle })
}

// beside reports whether a row has text on both sides.
func (g gutter) beside(row []piece) bool {
	return row[0].x1 <= (g.x0+g.x1)/2 && row[len(row)-1].x0 >= (g.x0+g.x1)/2
}

// findGutter finds the place that lies in the gaps of most rows, gutterRows of them at least, and that few rows cross.
func findGutter(rows [][]piece) (gutter, bool) {
	var best gutter
	found, most := false, 0
	for _, g := range candidates(rows) {
		both, crossed := 0, 0
		for _, row := range rows {
			if g.crossed(row) {
				crossed++
			} else if g.beside(row) {
				both++
			}
		}
		if score := both - 2*crossed; both >= gutterRows && (!found || score > most) {
			best, found, most = g, true, score
		}
	}
	return best, found
}

// candidates are the places that lie in the gaps of gutterRows rows, those of most rows first.
func candidates(rows [][]piece) []gutter {
	type edge struct {
		x    float64
		step int
	}
	var edges []edge
	for _, row := range rows {
		for i := 1; i < len(row); i++ {
			x0, x1 := row[i-1].x1, row[i].x0
			if x1-x0 >= gutterWidth*min(row[i-1].size, row[i].size) {
				edges = append(edges, edge{x0, 1}, edge{x1, -1})
			}
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.step, a.step)) })
	type peak struct {
		gutter
		rows int
	}
	var peaks []peak
	open := 0
	for i, e := range edges {
		open += e.step
		// A peak is where the next edge ends a gap.
		if e.step > 0 && i+1 < len(edges) && edges[i+1].step < 0 && open >= gutterRows {
			peaks = append(peaks, peak{gutter{e.x, edges[i+1].x}, open})
		}
	}
	slices.SortStableFunc(peaks, func(a, b peak) int { return cmp.Compare(b.rows, a.rows) })
	var all []gutter
	for _, p := range peaks[:min(len(peaks), mostCandidates)] {
		all = append(all, p.gutter)
	}
	return all
}

// band is rows that a gutter runs through, or that it does not.
type band struct {
	rows [][]piece
	open bool
}

// bands cuts rows where a gutter begins and ends. A stretch of rows is open if the gutter has text on both sides in
// gutterRows of them.
func bands(rows [][]piece, g gutter) []band {
	var all []band
	for start := 0; start < len(rows); {
		end := start
		crossed := g.crossed(rows[start])
		for end < len(rows) && g.crossed(rows[end]) == crossed {
			end++
		}
		both := 0
		for i := start; i < end && !crossed; i++ {
			if g.beside(rows[i]) {
				both++
			}
		}
		// Rows with text on one side only belong to the columns as well: the last column is rarely as long as the
		// first. What is centred on the page crosses the gutter.
		all = appendBand(all, band{rows: rows[start:end], open: both >= gutterRows})
		start = end
	}
	return all
}

func appendBand(all []band, b band) []band {
	if n := len(all); n > 0 && !all[n-1].open && !b.open {
		all[n-1].rows = slices.Concat(all[n-1].rows, b.rows)
		return all
	}
	return append(all, b)
}

func sides(rows [][]piece, g gutter) (left, right []piece) {
	middle := (g.x0 + g.x1) / 2
	for _, row := range rows {
		for _, p := range row {
			if p.x0 < middle {
				left = append(left, p)
			} else {
				right = append(right, p)
			}
		}
	}
	return left, right
}

// prose reports whether what stands on both sides of a gutter is running text.
func prose(rows [][]piece, g gutter) bool {
	left, right := sides(rows, g)
	return running(left) && running(right)
}

func running(side []piece) bool {
	rows := rowsOf(side)
	letters, others := 0, 0
	for i := range side {
		for j := range side[i].glyphs {
			if unicode.IsLetter(side[i].glyphs[j].letter) {
				letters++
			} else if !side[i].glyphs[j].space() {
				others++
			}
		}
	}
	return len(rows) >= gutterRows && letters >= columnText*len(rows) && letters > 2*others
}
