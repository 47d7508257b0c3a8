package request

import "daftar/index"

// View is a way to show the documents of a search.
type View string

// The views. The list is the default and is not written into URLs.
const (
	ViewList  View = ""
	ViewMap   View = "map"   // countries as points
	ViewGrid  View = "grid"  // countries by themes
	ViewPairs View = "pairs" // countries by countries in one passage
)

// Views are all views in the order in which pages list them.
var Views = []View{ViewList, ViewMap, ViewGrid, ViewPairs}

// Values of the parameter zoom beside the ids of regions.
const (
	ZoomWorld = "world"
	ZoomFound = "found" // fits the map to the results
)

// GridSide is the maximum of rows and of columns: all themes, and the countries that most libraries are about.
const GridSide = 30

// Grid returns the grid that the view needs from the engine, the zero Grid for none.
func (v View) Grid() index.Grid {
	switch v {
	case ViewGrid:
		return index.Grid{Rows: index.FieldCountry, Columns: index.FieldTheme, Limit: GridSide}
	case ViewPairs:
		return index.Grid{Rows: index.FieldCountry, Columns: index.FieldCountry, SamePassage: true, Limit: GridSide}
	}
	return index.Grid{}
}
