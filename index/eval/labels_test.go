package eval

import (
	"math"
	"testing"
)

func TestCompareLabelsCountsEachLabelOnce(t *testing.T) {
	tests := []struct {
		name        string
		found, gold []string
		want        Counts
		p, r, f1    float64
	}{
		{"no labels", nil, nil, Counts{}, 1, 1, 1},
		{"nothing found", nil, []string{"a"}, Counts{0, 0, 1}, 1, 0, 0},
		{"nothing labelled", []string{"a"}, nil, Counts{0, 1, 0}, 0, 1, 0},
		{"some of each", []string{"a", "b", "c"}, []string{"c", "d"}, Counts{1, 2, 1}, 1. / 3, .5, .4},
		{"repeated labels count once", []string{"a", "a"}, []string{"a", "b", "b"}, Counts{1, 0, 1}, 1, .5, 2. / 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := CompareLabels(tt.found, tt.gold)
			if got != tt.want {
				t.Fatalf("got %+v, want %+v", got, tt.want)
			}
			for _, m := range [][2]float64{{got.Precision(), tt.p}, {got.Recall(), tt.r}, {got.F1(), tt.f1}} {
				if math.Abs(m[0]-m[1]) > 1e-9 {
					t.Errorf("got %v, want %v", m[0], m[1])
				}
			}
		})
	}
}

func TestPerLabelSumsDocuments(t *testing.T) {
	p := PerLabel{}
	p.Add([]string{"a", "b"}, []string{"b", "c"})
	p.Add([]string{"b"}, []string{"a", "b"})
	for label, want := range map[string]Counts{"a": {0, 1, 1}, "b": {2, 0, 0}, "c": {0, 0, 1}} {
		if p[label] != want {
			t.Errorf("%s: got %+v, want %+v", label, p[label], want)
		}
	}
}

func TestCompareSpansMatchesByOverlapAndValue(t *testing.T) {
	gold := []Span{{0, 10, "2024-07"}, {20, 24, "2025"}}
	tests := []struct {
		name    string
		found   []Span
		ignored []Span
		want    Counts
	}{
		{"none", nil, nil, Counts{0, 0, 2}},
		{"overlap and value", []Span{{5, 12, "2024-07"}, {20, 24, "2025"}}, nil, Counts{2, 0, 0}},
		{"another value", []Span{{0, 10, "2024"}}, nil, Counts{0, 1, 2}},
		{"adjacent, not overlapping", []Span{{10, 12, "2024-07"}}, nil, Counts{0, 1, 2}},
		{"false positive at an ignored place", []Span{{30, 34, "1999"}}, []Span{{33, 40, ""}}, Counts{0, 0, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := CompareSpans(tt.found, gold, tt.ignored); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
