package office

import (
	"bytes"
	"strings"

	"daftar/ingest/extract"
)

// DetectFormat says what a ZIP is by what lies in it: a document of an office, a book, or extract.ZIP if it is none of these. It
// is false if the bytes are no ZIP. Names decide nothing.
func DetectFormat(data []byte) (extract.Format, bool) {
	if !bytes.HasPrefix(data, []byte(localHeader)) && !bytes.HasPrefix(data, []byte(emptyZIP)) {
		return extract.Format{}, false
	}
	p, err := openParcel(data, extract.DefaultLimits())
	if err != nil {
		return extract.ZIP, true
	}
	return p.kind(), true
}

// emptyZIP begins a ZIP without members.
const emptyZIP = "PK\x05\x06"

func (p *parcel) kind() extract.Format {
	if f, ok := byMediaType(p.small("mimetype", mediaTypeBytes)); ok {
		return f
	}
	types := strings.ToLower(p.small("[Content_Types].xml", smallBytes))
	for _, k := range []struct {
		sign, folder string
		format       extract.Format
	}{
		{"wordprocessingml.", "word/", extract.DOCX}, {"ms-word.", "word/", extract.DOCX},
		{"presentationml.", "ppt/", extract.PPTX}, {"ms-powerpoint.", "ppt/", extract.PPTX},
		{"spreadsheetml.", "xl/", extract.XLSX}, {"ms-excel.", "xl/", extract.XLSX},
	} {
		if strings.Contains(types, k.sign) && strings.Contains(types, ".main+xml") && p.under(k.folder) || types == "" && p.has(k.folder+usualMain[k.format]) {
			return k.format
		}
	}
	switch {
	case strings.Contains(types, "wordprocessingml.document.main+xml"):
		return extract.DOCX // its parts may lie in any folder
	case p.has("META-INF/container.xml") && !p.has("META-INF/manifest.xml"):
		return extract.EPUB
	case p.has("content.xml") && p.has("META-INF/manifest.xml"):
		return byManifest(p.small("META-INF/manifest.xml", smallBytes))
	}
	return extract.ZIP
}

var usualMain = map[extract.Format]string{
	extract.DOCX: "document.xml", extract.PPTX: "presentation.xml", extract.XLSX: "workbook.xml",
}

// mediaTypeBytes is longer than any media type.
const mediaTypeBytes = 200

// byMediaType knows the types of documents, their templates, and the forerunners of OpenDocument.
func byMediaType(s string) (extract.Format, bool) {
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

// byManifest finds the type of the whole document, which stands first.
func byManifest(manifest string) extract.Format {
	at := strings.Index(manifest, "application/vnd.")
	if at < 0 {
		return extract.ZIP
	}
	if f, ok := byMediaType(manifest[at:min(len(manifest), at+mediaTypeBytes)]); ok {
		return f
	}
	return extract.ZIP
}

// Encrypted reports whether a compound file (OLE) is an Office Open XML document behind a password (MS-OFFCRYPTO 2.3.2):
// it then holds a stream EncryptedPackage.
func Encrypted(data []byte) bool {
	const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	var name []byte
	for _, b := range []byte("EncryptedPackage") {
		name = append(name, b, 0)
	}
	return bytes.HasPrefix(data, []byte(compound)) && bytes.Contains(data, name)
}
