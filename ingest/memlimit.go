package ingest

import (
	"context"
	"sync"

	"daftar/ingest/extract"
)

// bytesInFlight is the memory that files and lines being worked on may take together. What would take more is worked on
// alone.
const bytesInFlight = 384 << 20

// What a byte of a file costs while it is worked on: its text, its tags with their evidence, its terms on their way into
// the index (measured: 20 to 45 bytes, the more the denser the names and dates stand); of a page also the tree.
const (
	textCost = 24
	pageCost = 36
	packing  = 8 // what a compressed text unpacks to
)

// weight estimates the memory that reading a file of one document takes.
func weight(f file) int64 {
	size := f.size
	if f.packed {
		size *= packing
	}
	if f.format == extract.HTML {
		return min(size, extract.PageBytes) * pageCost
	}
	return min(size, extract.TextBytes) * textCost
}

// gate lets workers in with so many bytes and others out.
type gate struct {
	mu    sync.Mutex
	all   int64
	taken int64
	left  chan struct{} // closed when somebody leaves
}

func newGate(bytes int64) *gate { return &gate{all: bytes, left: make(chan struct{})} }

// enter waits until there is room. What is larger than the gate enters alone. It returns the bytes to leave with.
func (g *gate) enter(ctx context.Context, bytes int64) (int64, error) {
	bytes = min(bytes, g.all)
	for {
		g.mu.Lock()
		if g.taken+bytes <= g.all {
			g.taken += bytes
			g.mu.Unlock()
			return bytes, nil
		}
		left := g.left
		g.mu.Unlock()
		select {
		case <-left:
		case <-ctx.Done():
			return 0, context.Cause(ctx)
		}
	}
}

// leave gives bytes back, and all who wait look whether they fit now.
func (g *gate) leave(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.taken -= bytes
	close(g.left)
	g.left = make(chan struct{})
}
