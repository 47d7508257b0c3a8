package cage

import (
	"iter"

	"daftar/ingest/extract"
	"daftar/ingest/extract/anyfile"
)

// prepare makes what workers load from files.
func prepare(string) error { return nil }

// load loads the readers of all formats.
func load(string) (taker, error) {
	return func(j job) iter.Seq[extract.Part] {
		r := anyfile.Reader{Skip: j.Done, Dead: j.Dead, Begin: j.begin}
		return r.Parts(j.Format, j.Name, j.data, j.limits)
	}, nil
}
