package ingest

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// workers runs the tasks of one run in parallel. The tasks share a memory budget: the semaphore serves its waiters in
// order, so a file that needs most of the budget is not overtaken by small files for ever.
type workers struct {
	count  int
	budget int64
	memory *semaphore.Weighted
	group  *errgroup.Group
}

// newWorkers returns count workers, or one per processor if count is below 1.
func newWorkers(count int) *workers {
	if count < 1 {
		count = runtime.GOMAXPROCS(0)
	}
	return &workers{count: count, budget: maxBytesInFlight, memory: semaphore.NewWeighted(maxBytesInFlight)}
}

// runAll calls walk, which submits tasks, and waits for all of them. The first error cancels the others.
func (w *workers) runAll(ctx context.Context, walk func(context.Context) error) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(w.count + 1) // walk takes one place
	w.group = group
	group.Go(func() error { return walk(groupCtx) })
	if err := group.Wait(); err != nil {
		return err
	}
	return context.Cause(ctx)
}

// submit runs a task that needs so many bytes of memory, as soon as a worker is free. A task that learns only while it
// runs how much it needs submits with 0 bytes and calls withMemory itself.
func (w *workers) submit(ctx context.Context, bytes int64, task func(context.Context) error) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	w.group.Go(func() error { return w.withMemory(ctx, bytes, task) })
	return nil
}

// withMemory calls do once so many bytes of the budget are free; what needs more than the whole budget runs alone. It is
// not re-entrant: two tasks that each wait for bytes of the other would wait for ever.
func (w *workers) withMemory(ctx context.Context, bytes int64, do func(context.Context) error) error {
	bytes = min(bytes, w.budget)
	if err := w.memory.Acquire(ctx, bytes); err != nil {
		return context.Cause(ctx)
	}
	defer w.memory.Release(bytes)
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return do(ctx)
}
