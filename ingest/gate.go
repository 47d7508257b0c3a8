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

// gate lets one goroutine in with so many bytes and others out.
type gate struct {
	mu    sync.Mutex
	all   int64
	taken int64
	left  chan struct{} // a sign that somebody has left
}

func newGate(bytes int64) *gate { return &gate{all: bytes, left: make(chan struct{}, 1)} }

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
		g.mu.Unlock()
		select {
		case <-g.left:
		case <-ctx.Done():
			return 0, context.Cause(ctx)
		}
	}
}

func (g *gate) leave(bytes int64) {
	g.mu.Lock()
	g.taken -= bytes
	g.mu.Unlock()
	select {
	case g.left <- struct{}{}:
	default:
	}
}
