package main

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100 - i) // 100 to 1: not in order
	}
	tests := []struct {
		name string
		in   []time.Duration
		p    float64
		want time.Duration
	}{
		{"none", nil, 0.5, 0},
		{"one", []time.Duration{7}, 0.99, 7},
		{"median of two is the lower", []time.Duration{9, 1}, 0.5, 1},
		{"median of three", []time.Duration{9, 1, 5}, 0.5, 5},
		{"p50 of a hundred", hundred, 0.50, 50},
		{"p95 of a hundred", hundred, 0.95, 95},
		{"p99 of a hundred", hundred, 0.99, 99},
		{"smallest", hundred, 0, 1},
		{"largest", hundred, 1, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := percentile(tt.in, tt.p); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
	if hundred[0] != 100 {
		t.Error("the measurements were sorted in place")
	}
}

func TestMeanAndSameShare(t *testing.T) {
	if got := mean([]int{1, 2, 6}); got != 3 {
		t.Errorf("mean %v, want 3", got)
	}
	if got := mean(nil); got != 0 {
		t.Errorf("mean of none %v, want 0", got)
	}
	tests := []struct {
		name string
		a, b []int
		want float64
	}{
		{"none", nil, nil, 0},
		{"all", []int{1, 2}, []int{1, 2}, 1},
		{"half", []int{1, 2}, []int{1, 3}, 0.5},
		{"not the same queries", []int{1, 2}, []int{1}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sameShare(tt.a, tt.b); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// fixedEngine returns a fixed number of documents or an error.
type fixedEngine struct {
	found int
	fails error
}

func (f fixedEngine) search(context.Context, benchQuery) (int, error) { return f.found, f.fails }

func TestReportRatiosAreDaftarByRival(t *testing.T) {
	var r Report
	slow := timing{durations: []time.Duration{4 * time.Millisecond}, found: []int{3}, mallocs: 8, bytes: 2048, cpu: 5 * time.Millisecond}
	fast := timing{durations: []time.Duration{time.Millisecond}, found: []int{3}, cpu: time.Millisecond}
	r.add("one word", []namedEngine{{"daftar", fixedEngine{}}, {"bleve", fixedEngine{}}}, []timing{fast, slow})
	daftar, bleve := r.Classes[0].Rows[0], r.Classes[0].Rows[1]
	if daftar.RatioP50 != nil || daftar.Same != nil {
		t.Error("daftar is compared with itself")
	}
	if bleve.RatioP50 == nil || *bleve.RatioP50 != 0.25 || *bleve.RatioP95 != 0.25 || *bleve.RatioCPU != 0.2 || *bleve.Same != 1 {
		t.Errorf("got %+v, want ratios 0.25 (0.2 of cpu) and all the same", bleve)
	}
	if bleve.P50 != 4 || bleve.Allocs != 8 || bleve.Bytes != 2048 || bleve.Found != 3 {
		t.Errorf("got %+v, want 4 ms, 8 allocations, 2048 bytes, 3 found", bleve)
	}
}

func TestMeasureClassKeepsEnginesApart(t *testing.T) {
	const wanted = 2*queriesPerTurn + 7
	queries := newQueryClass("class", make([]benchQuery, warmUp+wanted), wanted)
	got, err := measureClass(t.Context(), []namedEngine{{"a", fixedEngine{found: 1}}, {"b", fixedEngine{found: 2}}}, queries)
	if err != nil {
		t.Fatal(err)
	}
	for i, tm := range got {
		if len(tm.found) != wanted || len(tm.durations) != wanted || mean(tm.found) != float64(i+1) {
			t.Errorf("engine %d: %d results, %v found; want %d and %d", i, len(tm.found), mean(tm.found), wanted, i+1)
		}
	}
	broken := errors.New("broken")
	if _, err := measureClass(t.Context(), []namedEngine{{"a", fixedEngine{fails: broken}}}, queries); !errors.Is(err, broken) {
		t.Errorf("got %v, want the engine's error", err)
	}
}

func TestThroughputStopsAtError(t *testing.T) {
	broken := errors.New("broken")
	if _, err := throughput(t.Context(), fixedEngine{fails: broken}, make([]benchQuery, 10), clients); !errors.Is(err, broken) {
		t.Errorf("got %v, want the engine's error", err)
	}
}

func TestTooFewQueriesAreAllMeasured(t *testing.T) {
	tests := []struct {
		name                   string
		made, wanted           int
		wantWarm, wantMeasured int
	}{
		{"enough", warmUp + 5, 5, warmUp, 5},
		{"some short", 8, 5, 3, 5},
		{"too few", 3, 5, 3, 3},
		{"too few by far", 100, 500, warmUp, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newQueryClass("class", make([]benchQuery, tt.made), tt.wanted)
			if len(d.warm) != tt.wantWarm || len(d.measured) != tt.wantMeasured {
				t.Errorf("%d to warm up and %d measured, want %d and %d", len(d.warm), len(d.measured), tt.wantWarm, tt.wantMeasured)
			}
		})
	}
}
