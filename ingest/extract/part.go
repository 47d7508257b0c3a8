package extract

import (
	"strings"

	"daftar/index"
)

// Item is one document of a file that was taken apart: the file itself, or something it holds, such as an attachment of
// a message or a file in an archive.
type Item struct {
	// Name is "" for the file itself; else the place in it, unique in the file and the same each time the same file is
	// read: "2/report.pdf", and "2/notes.zip/1/a.docx" for what lies deeper. It becomes part of a path.
	Name      string
	Parent    string          // the name of the part that holds it
	Format    Format          // what it turned out to be
	Extracted *Extracted      // nil if there is nothing to read; Problems then say why
	Problems  []index.Problem // of this part
}

// Embedded is something that a file holds, as it lies there: the name it is given, never one that leads anywhere, and its
// bytes.
type Embedded struct {
	Name    string
	Bytes   []byte
	Problem *index.Problem // why the bytes are missing, or are not all
}

// SafePath keeps the folders and the name of a path, and nothing that leads out of the file that holds it: it is what a
// name may be that becomes part of a Part's.
func SafePath(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if len(name) > 1 && name[1] == ':' { // a drive of DOS
		name = name[2:]
	}
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		if part = OneLine(part, MaxNameBytes/2); part != "" && part != "." && part != ".." {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "file"
	}
	return OneLine(strings.Join(parts, "/"), MaxNameBytes)
}
