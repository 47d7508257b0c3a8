// Package packed holds lists of strings in one array of bytes. A list can be a part of a memory-mapped file: it is used
// without decoding it, and the garbage collector does not look at it.
package packed

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"math"
	"sort"
)

// Strings is an immutable list of strings. String i is Data[Offsets[i]:Offsets[i+1]]; Offsets has one more element than
// the list, or none if the list is empty.
type Strings struct {
	Offsets []uint32
	Data    []byte
}

// MaxBytes is the maximum sum of the lengths of the strings of a list.
const MaxBytes = math.MaxUint32

// New returns the list of the given strings.
func New(list ...string) Strings {
	s := Strings{Offsets: make([]uint32, 1, len(list)+1)}
	for _, text := range list {
		s.Append(text)
	}
	return s
}

// Append adds a string to a list that New has made. Write checks that the list is not longer than MaxBytes.
func (s *Strings) Append(text string) {
	if len(s.Offsets) == 0 {
		s.Offsets = append(s.Offsets, 0)
	}
	s.Data = append(s.Data, text...)
	s.Offsets = append(s.Offsets, uint32(len(s.Data)))
}

// Len returns the number of strings.
func (s Strings) Len() int { return max(len(s.Offsets)-1, 0) }

// At returns a copy of a string, which stays valid when the file of the list is closed.
func (s Strings) At(i int) string { return string(s.View(i)) }

// View returns the bytes of a string, which share memory with the list.
func (s Strings) View(i int) []byte { return s.Data[s.Offsets[i]:s.Offsets[i+1]] }

// IsEmpty reports whether a string is empty.
func (s Strings) IsEmpty(i int) bool { return s.Offsets[i] == s.Offsets[i+1] }

// All iterates over copies of all strings and their numbers.
func (s Strings) All() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := range s.Len() {
			if !yield(i, s.At(i)) {
				return
			}
		}
	}
}

// List returns copies of all strings.
func (s Strings) List() []string {
	list := make([]string, 0, s.Len())
	for _, text := range s.All() {
		list = append(list, text)
	}
	return list
}

// Search returns where a string is in a sorted list, or where it would have to be inserted.
func (s Strings) Search(text string) (i int, found bool) {
	key := []byte(text)
	return sort.Find(s.Len(), func(i int) int { return bytes.Compare(key, s.View(i)) })
}

// Check returns an error unless every string lies in Data.
func (s Strings) Check() error {
	if len(s.Offsets) == 0 {
		if len(s.Data) > 0 {
			return errors.New("packed strings have bytes but no offsets")
		}
		return nil
	}
	return CheckOffsets(s.Offsets, len(s.Data))
}

// CheckOffsets returns an error unless offsets start at 0, never decrease, and end at end.
func CheckOffsets(offsets []uint32, end int) error {
	if len(offsets) == 0 || offsets[0] != 0 || int(offsets[len(offsets)-1]) != end {
		return fmt.Errorf("offsets must start at 0 and end at %d", end)
	}
	last := uint32(0)
	for i, offset := range offsets {
		if offset < last {
			return fmt.Errorf("offset %d is %d, less than the one before, %d", i, offset, last)
		}
		last = offset
	}
	return nil
}
