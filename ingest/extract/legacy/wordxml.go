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

// readWordXML reads the single XML file that Word 2003 writes (WordprocessingML), and that of later versions with all
// parts in it (Flat OPC): they name their paragraphs and texts alike.
func readWordXML(data []byte) (*extract.Reading, []index.Problem) {
	text, _ := extract.Charset(data, "")
	in := xml.NewDecoder(bytes.NewReader([]byte(text)))
	in.Strict = false
	in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	w := wordXML{}
	err := w.read(in)
	w.out.end()
	r := &extract.Reading{Format: extract.DOC.Name}
	w.out.Into(r)
	r.Title = extract.GivenTitle(w.title)
	if err != nil && r.Text != "" {
		r.Limits = append(r.Limits, "the file is damaged; its beginning was read")
	} else if err != nil {
		return nil, []index.Problem{{Reason: "no Word file: its XML is damaged"}}
	}
	return r.Finish(nil)
}

// wordXML follows the elements of the file.
type wordXML struct {
	out   writer
	title string
	path  []string
	level int // of the outline of the paragraph
	cells int // that are open
}

// deepestXML is more than tables in text boxes in tables take.
const deepestXML = 1000

func (w *wordXML) read(in *xml.Decoder) error {
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
			if len(w.path) >= deepestXML {
				return fmt.Errorf("nested deeper than %d", deepestXML)
			}
			w.path = append(w.path, t.Name.Local)
			if silentXML[t.Name.Local] {
				if err := skip(in); err != nil {
					return err
				}
				w.path = w.path[:len(w.path)-1]
				continue
			}
			w.begin(t)
		case xml.EndElement:
			w.end(t.Name.Local)
		case xml.CharData:
			w.text(string(t))
		}
	}
}

// silentXML are elements whose text is not the document's.
var silentXML = map[string]bool{
	"instrText": true, "delText": true, "delInstrText": true, "binData": true, "binaryData": true, "styles": true, "fonts": true, "Fallback": true,
	"comment": true, "annotation": true, "del": true,
}

// skip goes on to the end of the element that was just begun. (The decoder's own Skip needs its stack of names.)
func skip(in *xml.Decoder) error {
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

func (w *wordXML) inside() string {
	if len(w.path) == 0 {
		return ""
	}
	return w.path[len(w.path)-1]
}

func (w *wordXML) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		w.level = noLevel
	case "tc":
		w.cells++
	case "tab":
		if len(w.path) > 1 && w.path[len(w.path)-2] == "r" {
			w.out.text(toBody, "\t")
		}
	case "br", "cr":
		w.out.text(toBody, "\n")
	case "noBreakHyphen":
		w.out.text(toBody, "-")
	case "outlineLvl", "pStyle":
		w.outline(t)
	}
}

// outline takes the level of a heading: a style of its own, or that of the built-in ones, whose ids programs keep.
func (w *wordXML) outline(t xml.StartElement) {
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

func (w *wordXML) end(name string) {
	if len(w.path) > 0 {
		w.path = w.path[:len(w.path)-1]
	}
	switch {
	case name == "p" && w.cells > 0:
		w.out.text(toBody, "\n")
	case name == "p":
		w.out.paragraph(toBody, w.level)
	case name == "tc":
		w.cells = max(0, w.cells-1)
		w.out.cell(toBody)
	case name == "tr":
		w.out.row(toBody)
	}
}

func (w *wordXML) text(s string) {
	switch w.inside() {
	case "t":
		w.out.text(toBody, s)
	case "Title", "title":
		if w.title == "" {
			w.title = s
		}
	}
}
