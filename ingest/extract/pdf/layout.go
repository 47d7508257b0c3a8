package pdf

import (
	"cmp"
	"slices"
	"unicode"
)

// See the package comment for the algorithm.

// block is rows below one another.
type block struct {
	rows      [][]segment
	table     bool   // each row is a table row,
	continues []bool // except those that continue the previous one
}

// Properties of gutters, columns and tables.
const (
	minGutterWidth   = 0.8 // in font sizes
	minGutterRows    = 3   // rows with text on both sides
	minColumnLetters = 14  // average letters per row: less is a column of numbers or names
	maxCutDepth      = 12
	rowPitchRatio    = 1.12 // a larger step than this times the pitch in a cell starts a table row
	maxAvgCellLines  = 4    // average lines of a table row: running text has more between common gaps
	maxCellLines     = 16   // lines of a table row, for the same reason
	// Bounds of the search for gutters.
	maxCandidates = 24
	maxRows       = 3000 // no page has more; hostile files do
)

type layouter struct {
	base   direction // of columns and cells
	blocks []block
}

// readingOrder groups segments into blocks in reading order.
func readingOrder(all []segment, base direction) []block {
	l := &layouter{base: base}
	l.cut(all, 0)
	return l.blocks
}

func (l *layouter) cut(all []segment, depth int) {
	rows := groupRows(all)
	if len(rows) < minGutterRows || len(rows) > maxRows || depth > maxCutDepth {
		l.addRows(rows)
		return
	}
	g, ok := findGutter(rows)
	if !ok {
		l.addRows(rows)
		return
	}
	for _, band := range bands(rows, g) {
		switch {
		case band.open:
			l.addOpenBand(band.rows, g, depth)
		case len(band.rows) < len(rows):
			l.cut(flatten(band.rows), depth+1)
		default:
			l.addRows(band.rows)
		}
	}
}

// addOpenBand reads rows with a gutter between them.
func (l *layouter) addOpenBand(rows [][]segment, g gutter, depth int) {
	if groups := tableRows(rows, g); groups != nil || !isProse(rows, g) {
		l.addTable(rows, groups)
		return
	}
	l.addColumns(rows, g, depth)
}

// addColumns reads one side of a gutter, then the other.
func (l *layouter) addColumns(rows [][]segment, g gutter, depth int) {
	left, right := sides(rows, g)
	if l.base == rightToLeft {
		left, right = right, left
	}
	l.cut(left, depth+1)
	l.cut(right, depth+1)
}

// addTable reads the rows of a table. Cells of several lines are read one after the other.
func (l *layouter) addTable(rows [][]segment, groups [][][]segment) {
	b := block{table: true}
	if groups == nil {
		b.rows, b.continues = rows, make([]bool, len(rows))
	}
	for _, group := range groups {
		for i, row := range l.cellLines(group) {
			b.rows, b.continues = append(b.rows, row), append(b.continues, i > 0)
		}
	}
	l.blocks = append(l.blocks, b)
}

// tableRows groups the lines of a table with cells of several lines into rows: in all columns, lines of a row are
// closer to one another than to the next row. It returns nil if there is no such table: in columns of running text,
// gaps rarely coincide.
func tableRows(rows [][]segment, g gutter) [][][]segment {
	left, right := sides(rows, g)
	a, b := groupRows(left), groupRows(right)
	all := append(lineGroups(a), lineGroups(b)...)
	slices.SortFunc(all, func(a, b lineGroup) int { return cmp.Compare(a.top, b.top) })
	var ends []float64
	for _, s := range all {
		if n := len(ends); n == 0 || s.top > ends[n-1] {
			ends = append(ends, s.bottom)
		} else {
			ends[n-1] = max(ends[n-1], s.bottom)
		}
	}
	if len(ends) < minGutterRows || max(len(a), len(b)) > maxAvgCellLines*len(ends) || len(rows) == len(ends) {
		return nil
	}
	groups := make([][][]segment, len(ends))
	at := 0
	for _, row := range rows {
		for at < len(ends)-1 && row[0].y > ends[at] {
			at++
		}
		if groups[at] = append(groups[at], row); len(groups[at]) > maxCellLines {
			return nil
		}
	}
	return slices.DeleteFunc(groups, func(g [][]segment) bool { return len(g) == 0 })
}

// lineGroup is the extent of lines at the usual pitch.
type lineGroup struct{ top, bottom float64 }

func lineGroups(rows [][]segment) []lineGroup {
	var all []lineGroup
	pitch := cellPitch(rows)
	for i, row := range rows {
		if i > 0 && row[0].y-rows[i-1][0].y <= rowPitchRatio*pitch {
			all[len(all)-1].bottom = row[0].bottom
			continue
		}
		all = append(all, lineGroup{row[0].top, row[0].bottom})
	}
	return all
}

// cellPitch returns the usual distance of lines in a cell: the smallest one that is not rare.
func cellPitch(rows [][]segment) float64 {
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

// cellLines returns the lines of a table row in reading order: all of the first cell, then all of the next.
func (l *layouter) cellLines(group [][]segment) [][]segment {
	if len(group) == 1 {
		return group
	}
	all := flatten(group)
	slices.SortStableFunc(all, func(a, b segment) int { return cmp.Compare(a.x0, b.x0) })
	var cells [][]segment
	edge := 0.0
	for _, p := range all {
		if len(cells) == 0 || p.x0-edge > columnGap*p.size {
			cells, edge = append(cells, nil), p.x1
		}
		edge = max(edge, p.x1)
		cells[len(cells)-1] = append(cells[len(cells)-1], p)
	}
	if l.base == rightToLeft {
		slices.Reverse(cells)
	}
	var rows [][]segment
	for _, cell := range cells {
		rows = append(rows, groupRows(cell)...)
	}
	return rows
}

func (l *layouter) addRows(rows [][]segment) {
	if len(rows) > 0 {
		l.blocks = append(l.blocks, block{rows: rows})
	}
}

// groupRows groups segments that are beside one another into rows, from top to bottom.
func groupRows(all []segment) [][]segment {
	slices.SortStableFunc(all, func(a, b segment) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x0, b.x0)) })
	var rows [][]segment
	var top, bottom float64
	for _, p := range all {
		if len(rows) > 0 {
			shared := min(bottom, p.bottom) - max(top, p.top)
			if shared > 0.5*min(bottom-top, p.bottom-p.top) {
				rows[len(rows)-1] = append(rows[len(rows)-1], p)
				continue
			}
		}
		rows = append(rows, []segment{p})
		top, bottom = p.top, p.bottom
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b segment) int { return cmp.Compare(a.x0, b.x0) })
	}
	return rows
}

func flatten(rows [][]segment) []segment { return slices.Concat(rows...) }

// gutter is an empty vertical strip.
type gutter struct{ x0, x1 float64 }

func (g gutter) crossedBy(row []segment) bool {
	middle := (g.x0 + g.x1) / 2
	return slices.ContainsFunc(row, func(p segment) bool { return p.x0 < middle && p.x1 > middle })
}

// separates reports whether a row has text on both sides.
func (g gutter) separates(row []segment) bool {
	return row[0].x1 <= (g.x0+g.x1)/2 && row[len(row)-1].x0 >= (g.x0+g.x1)/2
}

// findGutter returns the strip in the gaps of most rows, at least minGutterRows, that few rows cross.
func findGutter(rows [][]segment) (gutter, bool) {
	var best gutter
	found, bestScore := false, 0
	for _, g := range candidates(rows) {
		both, crossed := 0, 0
		for _, row := range rows {
			if g.crossedBy(row) {
				crossed++
			} else if g.separates(row) {
				both++
			}
		}
		if score := both - 2*crossed; both >= minGutterRows && (!found || score > bestScore) {
			best, found, bestScore = g, true, score
		}
	}
	return best, found
}

// candidates returns strips in the gaps of at least minGutterRows rows, those of most rows first.
func candidates(rows [][]segment) []gutter {
	type edge struct {
		x    float64
		step int
	}
	var edges []edge
	for _, row := range rows {
		for i := 1; i < len(row); i++ {
			x0, x1 := row[i-1].x1, row[i].x0
			if x1-x0 >= minGutterWidth*min(row[i-1].size, row[i].size) {
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
		if e.step > 0 && i+1 < len(edges) && edges[i+1].step < 0 && open >= minGutterRows {
			peaks = append(peaks, peak{gutter{e.x, edges[i+1].x}, open})
		}
	}
	slices.SortStableFunc(peaks, func(a, b peak) int { return cmp.Compare(b.rows, a.rows) })
	var all []gutter
	for _, p := range peaks[:min(len(peaks), maxCandidates)] {
		all = append(all, p.gutter)
	}
	return all
}

// band is rows that are all crossed or all not crossed by a gutter.
type band struct {
	rows [][]segment
	open bool // the gutter separates text
}

// bands splits rows where a gutter starts and ends. A band is open if the gutter has text on both sides in
// minGutterRows rows.
func bands(rows [][]segment, g gutter) []band {
	var all []band
	for start := 0; start < len(rows); {
		end := start
		crossed := g.crossedBy(rows[start])
		for end < len(rows) && g.crossedBy(rows[end]) == crossed {
			end++
		}
		both := 0
		for i := start; i < end && !crossed; i++ {
			if g.separates(rows[i]) {
				both++
			}
		}
		// Rows with text on one side belong to the columns too: the last column is rarely as long as the first.
		// Centered text crosses the gutter.
		all = appendBand(all, band{rows: rows[start:end], open: both >= minGutterRows})
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

func sides(rows [][]segment, g gutter) (left, right []segment) {
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

// isProse reports whether both sides of a gutter have running text.
func isProse(rows [][]segment, g gutter) bool {
	left, right := sides(rows, g)
	return isRunningText(left) && isRunningText(right)
}

func isRunningText(side []segment) bool {
	rows := groupRows(side)
	letters, others := 0, 0
	for i := range side {
		for j := range side[i].glyphs {
			if unicode.IsLetter(side[i].glyphs[j].char) {
				letters++
			} else if !side[i].glyphs[j].isSpace() {
				others++
			}
		}
	}
	return len(rows) >= minGutterRows && letters >= minColumnLetters*len(rows) && letters > 2*others
}
