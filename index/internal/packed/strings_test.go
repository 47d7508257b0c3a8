package packed

import (
	"slices"
	"testing"
)

func TestStringsKeepContent(t *testing.T) {
	want := []string{"", "a", "", "کابل", "zebra"}
	s := New(want...)
	if got := s.List(); !slices.Equal(got, want) || s.Len() != len(want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !s.IsEmpty(2) || s.IsEmpty(3) || string(s.View(3)) != "کابل" {
		t.Errorf("got %q, %q, want an empty string and کابل", s.View(2), s.View(3))
	}
	var zero Strings
	if zero.Len() != 0 || len(zero.List()) != 0 || zero.Check() != nil {
		t.Errorf("zero value: got %d strings, %v", zero.Len(), zero.Check())
	}
	zero.Append("first")
	if got := zero.List(); !slices.Equal(got, []string{"first"}) {
		t.Errorf("appended to the zero value: got %q", got)
	}
}

func TestSearchFindsPlace(t *testing.T) {
	s := New("aa", "ab", "b")
	for _, c := range []struct {
		text  string
		place int
		found bool
	}{
		{"", 0, false}, {"aa", 0, true}, {"aaa", 1, false}, {"ab", 1, true}, {"b", 2, true}, {"c", 3, false},
	} {
		if place, found := s.Search(c.text); place != c.place || found != c.found {
			t.Errorf("Search(%q) = %d, %t, want %d, %t", c.text, place, found, c.place, c.found)
		}
	}
}

func TestCheckRefusesStringsOutsideData(t *testing.T) {
	for _, c := range []struct {
		name string
		list Strings
		ok   bool
	}{
		{"whole", New("a", "bc"), true},
		{"empty list", New(), true},
		{"no offsets", Strings{Data: []byte("a")}, false},
		{"starts late", Strings{Offsets: []uint32{1, 2}, Data: []byte("ab")}, false},
		{"ends early", Strings{Offsets: []uint32{0, 1}, Data: []byte("ab")}, false},
		{"ends late", Strings{Offsets: []uint32{0, 3}, Data: []byte("ab")}, false},
		{"decreases", Strings{Offsets: []uint32{0, 2, 1, 2}, Data: []byte("ab")}, false},
	} {
		if err := c.list.Check(); (err == nil) != c.ok {
			t.Errorf("%s: got %v, want an error: %t", c.name, err, !c.ok)
		}
	}
}
