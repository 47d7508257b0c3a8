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

// timing is what asking an engine the questions of a class took.
type timing struct {
	durations      []time.Duration
	found          []int
	mallocs, bytes uint64
	cpu            time.Duration // of all questions
}

// add asks questions one after the other. The heap is swept before, so that no engine pays for another's garbage, and
// counted outside the measured times, which it would stop.
func (t *timing) add(ctx context.Context, e engine, questions []question) error {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	cpu := cpuTime()
	for _, q := range questions {
		start := time.Now()
		n, err := e.ask(ctx, q)
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

// merge adds the questions of another timing.
func (t *timing) merge(o timing) {
	t.durations = append(t.durations, o.durations...)
	t.found = append(t.found, o.found...)
	t.mallocs += o.mallocs
	t.bytes += o.bytes
	t.cpu += o.cpu
}

// percentile returns the smallest of the durations that at least p (0 to 1) of them do not exceed (nearest rank), 0 of
// none.
func percentile(durations []time.Duration, p float64) time.Duration {
	if len(durations) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(durations))
	rank := int(math.Ceil(p * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// mean returns the mean of counts, 0 of none.
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

// same returns the share of questions to which two engines found as many documents.
func same(a, b []int) float64 {
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

// throughputTime is how long an engine is asked at least; every question is asked at least once.
const throughputTime = 3 * time.Second

// throughput asks the questions, over and over, by several clients at once and returns questions answered a second.
func throughput(ctx context.Context, e engine, questions []question, clients int) (float64, error) {
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
				if ctx.Err() != nil || n >= len(questions) && time.Since(start) > throughputTime {
					next.Add(-1)
					return
				}
				if _, err := e.ask(ctx, questions[n%len(questions)]); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	return float64(next.Load()) / time.Since(start).Seconds(), context.Cause(ctx)
}
