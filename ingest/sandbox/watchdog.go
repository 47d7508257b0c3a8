package sandbox

import (
	"os"
	"sync"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// checkInterval is how often a busy worker is checked: a timer does not know its processor time and memory.
const checkInterval = 250 * time.Millisecond

// watchdog kills a worker that takes too long for an item or a file, or uses too much memory. Its clock stands still while
// the worker waits for the parent. It lives as long as the worker.
type watchdog struct {
	limits  extract.Limits
	process *os.Process

	mu       sync.Mutex
	timer    *time.Timer
	running  bool
	since    time.Time      // when the clock was started
	itemTime time.Duration  // of this item, before since
	fileTime time.Duration  // of this file, before since
	limit    time.Duration  // of this item
	cpu      time.Duration  // processor time of the process at the first check of this item; -1 before
	excess   *index.Problem // why the worker was killed; nil if it was not
}

func newWatchdog(p *os.Process, l extract.Limits) *watchdog {
	w := &watchdog{limits: l, process: p, limit: l.Time, cpu: -1}
	w.timer = time.AfterFunc(time.Hour, w.check)
	w.timer.Stop()
	return w
}

func (w *watchdog) nextFile() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fileTime = 0
	w.resetItem()
}

func (w *watchdog) nextItem() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.resetItem()
}

func (w *watchdog) resetItem() {
	w.itemTime, w.cpu, w.limit, w.since = 0, -1, w.limits.Time, time.Now()
}

// start starts the clock, pause stops it.
func (w *watchdog) start() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running, w.since = true, time.Now()
	w.timer.Reset(w.untilCheck())
}

func (w *watchdog) pause() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running {
		spent := time.Since(w.since)
		w.itemTime, w.fileTime, w.running = w.itemTime+spent, w.fileTime+spent, false
		w.timer.Stop()
	}
}

// untilCheck is the time until the next check, which is not later than the end of the item's time.
func (w *watchdog) untilCheck() time.Duration {
	return max(min(checkInterval, w.limit-w.itemTime-time.Since(w.since)), time.Millisecond)
}

// check kills the worker if it has used too much.
func (w *watchdog) check() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.running || w.excess != nil {
		return
	}
	if w.excess = w.findExcess(); w.excess != nil {
		// A process that has already ended is noticed by the one that waits for it.
		_ = w.process.Kill()
		return
	}
	w.timer.Reset(w.untilCheck())
}

func (w *watchdog) findExcess() *index.Problem {
	spent := time.Since(w.since)
	if w.itemTime+spent >= w.limit {
		return timedOut(w.limit)
	}
	if all := fileTime(w.limits); w.fileTime+spent >= all {
		return timedOut(all)
	}
	used, ok := usageOf(w.process.Pid)
	if !ok {
		return nil
	}
	if w.cpu < 0 {
		w.cpu = used.cpu
	}
	if used.cpu-w.cpu >= w.limit {
		return timedOut(w.limit)
	}
	if used.memory > w.limits.Memory {
		p := outOfMemory(w.limits)
		return &p
	}
	return nil
}

// exceeded returns why the watchdog killed the worker, nil if it did not.
func (w *watchdog) exceeded() *index.Problem {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.excess
}

// usage is what a process uses.
type usage struct {
	cpu    time.Duration
	memory int64 // resident bytes
}

func timedOut(limit time.Duration) *index.Problem {
	p := index.NewProblem(index.ProblemTimedOut, int(limit.Round(time.Second).Seconds()))
	return &p
}

func outOfMemory(l extract.Limits) index.Problem {
	return index.NewProblem(index.ProblemOutOfMemory, megabytes(l.Memory))
}

func megabytes(bytes int64) int { return int(bytes >> 20) }
