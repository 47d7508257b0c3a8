package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"daftar/index"
)

// fingerprintBytes of a SHA-256 are beyond any chance of two contents being taken for one.
const fingerprintBytes = 16

// A fingerprint is CONTENT-SEAL. The content sums the bytes and everything that reads them; the seal is the versions of
// what works on the text that was read. A retag does this work anew from the stored text, and gives the documents and
// files its seal: the next reindex then finds changed only what has changed on the disk.

// sealed are the versions that make the seal.
var sealed = []string{"analysis", "tagger", "vocabulary"}

// salt is what the versions give to every fingerprint.
type salt struct {
	read string // the beginning of what is summed
	seal string
}

func newSalt(versions map[string]string) salt {
	var s salt
	var work string
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		text := fmt.Sprintf("%s=%q ", name, versions[name])
		if slices.Contains(sealed, name) {
			work += text
		} else {
			s.read += text
		}
	}
	sum := sha256.Sum256([]byte(work))
	s.seal = hex.EncodeToString(sum[:sealBytes])
	return s
}

// sealBytes of a SHA-256 tell the few versions apart that one library meets.
const sealBytes = 6

// sealedBy reports whether a fingerprint has the seal.
func sealedBy(f index.Fingerprint, seal string) bool { return strings.HasSuffix(string(f), "-"+seal) }

// reseal gives a fingerprint another seal. One without a seal stays as it is, and stands for nothing that could be read
// again.
func reseal(f index.Fingerprint, seal string) index.Fingerprint {
	content, _, ok := strings.Cut(string(f), "-")
	if !ok {
		return f
	}
	return index.Fingerprint(content + "-" + seal)
}

// fingerprint sums the versions, the path's format and sidecar, and the bytes of the file as they lie on the disk.
func (r *run) fingerprint(f file, sidecar []byte) (index.Fingerprint, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\nformat %s\nsidecar %d %s\n%s\n", r.salt.read, f.format.Name, len(sidecar), f.sidecar, sidecar)
	raw, err := f.source.root.Open(f.name)
	if err != nil {
		return "", plainError(err)
	}
	defer raw.Close()
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{raw}, make([]byte, copyBuffer)); err != nil {
		return "", plainError(err)
	}
	return finger(h, r.salt.seal), nil
}

// lineFingerprint sums the versions, what a sidecar says about the line, and the bytes of the line.
func lineFingerprint(h hash.Hash, salt salt, sidecar, line []byte) index.Fingerprint {
	h.Reset()
	fmt.Fprintf(h, "%s\nline %d %d\n", salt.read, len(sidecar), len(line))
	h.Write(sidecar)
	h.Write(line)
	return finger(h, salt.seal)
}

func finger(h hash.Hash, seal string) index.Fingerprint {
	return index.Fingerprint(hex.EncodeToString(h.Sum(nil)[:fingerprintBytes]) + "-" + seal)
}
