//go:build !linux

package cage

import "daftar/ingest/extract"

var locks map[string]func(extract.Limits) (Guards, error)

var spy taker
