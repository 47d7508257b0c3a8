package extract

import (
	"fmt"
	"strings"
)

// Formats returns the formats that there is a reader of, or is going to be.
func Formats() []Format {
	return []Format{
		Text, Markdown, HTML, JSONL, PDF, DOCX, ODT, PPTX, ODP, XLSX, ODS, CSV, EPUB, DOC, RTF, EML, MBOX, MSG, ZIP, OLE,
	}
}

// Versions tells the versions of all readers, such as "csv=1 doc=1".
func Versions() string {
	var all []string
	for _, f := range Formats() {
		all = append(all, fmt.Sprintf("%s=%s", f.Name, f.Version))
	}
	return strings.Join(all, " ")
}

// IsContainer reports whether files of the format may hold others: what becomes of them is a matter of every reader.
func (f Format) IsContainer() bool {
	switch f.Name {
	case EML.Name, MBOX.Name, MSG.Name, ZIP.Name, OLE.Name:
		return true
	}
	return false
}

// NeedsOCR ends the reason of a problem of pages that are images: there may be words, but no text.
const NeedsOCR = "(OCR would be needed)"

// Unrecognized ends the reason of a problem of pages that are images, after their letters were looked for.
const Unrecognized = "are images in which no text was recognized"

// ByOCR begins what is said with the limits of a document that has text which nobody has written. No limit was reached.
const ByOCR = "text by OCR, may be wrong: "

// IsEmpty reports whether a reason says that there is no text, and nothing wrong.
func IsEmpty(reason string) bool {
	return reason == EmptyFile || strings.HasSuffix(reason, NeedsOCR) || strings.HasSuffix(reason, Unrecognized)
}

// IsLocked reports whether a reason says that there is a text for those who have a password or key.
func IsLocked(reason string) bool { return strings.HasPrefix(reason, "encrypted") }

// IsUnread reports whether a reason says that there is no reader of the format.
func IsUnread(reason string) bool {
	return strings.HasSuffix(reason, " is not read yet") || strings.HasSuffix(reason, " is not read")
}
