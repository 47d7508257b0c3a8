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

// job is what a worker does, and the bytes of memory that it takes. A job that learns only while it runs how much it
// takes has none, and asks for room itself (room).
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
				if err := c.room(ctx, j.bytes, j.do); err != nil {
					cancel(err)
				}
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

// hand gives a job to the next worker that is free.
func (c *crew) hand(ctx context.Context, bytes int64, do func(context.Context) error) error {
	select {
	case c.jobs <- job{do, bytes}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// room does something as soon as there is room for its bytes. Who is inside asks for no more: two who each wait for the
// other's bytes would wait for ever.
func (c *crew) room(ctx context.Context, bytes int64, do func(context.Context) error) error {
	bytes, err := c.gate.enter(ctx, bytes)
	if err != nil {
		return err
	}
	defer c.gate.leave(bytes)
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return do(ctx)
}
