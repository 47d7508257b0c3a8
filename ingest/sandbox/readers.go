package sandbox

import (
	"iter"

	"daftar/ingest/extract"
	"daftar/ingest/extract/dispatch"
	"daftar/ingest/extract/pdf"
)

// load loads the readers of all formats. PDFium's module is compiled into the cache if it is not there yet.
func load(cache string) (readerFunc, error) {
	if cache == "" {
		return func(j job) iter.Seq[extract.Item] { return j.parts(nil) }, nil
	}
	engine, err := pdf.Open(cache)
	if err != nil {
		return nil, err
	}
	return func(j job) iter.Seq[extract.Item] { return j.parts(scans{engine, j.letters}) }, nil
}

func (j job) parts(pdf dispatch.PDF) iter.Seq[extract.Item] {
	r := dispatch.Reader{PDF: pdf, Skip: j.Done, Crashed: j.Dead, OnBegin: j.begin}
	return r.Items(j.Format, j.Name, j.data, j.limits)
}
