package sandbox

import (
	"encoding/binary"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// initRequest configures a worker.
type initRequest struct {
	Limits extract.Limits `json:"limits"`
	Cache  string         `json:"cache,omitempty"`
	OCR    bool           `json:"ocr,omitempty"` // the parent answers images of pages with their text
}

// fileRequest is a file for a worker.
type fileRequest struct {
	Format  extract.Format `json:"format"`
	Name    string         `json:"name"`
	Size    int64          `json:"size"`
	Done    int            `json:"done,omitempty"`    // items to skip: earlier workers sent them, or died of them
	Crashed []int          `json:"crashed,omitempty"` // numbers, from 0, of the items that workers died of: not opened again
}

// itemBegin announces an item, so that its time can be measured and the item can be named if the worker dies of it.
type itemBegin struct {
	Name   string         `json:"name,omitempty"`
	Parent string         `json:"parent,omitempty"`
	Format extract.Format `json:"format"`
}

// itemHead is the announced item without its text and breaks.
type itemHead struct {
	Format    extract.Format  `json:"format"`
	Problems  []index.Problem `json:"problems,omitempty"`
	Extracted *extractedHead  `json:"extracted,omitempty"`
}

// extractedHead is extract.Extracted with the sizes of its text and breaks. Fields travel as text, as they would stand in
// a sidecar, so that the parent reads them by the same rules.
type extractedHead struct {
	Fields       map[string]string `json:"fields,omitempty"`
	Meta         map[string]string `json:"meta,omitempty"`
	Overrides    extract.Overrides `json:"overrides,omitzero"`
	Limits       []index.Problem   `json:"limits,omitempty"`
	Heading      string            `json:"heading,omitempty"`
	DeclaredLang string            `json:"declared_lang,omitempty"`
	Text         int               `json:"text"`
	Breaks       int               `json:"breaks,omitempty"`
}

func headOf(item extract.Item) itemHead {
	h := itemHead{Format: item.Format, Problems: item.Problems}
	if e := item.Extracted; e != nil {
		h.Extracted = &extractedHead{
			Fields: extract.FieldValues(e.Metadata), Meta: e.Meta, Overrides: e.Overrides, Limits: e.Limits, Heading: e.Heading,
			DeclaredLang: e.DeclaredLang, Text: len(e.Text), Breaks: len(e.Breaks),
		}
	}
	return h
}

// item returns the item of a head, still without name, text and breaks.
func (h itemHead) item() extract.Item {
	item := extract.Item{Format: h.Format, Problems: h.Problems}
	if e := h.Extracted; e != nil {
		m, _ := extract.ParseFields(e.Fields)
		m.Meta = e.Meta
		item.Extracted = &extract.Extracted{
			Metadata: m, Overrides: e.Overrides, Format: h.Format.Name, Limits: e.Limits, Heading: e.Heading, DeclaredLang: e.DeclaredLang,
		}
	}
	return item
}

// appendBreak encodes a break: offset, page and length of the heading as varints, then the heading.
func appendBreak(dst []byte, b extract.Break) []byte {
	dst = binary.AppendUvarint(dst, uint64(b.Offset))
	dst = binary.AppendUvarint(dst, uint64(b.Page))
	dst = binary.AppendUvarint(dst, uint64(len(b.Heading)))
	return append(dst, b.Heading...)
}

// decodeBreak decodes a break and returns the bytes after it.
func decodeBreak(src []byte) (extract.Break, []byte, error) {
	var numbers [3]int
	for i := range numbers {
		n, size := binary.Uvarint(src)
		if size <= 0 || n > extract.MaxTextBytes {
			return extract.Break{}, nil, protocolError("break without its numbers")
		}
		numbers[i], src = int(n), src[size:]
	}
	if numbers[2] > len(src) {
		return extract.Break{}, nil, protocolError("heading longer than its frame")
	}
	heading := string(src[:numbers[2]])
	return extract.Break{Offset: numbers[0], Page: numbers[1], Heading: heading}, src[numbers[2]:], nil
}

// imageSize is the size in pixels of a page in shades of grey, one byte per pixel.
type imageSize struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// fileTimeFactor bounds the time of a file by that of an item: a mailbox of ten thousand messages takes two minutes.
const fileTimeFactor = 40

func fileTime(l extract.Limits) time.Duration { return fileTimeFactor * l.Time }
