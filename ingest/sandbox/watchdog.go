package sandbox

import (
	"fmt"
	"os"
	"sync"
	"time"

	"daftar/ingest/extract"
)

// tick is how often a working worker is looked at: its processor time and memory are not known to a timer.
const tick = 250 * time.Millisecond

// watchdog ends a worker that takes too long over a part or over a file, or grows too large. Its clock stands still while
// the worker waits for the parent. It lives as long as the worker.
type watchdog struct {
	limits  extract.Limits
	process *os.Process

	mu      sync.Mutex
	timer   *time.Timer
	running bool
	since   time.Time     // when the clock began to run
	part    time.Duration // on the clock for this part before since
	file    time.Duration // on the clock for this file before since
	limit   time.Duration // of this part
	cpu     time.Duration // that the process had used when the part was looked at first; -1 before
	reason  string        // why the worker was ended, in words; "" if it was not
}

func newWatchdog(p *os.Process, l extract.Limits) *watchdog {
	w := &watchdog{limits: l, process: p, limit: l.Time, cpu: -1}
	w.timer = time.AfterFunc(time.Hour, w.check)
	w.timer.Stop()
	return w
}

// nextFile begins a file, nextPart a part of it: nothing has been used yet.
func (w *watchdog) nextFile() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.file = 0
	w.begin()
}

func (w *watchdog) nextPart() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin()
}

func (w *watchdog) begin() { w.part, w.cpu, w.limit, w.since = 0, -1, w.limits.Time, time.Now() }

// run lets the clock run, pause stops it.
func (w *watchdog) run() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running, w.since = true, time.Now()
	w.timer.Reset(w.wait())
}

func (w *watchdog) pause() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running {
		spent := time.Since(w.since)
		w.part, w.file, w.running = w.part+spent, w.file+spent, false
		w.timer.Stop()
	}
}

// wait is the time until the next look, which is not later than the end of the part's time.
func (w *watchdog) wait() time.Duration {
	return max(min(tick, w.limit-w.part-time.Since(w.since)), time.Millisecond)
}

// check ends the worker if it has used too much.
func (w *watchdog) check() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.running || w.reason != "" {
		return
	}
	if w.reason = w.excess(); w.reason != "" {
		// It may be gone already: then whoever waits for it finds out.
		_ = w.process.Kill()
		return
	}
	w.timer.Reset(w.wait())
}

func (w *watchdog) excess() string {
	spent := time.Since(w.since)
	if w.part+spent >= w.limit {
		return "took more than " + seconds(w.limit)
	}
	if all := fileTime(w.limits); w.file+spent >= all {
		return fmt.Sprintf("the file took more than %s in all", seconds(all))
	}
	used, ok := usageOf(w.process.Pid)
	if !ok {
		return ""
	}
	if w.cpu < 0 {
		w.cpu = used.cpu
	}
	if used.cpu-w.cpu >= w.limit {
		return fmt.Sprintf("took more than %s of processor time", seconds(w.limit))
	}
	if used.memory > w.limits.Memory {
		return tooMuchMemory(w.limits)
	}
	return ""
}

// why is the reason why the watch has ended the worker, "" if it has not.
func (w *watchdog) why() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}

// usage are what a process has used.
type usage struct {
	cpu    time.Duration
	memory int64 // bytes that lie in memory
}

func tooMuchMemory(l extract.Limits) string {
	return "needed more than " + size(l.Memory) + " of memory"
}

// seconds and size write a limit as people do.
func seconds(d time.Duration) string {
	if d < time.Second {
		return d.String()
	}
	if d >= 10*time.Minute {
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

func size(n int64) string {
	if mb := n >> 20; mb < 1000 {
		return fmt.Sprintf("%d MB", mb)
	}
	return fmt.Sprintf("%.1f GB", float64(n>>20)/1000)
}
