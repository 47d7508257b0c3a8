package sandbox

import (
	"encoding/binary"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// initRequest is what a worker is told once.
type initRequest struct {
	Limits extract.Limits `json:"limits"`
	Cache  string         `json:"cache,omitempty"`
	OCR    bool           `json:"ocr,omitempty"` // pictures of pages may be sent, and are answered with their letters
}

// fileRequest is a file that a worker is to take apart.
type fileRequest struct {
	Format extract.Format `json:"format"`
	Name   string         `json:"name"`
	Size   int64          `json:"size"`
	Done   int            `json:"done,omitempty"` // parts that earlier workers have sent, or died of: they are passed by
	Dead   []int          `json:"dead,omitempty"` // the numbers of those they died of, from 0: they are not opened again
}

// partBegin announces a part, so that its time can be taken, and it can be named if the worker does not live to send it.
type partBegin struct {
	Name   string         `json:"name,omitempty"`
	Parent string         `json:"parent,omitempty"`
	Format extract.Format `json:"format"`
}

// partHead is the part that was announced, without what is long.
type partHead struct {
	Format   extract.Format  `json:"format"`
	Problems []index.Problem `json:"problems,omitempty"`
	Reading  *reading        `json:"reading,omitempty"`
}

// reading is extract.Reading without its text and breaks, of which it tells the size. What has a meaning travels as it
// would stand in a sidecar, and is read as such.
type reading struct {
	Known   map[string]string `json:"known,omitempty"`
	Meta    map[string]string `json:"meta,omitempty"`
	Decided extract.Overrides `json:"decided,omitzero"`
	Limits  []index.Problem   `json:"limits,omitempty"`
	Heading string            `json:"heading,omitempty"`
	Hint    string            `json:"hint,omitempty"`
	Text    int               `json:"text"`
	Breaks  int               `json:"breaks,omitempty"`
}

// known writes the metadata that extract.Known reads.
func known(m extract.Metadata) map[string]string {
	values := map[string]string{
		"title": m.Title, "source": m.Source, "url": m.URL, "author": m.Author, "lang": m.Lang, "date": m.Published.String(),
		"reliability": m.Reliability, "credibility": m.Credibility, "handling": m.Handling,
	}
	for k, v := range values {
		if v == "" {
			delete(values, k)
		}
	}
	return values
}

// headOf is the head of a part.
func headOf(p extract.Item) partHead {
	h := partHead{Format: p.Format, Problems: p.Problems}
	if r := p.Extracted; r != nil {
		h.Reading = &reading{
			Known: known(r.Metadata), Meta: r.Meta, Decided: r.Overrides, Limits: r.Limits, Heading: r.Heading, Hint: r.DeclaredLang,
			Text: len(r.Text), Breaks: len(r.Breaks),
		}
	}
	return h
}

// part is the part of a head, its reading still without text and breaks.
func (h partHead) part() extract.Item {
	p := extract.Item{Format: h.Format, Problems: h.Problems}
	if r := h.Reading; r != nil {
		m, _ := extract.ParseFields(r.Known)
		m.Meta, m.Overrides = r.Meta, r.Decided
		p.Extracted = &extract.Extracted{Metadata: m, Format: h.Format.Name, Limits: r.Limits, Heading: r.Heading, DeclaredLang: r.Hint}
	}
	return p
}

// appendBreak adds a break to a frame: offset, page and length of the heading as varints, and the heading.
func appendBreak(to []byte, b extract.Break) []byte {
	to = binary.AppendUvarint(to, uint64(b.Offset))
	to = binary.AppendUvarint(to, uint64(b.Page))
	to = binary.AppendUvarint(to, uint64(len(b.Heading)))
	return append(to, b.Heading...)
}

// decodeBreak reads a break off the front of a frame.
func decodeBreak(from []byte) (extract.Break, []byte, error) {
	var numbers [3]int
	for i := range numbers {
		n, size := binary.Uvarint(from)
		if size <= 0 || n > extract.MaxTextBytes {
			return extract.Break{}, nil, protocolError("a break without its numbers")
		}
		numbers[i], from = int(n), from[size:]
	}
	if numbers[2] > len(from) {
		return extract.Break{}, nil, protocolError("a heading longer than its frame")
	}
	heading := string(from[:numbers[2]])
	return extract.Break{Offset: numbers[0], Page: numbers[1], Heading: heading}, from[numbers[2]:], nil
}

// imageSize is the size of a page in shades of grey, a byte each.
type imageSize struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// fileTimeFactor bounds the time of a whole file by that of a part: a mailbox of ten thousand messages takes two minutes.
const fileTimeFactor = 40

// fileTime is the wall time that a whole file may take.
func fileTime(l extract.Limits) time.Duration { return fileTimeFactor * l.Time }
