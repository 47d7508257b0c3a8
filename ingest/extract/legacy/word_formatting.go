package legacy

import (
	"encoding/binary"
	"slices"
)

// formatting has the properties of a paragraph or of characters that affect the text.
type formatting struct {
	style        int
	outlineLevel int // noLevel if none is set
	inTable      bool
	rowEnd       bool // its mark ends a table row
	hidden       bool // or deleted
	symbol       uint16
}

const noLevel = -1

// run is a range of the stream with the same formatting.
type run struct {
	start, end uint32 // in bytes
	formatting
}

// runs are sorted by offset.
type runs []run

// find returns the run that contains the byte fc of the stream.
func (r runs) find(fc uint32) (run, bool) {
	n, found := slices.BinarySearchFunc(r, fc, func(r run, fc uint32) int {
		switch {
		case fc < r.start:
			return 1
		case fc >= r.end:
			return -1
		}
		return 0
	})
	if !found {
		return run{}, false
	}
	return r[n], true
}

// runKind describes formatted disk pages ([MS-DOC] 2.9.33 and 2.9.68).
type runKind struct {
	bxBytes int // size of the entry that points to the properties
	read    func(page []byte, at int) formatting
}

var (
	papxRuns = runKind{13, readPAPX}
	chpxRuns = runKind{1, readCHPX}
)

// readRuns reads the formatted disk pages that a table of the FIB lists.
func readRuns(stream, plc []byte, kind runKind) runs {
	const pageBytes = 512
	le := binary.LittleEndian
	n := (len(plc) - 4) / 8
	var all runs
	seen := map[uint32]bool{}
	for i := range max(n, 0) {
		number := le.Uint32(plc[4*(n+1)+4*i:]) & 0x3fffff
		page := cut(stream, uint64(number)*pageBytes, pageBytes)
		if len(page) < pageBytes || seen[number] {
			continue
		}
		seen[number] = true
		count := int(page[pageBytes-1])
		if 4*(count+1)+kind.bxBytes*count >= pageBytes {
			continue
		}
		for k := range count {
			r := run{start: le.Uint32(page[4*k:]), end: le.Uint32(page[4*k+4:])}
			r.formatting = kind.read(page, 2*int(page[4*(count+1)+kind.bxBytes*k]))
			if r.end > r.start {
				all = append(all, r)
			}
		}
	}
	slices.SortFunc(all, func(a, b run) int { return int(int64(a.start) - int64(b.start)) })
	return all
}

func readPAPX(page []byte, at int) formatting {
	t := formatting{outlineLevel: noLevel}
	if at == 0 || at+2 > len(page) {
		return t
	}
	size := 2*int(page[at]) - 1
	at++
	if size < 0 {
		size = 2 * int(page[at])
		at++
	}
	body := cut(page, uint64(at), uint64(size))
	if len(body) < 2 {
		return t
	}
	t.style = int(binary.LittleEndian.Uint16(body))
	t.apply(body[2:])
	return t
}

func readCHPX(page []byte, at int) formatting {
	t := formatting{outlineLevel: noLevel}
	if at > 0 && at < len(page) {
		t.apply(cut(page, uint64(at+1), uint64(page[at])))
	}
	return t
}

// Property changes that affect the text ([MS-DOC] 2.6).
const (
	sprmDeleted   = 0x0800
	sprmHidden    = 0x083c
	sprmSymbol    = 0x6a09
	sprmInTable   = 0x2416
	sprmRowEnd    = 0x2417
	sprmInnerRow  = 0x244c
	sprmOutline   = 0x2640
	sprmTDefTable = 0xd608 // its length has two bytes
	sprmPChgTabs  = 0xc615
)

// apply applies a list of property changes.
func (t *formatting) apply(list []byte) {
	for len(list) >= 3 {
		code := binary.LittleEndian.Uint16(list)
		size := operandSize(code, list[2:])
		if size > len(list)-2 {
			return
		}
		operand := list[2 : 2+size]
		switch code {
		case sprmDeleted, sprmHidden:
			t.hidden = t.hidden || operand[0] == 1
		case sprmSymbol:
			t.symbol = binary.LittleEndian.Uint16(operand[2:])
		case sprmInTable:
			t.inTable = operand[0] == 1
		case sprmRowEnd, sprmInnerRow:
			t.rowEnd = t.rowEnd || operand[0] == 1
		case sprmOutline:
			t.outlineLevel = int(operand[0])
		}
		list = list[2+size:]
	}
}

// operandSize returns the size of the operand of a property change ([MS-DOC] 2.2.5.1). rest has at least one byte.
func operandSize(code uint16, rest []byte) int {
	switch code >> 13 {
	case 0, 1:
		return 1
	case 2, 4, 5:
		return 2
	case 3:
		return 4
	case 7:
		return 3
	}
	switch {
	case code == sprmTDefTable && len(rest) > 1:
		return 1 + int(binary.LittleEndian.Uint16(rest))
	case code == sprmPChgTabs && rest[0] == 255:
		return len(rest) // the length has to be counted; no property that we read follows it
	}
	return 1 + int(rest[0])
}

// readStyleLevels returns the outline level of each style (STSH, [MS-DOC] 2.9.271): those of the built-in styles
// heading 1 to 9 and of styles based on them.
func readStyleLevels(sheet []byte) []int {
	le := binary.LittleEndian
	if len(sheet) < 4 {
		return nil
	}
	size := int(le.Uint16(sheet))
	rest := cut(sheet, uint64(2+size), uint64(len(sheet)))
	var levels, base []int
	for len(rest) >= 2 && len(levels) < 1<<12 {
		length := int(le.Uint16(rest))
		std := cut(rest, 2, uint64(length))
		level, parent := noLevel, noStyle
		if len(std) >= 4 {
			if sti := int(le.Uint16(std) & 0xfff); sti >= 1 && sti <= 9 {
				level = sti - 1
			}
			parent = int(le.Uint16(std[2:]) >> 4)
		}
		levels, base = append(levels, level), append(base, parent)
		rest = cut(rest, uint64(2+length+length%2), uint64(len(rest)))
	}
	for n := range levels {
		for parent, steps := base[n], 0; levels[n] == noLevel && parent < len(levels) && steps < 20; steps++ {
			levels[n] = levels[parent]
			parent = base[parent]
		}
	}
	return levels
}

const noStyle = 0xfff
