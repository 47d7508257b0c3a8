package office

import (
	"bytes"
	"strings"

	"daftar/ingest/extract"
	"daftar/ingest/extract/zipfile"
)

// DetectFormat returns the format of a ZIP by its members: an office document, a book, or else extract.ZIP. It returns false
// if the data is not a ZIP.
func DetectFormat(data []byte) (extract.Format, bool) {
	if !zipfile.IsZIP(data) {
		return extract.Format{}, false
	}
	archive, err := zipfile.Open(data, extract.DefaultLimits())
	if err != nil {
		return extract.ZIP, true
	}
	return archiveFormat(archive), true
}

// maxListBytes bounds members that are read whole, such as lists of parts. The longest that was measured has 200 KB.
const maxListBytes = 8 << 20

func archiveFormat(a *zipfile.Archive) extract.Format {
	if f, ok := formatOfMediaType(a.ReadStart("mimetype", maxMediaTypeBytes)); ok {
		return f
	}
	types := strings.ToLower(a.ReadStart("[Content_Types].xml", maxListBytes))
	for _, k := range []struct {
		mark, folder string
		format       extract.Format
	}{
		{"wordprocessingml.", "word/", extract.DOCX}, {"ms-word.", "word/", extract.DOCX},
		{"presentationml.", "ppt/", extract.PPTX}, {"ms-powerpoint.", "ppt/", extract.PPTX},
		{"spreadsheetml.", "xl/", extract.XLSX}, {"ms-excel.", "xl/", extract.XLSX},
	} {
		if strings.Contains(types, k.mark) && strings.Contains(types, ".main+xml") && a.HasFolder(k.folder) || types == "" && a.Has(k.folder+defaultMain[k.format]) {
			return k.format
		}
	}
	switch {
	case strings.Contains(types, "wordprocessingml.document.main+xml"):
		return extract.DOCX // its parts may be in any folder
	case a.Has("META-INF/container.xml") && !a.Has("META-INF/manifest.xml"):
		return extract.EPUB
	case a.Has("content.xml") && a.Has("META-INF/manifest.xml"):
		return formatOfManifest(a.ReadStart("META-INF/manifest.xml", maxListBytes))
	}
	return extract.ZIP
}

var defaultMain = map[extract.Format]string{
	extract.DOCX: "document.xml", extract.PPTX: "presentation.xml", extract.XLSX: "workbook.xml",
}

// maxMediaTypeBytes is longer than any media type.
const maxMediaTypeBytes = 200

// formatOfMediaType returns the format of EPUB, of OpenDocument with its templates, and of its predecessor,
// OpenOffice.org 1.0.
func formatOfMediaType(s string) (extract.Format, bool) {
	s = strings.TrimSpace(s)
	if s == "application/epub+zip" {
		return extract.EPUB, true
	}
	for _, family := range []string{"application/vnd.oasis.opendocument.", "application/vnd.sun.xml."} {
		rest, ok := strings.CutPrefix(s, family)
		if !ok {
			continue
		}
		for kind, f := range map[string]extract.Format{
			"text": extract.ODT, "writer": extract.ODT, "presentation": extract.ODP, "impress": extract.ODP,
			"spreadsheet": extract.ODS, "calc": extract.ODS,
		} {
			if strings.HasPrefix(rest, kind) {
				return f, true
			}
		}
	}
	return extract.Format{}, false
}

// formatOfManifest returns the format of the document, whose media type is the first in the manifest.
func formatOfManifest(manifest string) extract.Format {
	start := strings.Index(manifest, "application/vnd.")
	if start < 0 {
		return extract.ZIP
	}
	if f, ok := formatOfMediaType(manifest[start:min(len(manifest), start+maxMediaTypeBytes)]); ok {
		return f
	}
	return extract.ZIP
}

// Encrypted reports whether data is a password-protected Office Open XML document: a compound file (OLE) with a stream
// EncryptedPackage (MS-OFFCRYPTO 2.3.2).
func Encrypted(data []byte) bool {
	const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	var name []byte
	for _, b := range []byte("EncryptedPackage") {
		name = append(name, b, 0)
	}
	return bytes.HasPrefix(data, []byte(compound)) && bytes.Contains(data, name)
}
