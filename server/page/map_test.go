package page

import (
	"testing"

	"daftar/index"
	"daftar/server/request"
)

// Every region that a map offers is one of the vocabulary, and shows its members.
func TestMapZooms(t *testing.T) {
	w := english(t)
	for _, id := range zooms {
		region, known := w.searcher.Vocabulary.Region(id)
		if !known {
			t.Errorf("no region %s", id)
			continue
		}
		frame := w.mapFrame(request.Params{Zoom: id}, index.FacetCounts{})
		for _, member := range region.Members("") {
			c, _ := w.searcher.Vocabulary.Country(member)
			x, y := c.Place.Longitude*10, -c.Place.Latitude*10
			if x < frame.left || x > frame.right || y < frame.top || y > frame.bottom {
				t.Errorf("%s lies outside of %s", member, id)
			}
		}
		if shape := (frame.bottom - frame.top) / (frame.right - frame.left); shape < 0.39 || shape > 0.51 {
			t.Errorf("%s is %.2f times as high as wide", id, shape)
		}
	}
}
