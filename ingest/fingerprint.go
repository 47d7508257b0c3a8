package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"

	"daftar/index"
)

// fingerprintBytes of a SHA-256 are beyond any chance of two contents being taken for one.
const fingerprintBytes = 16

// salt writes the versions in a fixed order: they are the beginning of what is summed.
func salt(versions map[string]string) string {
	var s string
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		s += fmt.Sprintf("%s=%q ", name, versions[name])
	}
	return s
}

// fingerprint sums the versions, the path's format and sidecar, and the bytes of the file as they lie on the disk.
func (r *run) fingerprint(f file, sidecar []byte) (index.Fingerprint, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\nformat %s\nsidecar %d %s\n%s\n", r.salt, f.format.Name, len(sidecar), f.sidecar, sidecar)
	raw, err := f.source.root.Open(f.name)
	if err != nil {
		return "", plainError(err)
	}
	defer raw.Close()
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{raw}, make([]byte, copyBuffer)); err != nil {
		return "", plainError(err)
	}
	return finger(h), nil
}

// lineFingerprint sums the versions, what a sidecar says about the line, and the bytes of the line.
func lineFingerprint(h hash.Hash, salt string, sidecar, line []byte) index.Fingerprint {
	h.Reset()
	fmt.Fprintf(h, "%s\nline %d %d\n", salt, len(sidecar), len(line))
	h.Write(sidecar)
	h.Write(line)
	return finger(h)
}

func finger(h hash.Hash) index.Fingerprint {
	return index.Fingerprint(hex.EncodeToString(h.Sum(nil)[:fingerprintBytes]))
}
