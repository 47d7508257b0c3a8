package page

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"daftar/index"
	"daftar/server/request"
)

// mapView shows the countries of a result as circles on land without borders. Units are tenths of a degree in the plate carrée
// projection (equal steps of longitude and latitude), x to the east, y to the south.
type mapView struct {
	Land    string // address of the drawing
	ViewBox string
	Points  []mapPoint
	Zooms   []choiceLink
	Rows    []mapRow // the data as a list
	Outside string   // "3 countries are off the map."
	Note    string
}

// mapPoint is a country: a circle whose area depends on its number of documents.
type mapPoint struct {
	X, Y, R         string
	Name, URL       string
	Label           string // "" if it would overlap another
	LabelX, LabelY  string
	Anchor          string // SVG text-anchor
	Letters         string // font size
	Historical, Now bool
}

type mapRow struct {
	Label, Count, URL string
}

// mapFrame is the visible rectangle of a map in tenths of a degree.
type mapFrame struct{ left, top, right, bottom float64 }

// world is the inhabited part; assets/land.svg has the same bounds.
var world = mapFrame{-1800, -840, 1800, 600}

const (
	// mapMargin surrounds the points of a region, and minView is the smallest width: countries extend beyond their points.
	mapMargin = 80
	minView   = 360
	// mapShape is the ratio of height to width of every view, so that a change of zoom does not move the page.
	mapShape = 0.5
	// Radii and font size relative to the width of the view.
	minRadius, maxRadius = 0.004, 0.028
	mapLetters           = 0.0145
	// letterWidth is the width of a letter relative to the font size, an estimate that keeps labels apart.
	letterWidth = 0.6
)

// zooms are the regions that a map offers, if the vocabulary has them.
var zooms = []string{"greater-central-asia", "south-asia", "mena", "eurasia", "south-caucasus", "sahel-un", "m49-south-eastern-asia", "m49-eastern-asia"}

// newMap draws the country facet.
func (w pageContext) newMap(p request.Params, f index.FacetCounts) *mapView {
	m := &mapView{Land: w.pages.assets.path("land.svg"), Note: w.T("map.note")}
	view := w.mapFrame(p, f)
	m.ViewBox = fmt.Sprintf("%.0f %.0f %.0f %.0f", view.left, view.top, view.right-view.left, view.bottom-view.top)
	width, most, outside := view.right-view.left, 1, 0
	for _, b := range f.Buckets {
		most = max(most, b.Count)
	}
	var taken []mapFrame
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
		r := width * (minRadius + (maxRadius-minRadius)*math.Sqrt(float64(b.Count)/float64(most)))
		point := mapPoint{
			X: tenth(x), Y: tenth(y), R: tenth(r), URL: url, Name: label + ": " + w.T("documents", b.Count),
			Historical: country.Historical, Now: b.Selected,
		}
		m.Points, labels = append(m.Points, point), append(labels, label)
		taken = append(taken, mapFrame{x - r, y - r, x + r, y + r})
	}
	// Larger numbers get their labels first, to the right of the circle or to the left, where there is space.
	for n := range m.Points {
		if box, ok := m.Points[n].place(labels[n], taken[n], width*mapLetters, taken); ok {
			taken = append(taken, box)
		}
	}
	slices.Reverse(m.Points) // smaller circles are drawn on top
	if outside > 0 {
		m.Outside = w.T("map.outside", outside)
	}
	m.Zooms = w.zooms(p)
	return m
}

// place sets the label of a point and returns its rectangle; false if both sides are taken.
func (m *mapPoint) place(label string, dot mapFrame, size float64, taken []mapFrame) (mapFrame, bool) {
	length, middle, gap := size*letterWidth*float64(utf8.RuneCountInString(label)), (dot.top+dot.bottom)/2, size*0.3
	for _, side := range []struct {
		anchor   string
		from, at float64
	}{{"start", dot.right + gap, dot.right + gap}, {"end", dot.left - gap - length, dot.left - gap}} {
		box := mapFrame{side.from, middle - size*0.6, side.from + length, middle + size*0.6}
		if !slices.ContainsFunc(taken, box.meets) {
			m.Label, m.LabelX, m.LabelY, m.Letters, m.Anchor = label, tenth(side.at), tenth(middle+size*0.35), tenth(size), side.anchor
			return box, true
		}
	}
	return mapFrame{}, false
}

func (f mapFrame) meets(g mapFrame) bool {
	return f.left < g.right && g.left < f.right && f.top < g.bottom && g.top < f.bottom
}

func tenth(v float64) string { return fmt.Sprintf("%.1f", v) }

// mapFrame returns the visible part of the world.
func (w pageContext) mapFrame(p request.Params, f index.FacetCounts) mapFrame {
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
	around, found := mapFrame{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}, false
	for _, id := range ids {
		if c, _ := w.searcher.Vocabulary.Country(id); c.Place != nil {
			x, y := c.Place.Longitude*10, -c.Place.Latitude*10
			around = mapFrame{min(around.left, x), min(around.top, y), max(around.right, x), max(around.bottom, y)}
			found = true
		}
	}
	if !found {
		return world
	}
	return around.shaped()
}

// shaped extends a frame by the margin to the shape of every view, inside the world.
func (f mapFrame) shaped() mapFrame {
	width := max(f.right-f.left+2*mapMargin, (f.bottom-f.top+2*mapMargin)/mapShape, minView)
	height := width * mapShape
	if height > world.bottom-world.top {
		return world
	}
	x, y := (f.left+f.right)/2, (f.top+f.bottom)/2
	x = min(max(x, world.left+width/2), world.right-width/2)
	y = min(max(y, world.top+height/2), world.bottom-height/2)
	return mapFrame{x - width/2, y - height/2, x + width/2, y + height/2}
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
