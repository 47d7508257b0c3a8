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

// gridView is a table of numbers: each cell is a question and the number of documents that it finds.
type gridView struct {
	Caption, Note string
	Columns       []gridHead
	Rows          []gridRow
	More          string // what was left out
}

type gridHead struct{ Label, URL, Count string }

type gridRow struct {
	gridHead
	Cells []gridCell
}

// gridCell is a number; Shade is from 1 to shades, by how large it is beside the largest.
type gridCell struct {
	Count, Name, URL string // "" where there is none
	Shade            int
	Same             bool // of a country with itself
}

// shades of a cell that the eye tells apart.
const shades = 5

// newGrid shows the counts of a grid; nil if there is nothing to show.
func (w pageContext) newGrid(p request.Params, g *index.GridCounts) *gridView {
	if g == nil || len(g.Rows) == 0 || len(g.Columns) == 0 {
		return nil
	}
	asked := p.View.Grid()
	out := &gridView{Caption: w.T("grid.caption"), Note: w.T("grid.note")}
	if asked.SamePassage {
		out.Caption, out.Note = w.T("pairs.caption"), w.T("pairs.note")
	}
	if len(g.Rows) == request.GridSide || len(g.Columns) == request.GridSide {
		out.More = w.T("grid.more", request.GridSide)
	}
	for _, c := range g.Columns {
		out.Columns = append(out.Columns, w.gridHead(p, asked.Columns, c))
	}
	most := mostOf(g, asked.SamePassage)
	for i, r := range g.Rows {
		row := gridRow{gridHead: w.gridHead(p, asked.Rows, r)}
		for j, c := range g.Columns {
			cell := gridCell{Same: asked.SamePassage && r.Value == c.Value}
			if n := g.Cells[i][j]; n > 0 && !cell.Same {
				to := p.Require(asked.Rows, r.Value).Require(asked.Columns, c.Value)
				to.SamePassage = to.SamePassage || asked.SamePassage
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

func mostOf(g *index.GridCounts, pairs bool) (most int) {
	for i, row := range g.Cells {
		for j, n := range row {
			if !pairs || i != j {
				most = max(most, n)
			}
		}
	}
	return most
}

// shadeOf goes by the root, so that small numbers beside large ones are still told apart.
func shadeOf(n, most int) int {
	return min(shades, 1+int(float64(shades)*math.Sqrt(float64(n)/float64(most+1))))
}
