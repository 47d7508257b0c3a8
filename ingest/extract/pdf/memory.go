package pdf

// plain is the memory of an instance on the Go heap.
type plain struct{ bytes []byte }

// Reallocate returns size bytes that begin with what was there.
func (p *plain) Reallocate(size uint64) []byte {
	if size > uint64(cap(p.bytes)) {
		grown := make([]byte, size, size+size/4)
		copy(grown, p.bytes)
		p.bytes = grown
	}
	p.bytes = p.bytes[:size]
	return p.bytes
}

// Free leaves the memory to the collector.
func (p *plain) Free() { p.bytes = nil }
