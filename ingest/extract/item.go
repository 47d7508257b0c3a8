package extract

import (
	"strings"

	"daftar/index"
)

// Item is a file, or a file inside a file (an attachment, a file in an archive), with its extracted text.
type Item struct {
	// Name is "" for the file itself, else the place in it: "2/report.pdf", and "2/notes.zip/1/a.docx" for what lies deeper.
	// It is unique in the file, the same whenever the same file is read, and becomes part of a path.
	Name      string
	Parent    string          // name of the item that contains it
	Format    Format          // as detected from the content
	Extracted *Extracted      // nil if there is no text; Problems then say why
	Problems  []index.Problem // of this item
}

// Embedded is a file inside a file, not parsed yet.
type Embedded struct {
	Name    string // as the container states it, made safe by SafePath
	Bytes   []byte
	Problem *index.Problem // why bytes are missing
}

// SafePath returns the folders and the name of a path without anything that leads out of its container: no drive, no
// leading slash, no "..". It is never empty.
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
