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

// fingerprintBytes of a SHA-256 are beyond any chance of two contents being taken for one.
const fingerprintBytes = 16

// A fingerprint is CONTENT-SEAL. The content sums the bytes and everything that reads them; the seal is the versions of
// what works on the text that was read. A retag does this work anew from the stored text, and gives the documents and
// files its seal: the next reindex then finds changed only what has changed on the disk.
//
// Of the readers only that of the file's own format takes part (all of them where a file may hold others), and limits
// only where one was reached: a better reader of PDF opens no letter again, and a higher limit only what it cut.

// annotationNames are the versions that make the seal.
var annotationNames = []string{"analysis", "tagger", "vocabulary"}

// formatVersions is the name of the versions of all readers, as extract.Versions writes them.
const formatVersions = "formats"

// readerVersions is what the versions give to every fingerprint.
type readerVersions struct {
	prefix     string            // the beginning of what is summed
	formats    map[string]string // versions of readers by format
	all        string            // of all readers
	ocr        string
	limits     extract.Limits
	annotation string
}

func newReaderVersions(versions map[string]string) readerVersions {
	s := readerVersions{formats: map[string]string{}, all: versions[formatVersions]}
	var work string
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		text := fmt.Sprintf("%s=%q ", name, versions[name])
		switch {
		case name == formatVersions:
		case slices.Contains(annotationNames, name):
			work += text
		default:
			s.prefix += text
		}
	}
	for pair := range strings.FieldsSeq(s.all) {
		name, version, _ := strings.Cut(pair, "=")
		s.formats[name] = version
	}
	sum := sha256.Sum256([]byte(work))
	s.annotation = hex.EncodeToString(sum[:annotationBytes])
	return s
}

// annotationBytes of a SHA-256 tell the few versions apart that one library meets.
const annotationBytes = 6

// hasAnnotationVersion reports whether a fingerprint has the seal.
func hasAnnotationVersion(f index.Fingerprint, seal string) bool {
	return strings.HasSuffix(string(f), "-"+seal)
}

// withAnnotationVersion gives a fingerprint another seal. One without a seal stays as it is, and stands for nothing that could be read
// again.
func withAnnotationVersion(f index.Fingerprint, seal string) index.Fingerprint {
	content, _, ok := strings.Cut(string(f), "-")
	if !ok {
		return f
	}
	return index.Fingerprint(content + "-" + seal)
}

// versionsOf tells the versions of the readers that a file of these formats meets: of the one that its beginning shows, and
// of the one that it turned out to be.
func (s readerVersions) versionsOf(shown, found, ocr string) string {
	versions := ""
	for _, name := range []string{shown, found} {
		if (extract.Format{Name: name}).IsContainer() {
			versions = s.all + " "
			break
		}
		versions += name + "=" + s.formats[name] + " "
	}
	if mayHoldScans(shown, found) {
		versions += ocr
	}
	return versions
}

// mayHoldScans reports whether pages of a file of these formats may be images.
func mayHoldScans(shown, found string) bool {
	for _, name := range []string{shown, found} {
		if name == extract.PDF.Name || (extract.Format{Name: name}).IsContainer() {
			return true
		}
	}
	return false
}

// checksums is what a file says before anybody reads it.
type checksums struct {
	sidecar []byte
	sum     []byte // SHA-256 of the bytes as they lie on the disk
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

// origin is what documents say of the file that they were read from.
func (c checksums) origin(f file) index.Origin {
	return index.Origin{Size: f.size, SHA256: hex.EncodeToString(c.sum)}
}

// fingerprint sums the versions, what reading it came to, the sidecar, and the content of a file.
func (s readerVersions) fingerprint(f file, c checksums, entry index.File) index.Fingerprint {
	h := sha256.New()
	limits := ""
	if dependsOnLimits(entry) {
		limits = fmt.Sprintf("%+v", s.limits)
	}
	// Letters that were recognized once are kept by a run that does not ask for them: they took hours.
	ocr := cmp.Or(s.ocr, entry.OCR)
	fmt.Fprintf(h, "%s\nformat %s %s\nlimits %s\nsidecar %d %s\n%s\n", s.prefix, f.format.Name,
		s.versionsOf(f.format.Name, cmp.Or(entry.Format, f.format.Name), ocr), limits, len(c.sidecar), f.sidecar, c.sidecar)
	h.Write(c.sum)
	return encodeFingerprint(h, s.annotation)
}

// dependsOnLimits reports whether other limits might have given more of a file.
func dependsOnLimits(entry index.File) bool {
	return entry.Documents == 0 || entry.Lost > 0 || slices.ContainsFunc(entry.Problems, func(p index.Problem) bool { return codeOf(p).IsLimit() })
}

// lineFingerprint sums the versions, what a sidecar says about the line, and the bytes of the line.
func lineFingerprint(h hash.Hash, salt readerVersions, sidecar, line []byte) index.Fingerprint {
	h.Reset()
	fmt.Fprintf(h, "%s\nformat %s\nline %d %d\n", salt.prefix, salt.formats[extract.JSONL.Name], len(sidecar), len(line))
	if len(line) > salt.limits.Text {
		fmt.Fprintf(h, "text %d\n", salt.limits.Text)
	}
	h.Write(sidecar)
	h.Write(line)
	return encodeFingerprint(h, salt.annotation)
}

func encodeFingerprint(h hash.Hash, seal string) index.Fingerprint {
	return index.Fingerprint(hex.EncodeToString(h.Sum(nil)[:fingerprintBytes]) + "-" + seal)
}
