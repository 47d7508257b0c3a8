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
	rows      [][]segment
	table     bool   // each row stands for itself,
	continues []bool // but for those that go on with the one before: of a table only
}

// What makes a gutter and a column.
const (
	minGutterWidth   = 0.8 // of the size of the text on its sides
	minGutterRows    = 3   // with text on both sides of it
	minColumnLetters = 14  // letters in a row of a column, on average; what has less is a column of figures or names
	maxCutDepth      = 12
	rowPitchRatio    = 1.12 // times the distance of lines in a cell parts rows of a table
	maxAvgCellLines  = 4    // lines of a row of a table, on average: columns of running text have more between common gaps
	maxCellLines     = 16   // lines of a row of a table: the same
	// Gutters that are tried on each part of a page.
	maxCandidates = 24
	maxRows       = 3000 // rows among which gutters are looked for; no page has more, hostile ones do
)

type layouter struct {
	rightToLeft bool // columns and cells go from right to left
	blocks      []block
}

// readingOrder puts pieces into blocks in the order of reading.
func readingOrder(all []segment, leftwards bool) []block {
	l := &layouter{rightToLeft: leftwards}
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

// addOpenBand reads rows that a gutter runs through.
func (l *layouter) addOpenBand(rows [][]segment, g gutter, depth int) {
	if groups := tableRows(rows, g); groups != nil || !isProse(rows, g) {
		l.addTable(rows, groups)
		return
	}
	l.addColumns(rows, g, depth)
}

// addColumns reads what is on one side of a gutter, then what is on the other.
func (l *layouter) addColumns(rows [][]segment, g gutter, depth int) {
	left, right := sides(rows, g)
	if l.rightToLeft {
		left, right = right, left
	}
	l.cut(left, depth+1)
	l.cut(right, depth+1)
}

// addTable reads the rows of a table; in rows whose cells have several lines each cell is read whole.
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

// tableRows are the rows of a table with cells of several lines: groups of lines that stand closer to one another than
// to the next group, in all columns. It is nil if there is no such table: in columns of running text gaps rarely meet.
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

// lineGroup is where lines stand at their usual distance.
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

// cellPitch is the usual distance of lines within a cell: the smallest that is not rare.
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

// cellLines puts the lines of a row of a table in order: those of the first cell, then those of the next.
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
	if l.rightToLeft {
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

// groupRows puts pieces whose letters stand beside one another into rows, from top to bottom.
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

// gutter is an empty strip.
type gutter struct{ x0, x1 float64 }

func (g gutter) crossedBy(row []segment) bool {
	middle := (g.x0 + g.x1) / 2
	return slices.ContainsFunc(row, func(p segment) bool { return p.x0 < middle && p.x1 > middle })
}

// separates reports whether a row has text on both sides.
func (g gutter) separates(row []segment) bool {
	return row[0].x1 <= (g.x0+g.x1)/2 && row[len(row)-1].x0 >= (g.x0+g.x1)/2
}

// findGutter finds the place that lies in the gaps of most rows, gutterRows of them at least, and that few rows cross.
func findGutter(rows [][]segment) (gutter, bool) {
	var best gutter
	found, most := false, 0
	for _, g := range candidates(rows) {
		both, crossed := 0, 0
		for _, row := range rows {
			if g.crossedBy(row) {
				crossed++
			} else if g.separates(row) {
				both++
			}
		}
		if score := both - 2*crossed; both >= minGutterRows && (!found || score > most) {
			best, found, most = g, true, score
		}
	}
	return best, found
}

// candidates are the places that lie in the gaps of gutterRows rows, those of most rows first.
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

// band is rows that a gutter runs through, or that it does not.
type band struct {
	rows [][]segment
	open bool
}

// bands cuts rows where a gutter begins and ends. A stretch of rows is open if the gutter has text on both sides in
// gutterRows of them.
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
		// Rows with text on one side only belong to the columns as well: the last column is rarely as long as the
		// first. What is centred on the page crosses the gutter.
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

// isProse reports whether what stands on both sides of a gutter is running text.
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
