package ingest

import (
	"context"
	"runtime"
	"sync"
)

// crew is the workers of one run, and the memory that they may take together.
type crew struct {
	jobs    chan job
	workers int
	gate    *gate
}

// job is what a worker does: it gives the bytes it was let in with back when it is done.
type job struct {
	do    func(ctx context.Context) error
	bytes int64
}

// newCrew returns a crew of so many workers; of fewer than one, as many as there are processors.
func newCrew(workers int) *crew {
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	return &crew{jobs: make(chan job), workers: workers, gate: newGate(bytesInFlight)}
}

// work runs walk, which hands out jobs, and the workers, and waits for all of them. The first error stops the others.
func (c *crew) work(ctx context.Context, walk func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for range c.workers {
		wg.Go(func() {
			for j := range c.jobs {
				if err := context.Cause(ctx); err == nil {
					if err = j.do(ctx); err != nil {
						cancel(err)
					}
				}
				c.gate.leave(j.bytes)
			}
		})
	}
	if err := walk(ctx); err != nil {
		cancel(err)
	}
	close(c.jobs)
	wg.Wait()
	return context.Cause(ctx)
}

// hand gives a job to a worker as soon as there is room for its bytes.
func (c *crew) hand(ctx context.Context, bytes int64, do func(context.Context) error) error {
	bytes, err := c.gate.enter(ctx, bytes)
	if err != nil {
		return err
	}
	select {
	case c.jobs <- job{do, bytes}:
		return nil
	case <-ctx.Done():
		c.gate.leave(bytes)
		return context.Cause(ctx)
	}
}
