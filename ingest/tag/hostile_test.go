package tag

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"daftar/index"
)

// A line of lineBytes may take at most lineMemory: it is read in pieces, and little is kept of each.
const (
	lineBytes  = 100_000_000
	lineMemory = 64 << 20
)

// TestHugeLineNeedsLittleMemory tags a line longer than any document may be, full of words that the rules look for.
func TestHugeLineNeedsLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes with the race detector: the Makefile runs it without")
	}
	tagger := tagger(t)
	const words = "Pakistan and Moscow: terror withdrew their troops since 26 July 2025 in Karachi on Monday 1990-94 "
	d := &index.Document{Text: strings.Repeat(words, lineBytes/len(words)+1)[:lineBytes], Lang: "en"}
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that little garbage is counted
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := tagger.Tag(d)
	runtime.ReadMemStats(&after)
	if taken := int64(after.HeapSys) - int64(before.HeapSys); taken > lineMemory {
		t.Errorf("%d MB, want at most %d", taken>>20, int64(lineMemory)>>20)
	}
	if got := countries(r); got != "PK RU" {
		t.Errorf("countries are %q", got)
	}
	check(t, d, r)
	t.Logf("heap %d MB before, %d after; %d MB allocated in all", before.HeapSys>>20, after.HeapSys>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
}
