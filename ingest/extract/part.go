package extract

import "daftar/index"

// Part is one document of a file that was taken apart: the file itself, or something it holds, such as an attachment of
// a message or a file in an archive.
type Part struct {
	// Name is "" for the file itself; else the place in it, unique in the file and the same each time the same file is
	// read: "2/report.pdf", and "2/notes.zip/1/a.docx" for what lies deeper. It becomes part of a path.
	Name     string
	Parent   string          // the name of the part that holds it
	Format   Format          // what it turned out to be
	Reading  *Reading        // nil if there is nothing to read; Problems then say why
	Problems []index.Problem // of this part
}

// Held is something that a file holds, as it lies there: the name it is given, never one that leads anywhere, and its
// bytes.
type Held struct {
	Name    string
	Bytes   []byte
	Problem *index.Problem // why the bytes are missing, or are not all
}
