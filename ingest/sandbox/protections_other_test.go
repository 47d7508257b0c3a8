//go:build !linux

package sandbox

import "daftar/ingest/extract"

var locks map[string]func(extract.Limits) (Guards, error)

var spy taker
