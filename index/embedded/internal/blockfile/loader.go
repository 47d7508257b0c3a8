package blockfile

import (
	"errors"
	"fmt"
	"unsafe"

	"daftar/index"
	"daftar/index/internal/packed"
)

// Loader reads whole sections as typed values. After an error it returns nothing but empty values, so that a caller can
// load all sections and then look at Err.
type Loader struct {
	file *File
	err  error
}

// NewLoader returns a Loader of a file.
func NewLoader(f *File) *Loader { return &Loader{file: f} }

// Err returns the first error.
func (l *Loader) Err() error { return l.err }

// Fail makes the file damaged for a reason that its sections show only together. A nil reason does nothing.
func (l *Loader) Fail(reason error) {
	switch {
	case l.err != nil || reason == nil:
	case errors.Is(reason, index.ErrDamaged):
		l.err = reason
	default:
		l.err = fmt.Errorf("%w: %s: %v", index.ErrDamaged, l.file.name, reason)
	}
}

// Bytes returns a section.
func (l *Loader) Bytes(section string) []byte {
	if l.err != nil {
		return nil
	}
	s, err := l.file.Section(section)
	if err != nil {
		l.err = err
		return nil
	}
	b, err := s.All()
	l.err = err
	return b
}

// LoadNumbers returns a section of numbers. Those of a mapped file share its memory.
func LoadNumbers[T Number](l *Loader, section string) []T {
	b := l.Bytes(section)
	if size := int(unsafe.Sizeof(*new(T))); len(b)%size != 0 {
		l.Fail(fmt.Errorf("section %q has %d bytes, not a multiple of %d", section, len(b), size))
		return nil
	}
	return numbersOf[T](b)
}

// LoadColumn is LoadNumbers of a section that must have n numbers.
func LoadColumn[T Number](l *Loader, section string, n int) []T {
	values := LoadNumbers[T](l, section)
	if len(values) != n {
		l.Fail(fmt.Errorf("section %q has %d values instead of %d", section, len(values), n))
		return nil
	}
	return values
}

// LoadOffsets returns the offsets of n lists that follow one another in an array of end elements: n+1 numbers that start
// at 0, do not decrease, and end at end.
func LoadOffsets(l *Loader, section string, n, end int) []uint32 {
	offsets := LoadColumn[uint32](l, section, n+1)
	if l.err == nil {
		l.Fail(inSection(section, packed.CheckOffsets(offsets, end)))
	}
	return offsets
}

// LoadStrings returns a list of strings. Those of a mapped file share its memory.
func LoadStrings(l *Loader, name string) packed.Strings {
	list := packed.Strings{Offsets: LoadNumbers[uint32](l, name+offsetsSuffix), Data: l.Bytes(name)}
	if l.err == nil {
		l.Fail(inSection(name, list.Check()))
	}
	if l.err != nil {
		return packed.Strings{}
	}
	return list
}

func inSection(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("section %q: %w", name, err)
}
