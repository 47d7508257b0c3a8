package tag

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"daftar/index"
)

// A line of lineBytes may take at most lineMemory beside itself: passages of it are read one by one, and of what they hold
// little is kept.
const (
	lineBytes  = 100_000_000
	lineMemory = 64 << 20
)

// TestHostileLine tags a line far longer than any document may be, made of what the rules look for.
func TestHostileLine(t *testing.T) {
	if Raced {
		t.Skip("takes minutes with the race detector: the Makefile runs it without")
	}
	tagger := tagger(t)
	const words = "Pakistan and Moscow: terror withdrew their troops since 26 July 2025 in Karachi on Monday 1990-94 "
	d := &index.Document{Text: strings.Repeat(words, lineBytes/len(words)+1)[:lineBytes], Lang: "en"}
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that little of what is taken is what nobody has collected yet
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := tagger.Tag(d)
	runtime.ReadMemStats(&after)
	if taken := int64(after.HeapSys) - int64(before.HeapSys); taken > lineMemory {
		t.Errorf("%d MB taken beside the line, want at most %d", taken>>20, int64(lineMemory)>>20)
	}
	if got := countries(r); got != "PK RU" {
		t.Errorf("countries are %q", got)
	}
	check(t, d, r)
	t.Logf("heap %d MB before, %d after; %d MB allocated in all", before.HeapSys>>20, after.HeapSys>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
}
