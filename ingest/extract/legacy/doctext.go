package legacy

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Characters with a meaning of their own (MS-DOC 2.4.1).
const (
	markPicture  = 0x01
	markNote     = 0x02
	markComment  = 0x05
	markCell     = 0x07
	markDrawing  = 0x08
	markLine     = 0x0b
	markPage     = 0x0c
	markPara     = 0x0d
	markColumn   = 0x0e
	fieldBegin   = 0x13
	fieldMiddle  = 0x14
	fieldEnd     = 0x15
	hardHyphen   = 0x1e
	softHyphen   = 0x1f
	symbolLetter = 0x28
)

// write writes the texts of the file in the order of their reading.
func (d *word) write() {
	start, end := d.span(inBody)
	w := docWalk{word: d, notes: d.noteTexts()}
	w.hide(0, len(d.units))
	w.walk(start, end, toBody)
	d.out.paragraph(toBody, noLevel)
	start, end = d.span(inBoxes)
	w.walk(start, end, toBody)
	d.out.paragraph(toBody, noLevel)
	w.each(inComments, fcRemarks, 0, toComment)
	w.each(inMargins, fcMargins, linesAboveNotes, toMargin)
	d.out.end()
}

// docWalk goes through the characters of a text.
type docWalk struct {
	*word
	notes  map[int][2]int // text of a note by the place of its mark, in characters
	shown  []uint64       // bits of characters that no code of a field hides
	piece  int            // that holds the last character looked at
	letter run            // that holds it
	known  bool           // whether letter is right
}

// hide marks the codes of fields. A field that does not end hides nothing.
func (w *docWalk) hide(start, end int) {
	w.shown = make([]uint64, (end+63)/64+1)
	var open []int // where codes began; -1 once the result has
	for at := start; at < end; at++ {
		switch w.units[at] {
		case fieldBegin:
			open = append(open, at)
		case fieldMiddle, fieldEnd:
			if len(open) == 0 {
				continue
			}
			if begin := open[len(open)-1]; begin >= 0 {
				w.cover(begin, at)
				open[len(open)-1] = -1
			}
			if w.units[at] == fieldEnd {
				open = open[:len(open)-1]
			}
		}
	}
}

func (w *docWalk) cover(start, end int) {
	for at := start; at <= end; {
		if at%64 == 0 && at+64 <= end {
			w.shown[at/64] = ^uint64(0)
			at += 64
			continue
		}
		w.shown[at/64] |= 1 << (at % 64)
		at++
	}
}

func (w *docWalk) hidden(at int) bool { return w.shown[at/64]&(1<<(at%64)) != 0 }

// place is where a character lies in the file.
func (w *docWalk) place(at int) uint32 {
	for w.piece > 0 && at < w.pieces[w.piece].start {
		w.piece--
	}
	for w.piece < len(w.pieces)-1 && at >= w.pieces[w.piece].end {
		w.piece++
	}
	p := w.pieces[w.piece]
	size := uint32(2)
	if p.narrow {
		size = 1
	}
	return p.fc + size*uint32(at-p.start)
}

// walk writes the characters from start to end.
func (w *docWalk) walk(start, end int, to destination) {
	var line []uint16
	flush := func() {
		if len(line) > 0 {
			w.out.text(to, string(utf16.Decode(line)))
			line = line[:0]
		}
	}
	for at := start; at < min(end, len(w.units)) && !w.out.Full(); at++ {
		c := w.units[at]
		if w.hidden(at) || c == fieldEnd {
			continue
		}
		switch c {
		case markNote:
			flush()
			w.note(at, to)
			continue
		case markPara, markCell, markPage:
			flush()
			w.mark(c, w.place(at), to)
			continue
		}
		if c = w.visible(c, w.place(at)); c != 0 {
			line = append(line, c)
		}
	}
	flush()
}

// visible is what a reader sees of a character, 0 for nothing.
func (w *docWalk) visible(c uint16, fc uint32) uint16 {
	if !w.known || fc < w.letter.start || fc >= w.letter.end {
		w.letter, w.known = w.chars.at(fc)
	}
	switch {
	case w.known && w.letter.hidden:
		return 0
	case w.known && w.letter.symbol != 0 && c == symbolLetter:
		return w.letter.symbol
	}
	switch c {
	case markPicture, markComment, markDrawing, softHyphen, fieldBegin, fieldMiddle:
		return 0
	case markLine, markColumn:
		return '\n'
	case hardHyphen:
		return '-'
	}
	return c
}

// mark ends a paragraph, a cell or a row.
func (w *docWalk) mark(c uint16, fc uint32, to destination) {
	p, known := w.paras.at(fc)
	switch {
	case c == markCell && (known && p.rowEnd || !known && w.out.endsInCell()):
		w.out.row(to)
	case c == markCell:
		w.out.cell(to)
	case known && p.inTable:
		w.out.text(to, "\n")
	default:
		level := p.level
		if !known || level == noLevel {
			level = w.level(p.style)
		}
		w.out.paragraph(to, level)
	}
}

func (w *docWalk) level(style int) int {
	if style < 0 || style >= len(w.levels) {
		return noLevel
	}
	return w.levels[style]
}

// note writes the text of the note whose mark stands at a character.
func (w *docWalk) note(at int, to destination) {
	if text, ok := w.notes[at]; ok && to == toBody {
		delete(w.notes, at) // once
		w.walk(text[0], text[1], toNote)
		w.out.leave(toNote)
	}
}

// noteTexts finds the texts of footnotes and endnotes by the places of their marks (MS-DOC 2.8.19).
func (d *word) noteTexts() map[int][2]int {
	all := map[int][2]int{}
	for _, kind := range []struct{ refs, texts, span int }{{fcNoteRefs, fcNoteTexts, inNotes}, {fcEndRefs, fcEndTexts, inEndnotes}} {
		base, last := d.span(kind.span)
		refs, texts := d.at(kind.refs), d.at(kind.texts)
		count := (len(refs) - 4) / 6 // with two bytes on each mark
		for i := range max(count, 0) {
			if 4*i+8 > len(texts) {
				break
			}
			at := int(binary.LittleEndian.Uint32(refs[4*i:]))
			start, end := base+int(binary.LittleEndian.Uint32(texts[4*i:])), base+int(binary.LittleEndian.Uint32(texts[4*i+4:]))
			if start < end && end <= last {
				all[at] = [2]int{start, end}
			}
		}
	}
	return all
}

// linesAboveNotes are the first texts among headers and footers, which are none.
const linesAboveNotes = 6

// each writes the texts that a table cuts one of the texts of the file into, from the nth.
func (w *docWalk) each(span, table, n int, to destination) {
	base, last := w.span(span)
	ends := numbers(w.at(table))
	for i := n; i+1 < len(ends); i++ {
		start, end := base+int(ends[i]), base+int(ends[i+1])
		if start < end && end <= last {
			w.walk(start, end, to)
			w.out.leave(to)
		}
	}
}

// endsInCell reports whether nothing was written since a cell ended: then another mark ends the row.
func (w *writer) endsInCell() bool { return w.row0 && strings.TrimSpace(w.now.String()) == "" }
