package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// parcel is an opened ZIP. Sizes, sums and the directory in it may lie: what is unpacked is counted as it comes out, over
// all files together, and a file whose directory is broken is read by the headers that stand before each member.
type parcel struct {
	data     []byte
	members  []member
	byName   map[string]int // normal names
	left     int64          // bytes that may still be unpacked
	spent    bool           // left was reached
	allowed  string         // what left was, in words
	problems []index.Problem
}

type member struct {
	name      string // as a reader looks for it: slashes, no slash in front
	packed    []byte // to the end of the file if its length is not known
	method    uint16
	encrypted bool
	twin      bool // another member has the same name
}

var (
	errAbsent    = errors.New("is missing")
	errEncrypted = errors.New("is encrypted")
	errSpent     = errors.New("unpacks to more than is allowed")
	errNoZIP     = errors.New("is no ZIP file")
)

func openParcel(data []byte, l extract.Limits) (*parcel, error) {
	p := &parcel{data: data, byName: make(map[string]int)}
	p.left, p.allowed = allowance(int64(len(data)), l)
	listed := p.list(l.Embedded)
	if !listed {
		p.salvage(l.Embedded)
		if len(p.members) == 0 {
			return nil, errNoZIP
		}
		p.complain("the directory of the file is broken: what was found without it was read")
	}
	return p, nil
}

// allowance is what a file of a size may unpack to.
func allowance(size int64, l extract.Limits) (int64, string) {
	byRatio := max(extract.MinUnpackedLimit, size*max(l.Ratio, 1))
	if byRatio < l.Unpacked {
		return byRatio, fmt.Sprintf("unpacks to more than %d times its size", max(l.Ratio, 1))
	}
	return l.Unpacked, fmt.Sprintf("unpacks to more than %d MB", l.Unpacked>>20)
}

func (p *parcel) complain(reason string) {
	p.problems = append(p.problems, index.Problem{Reason: reason})
}

// list takes the members from the directory at the end of the file. It is false if there is none.
func (p *parcel) list(most int) bool {
	r, err := zip.NewReader(bytes.NewReader(p.data), int64(len(p.data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return false
	}
	for n, f := range r.File {
		if n >= most {
			p.tooMany(most)
			break
		}
		offset, err := f.DataOffset()
		if err != nil || offset < 0 || offset > int64(len(p.data)) {
			continue
		}
		m := member{name: f.Name, packed: p.data[offset:], method: f.Method, encrypted: f.Flags&flagEncrypted != 0}
		m.cut(f.CompressedSize64)
		p.add(m)
	}
	return len(r.File) == 0 || len(p.members) > 0
}

func (p *parcel) tooMany(most int) {
	p.problems = append(p.problems, index.Problem{Reason: fmt.Sprintf("only the first %d files in it were looked at", most), Limit: true})
}

// cut takes a stored member at its length. A deflated one knows its own end, and its length may lie.
func (m *member) cut(length uint64) {
	if m.method == zip.Store {
		m.packed = m.packed[:min(length, uint64(len(m.packed)))]
	}
}

// The header before each member (APPNOTE.TXT 4.3.7): signature, flags at 6, method at 8, packed size at 18, lengths of
// name and extra field at 26 and 28, then both.
const (
	localHeader   = "PK\x03\x04"
	localBytes    = 30
	flagEncrypted = 1
	flagLater     = 8 // the sizes stand behind the member
)

// salvage finds members by the headers that stand before them.
func (p *parcel) salvage(most int) {
	for at := 0; ; {
		next := bytes.Index(p.data[at:], []byte(localHeader))
		if next < 0 || len(p.data)-at-next < localBytes {
			return
		}
		if len(p.members) >= most {
			p.tooMany(most)
			return
		}
		at += next
		h := p.data[at:]
		u16 := func(n int) int { return int(binary.LittleEndian.Uint16(h[n:])) }
		size := uint64(binary.LittleEndian.Uint32(h[18:]))
		nameEnd := localBytes + u16(26)
		start := nameEnd + u16(28)
		at += len(localHeader)
		if start > len(h) {
			continue
		}
		m := member{name: string(h[localBytes:nameEnd]), packed: h[start:], method: uint16(u16(8)), encrypted: u16(6)&flagEncrypted != 0}
		if u16(6)&flagLater == 0 {
			m.cut(size)
			at += int(min(size, uint64(len(p.data)-at)))
		}
		p.add(m)
	}
}

// add keeps the first of members with one name: programs disagree which of them counts.
func (p *parcel) add(m member) {
	m.name = normal(m.name)
	if m.name == "" || strings.HasSuffix(m.name, "/") {
		return
	}
	key := strings.ToLower(m.name)
	if first, twice := p.byName[key]; twice {
		p.members[first].twin = true
		return
	}
	p.byName[key] = len(p.members)
	p.members = append(p.members, m)
}

// normal is how names of members are written where programs agree: some write backslashes, some a slash in front.
func normal(name string) string {
	return strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/")
}

// has reports whether there is a member, whatever the case of its name: Windows programs do not tell it apart.
func (p *parcel) has(name string) bool {
	_, ok := p.byName[strings.ToLower(normal(name))]
	return ok
}

// under reports whether a member lies in a folder, whose name ends with a slash.
func (p *parcel) under(folder string) bool {
	for _, m := range p.members {
		if strings.HasPrefix(strings.ToLower(m.name), folder) {
			return true
		}
	}
	return false
}

// open begins to unpack a member. What is beyond the allowance ends with errSpent.
func (p *parcel) open(name string) (io.Reader, error) {
	n, ok := p.byName[strings.ToLower(normal(name))]
	if !ok {
		return nil, errAbsent
	}
	m := &p.members[n]
	if m.twin {
		m.twin = false
		p.complain(fmt.Sprintf("%s is there twice: the first was read", shown(m.name)))
	}
	switch {
	case m.encrypted:
		return nil, errEncrypted
	case m.method == zip.Store:
		return &meter{p, bytes.NewReader(m.packed)}, nil
	case m.method == zip.Deflate:
		return &meter{p, flate.NewReader(bytes.NewReader(m.packed))}, nil
	}
	return nil, fmt.Errorf("is packed by method %d, which is not read", m.method)
}

// smallBytes bounds members that are read whole: lists of parts, a mimetype. The longest seen has 200 KB.
const smallBytes = 8 << 20

// small reads a member whole, or what can be read of it; "" if there is none.
func (p *parcel) small(name string, most int64) string {
	r, err := p.open(name)
	if err != nil {
		return ""
	}
	raw, _ := io.ReadAll(io.LimitReader(r, most))
	return string(raw)
}

// meter counts what is unpacked.
type meter struct {
	parcel *parcel
	from   io.Reader
}

func (m *meter) Read(b []byte) (int, error) {
	if m.parcel.left <= 0 {
		m.parcel.spent = true
		return 0, errSpent
	}
	if int64(len(b)) > m.parcel.left {
		b = b[:m.parcel.left]
	}
	n, err := m.from.Read(b)
	m.parcel.left -= int64(n)
	return n, err
}

// shown is a name from a file in a message.
func shown(name string) string { return extract.OneLine(strings.ToValidUTF8(name, "?"), shownBytes) }

// shownBytes is what a message has room for.
const shownBytes = 120
