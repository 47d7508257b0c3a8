package page

import "testing"

func TestPagesAround(t *testing.T) {
	for _, test := range []struct {
		current, last int
		want          []int
	}{
		{1, 2, []int{1, 2}}, {1, 9, []int{1, 2, 3, 9}}, {5, 9, []int{1, 3, 4, 5, 6, 7, 9}}, {9, 9, []int{1, 7, 8, 9}}, {50_000, 100_000, []int{1, 49_998, 49_999, 50_000, 50_001, 50_002, 100_000}},
	} {
		got := pagesAround(test.current, test.last)
		if len(got) != len(test.want) {
			t.Errorf("%d of %d: got %v, want %v", test.current, test.last, got, test.want)
			continue
		}
		for n := range got {
			if got[n] != test.want[n] {
				t.Errorf("%d of %d: got %v, want %v", test.current, test.last, got, test.want)
			}
		}
	}
}
