package ingest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestLargeTaskIsNotOvertakenBySmallOnes: small tasks that keep coming must not starve one that needs the whole budget.
func TestLargeTaskIsNotOvertakenBySmallOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorkers(100)
		var started, before atomic.Int64
		err := w.runAll(t.Context(), func(ctx context.Context) error {
			small := func(context.Context) error { started.Add(1); time.Sleep(time.Second); return nil }
			for n := range 50 {
				bytes := int64(maxBytesInFlight / 4)
				task := small
				if n == 3 {
					bytes, task = 2*maxBytesInFlight, func(context.Context) error { before.Store(started.Load()); return nil }
				}
				if err := w.submit(ctx, bytes, task); err != nil {
					return err
				}
				synctest.Wait()
			}
			return nil
		})
		if err != nil || before.Load() != 3 || started.Load() != 49 {
			t.Errorf("%d small tasks began before the large one, want 3; %d in all, want 49; %v", before.Load(), started.Load(), err)
		}
	})
}

func TestFirstErrorOfATaskEndsTheRun(t *testing.T) {
	failed := errors.New("disk full")
	w := newWorkers(2)
	submitted := 0
	err := w.runAll(t.Context(), func(ctx context.Context) error {
		for submitted = range 1_000_000 {
			if err := w.submit(ctx, 1, func(context.Context) error { return failed }); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, failed) || submitted > 100_000 {
		t.Errorf("error %v after %d tasks, want %v at once", err, submitted, failed)
	}
}

func TestCancelledContextEndsWaitingTasks(t *testing.T) {
	stopped := errors.New("stopped by the user")
	ctx, cancel := context.WithCancelCause(t.Context())
	w := newWorkers(2)
	err := w.runAll(ctx, func(ctx context.Context) error {
		for range 2 {
			err := w.submit(ctx, maxBytesInFlight, func(ctx context.Context) error { cancel(stopped); <-ctx.Done(); return nil })
			if err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, stopped) {
		t.Errorf("error %v, want %v", err, stopped)
	}
}
