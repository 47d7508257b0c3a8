package sandbox

import (
	"iter"

	"daftar/ingest/extract"
	"daftar/ingest/extract/dispatch"
	"daftar/ingest/extract/pdf"
)

// load loads the parsers of all formats. It compiles PDFium's module into the cache unless it is there.
func load(cache string) (readerFunc, error) {
	if cache == "" {
		return func(j job) iter.Seq[extract.Item] { return j.items(nil) }, nil
	}
	engine, err := pdf.Open(cache)
	if err != nil {
		return nil, err
	}
	return func(j job) iter.Seq[extract.Item] { return j.items(ocrReader{engine, j.recognize}) }, nil
}

func (j job) items(pdf dispatch.PDF) iter.Seq[extract.Item] {
	r := dispatch.Reader{PDF: pdf, Skip: j.Done, Crashed: j.Crashed, OnBegin: j.begin}
	return r.Items(j.Format, j.Name, j.data, j.limits)
}
