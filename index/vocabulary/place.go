package vocabulary

import (
	"strconv"
	"strings"

	"daftar/index/yamlfile"
)

// Place is a point on a map, in degrees north and east. It says nothing about borders.
type Place struct{ Latitude, Longitude float64 }

// readPlaces sets the Place of countries. A country without one is on no map.
func readPlaces(v *Vocabulary, top yamlfile.Fields) {
	for id, n := range top.Get("places").Fields().All() {
		position, ok := v.country[id]
		if !ok {
			n.Report(yamlfile.KindValue, "country %q is not in countries.yaml", id)
			continue
		}
		north, east, _ := strings.Cut(n.Text(), " ")
		latitude, err := strconv.ParseFloat(north, 64)
		longitude, err2 := strconv.ParseFloat(east, 64)
		if err != nil || err2 != nil || latitude < -90 || latitude > 90 || longitude < -180 || longitude > 180 {
			n.Report(yamlfile.KindValue, "%q is not a point; write degrees north and east, such as \"33.7 73.1\"", n.Text())
			continue
		}
		v.countries[position].Place = &Place{latitude, longitude}
	}
}
