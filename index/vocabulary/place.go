package vocabulary

import (
	"strconv"
	"strings"
)

// Place is a point on a map, in degrees north and east. It says nothing about borders.
type Place struct{ Latitude, Longitude float64 }

// readPlaces gives countries their points. A country without one stands in no map.
func (v *Vocabulary) readPlaces(p *page) {
	top := p.top["places"]
	for id, n := range p.fields(top) {
		at, ok := v.country[id]
		if !ok {
			p.complain(n.Line, "%q is no country of countries.yaml", id)
			continue
		}
		north, east, _ := strings.Cut(p.text(n), " ")
		latitude, err := strconv.ParseFloat(north, 64)
		longitude, err2 := strconv.ParseFloat(east, 64)
		if err != nil || err2 != nil || latitude < -90 || latitude > 90 || longitude < -180 || longitude > 180 {
			p.complain(n.Line, "%q is no point; write degrees north and east, such as \"33.7 73.1\"", p.text(n))
			continue
		}
		v.countries[at].Place = &Place{latitude, longitude}
	}
}
