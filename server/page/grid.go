package page

import (
	"math"

	"daftar/index"
	"daftar/server/request"
)

var viewNames = map[request.View]string{request.ViewList: "view.list", request.ViewMap: "view.map", request.ViewGrid: "view.grid", request.ViewPairs: "view.pairs"}

func (w pageContext) viewLinks(p request.Params) (links []choiceLink) {
	for _, v := range request.Views {
		links = append(links, choiceLink{w.T(viewNames[v]), p.InView(v).URL(request.PathSearch), p.View == v})
	}
	return links
}

// gridView is a table of numbers. Each cell is a search and its number of documents.
type gridView struct {
	Caption, Note string
	Columns       []gridHead
	Rows          []gridRow
	More          string // note about rows and columns that are not shown
}

type gridHead struct{ Label, URL, Count string }

type gridRow struct {
	gridHead
	Cells []gridCell
}

// gridCell is a number. Shade is from 1 to shades, relative to the largest number.
type gridCell struct {
	Count, Name, URL string // "" if there are no documents
	Shade            int
	Same             bool // the row and the column are the same country
}

// shades is the number of background colours that the eye can distinguish.
const shades = 5

// newGrid returns the table of a grid, nil if it is empty.
func (w pageContext) newGrid(p request.Params, g *index.GridCounts) *gridView {
	if g == nil || len(g.Rows) == 0 || len(g.Columns) == 0 {
		return nil
	}
	search := p.View.Grid()
	out := &gridView{Caption: w.T("grid.caption"), Note: w.T("grid.note")}
	if search.SamePassage {
		out.Caption, out.Note = w.T("pairs.caption"), w.T("pairs.note")
	}
	if len(g.Rows) == request.GridSide || len(g.Columns) == request.GridSide {
		out.More = w.T("grid.more", request.GridSide)
	}
	for _, c := range g.Columns {
		out.Columns = append(out.Columns, w.gridHead(p, search.Columns, c))
	}
	most := largestCell(g, search.SamePassage)
	for i, r := range g.Rows {
		row := gridRow{gridHead: w.gridHead(p, search.Rows, r)}
		for j, c := range g.Columns {
			cell := gridCell{Same: search.SamePassage && r.Value == c.Value}
			if n := g.Cells[i][j]; n > 0 && !cell.Same {
				to := p.Require(search.Rows, r.Value).Require(search.Columns, c.Value)
				to.SamePassage = to.SamePassage || search.SamePassage
				cell.Count, cell.URL, cell.Shade = w.Number(n), to.InView(request.ViewList).URL(request.PathSearch), shadeOf(n, most)
				cell.Name = w.T("grid.cell", row.Label, out.Columns[j].Label, w.T("documents", n))
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (w pageContext) gridHead(p request.Params, f index.Field, b index.Bucket) gridHead {
	return gridHead{w.Label(f, b.Value), p.Require(f, b.Value).InView(request.ViewList).URL(request.PathSearch), w.Number(b.Count)}
}

func largestCell(g *index.GridCounts, pairs bool) (most int) {
	for i, row := range g.Cells {
		for j, n := range row {
			if !pairs || i != j {
				most = max(most, n)
			}
		}
	}
	return most
}

// shadeOf uses the square root, so that small numbers next to large ones can still be distinguished.
func shadeOf(n, most int) int {
	return min(shades, 1+int(float64(shades)*math.Sqrt(float64(n)/float64(most+1))))
}
