//go:build !linux

package sandbox

import "daftar/ingest/extract"

var testProtections map[string]func(extract.Limits) (Protections, error)

var spy readerFunc
