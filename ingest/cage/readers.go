package cage

import (
	"iter"

	"daftar/ingest/extract"
	"daftar/ingest/extract/anyfile"
	"daftar/ingest/extract/pdf"
)

// load loads the readers of all formats. PDFium's module is compiled into the cache if it is not there yet.
func load(cache string) (taker, error) {
	var engine anyfile.PDF
	if cache != "" {
		e, err := pdf.Open(cache)
		if err != nil {
			return nil, err
		}
		engine = e
	}
	return func(j job) iter.Seq[extract.Part] {
		r := anyfile.Reader{PDF: engine, Skip: j.Done, Dead: j.Dead, Begin: j.begin}
		return r.Parts(j.Format, j.Name, j.data, j.limits)
	}, nil
}
