package extract

import (
	"bytes"
	"encoding/json"
	"path"
	"regexp"
	"strings"
)

// Format is a kind of file.
type Format struct {
	Name            string // short, as in facets: txt, md, html, jsonl, pdf
	Label           string // for people: "Markdown"
	Supported       bool   // whether it is read; if not, the report names it
	DocumentPerLine bool   // one document a line
	Sandboxed       bool   // taken apart in a child process
	Version         string // of its reader: changes whenever the same file may be read in another way
}

// The formats. What a ZIP or a compound file (OLE) holds is told by what lies in it, which Sniff does not see: they are
// provisional until the file is taken apart.
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

// SniffBytes is how much of the beginning of a file Sniff wants to see: the longest signature lies at byte 257 (tar), and
// a page may open with a long comment.
const SniffBytes = 4096

// NotRead is the reason of the problem of a file whose format is not read.
func (f Format) NotRead() string { return f.Label + " is not read yet" }

// Sniff tells the format of a file from its first HeadBytes, after unpacking if it was compressed, and its name. The
// content decides where it can be told; the name decides between kinds of text. What is neither known by content nor by
// name is taken for text: if it is none, reading it says so.
func Sniff(name string, head []byte) Format {
	name = strings.ToLower(name)
	ext := path.Ext(strings.TrimSuffix(name, ".gz"))
	if f, ok := bySignature(head, ext); ok {
		return f
	}
	if f, ok := oneFileOffice(head); ok {
		return f
	}
	if bytes.Contains(head, []byte(`progid="Word.Document"`)) {
		return DOC // the XML of Word 2003
	}
	if looksLikeMailbox(head) && ext != ".eml" {
		return MBOX
	}
	if looksLikeMail(head) && ext != ".mbox" {
		return EML
	}
	if pdfInside.Match(head[:min(len(head), pdfHeadBytes)]) {
		return PDF
	}
	if looksLikeHTML(head) && ext != ".md" && ext != ".markdown" {
		return HTML
	}
	if f, ok := byName[ext]; ok && f.Name != "json" {
		return f
	}
	if looksLikeLines(head) {
		return JSONL
	}
	if f, ok := byName[ext]; ok {
		return f
	}
	return Text
}

// pdfHeadBytes is how far into a PDF its header may stand (Adobe's readers look that far), behind what a mail gateway or
// a printer put before it. It begins a line, or follows on bytes that are no text.
const pdfHeadBytes = 1024

var pdfInside = regexp.MustCompile(`(?:^|[^\t -~])%PDF-[0-9]\.[0-9]`)

func unread(name, label string) Format { return Format{Name: name, Label: label} }

var byName = map[string]Format{
	".txt": Text, ".text": Text, ".md": Markdown, ".markdown": Markdown,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".jsonl": JSONL, ".ndjson": JSONL,
	".json": unread("json", "JSON"), ".csv": CSV, ".tsv": CSV, ".xml": unread("xml", "XML"),
	".pdf": PDF, ".doc": DOC, ".docx": DOCX, ".odt": ODT, ".rtf": RTF, ".xls": unread("xls", "Excel 97"), ".xlsx": XLSX, ".ods": ODS,
	".ppt": unread("ppt", "PowerPoint 97"), ".pptx": PPTX, ".odp": ODP, ".epub": EPUB, ".eml": EML, ".emlx": EML, ".mht": EML, ".mhtml": EML, ".mbox": MBOX, ".msg": MSG,
	".zip": ZIP, ".tar": unread("tar", "tar archive"), ".tgz": unread("tgz", "tar archive"), ".7z": unread("7z", "7-Zip"), ".rar": unread("rar", "RAR"),
	".jpg": unread("jpeg", "JPEG image"), ".jpeg": unread("jpeg", "JPEG image"), ".png": unread("png", "PNG image"), ".gif": unread("gif", "GIF image"),
	".tif": unread("tiff", "TIFF image"), ".tiff": unread("tiff", "TIFF image"), ".mp3": unread("mp3", "sound"), ".mp4": unread("mp4", "film"),
}

// signatures of files that are no text. The container formats ZIP and OLE hold several kinds, which the name tells apart.
var signatures = []struct {
	offset int
	magic  string
	format Format
	kinds  []string // extensions that say more precisely what it is
}{
	{0, "%PDF-", PDF, nil},
	{0, "{\\rtf", RTF, nil},
	{0, "\xdb\xa5-\x00", DOC, nil}, // Word 2
	{0, "PK\x03\x04", ZIP, []string{".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"}},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE, []string{".doc", ".xls", ".ppt", ".msg"}},
	{0, "\xff\xd8\xff", byName[".jpg"], nil},
	{0, "\x89PNG\r\n", byName[".png"], nil},
	{0, "GIF8", byName[".gif"], nil},
	{0, "II*\x00", byName[".tif"], nil},
	{0, "MM\x00*", byName[".tif"], nil},
	{0, "Rar!\x1a\x07", byName[".rar"], nil},
	{0, "7z\xbc\xaf\x27\x1c", byName[".7z"], nil},
	{0, "BZh", unread("bz2", "bzip2"), nil},
	{0, "\xfd7zXZ\x00", unread("xz", "xz"), nil},
	{0, "\x28\xb5\x2f\xfd", unread("zst", "Zstandard"), nil},
	{0, "\x1f\x8b", unread("gz", "gzip inside gzip"), nil},
	{0, "\x78\x9f\x3e\x22", unread("tnef", "Outlook's winmail.dat"), nil},
	{0, "\x7fELF", unread("elf", "program"), nil},
	{0, "SQLite format 3\x00", unread("sqlite", "SQLite database"), nil},
	{257, "ustar", byName[".tar"], nil},
}

func bySignature(head []byte, ext string) (Format, bool) {
	for _, s := range signatures {
		if len(head) < s.offset || !bytes.HasPrefix(head[s.offset:], []byte(s.magic)) {
			continue
		}
		for _, kind := range s.kinds {
			if ext == kind {
				return byName[kind], true
			}
		}
		return s.format, true
	}
	return Format{}, false
}

// oneFileOffice finds OpenDocument in one XML file: its root says what it is.
func oneFileOffice(head []byte) (Format, bool) {
	_, root, _ := bytes.Cut(head, []byte("<office:document "))
	_, kind, found := bytes.Cut(root, []byte("application/vnd.oasis.opendocument."))
	if !found || !bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"), []byte("<")) {
		return Format{}, false
	}
	for name, f := range map[string]Format{"text": ODT, "presentation": ODP, "spreadsheet": ODS} {
		if bytes.HasPrefix(kind, []byte(name)) {
			return f, true
		}
	}
	return Format{}, false
}

var bom = []byte("\xef\xbb\xbf")

// looksLikeHTML finds a doctype or an html, head or body element before anything but white space, comments and an XML
// declaration.
func looksLikeHTML(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"))
	for bytes.HasPrefix(head, []byte("<!--")) || bytes.HasPrefix(head, []byte("<?xml")) {
		end := bytes.IndexByte(head, '>')
		if bytes.HasPrefix(head, []byte("<!--")) {
			if end = bytes.Index(head, []byte("-->")); end >= 0 {
				end += 2
			}
		}
		if end < 0 {
			return false
		}
		head = bytes.TrimLeft(head[end+1:], " \t\r\n")
	}
	for _, start := range []string{"<!doctype html", "<html", "<head>", "<body"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}

// looksLikeLines finds a complete JSON object with a text in the first line.
func looksLikeLines(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	line, _, whole := bytes.Cut(head, []byte("\n"))
	if !whole && len(head) >= SniffBytes || !bytes.HasPrefix(line, []byte("{")) {
		return false
	}
	var keys map[string]json.RawMessage
	return json.Unmarshal(line, &keys) == nil && keys["text"] != nil
}
