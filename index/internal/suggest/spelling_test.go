package suggest

import "testing"

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b  string
		limit int
		want  int // limit+1: or more
	}{
		{"border", "border", 2, 0},
		{"border", "borders", 2, 1},
		{"border", "bordre", 2, 1}, // neighbours swapped
		{"border", "border-", 1, 1},
		{"border", "burden", 2, 2},
		{"граница", "граннца", 1, 1},
		{"border", "harbour", 1, 2},
		{"", "ab", 2, 2},
	} {
		got := editDistance([]rune(test.a), []rune(test.b), test.limit)
		if min(got, test.limit+1) != test.want {
			t.Errorf("editDistance(%q, %q, %d) = %d, want %d", test.a, test.b, test.limit, got, test.want)
		}
	}
}
