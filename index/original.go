package index

import "io"

// Original is the file that a document was read from, opened. Who was handed one closes it.
type Original struct {
	io.ReadSeekCloser
	Name    string // of the file, without folders; a person gave it, so it is quoted before it stands in a header
	Format  string // of the file, such as pdf
	Size    int64  // bytes, when it was opened
	Changed bool   // it is no longer, byte for byte, what was read
}
