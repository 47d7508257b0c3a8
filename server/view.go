package server

import (
	"math"

	"daftar/index"
)

// view is a way to look at the documents of a question: all are the same question.
type view string

// The views. A list is the default and stands in no address.
const (
	viewList  view = ""
	viewMap   view = "map"   // countries as points
	viewGrid  view = "grid"  // countries by themes
	viewPairs view = "pairs" // countries by countries in one passage
)

var allViews = []view{viewList, viewMap, viewGrid, viewPairs}

var viewNames = map[view]string{viewList: "view.list", viewMap: "view.map", viewGrid: "view.grid", viewPairs: "view.pairs"}

// gridSide is the most countries or themes along one side: all themes, and the countries that most libraries are about.
const gridSide = 30

// grid is what the view asks of the engine.
func (v view) grid() index.Grid {
	switch v {
	case viewGrid:
		return index.Grid{Rows: index.FieldCountry, Columns: index.FieldTheme, Limit: gridSide}
	case viewPairs:
		return index.Grid{Rows: index.FieldCountry, Columns: index.FieldCountry, SamePassage: true, Limit: gridSide}
	}
	return index.Grid{}
}

// viewed returns the same question in another view.
func (p Params) viewed(v view) Params {
	p = p.at(1)
	p.View = v
	if v != viewMap {
		p.Zoom = ""
	}
	return p
}

func (s speaker) viewLinks(p Params) (links []choiceLink) {
	for _, v := range allViews {
		links = append(links, choiceLink{s.T(viewNames[v]), p.viewed(v).URL(pathSearch), p.View == v})
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
func (s speaker) newGrid(p Params, g *index.GridCounts) *gridView {
	if g == nil || len(g.Rows) == 0 || len(g.Columns) == 0 {
		return nil
	}
	asked := p.View.grid()
	out := &gridView{Caption: s.T("grid.caption"), Note: s.T("grid.note")}
	if asked.SamePassage {
		out.Caption, out.Note = s.T("pairs.caption"), s.T("pairs.note")
	}
	if len(g.Rows) == gridSide || len(g.Columns) == gridSide {
		out.More = s.T("grid.more", gridSide)
	}
	for _, c := range g.Columns {
		out.Columns = append(out.Columns, s.gridHead(p, asked.Columns, c))
	}
	most := mostOf(g, asked.SamePassage)
	for i, r := range g.Rows {
		row := gridRow{gridHead: s.gridHead(p, asked.Rows, r)}
		for j, c := range g.Columns {
			cell := gridCell{Same: asked.SamePassage && r.Value == c.Value}
			if n := g.Cells[i][j]; n > 0 && !cell.Same {
				to := p.also(asked.Rows, r.Value).also(asked.Columns, c.Value)
				to.Together = to.Together || asked.SamePassage
				cell.Count, cell.URL, cell.Shade = s.Number(n), to.viewed(viewList).URL(pathSearch), shadeOf(n, most)
				cell.Name = s.T("grid.cell", row.Label, out.Columns[j].Label, s.documents(n))
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (s speaker) gridHead(p Params, f index.Field, b index.Bucket) gridHead {
	return gridHead{s.Label(f, b.Value), p.also(f, b.Value).viewed(viewList).URL(pathSearch), s.Number(b.Count)}
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

// gridPayload is a grid as the API gives it: cells by row, then column.
type gridPayload struct {
	RowField    index.Field `json:"row_field"`
	ColumnField index.Field `json:"column_field"`
	Together    bool        `json:"together,omitempty"` // both in one passage
	Rows        []gridValue `json:"rows"`
	Columns     []gridValue `json:"columns"`
	Cells       [][]int     `json:"cells"`
}

type gridValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

func (l Library) gridPayload(v view, g *index.GridCounts) *gridPayload {
	if g == nil {
		return nil
	}
	asked, english := v.grid(), l.english()
	values := func(f index.Field, buckets []index.Bucket) []gridValue {
		out := []gridValue{}
		for _, b := range buckets {
			out = append(out, gridValue{b.Value, english.Label(f, b.Value), b.Count})
		}
		return out
	}
	return &gridPayload{asked.Rows, asked.Columns, asked.SamePassage, values(asked.Rows, g.Rows), values(asked.Columns, g.Columns), g.Cells}
}
