package ingest

import "daftar/ingest/extract"

// maxBytesInFlight is the memory that all files and lines being worked on may take together.
const maxBytesInFlight = 384 << 20

// Memory that a byte of a file takes while the file is worked on: its text, its tags with their evidence, its terms on
// their way into the index. Measured: 20 to 45 bytes, more the denser names and dates are. Of a page also the tree.
const (
	costPerTextByte = 24
	costPerPageByte = 36
	unpackRatio     = 8 // bytes that a byte of compressed text unpacks to
)

// memoryOf estimates the memory that reading a file of one document takes.
func memoryOf(f file) int64 {
	size := f.size
	if f.gzipped {
		size *= unpackRatio
	}
	if f.format == extract.HTML {
		return min(size, extract.MaxPageBytes) * costPerPageByte
	}
	return min(size, extract.MaxTextBytes) * costPerTextByte
}
