package zipfile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Archive is an opened ZIP file. It is used by one goroutine.
type Archive struct {
	members  []member
	byName   map[string]int // lower case
	limits   extract.Limits
	damaged  bool
	budget   budget
	problems []index.Problem
}

// member is a file of an archive.
type member struct {
	header *zip.FileHeader
	name   string // with slashes, none in front
	packed []byte // up to the end of the archive if the length is unknown
	twice  bool   // another member has the same name
}

// IsZIP reports whether data begins like a ZIP file, possibly one without files.
func IsZIP(data []byte) bool {
	return bytes.HasPrefix(data, []byte(localSignature)) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// Open lists the members of an archive. The error is that the data is not a ZIP file.
func Open(data []byte, l extract.Limits) (*Archive, error) {
	a := &Archive{byName: map[string]int{}, limits: l, budget: newBudget(int64(len(data)), l)}
	if !a.readDirectory(data) {
		a.damaged = true
		a.salvage(data)
		if len(a.members) == 0 {
			return nil, extract.NewError(index.ProblemNotFormat, extract.ZIP.Label)
		}
		a.problems = append(a.problems, index.NewProblem(index.ProblemPartDamaged, "central directory"))
	}
	return a, nil
}

// Damaged reports whether the central directory is missing or damaged.
func (a *Archive) Damaged() bool { return a.damaged }

// Truncated reports whether the archive has more files than Limits.Embedded. The first that is too many is kept.
func (a *Archive) Truncated() bool { return len(a.members) > a.limits.Embedded }

// Problems returns the problems of the archive itself that were found so far.
func (a *Archive) Problems() []index.Problem { return a.problems }

// readDirectory reads the members from the central directory. It returns false if it is missing or unusable.
func (a *Archive) readDirectory(data []byte) bool {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return false
	}
	for _, f := range r.File {
		offset, err := f.DataOffset()
		if err == nil && offset >= 0 && offset <= int64(len(data)) && !a.add(&f.FileHeader, data[offset:]) {
			break
		}
	}
	return len(r.File) == 0 || len(a.members) > 0
}

// add adds a member and returns false when there are too many. A stored member ends at its stated length, a deflated one
// where its own data says. Folders are not members.
func (a *Archive) add(h *zip.FileHeader, packed []byte) bool {
	if len(a.members) > a.limits.Embedded {
		return false
	}
	if h.Method == zip.Store {
		packed = packed[:min(h.CompressedSize64, uint64(len(packed)))]
	}
	m := member{header: h, name: normalName(h.Name), packed: packed}
	if m.name == "" || strings.HasSuffix(m.name, "/") {
		return true
	}
	key := strings.ToLower(m.name)
	if first, found := a.byName[key]; found {
		a.members[first].twice = true
	} else {
		a.byName[key] = len(a.members)
	}
	a.members = append(a.members, m)
	return true
}

// normalName removes leading slashes and converts backslashes, which some programs write.
func normalName(name string) string {
	return strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/")
}

// Has reports whether there is a member. Names are compared without case, as Windows does.
func (a *Archive) Has(name string) bool {
	_, found := a.byName[strings.ToLower(normalName(name))]
	return found
}

// HasFolder reports whether a member is in a folder, whose name is in lower case and ends with a slash.
func (a *Archive) HasFolder(folder string) bool {
	for _, m := range a.members {
		if strings.HasPrefix(strings.ToLower(m.name), folder) {
			return true
		}
	}
	return false
}

// Find returns the name of the first member that has a suffix in lower case, "" if none has.
func (a *Archive) Find(suffix string) string {
	for _, m := range a.members {
		if strings.HasSuffix(strings.ToLower(m.name), suffix) {
			return m.name
		}
	}
	return ""
}

// Open returns a reader of a member; of several with the same name, of the first. Reading beyond the limits of the archive
// fails with ErrLimit.
func (a *Archive) Open(name string) (io.Reader, error) {
	n, found := a.byName[strings.ToLower(normalName(name))]
	if !found {
		return nil, extract.NewError(index.ProblemPartMissing, shown(name))
	}
	m := &a.members[n]
	if m.twice {
		m.twice = false
		a.problems = append(a.problems, index.NewProblem(index.ProblemDamaged, extract.ZIP.Label, shown(m.name)+" ×2"))
	}
	return a.open(m)
}

func (a *Archive) open(m *member) (io.Reader, error) {
	const flagEncrypted = 1
	switch {
	case m.header.Flags&flagEncrypted != 0:
		return nil, extract.NewError(index.ProblemEncrypted, "password")
	case m.header.Method == zip.Store:
		return a.budget.reader(bytes.NewReader(m.packed)), nil
	case m.header.Method == zip.Deflate:
		return a.budget.reader(flate.NewReader(bytes.NewReader(m.packed))), nil
	}
	return nil, extract.NewError(index.ProblemUnsupported, fmt.Sprintf("ZIP method %d (%s)", m.header.Method, methodName(m.header.Method)))
}

// ReadStart returns the first bytes of a member, or what can be read of them; "" if there is none.
func (a *Archive) ReadStart(name string, maxBytes int64) string {
	r, err := a.Open(name)
	if err != nil {
		return ""
	}
	raw, _ := io.ReadAll(io.LimitReader(r, maxBytes))
	return string(raw)
}

// methodName names the compression methods in use (APPNOTE.TXT 4.4.5).
func methodName(n uint16) string {
	names := map[uint16]string{1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
	if name, ok := names[n]; ok {
		return name
	}
	return "?"
}

// shown bounds a name in a problem.
func shown(name string) string {
	const maxBytes = 120
	return extract.OneLine(strings.ToValidUTF8(name, "?"), maxBytes)
}
