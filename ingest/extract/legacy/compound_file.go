package legacy

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"unicode/utf16"

	"daftar/index"
	"daftar/ingest/extract"
)

// CompoundFile is a compound file in memory ([MS-CFB]): storages and streams.
//
// A chain of sectors has at most as many sectors as the file; data beyond the end of the file is missing.
type CompoundFile struct {
	data    []byte
	shift   uint // sector size as a power of two: 9 or 12
	fat     []uint32
	mini    []byte // the mini stream
	miniFAT []uint32
	entries []directoryEntry
	budget  int // bytes that streams may still read: streams of a hostile file can share sectors
}

// maxReadFactor bounds the bytes read in all streams, in sizes of the file: readers ask for a stream once or twice.
const maxReadFactor = 8

// Values of [MS-CFB] 2.1 and 2.2.
const (
	compoundMagic       = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	maxRegularSector    = 0xfffffffa // larger numbers are markers
	miniShift           = 6
	miniCutoff          = 4096 // smaller streams lie in the mini stream
	directoryEntryBytes = 128
)

type directoryEntry struct {
	name               string
	objectType         byte // 1 storage, 2 stream, 5 root
	left, right, child uint32
	start              uint32
	size               uint64
}

var (
	errNotCompoundFile = errors.New("not a compound file")
	errNoDirectory     = errors.New("the compound file has no directory")
)

// CompoundFileProblem returns the problem of a file of a format when OpenCompoundFile fails with err.
func CompoundFileProblem(err error, f extract.Format) index.Problem {
	if errors.Is(err, errNotCompoundFile) {
		return index.NewProblem(index.ProblemNotFormat, f.Label)
	}
	return index.NewProblem(index.ProblemDamaged, f.Label, "")
}

// OpenCompoundFile reads the directory of a compound file.
func OpenCompoundFile(data []byte) (*CompoundFile, error) {
	const header = 512
	if len(data) < header || !strings.HasPrefix(string(data[:8]), compoundMagic) {
		return nil, errNotCompoundFile
	}
	c := &CompoundFile{data: data, shift: 9}
	if binary.LittleEndian.Uint16(data[30:]) == 12 {
		c.shift = 12
	}
	c.budget = maxReadFactor * (len(data) + miniCutoff)
	c.readFAT()
	c.readDirectory(c.readChain(binary.LittleEndian.Uint32(data[48:]), uint64(len(data))))
	if len(c.entries) == 0 || c.entries[0].objectType != 5 {
		return nil, errNoDirectory
	}
	c.mini = c.readChain(c.entries[0].start, c.entries[0].size)
	c.miniFAT = uint32s(c.readChain(binary.LittleEndian.Uint32(data[60:]), uint64(len(data))))
	return c, nil
}

// sector returns a sector. It is short or empty at the end of a truncated file.
func (c *CompoundFile) sector(n uint32) []byte {
	start := (uint64(n) + 1) << c.shift
	if n > maxRegularSector || start >= uint64(len(c.data)) {
		return nil
	}
	return c.data[start:min(start+1<<c.shift, uint64(len(c.data)))]
}

// maxSectors returns the largest possible number of sectors.
func (c *CompoundFile) maxSectors() int { return len(c.data)>>c.shift + 1 }

func (c *CompoundFile) readFAT() {
	list := uint32s(c.data[76:512])
	for next, n := binary.LittleEndian.Uint32(c.data[68:]), 0; next < maxRegularSector && n < c.maxSectors(); n++ {
		more := uint32s(c.sector(next))
		if len(more) < 1<<(c.shift-2) {
			break
		}
		list = append(list, more[:len(more)-1]...)
		next = more[len(more)-1]
	}
	for _, n := range list {
		if len(c.fat) > c.maxSectors() {
			return
		}
		if n < maxRegularSector {
			c.fat = append(c.fat, uint32s(c.sector(n))...)
		}
	}
}

func uint32s(b []byte) []uint32 {
	list := make([]uint32, len(b)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return list
}

// readChain returns up to size bytes of a chain of sectors.
func (c *CompoundFile) readChain(start uint32, size uint64) []byte {
	size = min(size, uint64(len(c.data)))
	var out []byte
	for n := start; n < maxRegularSector && uint64(len(out)) < size; n = c.fat[n] {
		s := c.sector(n)
		if len(s) == 0 || c.budget <= 0 {
			break
		}
		out = append(out, s...)
		c.budget -= len(s)
		if uint64(n) >= uint64(len(c.fat)) {
			break
		}
	}
	return out[:min(uint64(len(out)), size)]
}

func (c *CompoundFile) readMiniChain(start uint32, size uint64) []byte {
	var out []byte
	size = min(size, uint64(len(c.mini)))
	for n := start; n < maxRegularSector && uint64(len(out)) < size; n = c.miniFAT[n] {
		at := uint64(n) << miniShift
		if at >= uint64(len(c.mini)) || c.budget <= 0 {
			break
		}
		c.budget -= 1 << miniShift
		out = append(out, c.mini[at:min(at+1<<miniShift, uint64(len(c.mini)))]...)
		if uint64(n) >= uint64(len(c.miniFAT)) {
			break
		}
	}
	return out[:min(uint64(len(out)), size)]
}

func (c *CompoundFile) readDirectory(raw []byte) {
	le := binary.LittleEndian
	for ; len(raw) >= directoryEntryBytes; raw = raw[directoryEntryBytes:] {
		e := directoryEntry{
			objectType: raw[66], left: le.Uint32(raw[68:]), right: le.Uint32(raw[72:]), child: le.Uint32(raw[76:]),
			start: le.Uint32(raw[116:]), size: le.Uint64(raw[120:]),
		}
		if c.shift == 9 { // version 3 writers leave garbage in the upper half
			e.size &= 0xffffffff
		}
		if n := int(le.Uint16(raw[64:])); n >= 2 && n <= 64 {
			e.name = utf16String(raw[:n-2])
		}
		c.entries = append(c.entries, e)
	}
}

func utf16String(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// Storage is a folder of a compound file.
type Storage struct {
	c       *CompoundFile
	entries map[string]uint32 // by name in lower case
}

// Root returns the root storage.
func (c *CompoundFile) Root() Storage { return c.storage(0) }

// storage collects the entries of a storage, which form a binary tree.
func (c *CompoundFile) storage(n uint32) Storage {
	s := Storage{c: c, entries: map[string]uint32{}}
	seen := map[uint32]bool{}
	for stack := []uint32{c.entries[n].child}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if uint64(at) >= uint64(len(c.entries)) || seen[at] || at == n {
			continue
		}
		seen[at] = true
		e := c.entries[at]
		s.entries[strings.ToLower(e.name)] = at
		stack = append(stack, e.left, e.right)
	}
	return s
}

// Has reports whether the storage has a stream or storage of that name. Names are case-insensitive.
func (s Storage) Has(name string) bool {
	_, ok := s.entries[strings.ToLower(name)]
	return ok
}

// Names returns the names of all streams and storages in lower case, sorted.
func (s Storage) Names() []string {
	names := make([]string, 0, len(s.entries))
	for name := range s.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Storage returns a storage in this storage.
func (s Storage) Storage(name string) (Storage, bool) {
	n, ok := s.entries[strings.ToLower(name)]
	if !ok || s.c.entries[n].objectType != 1 {
		return Storage{}, false
	}
	return s.c.storage(n), true
}

// Stream returns the bytes of a stream; in a damaged file, those that are left.
func (s Storage) Stream(name string) ([]byte, bool) {
	n, ok := s.entries[strings.ToLower(name)]
	if !ok || s.c.entries[n].objectType != 2 {
		return nil, false
	}
	e := s.c.entries[n]
	if e.size < miniCutoff {
		return s.c.readMiniChain(e.start, e.size), true
	}
	return s.c.readChain(e.start, e.size), true
}

// CompoundFormat returns the format of a compound file by its streams, extract.OLE if unknown.
func CompoundFormat(data []byte) extract.Format {
	c, err := OpenCompoundFile(data)
	if err != nil {
		return extract.OLE
	}
	root := c.Root()
	for _, k := range []struct {
		stream string
		format extract.Format
	}{
		{"EncryptedPackage", EncryptedOffice}, {"WordDocument", extract.DOC}, {"__properties_version1.0", extract.MSG},
		{"Workbook", xls}, {"Book", xls}, {"PowerPoint Document", ppt},
	} {
		if root.Has(k.stream) {
			return k.format
		}
	}
	return extract.OLE
}

// EncryptedOffice is an Office Open XML file protected by a password: its package is encrypted inside a compound file,
// so its kind is unknown ([MS-OFFCRYPTO]).
var EncryptedOffice = extract.Format{Name: "ole", Label: "Office, encrypted", Sandboxed: true, Version: "1"}

var (
	xls = extract.Format{Name: "xls", Label: "Excel 97"}
	ppt = extract.Format{Name: "ppt", Label: "PowerPoint 97"}
)
