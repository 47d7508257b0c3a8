package office

import "strings"

// namespaces maps XML namespaces to the prefixes used in this package. Office Open XML has two URIs for each: the
// transitional one, which Microsoft writes, and the strict one of ISO 29500.
var namespaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":            "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                        "w",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                   "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                               "a",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                            "dgm",
	"http://schemas.openxmlformats.org/presentationml/2006/main":              "p",
	"http://purl.oclc.org/ooxml/presentationml/main":                          "p",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":               "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                           "x",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":     "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                 "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":              "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                          "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":             "mc",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
	"http://schemas.microsoft.com/office/word/2006/wordml":                    "w",
	"urn:schemas-microsoft-com:vml":                                           "v",
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"http://purl.org/dc/terms/":                                               "dcterms",
	"http://www.idpf.org/2007/opf":                                            "opf",
	"http://www.w3.org/1999/xlink":                                            "xlink",
	"http://www.w3.org/XML/1998/namespace":                                    "xml",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                  "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                              "c",
}

// namespacePrefix returns the prefix of a namespace, "" if it is unknown. The URIs of OpenDocument and of its predecessor,
// OpenOffice.org 1.0, contain the prefix.
func namespacePrefix(space string) string {
	if short, ok := namespaces[space]; ok {
		return short
	}
	for _, family := range []string{"urn:oasis:names:tc:opendocument:xmlns:", "http://openoffice.org/2000/"} {
		if rest, ok := strings.CutPrefix(space, family); ok {
			space, _, _ := strings.Cut(rest, ":")
			if short, ok := odfNamespaces[space]; ok {
				return short
			}
			return space
		}
	}
	if !strings.ContainsAny(space, ":/") {
		return space // an undeclared prefix
	}
	return ""
}

// odfNamespaces are OpenDocument namespaces whose usual prefix differs from the name in the URI.
var odfNamespaces = map[string]string{"drawing": "draw", "xsl-fo-compatible": "fo", "svg-compatible": "svg"}
