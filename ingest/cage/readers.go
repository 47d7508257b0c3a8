package cage

import (
	"bytes"
	"iter"

	"daftar/index"
	"daftar/ingest/extract"
)

// prepare makes what workers load from files.
func prepare(string) error { return nil }

// load loads the readers of all formats.
func load(string) (taker, error) { return pages, nil }

// pages reads pages only.
func pages(f extract.Format, _ string, data []byte, _ extract.Limits, _ func(extract.Part) bool) iter.Seq[extract.Part] {
	return func(yield func(extract.Part) bool) {
		p := extract.Part{Format: f}
		if f.Name != extract.HTML.Name {
			p.Problems = []index.Problem{{Reason: f.NotRead()}}
		} else {
			p.Reading, p.Problems = extract.Read(extract.HTML, bytes.NewReader(data))
		}
		yield(p)
	}
}
