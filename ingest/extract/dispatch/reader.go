// Package dispatch detects the format of a file, calls the reader of that format, and descends into the files inside it.
//
// Reader.Items is the one entry to all formats, and runs in the child process. It detects the format by the content,
// calls the package that reads it, and descends into attachments, archives and mailboxes, depth first, within the limits
// of the whole file. It keeps no state between files, opens nothing by name and starts nothing.
//
// A failure in one document is a problem of that document; the others are read all the same. To add a format, see package
// extract.
package dispatch

import (
	"iter"

	"daftar/index"
	"daftar/ingest/extract"
)

// PDF reads PDF files. It is passed in because its engine must be loaded before the process is locked down, and because
// tests do without.
type PDF interface {
	Read([]byte, extract.Limits) (*extract.Extracted, []index.Problem)
}

// Reader reads files of every format.
type Reader struct {
	PDF PDF // nil: PDF is not supported
	// Skip is the number of items, from the first, that are not read: those that an earlier reader of the same file yielded,
	// and the one in which it crashed. The files inside that one are skipped too.
	Skip int
	// Crashed are the numbers of items before Skip in which earlier readers crashed. They are not opened again either.
	Crashed []int
	// OnBegin, if set, is called before an item is read, with its name, parent and format as far as they are known, so that
	// it can be named if the reader crashes in it.
	OnBegin func(extract.Item)
}

// Items reads a file, whose format f is what Sniff detected. It yields at least one item: first the file itself, then the
// files inside it, depth first, each before those inside it. Archives, mailboxes and JSON lines contain documents and have
// no text: their items have neither text nor, if all is well, a problem.
//
// Embedded files that are not documents are skipped in silence if nobody would miss them (signatures, style sheets, the
// pictures of a letterhead); else they are items without text and with a problem. When the number, depth or bytes of
// embedded files reach a limit, the first that is left out is an item with that problem.
func (r Reader) Items(f extract.Format, name string, data []byte, l extract.Limits) iter.Seq[extract.Item] {
	return func(yield func(extract.Item) bool) {
		w := &walk{Reader: r, limits: l, size: int64(len(data)), yield: yield}
		w.open(file{format: f, title: name, data: data})
	}
}
