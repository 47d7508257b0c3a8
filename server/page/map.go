package page

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"daftar/index"
	"daftar/server/request"
)

// mapView shows the countries of a question as points over plain land without borders, in tenths of a degree: equal
// steps of longitude and latitude (plate carrée), x to the east, y to the south.
type mapView struct {
	Land    string // address of the drawing
	ViewBox string
	Points  []mapPoint
	Zooms   []choiceLink
	Rows    []mapRow // the same as a list
	Outside string   // "3 more countries outside this view"
	Note    string
}

// mapPoint is a country: a circle whose area goes by its number of documents.
type mapPoint struct {
	X, Y, R         string
	Name, URL       string
	Label           string // "" where it would lie on another
	LabelX, LabelY  string
	Anchor          string // the end of the label that lies there
	Letters         string // their size
	Historical, Now bool
}

type mapRow struct {
	Label, Count, URL string
}

// frameOf a map: a rectangle in tenths of a degree.
type frameOf struct{ left, top, right, bottom float64 }

// world is where people live; the land was cut there.
var world = frameOf{-1800, -840, 1800, 600}

const (
	// margin around the points of a region, and the least width of a view: countries reach further than their points.
	mapMargin = 80
	leastView = 360
	// mapShape is height by width of every view, so that a change of zoom does not move the page.
	mapShape = 0.5
	// Radii and letters as parts of the view's width.
	leastRadius, mostRadius = 0.004, 0.028
	mapLetters              = 0.0145
	// letterWidth is that of a letter by its size, to keep labels apart.
	letterWidth = 0.6
)

// zooms are the regions that a map offers, in this order, where the vocabulary knows them.
var zooms = []string{"greater-central-asia", "south-asia", "mena", "eurasia", "south-caucasus", "sahel-un", "m49-south-eastern-asia", "m49-eastern-asia"}

// newMap shows the country facet of a question.
func (w pageContext) newMap(p request.Params, f index.FacetCounts) *mapView {
	m := &mapView{Land: w.pages.assets.path("land.svg"), Note: w.T("map.note")}
	view := w.frameOf(p, f)
	m.ViewBox = fmt.Sprintf("%.0f %.0f %.0f %.0f", view.left, view.top, view.right-view.left, view.bottom-view.top)
	width, most, outside := view.right-view.left, 1, 0
	for _, b := range f.Buckets {
		most = max(most, b.Count)
	}
	var taken []frameOf
	var labels []string
	for _, b := range f.Buckets {
		if b.Count == 0 || b.Excluded {
			continue
		}
		label, url := w.Label(index.FieldCountry, b.Value), p.SelectBucket(index.FieldCountry, b.Value).InView(request.ViewList).URL(request.PathSearch)
		m.Rows = append(m.Rows, mapRow{label, w.Number(b.Count), url})
		country, _ := w.searcher.Vocabulary.Country(b.Value)
		if country.Place == nil {
			continue
		}
		x, y := country.Place.Longitude*10, -country.Place.Latitude*10
		if x < view.left || x > view.right || y < view.top || y > view.bottom {
			outside++
			continue
		}
		r := width * (leastRadius + (mostRadius-leastRadius)*math.Sqrt(float64(b.Count)/float64(most)))
		point := mapPoint{
			X: tenth(x), Y: tenth(y), R: tenth(r), URL: url, Name: label + ": " + w.T("documents", b.Count),
			Historical: country.Historical, Now: b.Selected,
		}
		m.Points, labels = append(m.Points, point), append(labels, label)
		taken = append(taken, frameOf{x - r, y - r, x + r, y + r})
	}
	// Labels of larger numbers come first, to the right of their point or to the left, where nothing else stands yet.
	for n := range m.Points {
		if box, ok := m.Points[n].place(labels[n], taken[n], width*mapLetters, taken); ok {
			taken = append(taken, box)
		}
	}
	slices.Reverse(m.Points) // the smaller ones lie above
	if outside > 0 {
		m.Outside = w.T("map.outside", outside)
	}
	m.Zooms = w.zooms(p)
	return m
}

// place writes the label beside a point, and returns where it stands.
func (m *mapPoint) place(label string, dot frameOf, size float64, taken []frameOf) (frameOf, bool) {
	length, middle, gap := size*letterWidth*float64(utf8.RuneCountInString(label)), (dot.top+dot.bottom)/2, size*0.3
	for _, side := range []struct {
		anchor   string
		from, at float64
	}{{"start", dot.right + gap, dot.right + gap}, {"end", dot.left - gap - length, dot.left - gap}} {
		box := frameOf{side.from, middle - size*0.6, side.from + length, middle + size*0.6}
		if !slices.ContainsFunc(taken, box.meets) {
			m.Label, m.LabelX, m.LabelY, m.Letters, m.Anchor = label, tenth(side.at), tenth(middle+size*0.35), tenth(size), side.anchor
			return box, true
		}
	}
	return frameOf{}, false
}

func (f frameOf) meets(g frameOf) bool {
	return f.left < g.right && g.left < f.right && f.top < g.bottom && g.top < f.bottom
}

func tenth(v float64) string { return fmt.Sprintf("%.1f", v) }

// frameOf returns the part of the world that a map shows.
func (w pageContext) frameOf(p request.Params, f index.FacetCounts) frameOf {
	var ids []string
	switch p.Zoom {
	case "", request.ZoomWorld:
		return world
	case request.ZoomFound:
		for _, b := range f.Buckets {
			if b.Count > 0 {
				ids = append(ids, b.Value)
			}
		}
	default:
		region, _ := w.searcher.Vocabulary.Region(p.Zoom)
		ids = region.Members(p.MembersOn)
	}
	around, found := frameOf{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}, false
	for _, id := range ids {
		if c, _ := w.searcher.Vocabulary.Country(id); c.Place != nil {
			x, y := c.Place.Longitude*10, -c.Place.Latitude*10
			around = frameOf{min(around.left, x), min(around.top, y), max(around.right, x), max(around.bottom, y)}
			found = true
		}
	}
	if !found {
		return world
	}
	return around.shaped()
}

// shaped widens a frame to the shape of every view, with a margin, inside the world.
func (f frameOf) shaped() frameOf {
	width := max(f.right-f.left+2*mapMargin, (f.bottom-f.top+2*mapMargin)/mapShape, leastView)
	height := width * mapShape
	if height > world.bottom-world.top {
		return world
	}
	x, y := (f.left+f.right)/2, (f.top+f.bottom)/2
	x = min(max(x, world.left+width/2), world.right-width/2)
	y = min(max(y, world.top+height/2), world.bottom-height/2)
	return frameOf{x - width/2, y - height/2, x + width/2, y + height/2}
}

func (w pageContext) zooms(p request.Params) (links []choiceLink) {
	add := func(label, zoom string) {
		to := p.InView(request.ViewMap)
		to.Zoom = zoom
		links = append(links, choiceLink{label, to.URL(request.PathSearch), p.Zoom == zoom})
	}
	add(w.T("map.world"), "")
	add(w.T("map.found"), request.ZoomFound)
	for _, id := range zooms {
		if _, known := w.searcher.Vocabulary.Region(id); known {
			add(w.RegionLabel(id), id)
		}
	}
	return links
}
