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
	rows  [][]piece
	table bool // each row stands for itself
}

// What makes a gutter and a column.
const (
	gutterWidth  = 0.8 // of the size of the text on its sides
	gutterRows   = 3   // with text on both sides of it
	columnText   = 14  // letters in a row of a column, on average; what has less is a column of figures or names
	deepestCut   = 12
	mostRowsLook = 3000 // rows among which gutters are looked for; no page has more, hostile ones do
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
		l.add(rows, false)
		return
	}
	g, ok := findGutter(rows)
	if !ok {
		l.add(rows, false)
		return
	}
	for _, band := range bands(rows, g) {
		switch {
		case !band.open:
			if len(band.rows) < len(rows) {
				l.cut(flatten(band.rows), depth+1)
			} else {
				l.add(band.rows, false)
			}
		case prose(band.rows, g):
			l.columns(band.rows, g, depth)
		default:
			l.table(band.rows, depth)
		}
	}
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

// table reads rows; where rows of a table stand apart, as those do whose cells have several lines, each cell is read
// whole.
func (l *layout) table(rows [][]piece, _ int) { l.add(rows, true) }

func (l *layout) add(rows [][]piece, table bool) {
	if len(rows) > 0 {
		l.blocks = append(l.blocks, block{rows: rows, table: table})
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

// findGutter finds the place that lies in the gaps of most rows: gutterRows of them at least.
func findGutter(rows [][]piece) (gutter, bool) {
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
	var best gutter
	most, open := 0, 0
	for i, e := range edges {
		open += e.step
		if open > most {
			most = open
			best = gutter{e.x, e.x}
			if i+1 < len(edges) {
				best.x1 = edges[i+1].x
			}
		}
	}
	return best, most >= gutterRows
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
		first, last, both := end, end, 0
		for i := start; i < end && !crossed; i++ {
			if g.beside(rows[i]) {
				first, last, both = min(first, i), i, both+1
			}
		}
		switch {
		case both < gutterRows:
			all = appendBand(all, band{rows: rows[start:end]})
		default:
			// Rows with text on one side only, before and after, belong to the columns as well: the last column is
			// rarely as long as the first. What is centred on the page crosses the gutter.
			all = appendBand(all, band{rows: rows[start:end], open: true})
			_ = last
		}
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
