package legacy

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// readWordXML extracts the text of WordprocessingML of Word 2003, and of Flat OPC of later versions, which has the same
// elements in one file.
func readWordXML(data []byte) (*extract.Extracted, []index.Problem) {
	text, _ := extract.DecodeCharset(data, "")
	in := xml.NewDecoder(bytes.NewReader([]byte(text)))
	in.Strict = false
	in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	w := wordXMLReader{}
	err := w.read(in)
	w.out.end()
	r := &extract.Extracted{Format: extract.DOC.Name}
	w.out.CopyTo(r)
	r.Title = extract.CleanTitle(w.title)
	if err != nil && r.Text != "" {
		r.Limits = append(r.Limits, index.NewProblem(index.ProblemPartDamaged, "XML"))
	} else if err != nil {
		return nil, []index.Problem{index.NewProblem(index.ProblemDamaged, extract.DOC.Label, "XML")}
	}
	return r.Finish(nil)
}

// wordXMLReader handles the elements of the file.
type wordXMLReader struct {
	out   textWriter
	title string
	path  []string
	level int // outline level of the paragraph
	cells int // open table cells
}

// maxXMLDepth is more than tables in text boxes in tables need.
const maxXMLDepth = 1000

func (w *wordXMLReader) read(in *xml.Decoder) error {
	for {
		token, err := in.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(w.path) >= maxXMLDepth {
				return fmt.Errorf("nested deeper than %d", maxXMLDepth)
			}
			w.path = append(w.path, t.Name.Local)
			if skippedElements[t.Name.Local] {
				if err := skipElement(in); err != nil {
					return err
				}
				w.path = w.path[:len(w.path)-1]
				continue
			}
			w.startElement(t)
		case xml.EndElement:
			w.endElement(t.Name.Local)
		case xml.CharData:
			w.charData(string(t))
		}
	}
}

// skippedElements have text that is not part of the document.
var skippedElements = map[string]bool{
	"instrText": true, "delText": true, "delInstrText": true, "binData": true, "binaryData": true, "styles": true, "fonts": true, "Fallback": true,
	"comment": true, "annotation": true, "del": true,
}

// skipElement reads to the end of the element that just started. (xml.Decoder.Skip needs the stack of names that
// RawToken does not keep.)
func skipElement(in *xml.Decoder) error {
	for depth := 1; depth > 0; {
		token, err := in.RawToken()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func (w *wordXMLReader) parent() string {
	if len(w.path) == 0 {
		return ""
	}
	return w.path[len(w.path)-1]
}

func (w *wordXMLReader) startElement(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		w.level = noLevel
	case "tc":
		w.cells++
	case "tab":
		if len(w.path) > 1 && w.path[len(w.path)-2] == "r" {
			w.out.text(destBody, "\t")
		}
	case "br", "cr":
		w.out.text(destBody, "\n")
	case "noBreakHyphen":
		w.out.text(destBody, "-")
	case "outlineLvl", "pStyle":
		w.outline(t)
	}
}

// outline sets the level of a heading: from its own property, or from a built-in heading style, whose ids are the same
// in all languages.
func (w *wordXMLReader) outline(t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Local != "val" {
			continue
		}
		n, ok := strings.CutPrefix(strings.ToLower(a.Value), "heading")
		if t.Name.Local == "outlineLvl" {
			n, ok = a.Value, true
		}
		if ok && len(n) == 1 && isDigit(n[0]) {
			w.level = int(n[0] - '0')
		}
	}
}

func (w *wordXMLReader) endElement(name string) {
	if len(w.path) > 0 {
		w.path = w.path[:len(w.path)-1]
	}
	switch {
	case name == "p" && w.cells > 0:
		w.out.text(destBody, "\n")
	case name == "p":
		w.out.paragraph(destBody, w.level)
	case name == "tc":
		w.cells = max(0, w.cells-1)
		w.out.cell(destBody)
	case name == "tr":
		w.out.row(destBody)
	}
}

func (w *wordXMLReader) charData(s string) {
	switch w.parent() {
	case "t":
		w.out.text(destBody, s)
	case "Title", "title":
		if w.title == "" {
			w.title = s
		}
	}
}
