package extract

import (
	"fmt"
	"strings"

	"daftar/index"
)

// Format is a kind of file.
type Format struct {
	Name            string // short, as in facets: txt, md, html, jsonl, pdf
	Label           string // for people: "Markdown"
	Supported       bool   // there is a reader; other formats are only named in reports
	DocumentPerLine bool   // each line is a document
	Sandboxed       bool   // read in a child process
	Version         string // of the reader: changes whenever the same file may give another text
}

// The formats with a reader. A ZIP or a compound file (OLE) may turn out to be an office file when it is opened.
var (
	Text     = Format{Name: "txt", Label: "text", Supported: true, Version: "3"}
	Markdown = Format{Name: "md", Label: "Markdown", Supported: true, Version: "3"}
	HTML     = Format{Name: "html", Label: "HTML", Supported: true, Sandboxed: true, Version: "3"}
	JSONL    = Format{Name: "jsonl", Label: "JSON lines", Supported: true, DocumentPerLine: true, Version: "2"}

	PDF  = Format{Name: "pdf", Label: "PDF", Supported: true, Sandboxed: true, Version: "1"}
	DOCX = Format{Name: "docx", Label: "Word", Supported: true, Sandboxed: true, Version: "1"}
	ODT  = Format{Name: "odt", Label: "OpenDocument text", Supported: true, Sandboxed: true, Version: "1"}
	PPTX = Format{Name: "pptx", Label: "PowerPoint", Supported: true, Sandboxed: true, Version: "1"}
	ODP  = Format{Name: "odp", Label: "OpenDocument presentation", Supported: true, Sandboxed: true, Version: "1"}
	XLSX = Format{Name: "xlsx", Label: "Excel", Supported: true, Sandboxed: true, Version: "1"}
	ODS  = Format{Name: "ods", Label: "OpenDocument spreadsheet", Supported: true, Sandboxed: true, Version: "1"}
	CSV  = Format{Name: "csv", Label: "CSV", Supported: true, Sandboxed: true, Version: "1"}
	EPUB = Format{Name: "epub", Label: "EPUB", Supported: true, Sandboxed: true, Version: "1"}
	DOC  = Format{Name: "doc", Label: "Word 97", Supported: true, Sandboxed: true, Version: "1"}
	RTF  = Format{Name: "rtf", Label: "RTF", Supported: true, Sandboxed: true, Version: "1"}
	EML  = Format{Name: "eml", Label: "e-mail", Supported: true, Sandboxed: true, Version: "1"}
	MBOX = Format{Name: "mbox", Label: "mailbox", Supported: true, Sandboxed: true, Version: "1"}
	MSG  = Format{Name: "msg", Label: "Outlook message", Supported: true, Sandboxed: true, Version: "1"}
	ZIP  = Format{Name: "zip", Label: "ZIP", Supported: true, Sandboxed: true, Version: "1"}
	OLE  = Format{Name: "ole", Label: "Office 97", Sandboxed: true, Version: "1"}
)

// Formats returns the formats with a reader, and OLE.
func Formats() []Format {
	return []Format{
		Text, Markdown, HTML, JSONL, PDF, DOCX, ODT, PPTX, ODP, XLSX, ODS, CSV, EPUB, DOC, RTF, EML, MBOX, MSG, ZIP, OLE,
	}
}

// Versions returns the versions of all readers, such as "csv=1 doc=1".
func Versions() string {
	var all []string
	for _, f := range Formats() {
		all = append(all, fmt.Sprintf("%s=%s", f.Name, f.Version))
	}
	return strings.Join(all, " ")
}

// IsContainer reports whether files of the format may contain files, so that their documents depend on every reader.
func (f Format) IsContainer() bool {
	switch f.Name {
	case EML.Name, MBOX.Name, MSG.Name, ZIP.Name, OLE.Name:
		return true
	}
	return false
}

// Unsupported returns the problem of a file in a format without a reader.
func (f Format) Unsupported() index.Problem {
	return index.NewProblem(index.ProblemUnsupported, f.Label)
}
