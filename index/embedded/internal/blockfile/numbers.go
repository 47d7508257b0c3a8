package blockfile

import (
	"encoding/binary"
	"unsafe"
)

// Number is a type whose values a section can contain, in little-endian byte order.
type Number interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64 | ~int32
}

// WriteNumbers writes a section of numbers.
func WriteNumbers[T Number](w *Writer, name string, values []T) {
	w.Section(name)
	_, _ = w.Write(bytesOf(values)) // Close returns the error
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// bytesOf returns the bytes of numbers. They share memory if the processor is little-endian.
func bytesOf[T Number](values []T) []byte {
	size := int(unsafe.Sizeof(*new(T)))
	if len(values) == 0 {
		return nil
	}
	if littleEndian {
		return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), len(values)*size)
	}
	b := make([]byte, 0, len(values)*size)
	for _, v := range values {
		for i := range size {
			b = append(b, byte(uint64(v)>>(8*i)))
		}
	}
	return b
}

// numbersOf returns bytes as numbers. They share memory if the processor is little-endian and the bytes are aligned. Bytes
// after the last whole number are ignored.
func numbersOf[T Number](b []byte) []T {
	size := int(unsafe.Sizeof(*new(T)))
	n := len(b) / size
	if n == 0 {
		return nil
	}
	start := unsafe.Pointer(unsafe.SliceData(b))
	if littleEndian && uintptr(start)%uintptr(size) == 0 {
		return unsafe.Slice((*T)(start), n)
	}
	values := make([]T, n)
	for i := range values {
		v := uint64(0)
		for j := range size {
			v |= uint64(b[i*size+j]) << (8 * j)
		}
		values[i] = T(v)
	}
	return values
}
