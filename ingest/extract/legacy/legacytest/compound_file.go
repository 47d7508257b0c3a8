// Package legacytest writes compound files for tests: the smallest valid file for given streams.
package legacytest

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

const (
	sectorBytes = 512
	miniBytes   = 64
	cutoff      = 4096
	endOfChain  = 0xfffffffe
	freeSector  = 0xffffffff
)

// CompoundFile returns a compound file with streams by path; slashes separate storages.
func CompoundFile(streams map[string][]byte) []byte {
	w := &builder{storages: map[string]int{"": 0}}
	w.entries = []entry{{name: "Root Entry", kind: 5}}
	paths := make([]string, 0, len(streams))
	for path := range streams {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		w.stream(path, streams[path])
	}
	return w.file()
}

type entry struct {
	name     string
	kind     byte
	children []int
	start    uint32
	size     int
}

type builder struct {
	entries  []entry
	storages map[string]int // entry number by path
	body     []byte         // all sectors
	fat      []uint32
	mini     []byte
	miniFAT  []uint32
}

func (w *builder) storage(path string) int {
	if n, ok := w.storages[path]; ok {
		return n
	}
	parent, name := cut(path)
	n := w.add(w.storage(parent), entry{name: name, kind: 1})
	w.storages[path] = n
	return n
}

func cut(path string) (parent, name string) {
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return "", path
	}
	return path[:at], path[at+1:]
}

func (w *builder) add(parent int, e entry) int {
	n := len(w.entries)
	w.entries = append(w.entries, e)
	w.entries[parent].children = append(w.entries[parent].children, n)
	return n
}

func (w *builder) stream(path string, data []byte) {
	parent, name := cut(path)
	e := entry{name: name, kind: 2, size: len(data), start: endOfChain}
	switch {
	case len(data) >= cutoff:
		e.start = w.sectors(data)
	case len(data) > 0:
		e.start = uint32(len(w.miniFAT))
		w.miniFAT = append(w.miniFAT, chain(e.start, len(data), miniBytes)...)
		w.mini = append(w.mini, pad(data, miniBytes)...)
	}
	w.add(w.storage(parent), e)
}

// sectors appends data and returns the number of its first sector.
func (w *builder) sectors(data []byte) uint32 {
	if len(data) == 0 {
		return endOfChain
	}
	start := uint32(len(w.fat))
	w.fat = append(w.fat, chain(start, len(data), sectorBytes)...)
	w.body = append(w.body, pad(data, sectorBytes)...)
	return start
}

func chain(start uint32, size, unit int) []uint32 {
	n := (size + unit - 1) / unit
	list := make([]uint32, n)
	for i := range list {
		list[i] = start + uint32(i) + 1
	}
	list[n-1] = endOfChain
	return list
}

func pad(data []byte, unit int) []byte {
	out := slices.Clone(data)
	return append(out, make([]byte, (unit-len(data)%unit)%unit)...)
}

func (w *builder) file() []byte {
	le := binary.LittleEndian
	w.entries[0].start, w.entries[0].size = w.sectors(w.mini), len(w.mini)
	miniFAT := w.sectors(numbers(w.miniFAT))
	directory := w.sectors(w.directory())
	count := len(w.fat)/(sectorBytes/4-1) + 1 // FAT sectors; the FAT lists itself
	first := len(w.fat)
	for range count {
		w.fat = append(w.fat, 0xfffffffd)
	}
	table := pad(numbers(w.fat), sectorBytes)
	for at := 4 * len(w.fat); at < len(table); at += 4 {
		le.PutUint32(table[at:], freeSector)
	}
	head := make([]byte, sectorBytes)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le.PutUint16(head[24:], 0x3e)
	le.PutUint16(head[26:], 3)
	le.PutUint16(head[28:], 0xfffe)
	le.PutUint16(head[30:], 9)
	le.PutUint16(head[32:], 6)
	le.PutUint32(head[44:], uint32(count))
	le.PutUint32(head[48:], directory)
	le.PutUint32(head[56:], cutoff)
	le.PutUint32(head[60:], miniFAT)
	le.PutUint32(head[64:], uint32((4*len(w.miniFAT)+sectorBytes-1)/sectorBytes))
	le.PutUint32(head[68:], endOfChain)
	for i := range 109 {
		le.PutUint32(head[76+4*i:], freeSector)
		if i < count {
			le.PutUint32(head[76+4*i:], uint32(first+i))
		}
	}
	return slices.Concat(head, w.body, table)
}

func numbers(list []uint32) []byte {
	out := make([]byte, 4*len(list))
	for i, n := range list {
		binary.LittleEndian.PutUint32(out[4*i:], n)
	}
	return out
}

// directory returns the directory entries. The entries of one storage form a list of right siblings.
func (w *builder) directory() []byte {
	const size = 128
	le := binary.LittleEndian
	out := make([]byte, size*len(w.entries))
	link := func(from, to, at int) { le.PutUint32(out[size*from+at:], uint32(to)) }
	for n, e := range w.entries {
		units := utf16.Encode([]rune(e.name))
		for i, u := range units {
			le.PutUint16(out[size*n+2*i:], u)
		}
		le.PutUint16(out[size*n+64:], uint16(2*len(units)+2))
		out[size*n+66] = e.kind
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(out[size*n+at:], freeSector)
		}
		le.PutUint32(out[size*n+116:], e.start)
		le.PutUint32(out[size*n+120:], uint32(e.size))
	}
	for n, e := range w.entries {
		for i, child := range e.children {
			if i == 0 {
				link(n, child, 76)
			} else {
				link(e.children[i-1], child, 72)
			}
		}
	}
	return out
}
