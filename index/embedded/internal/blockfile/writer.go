package blockfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"slices"

	"daftar/index/internal/packed"
)

// BlockSize is the number of bytes that share a checksum.
const BlockSize = 64 << 10

const (
	magic          = "DAFTARBF"
	kindSize       = 8
	headerSize     = 24
	footerSize     = 20
	alignment      = 8
	maxSectionName = 255
	filePerm       = 0o600 // the documents may be confidential
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Writer writes a file, section after section. After an error it does nothing, and Close returns the error.
type Writer struct {
	file      *os.File
	buffer    *bufio.Writer
	offset    int64
	directory []entry
	block     int // bytes in the last block of the current section
	err       error
}

// entry is a section as the directory lists it.
type entry struct {
	name   string
	length int64
	sums   []uint32
}

// paddedLength is the length of the section in the file.
func (e entry) paddedLength() int64 { return (e.length + alignment - 1) / alignment * alignment }

// Create creates a file, which must not exist. The kind has at most 8 ASCII characters. The caller must call Close.
func Create(name, kind string, version uint32) (*Writer, error) {
	header, err := newHeader(kind, version)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return nil, err
	}
	w := &Writer{file: f, buffer: bufio.NewWriterSize(f, BlockSize)}
	w.raw(header)
	return w, nil
}

func newHeader(kind string, version uint32) ([]byte, error) {
	if len(kind) > kindSize {
		return nil, fmt.Errorf("kind of block file: %q must have at most %d bytes", kind, kindSize)
	}
	header := append([]byte(magic), kind...)
	header = append(header, make([]byte, kindSize-len(kind))...)
	header = binary.LittleEndian.AppendUint32(header, version)
	return appendSum(header), nil
}

// appendSum appends the checksum of b.
func appendSum(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func (w *Writer) raw(p []byte) {
	if w.err == nil {
		_, w.err = w.buffer.Write(p)
		w.offset += int64(len(p))
	}
}

func (w *Writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// Section ends the current section and starts the next one. Names must be different and at most 255 bytes long.
func (w *Writer) Section(name string) {
	w.endSection()
	if name == "" || len(name) > maxSectionName || slices.ContainsFunc(w.directory, func(e entry) bool { return e.name == name }) {
		w.fail(fmt.Errorf("name of section %q must be new and have 1 to %d bytes", name, maxSectionName))
	}
	w.directory = append(w.directory, entry{name: name})
	w.block = 0
}

// Write appends to the current section.
func (w *Writer) Write(p []byte) (int, error) {
	if len(w.directory) == 0 {
		w.fail(errors.New("write to a block file before its first section"))
	}
	if w.err == nil {
		w.directory[len(w.directory)-1].length += int64(len(p))
		w.write(p)
	}
	if w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}

func (w *Writer) write(p []byte) {
	e := &w.directory[len(w.directory)-1]
	for len(p) > 0 && w.err == nil {
		if w.block == 0 {
			e.sums = append(e.sums, 0)
		}
		part := p[:min(len(p), BlockSize-w.block)]
		last := &e.sums[len(e.sums)-1]
		*last = crc32.Update(*last, castagnoli, part)
		w.raw(part)
		w.block = (w.block + len(part)) % BlockSize
		p = p[len(part):]
	}
}

// endSection pads the current section.
func (w *Writer) endSection() {
	if len(w.directory) > 0 {
		e := w.directory[len(w.directory)-1]
		w.write(make([]byte, e.paddedLength()-e.length))
	}
}

// Close writes the directory and closes the file. It does not sync it.
func (w *Writer) Close() error {
	w.endSection()
	start := w.offset
	directory := appendDirectory(nil, w.directory)
	if len(directory) > math.MaxUint32 {
		w.fail(fmt.Errorf("directory of block file has %d bytes, at most %d are allowed", len(directory), math.MaxUint32))
	}
	w.raw(directory)
	w.raw(newFooter(start, directory))
	if w.err == nil {
		w.err = w.buffer.Flush()
	}
	return errors.Join(w.err, w.file.Close())
}

func appendDirectory(b []byte, entries []entry) []byte {
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(len(e.name)))
		b = append(b, e.name...)
		b = binary.AppendUvarint(b, uint64(e.length))
		for _, sum := range e.sums {
			b = binary.LittleEndian.AppendUint32(b, sum)
		}
	}
	return b
}

func newFooter(start int64, directory []byte) []byte {
	footer := binary.LittleEndian.AppendUint64(nil, uint64(start))
	footer = binary.LittleEndian.AppendUint32(footer, uint32(len(directory)))
	footer = binary.LittleEndian.AppendUint32(footer, crc32.Checksum(directory, castagnoli))
	return appendSum(footer)
}

// Strings writes a list of strings as two sections.
func (w *Writer) Strings(name string, list packed.Strings) {
	if len(list.Data) > packed.MaxBytes {
		w.fail(fmt.Errorf("strings of %s have %d bytes, at most %d are allowed", name, len(list.Data), packed.MaxBytes))
	}
	WriteNumbers(w, name+offsetsSuffix, list.Offsets)
	w.Section(name)
	_, _ = w.Write(list.Data) // Close returns the error
}

// offsetsSuffix is the end of the name of the section with the offsets of a list.
const offsetsSuffix = ".offsets"
