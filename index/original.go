package index

import "io"

// Original is the open file that a document was read from. The caller closes it.
type Original struct {
	io.ReadSeekCloser
	Name    string // base name; untrusted, must be quoted in a header
	Format  string // such as pdf
	Size    int64  // bytes
	Changed bool   // its content is not the content that was indexed
}
