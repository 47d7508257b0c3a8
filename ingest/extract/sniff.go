package extract

import (
	"bytes"
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
)

// SniffBytes is how much of the beginning of a file Sniff needs: the farthest signature is at byte 257 (tar), and a page
// may begin with a long comment.
const SniffBytes = 4096

// Sniff detects the format of a file from its name and its first SniffBytes, after decompression. The content decides
// where it can; the name decides between kinds of text. Anything unknown is taken for text, and reading it fails if it is
// not.
func Sniff(name string, head []byte) Format {
	name = strings.ToLower(name)
	ext := path.Ext(strings.TrimSuffix(name, ".gz"))
	if f, ok := bySignature(head, ext); ok {
		return f
	}
	if f, ok := sniffFlatODF(head); ok {
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
	if looksLikeJSONL(head) {
		return JSONL
	}
	if f, ok := byName[ext]; ok {
		return f
	}
	return Text
}

// pdfHeadBytes is how far into a PDF its header may be: Adobe's readers look that far, as mail gateways and printers add
// lines before it. It begins a line, or follows bytes that are not text.
const pdfHeadBytes = 1024

var pdfInside = regexp.MustCompile(`(?:^|[^\t -~])%PDF-[0-9]\.[0-9]`)

func unsupported(name, label string) Format { return Format{Name: name, Label: label} }

var byName = map[string]Format{
	".txt": Text, ".text": Text, ".md": Markdown, ".markdown": Markdown,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".jsonl": JSONL, ".ndjson": JSONL,
	".json": unsupported("json", "JSON"), ".csv": CSV, ".tsv": CSV, ".xml": unsupported("xml", "XML"),
	".pdf": PDF, ".doc": DOC, ".docx": DOCX, ".odt": ODT, ".rtf": RTF, ".xls": unsupported("xls", "Excel 97"), ".xlsx": XLSX, ".ods": ODS,
	".ppt": unsupported("ppt", "PowerPoint 97"), ".pptx": PPTX, ".odp": ODP, ".epub": EPUB, ".eml": EML, ".emlx": EML, ".mht": EML, ".mhtml": EML, ".mbox": MBOX, ".msg": MSG,
	".zip": ZIP, ".tar": unsupported("tar", "tar archive"), ".tgz": unsupported("tgz", "tar archive"), ".7z": unsupported("7z", "7-Zip"), ".rar": unsupported("rar", "RAR"),
	".jpg": unsupported("jpeg", "JPEG image"), ".jpeg": unsupported("jpeg", "JPEG image"), ".png": unsupported("png", "PNG image"), ".gif": unsupported("gif", "GIF image"),
	".tif": unsupported("tiff", "TIFF image"), ".tiff": unsupported("tiff", "TIFF image"), ".mp3": unsupported("mp3", "sound"), ".mp4": unsupported("mp4", "video"),
}

// signatures are the first bytes of binary formats. Files in ZIP and OLE are of several formats, which the name tells apart.
var signatures = []struct {
	offset int
	magic  string
	format Format
	more   []string // extensions of formats that use this container
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
	{0, "BZh", unsupported("bz2", "bzip2"), nil},
	{0, "\xfd7zXZ\x00", unsupported("xz", "xz"), nil},
	{0, "\x28\xb5\x2f\xfd", unsupported("zst", "Zstandard"), nil},
	{0, "\x1f\x8b", unsupported("gz", "gzip inside gzip"), nil},
	{0, "\x78\x9f\x3e\x22", unsupported("tnef", "Outlook's winmail.dat"), nil},
	{0, "\x7fELF", unsupported("elf", "program"), nil},
	{0, "SQLite format 3\x00", unsupported("sqlite", "SQLite database"), nil},
	{257, "ustar", byName[".tar"], nil},
}

func bySignature(head []byte, ext string) (Format, bool) {
	for _, s := range signatures {
		if len(head) < s.offset || !bytes.HasPrefix(head[s.offset:], []byte(s.magic)) {
			continue
		}
		if slices.Contains(s.more, ext) {
			return byName[ext], true
		}
		return s.format, true
	}
	return Format{}, false
}

// sniffFlatODF detects OpenDocument in one XML file by its root element.
func sniffFlatODF(head []byte) (Format, bool) {
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

// looksLikeHTML reports whether nothing but white space, comments and an XML declaration comes before a doctype or an
// html, head or body element.
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

// looksLikeJSONL reports whether the first line is a complete JSON object with a text.
func looksLikeJSONL(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	line, _, complete := bytes.Cut(head, []byte("\n"))
	if !complete && len(head) >= SniffBytes || !bytes.HasPrefix(line, []byte("{")) {
		return false
	}
	var keys map[string]json.RawMessage
	return json.Unmarshal(line, &keys) == nil && keys["text"] != nil
}
