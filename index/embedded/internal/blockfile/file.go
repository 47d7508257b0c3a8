package blockfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"daftar/index"
)

// Access is how a file is read.
type Access int

// The ways to read a file. Mapped is ReadAt where files cannot be mapped.
const (
	Mapped Access = iota
	ReadAt
)

// File is an open file. It is safe for concurrent use.
type File struct {
	name     string
	data     []byte      // the whole file if it is mapped
	source   io.ReaderAt // if it is not
	close    func() error
	version  uint32
	sections map[string]*Section
}

// Section is a section of a file.
type Section struct {
	file    *File
	start   int64 // in the file
	length  int64
	padded  int64
	sums    []uint32        // of the blocks
	checked []atomic.Uint64 // a bit for each block of a mapped file
}

// Open opens a file of a kind. The caller must call Close, after which bytes of a mapped file must not be used any more.
func Open(name, kind string, access Access) (*File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err) // which names the file
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	f := &File{name: name, source: file, close: file.Close}
	if access == Mapped && canMap && info.Size() > 0 {
		if err := f.mapFile(file, info.Size()); err != nil {
			return nil, err
		}
	}
	if err := f.readDirectory(kind, info.Size()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// mapFile maps the file and closes it.
func (f *File) mapFile(file *os.File, size int64) error {
	data, err := mapReadOnly(file, size)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("map %s: %w", f.name, err)
	}
	f.data, f.source = data, nil
	f.close = func() error { return unmap(data) }
	return nil
}

// Close closes the file. Only the first call does.
func (f *File) Close() error {
	if f.close == nil {
		return nil
	}
	c := f.close
	f.close, f.data, f.source = nil, nil, nil
	return c()
}

// Version returns the version of the kind of the file.
func (f *File) Version() uint32 { return f.version }

// Mapping returns the memory of a mapped file, for Guard.Add; nil if it is not mapped.
func (f *File) Mapping() []byte { return f.data }

// Name returns the name of the file.
func (f *File) Name() string { return f.name }

// damaged returns an index.ErrDamaged.
func (f *File) damaged(offset int64, format string, args ...any) error {
	return fmt.Errorf("%w: %s at offset %d: %s", index.ErrDamaged, f.name, offset, fmt.Sprintf(format, args...))
}

// bytes returns bytes of the file without checking them.
func (f *File) bytes(offset, n int64) ([]byte, error) {
	if f.data != nil {
		return f.data[offset : offset+n : offset+n], nil
	}
	if f.source == nil {
		return nil, fmt.Errorf("read %s: %w", f.name, os.ErrClosed)
	}
	b := make([]byte, n)
	if _, err := f.source.ReadAt(b, offset); err != nil {
		return nil, f.damaged(offset, "%v", err)
	}
	return b, nil
}

// readDirectory reads header, footer and directory.
func (f *File) readDirectory(kind string, size int64) error {
	if size < headerSize+footerSize {
		return f.damaged(0, "has %d bytes, at least %d are needed", size, headerSize+footerSize)
	}
	header, err := f.bytes(0, headerSize)
	if err != nil {
		return err
	}
	if !hasSum(header) || !strings.HasPrefix(string(header), magic) {
		return f.damaged(0, "wrong header")
	}
	if got := strings.TrimRight(string(header[len(magic):len(magic)+kindSize]), "\x00"); got != kind {
		return f.damaged(0, "has kind %q instead of %q", got, kind)
	}
	f.version = binary.LittleEndian.Uint32(header[len(magic)+kindSize:])
	footer, err := f.bytes(size-footerSize, footerSize)
	if err != nil {
		return err
	}
	start, length := binary.LittleEndian.Uint64(footer), int64(binary.LittleEndian.Uint32(footer[8:]))
	if !hasSum(footer) || start != uint64(size-footerSize-length) || size-footerSize-length < headerSize {
		return f.damaged(size-footerSize, "wrong footer")
	}
	directory, err := f.bytes(int64(start), length)
	if err != nil {
		return err
	}
	if crc32.Checksum(directory, castagnoli) != binary.LittleEndian.Uint32(footer[12:]) {
		return f.damaged(int64(start), "wrong checksum of the directory")
	}
	entries, err := parseDirectory(directory, int64(start)-headerSize)
	if err != nil {
		return f.damaged(int64(start), "%v", err)
	}
	f.addSections(entries)
	return nil
}

// hasSum reports whether b ends with the checksum of what is before.
func hasSum(b []byte) bool {
	n := len(b) - 4
	return crc32.Checksum(b[:n], castagnoli) == binary.LittleEndian.Uint32(b[n:])
}

func (f *File) addSections(entries []entry) {
	f.sections = make(map[string]*Section, len(entries))
	start := int64(headerSize)
	for _, e := range entries {
		s := &Section{file: f, start: start, length: e.length, padded: e.paddedLength(), sums: e.sums}
		if f.data != nil {
			s.checked = make([]atomic.Uint64, (len(e.sums)+63)/64)
		}
		f.sections[e.name] = s
		start += s.padded
	}
}

var errDirectory = errors.New("directory ends too early")

// parseDirectory reads a directory. The sections must fill size bytes.
func parseDirectory(b []byte, size int64) ([]entry, error) {
	var entries []entry
	seen := make(map[string]bool)
	for len(b) > 0 {
		e, rest, err := parseEntry(b, size)
		if err != nil {
			return nil, err
		}
		if seen[e.name] {
			return nil, fmt.Errorf("section %q is listed twice", e.name)
		}
		seen[e.name] = true
		size -= e.paddedLength()
		entries, b = append(entries, e), rest
	}
	if size != 0 {
		return nil, fmt.Errorf("%d bytes belong to no section", size)
	}
	return entries, nil
}

// parseEntry reads one section, which must have at most size bytes, and returns the rest of the directory.
func parseEntry(b []byte, size int64) (e entry, rest []byte, err error) {
	n, b, err := uvarint(b, maxSectionName)
	if err != nil {
		return e, nil, err
	}
	if n > int64(len(b)) {
		return e, nil, errDirectory
	}
	e.name, b = string(b[:n]), b[n:]
	if e.length, b, err = uvarint(b, size); err != nil {
		return e, nil, err
	}
	if e.paddedLength() > size {
		return e, nil, fmt.Errorf("section %q is longer than the file", e.name)
	}
	blocks := (e.paddedLength() + BlockSize - 1) / BlockSize
	if int64(len(b)) < 4*blocks {
		return e, nil, errDirectory
	}
	e.sums = make([]uint32, blocks)
	for i := range e.sums {
		e.sums[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return e, b[4*blocks:], nil
}

// uvarint reads a number of at most limit and returns the rest of b.
func uvarint(b []byte, limit int64) (int64, []byte, error) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, errDirectory
	}
	if v > uint64(limit) {
		return 0, nil, fmt.Errorf("length must be at most %d, got %d", limit, v)
	}
	return int64(v), b[n:], nil
}

// Sections returns the names of all sections, sorted.
func (f *File) Sections() []string { return slices.Sorted(maps.Keys(f.sections)) }

// Section returns a section. It is an index.ErrDamaged if there is none of this name.
func (f *File) Section(name string) (*Section, error) {
	s, ok := f.sections[name]
	if !ok {
		return nil, f.damaged(0, "has no section %q", name)
	}
	return s, nil
}

// Len returns the number of bytes.
func (s *Section) Len() int64 { return s.length }

// All checks the whole section and returns it.
func (s *Section) All() ([]byte, error) { return s.Range(0, s.length) }

// Range checks the blocks that contain bytes from to to (exclusive) and returns these bytes, which the caller must not
// change.
func (s *Section) Range(from, to int64) ([]byte, error) {
	if from < 0 || to < from || to > s.length {
		return nil, s.file.damaged(s.start, "bytes %d to %d are outside a section of %d bytes", from, to, s.length)
	}
	if from == to {
		return nil, nil
	}
	first := from / BlockSize
	start, end := first*BlockSize, min((to+BlockSize-1)/BlockSize*BlockSize, s.padded)
	b, err := s.file.bytes(s.start+start, end-start)
	if err != nil {
		return nil, err
	}
	for i := first; i*BlockSize < end; i++ {
		if err := s.check(i, b[i*BlockSize-start:min((i+1)*BlockSize, end)-start]); err != nil {
			return nil, err
		}
	}
	return b[from-start : to-start : to-start], nil
}

// check checks a block, of a mapped file only the first time.
func (s *Section) check(i int64, block []byte) error {
	bit := uint64(1) << (i % 64)
	if s.checked != nil && s.checked[i/64].Load()&bit != 0 {
		return nil
	}
	if crc32.Checksum(block, castagnoli) != s.sums[i] {
		return s.file.damaged(s.start+i*BlockSize, "wrong checksum")
	}
	if s.checked != nil {
		s.checked[i/64].Or(bit)
	}
	return nil
}
