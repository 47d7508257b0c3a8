package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// A fingerprint is CONTENT-ANNOTATION. CONTENT sums the bytes, the sidecar and the versions of what reads them; ANNOTATION
// is the annotation version, a checksum of the versions of what works on the text that was read.
//
// Of the readers only that of the file's own format counts (all of them if the file may embed others), and limits count only
// if one was reached: a better PDF reader makes no e-mail be read again, and a higher limit only the files that it cut.

// fingerprintBytes of a SHA-256 make it impossible to confuse two contents by chance.
const fingerprintBytes = 16

// annotationBytes of a SHA-256 distinguish the few versions that one index sees.
const annotationBytes = 6

// annotationNames are the versions that make the annotation version.
var annotationNames = []string{"analysis", "tagger", "vocabulary"}

// formatVersions is the name of the versions of all readers, in the notation of extract.Versions.
const formatVersions = "formats"

// readerVersions is what all fingerprints of a run have in common.
type readerVersions struct {
	prefix     string            // the beginning of what CONTENT sums
	formats    map[string]string // reader versions by format
	all        string            // of all readers
	ocr        string
	limits     extract.Limits
	annotation string
}

func newReaderVersions(versions map[string]string) readerVersions {
	v := readerVersions{formats: map[string]string{}, all: versions[formatVersions]}
	var annotation string
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		text := fmt.Sprintf("%s=%q ", name, versions[name])
		switch {
		case name == formatVersions:
		case slices.Contains(annotationNames, name):
			annotation += text
		default:
			v.prefix += text
		}
	}
	for pair := range strings.FieldsSeq(v.all) {
		name, version, _ := strings.Cut(pair, "=")
		v.formats[name] = version
	}
	sum := sha256.Sum256([]byte(annotation))
	v.annotation = hex.EncodeToString(sum[:annotationBytes])
	return v
}

func hasAnnotationVersion(f index.Fingerprint, annotation string) bool {
	return strings.HasSuffix(string(f), "-"+annotation)
}

// withAnnotationVersion replaces the annotation version. A fingerprint without one stays as it is.
func withAnnotationVersion(f index.Fingerprint, annotation string) index.Fingerprint {
	content, _, ok := strings.Cut(string(f), "-")
	if !ok {
		return f
	}
	return index.Fingerprint(content + "-" + annotation)
}

// versionsOf returns the versions of the readers that a file needs: of the format that its first bytes show, and of the one
// that it turned out to be.
func (v readerVersions) versionsOf(shown, found, ocr string) string {
	versions := ""
	for _, name := range []string{shown, found} {
		if (extract.Format{Name: name}).IsContainer() {
			versions = v.all + " "
			break
		}
		versions += name + "=" + v.formats[name] + " "
	}
	if mayHoldScans(shown, found) {
		versions += ocr
	}
	return versions
}

// mayHoldScans reports whether a file of these formats may contain scanned pages.
func mayHoldScans(shown, found string) bool {
	for _, name := range []string{shown, found} {
		if name == extract.PDF.Name || (extract.Format{Name: name}).IsContainer() {
			return true
		}
	}
	return false
}

// checksums are what is known of a file before it is parsed.
type checksums struct {
	sidecar []byte
	sum     []byte // SHA-256 of the bytes on disk
}

// checksum reads the sidecar and sums the bytes of a file.
func (f file) checksum() (checksums, error) {
	sidecar, err := f.readSidecar()
	if err != nil {
		return checksums{}, err
	}
	raw, err := f.source.root.Open(f.name)
	if err != nil {
		return checksums{}, plainError(err)
	}
	defer raw.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{raw}, make([]byte, copyBuffer)); err != nil {
		return checksums{}, plainError(err)
	}
	return checksums{sidecar, h.Sum(nil)}, nil
}

func (c checksums) origin(f file) index.Origin {
	return index.Origin{Size: f.size, SHA256: hex.EncodeToString(c.sum)}
}

// fingerprint sums versions, sidecar and content of a file, and what its last reading, entry, depended on.
func (v readerVersions) fingerprint(f file, c checksums, entry index.File) index.Fingerprint {
	h := sha256.New()
	limits := ""
	if dependsOnLimits(entry) {
		limits = fmt.Sprintf("%+v", v.limits)
	}
	// A run without OCR keeps text that an earlier run recognized: it took hours.
	ocr := cmp.Or(v.ocr, entry.OCR)
	fmt.Fprintf(h, "%s\nformat %s %s\nlimits %s\nsidecar %d %s\n%s\n", v.prefix, f.format.Name,
		v.versionsOf(f.format.Name, cmp.Or(entry.Format, f.format.Name), ocr), limits, len(c.sidecar), f.sidecar, c.sidecar)
	h.Write(c.sum)
	return encodeFingerprint(h, v.annotation)
}

// dependsOnLimits reports whether other limits might have given more of a file.
func dependsOnLimits(entry index.File) bool {
	return entry.Documents == 0 || entry.Lost > 0 || slices.ContainsFunc(entry.Problems, func(p index.Problem) bool { return p.Code.IsLimit() })
}

// lineFingerprint sums versions, sidecar and bytes of a line.
func lineFingerprint(h hash.Hash, v readerVersions, sidecar, line []byte) index.Fingerprint {
	h.Reset()
	fmt.Fprintf(h, "%s\nformat %s\nline %d %d\n", v.prefix, v.formats[extract.JSONL.Name], len(sidecar), len(line))
	if len(line) > v.limits.Text {
		fmt.Fprintf(h, "text %d\n", v.limits.Text)
	}
	h.Write(sidecar)
	h.Write(line)
	return encodeFingerprint(h, v.annotation)
}

func encodeFingerprint(h hash.Hash, annotation string) index.Fingerprint {
	return index.Fingerprint(hex.EncodeToString(h.Sum(nil)[:fingerprintBytes]) + "-" + annotation)
}
