package main

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// timing holds the measurements of an engine for a query class.
type timing struct {
	durations      []time.Duration
	found          []int
	mallocs, bytes uint64
	cpu            time.Duration // of all queries
}

// add runs queries one after the other. It collects garbage first, so that no engine pays for another's, and reads memory
// statistics outside the measured times, since that stops the world.
func (t *timing) add(ctx context.Context, e engine, queries []benchQuery) error {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	cpu := cpuTime()
	for _, q := range queries {
		start := time.Now()
		n, err := e.search(ctx, q)
		if err != nil {
			return err
		}
		t.durations = append(t.durations, time.Since(start))
		t.found = append(t.found, n)
	}
	t.cpu += cpuTime() - cpu
	runtime.ReadMemStats(&after)
	t.mallocs += after.Mallocs - before.Mallocs
	t.bytes += after.TotalAlloc - before.TotalAlloc
	return nil
}

// merge adds another timing.
func (t *timing) merge(o timing) {
	t.durations = append(t.durations, o.durations...)
	t.found = append(t.found, o.found...)
	t.mallocs += o.mallocs
	t.bytes += o.bytes
	t.cpu += o.cpu
}

// percentile returns the p-th (0 to 1) percentile by nearest rank, or 0 for no durations.
func percentile(durations []time.Duration, p float64) time.Duration {
	if len(durations) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(durations))
	rank := int(math.Ceil(p * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// mean returns the mean of counts, or 0 for none.
func mean(counts []int) float64 {
	if len(counts) == 0 {
		return 0
	}
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return float64(sum) / float64(len(counts))
}

// sameShare returns the share of queries for which two engines found equally many documents.
func sameShare(a, b []int) float64 {
	if len(a) == 0 || len(a) != len(b) {
		return 0
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// throughputTime is the minimum duration; every query runs at least once.
const throughputTime = 3 * time.Second

// throughput runs the queries repeatedly with several clients and returns queries per second.
func throughput(ctx context.Context, e engine, queries []benchQuery, clients int) (float64, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	runtime.GC()
	start := time.Now()
	for range clients {
		wg.Go(func() {
			for {
				n := int(next.Add(1)) - 1
				if ctx.Err() != nil || n >= len(queries) && time.Since(start) > throughputTime {
					next.Add(-1)
					return
				}
				if _, err := e.search(ctx, queries[n%len(queries)]); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return float64(next.Load()) / time.Since(start).Seconds(), context.Cause(ctx)
}
