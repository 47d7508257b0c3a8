// Package anyfile reads a file of any format, and what it holds: which documents are in this file?
//
// It is the one reader of the child process: it tells what a file is by what lies in it, hands it to the room that reads
// that format, and goes on into attachments, archives and mailboxes, level by level, within the limits of the whole
// file. It keeps no state from file to file, opens nothing by name and starts nothing.
//
// A fault in one document is a problem of that document: the others are read all the same.
package dispatch

import (
	"iter"

	"daftar/index"
	"daftar/ingest/extract"
)

// PDF reads PDF files. It is handed in because its engine is loaded before the process is locked up, and because tests
// do without.
type PDF interface {
	Read([]byte, extract.Limits) (*extract.Extracted, []index.Problem)
}

// Reader reads files of every format; its PDF may be nil, which then is a format that is not read.
type Reader struct {
	PDF PDF
	// Skip is the number of parts, from the first, that are passed by without being read: those that an earlier reader
	// of the same file handed over, and the one in which it died. What that one holds is passed by as well.
	Skip int
	// Crashed are the numbers of parts before Skip in which earlier readers died: they are not opened again either.
	Crashed []int
	// OnBegin, if it is set, is called before a part is read that is not passed by, with its name, parent and format as far
	// as they are known, so that it can be named if the reader dies in it.
	OnBegin func(extract.Item)
}

// Items takes a file apart, of which f is what Sniff said. It yields at least one part: first the file itself, then what
// it holds, depth first, each before what it holds in turn. An archive, a mailbox and a file of JSON lines hold
// documents and say nothing themselves: their own parts have neither a reading nor, if all is well, a problem.
//
// What is held and is no document is passed by in silence where nobody would miss it (signatures, style sheets, the
// pictures of a letterhead), else it is a part without reading and with the problem that says what it is. When the
// number, depth or bytes of what is held reach a limit, the first that is left out is a part with that problem.
func (r Reader) Items(f extract.Format, name string, data []byte, l extract.Limits) iter.Seq[extract.Item] {
	return func(yield func(extract.Item) bool) {
		w := &walk{Reader: r, limits: l, size: int64(len(data)), yield: yield}
		w.open(file{format: f, title: name, data: data})
	}
}
