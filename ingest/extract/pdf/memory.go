package pdf

// heapMemory is the memory of an instance on the Go heap.
type heapMemory struct{ bytes []byte }

// Reallocate returns size bytes that start with the previous content.
func (p *heapMemory) Reallocate(size uint64) []byte {
	if size > uint64(cap(p.bytes)) {
		grown := make([]byte, size, size+size/4)
		copy(grown, p.bytes)
		p.bytes = grown
	}
	p.bytes = p.bytes[:size]
	return p.bytes
}

// Free leaves the memory to the garbage collector.
func (p *heapMemory) Free() { p.bytes = nil }
