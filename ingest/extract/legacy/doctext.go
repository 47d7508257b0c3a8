package legacy

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Characters with a meaning of their own (MS-DOC 2.4.1).
const (
	charPicture    = 0x01
	charNote       = 0x02
	charComment    = 0x05
	charCell       = 0x07
	charDrawing    = 0x08
	charLine       = 0x0b
	charPage       = 0x0c
	charParagraph  = 0x0d
	charColumn     = 0x0e
	fieldBegin     = 0x13
	fieldSeparator = 0x14
	fieldEnd       = 0x15
	hardHyphen     = 0x1e
	softHyphen     = 0x1f
	charSymbol     = 0x28
)

// writeText writes the texts of the file in the order of their reading.
func (d *wordFile) writeText() {
	start, end := d.story(storyMain)
	w := textWalker{wordFile: d, notes: d.noteRanges()}
	w.hideFieldCodes(0, len(d.units))
	w.walk(start, end, destBody)
	d.out.paragraph(destBody, noLevel)
	start, end = d.story(storyTextboxes)
	w.walk(start, end, destBody)
	d.out.paragraph(destBody, noLevel)
	w.walkStory(storyComments, fcCommentTexts, 0, destComment)
	w.walkStory(storyHeaders, fcHeaderTexts, separatorStories, destHeaderFooter)
	d.out.end()
}

// textWalker goes through the characters of a text.
type textWalker struct {
	*wordFile
	notes        map[int][2]int // text of a note by the place of its mark, in characters
	hiddenBits   []uint64       // bits of characters that no code of a field hides
	pieceIndex   int            // that holds the last character looked at
	charRun      run            // that holds it
	charRunKnown bool           // whether letter is right
}

// hideFieldCodes marks the codes of fields. A field that does not end hides nothing.
func (w *textWalker) hideFieldCodes(start, end int) {
	w.hiddenBits = make([]uint64, (end+63)/64+1)
	var open []int // where codes began; -1 once the result has
	for at := start; at < end; at++ {
		switch w.units[at] {
		case fieldBegin:
			open = append(open, at)
		case fieldSeparator, fieldEnd:
			if len(open) == 0 {
				continue
			}
			if begin := open[len(open)-1]; begin >= 0 {
				w.hideRange(begin, at)
				open[len(open)-1] = -1
			}
			if w.units[at] == fieldEnd {
				open = open[:len(open)-1]
			}
		}
	}
}

func (w *textWalker) hideRange(start, end int) {
	for at := start; at <= end; {
		if at%64 == 0 && at+64 <= end {
			w.hiddenBits[at/64] = ^uint64(0)
			at += 64
			continue
		}
		w.hiddenBits[at/64] |= 1 << (at % 64)
		at++
	}
}

func (w *textWalker) hidden(at int) bool { return w.hiddenBits[at/64]&(1<<(at%64)) != 0 }

// fileOffset is where a character lies in the file.
func (w *textWalker) fileOffset(at int) uint32 {
	for w.pieceIndex > 0 && at < w.pieces[w.pieceIndex].start {
		w.pieceIndex--
	}
	for w.pieceIndex < len(w.pieces)-1 && at >= w.pieces[w.pieceIndex].end {
		w.pieceIndex++
	}
	p := w.pieces[w.pieceIndex]
	size := uint32(2)
	if p.compressed {
		size = 1
	}
	return p.fc + size*uint32(at-p.start)
}

// walk writes the characters from start to end.
func (w *textWalker) walk(start, end int, to destination) {
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
		case charNote:
			flush()
			w.writeNote(at, to)
			continue
		case charParagraph, charCell, charPage:
			flush()
			w.breakText(c, w.fileOffset(at), to)
			continue
		}
		if c = w.visibleChar(c, w.fileOffset(at)); c != 0 {
			line = append(line, c)
		}
	}
	flush()
}

// visibleChar is what a reader sees of a character, 0 for nothing.
func (w *textWalker) visibleChar(c uint16, fc uint32) uint16 {
	if !w.charRunKnown || fc < w.charRun.start || fc >= w.charRun.end {
		w.charRun, w.charRunKnown = w.characters.find(fc)
	}
	switch {
	case w.charRunKnown && w.charRun.hidden:
		return 0
	case w.charRunKnown && w.charRun.symbol != 0 && c == charSymbol:
		return w.charRun.symbol
	}
	switch c {
	case charPicture, charComment, charDrawing, softHyphen, fieldBegin, fieldSeparator:
		return 0
	case charLine, charColumn:
		return '\n'
	case hardHyphen:
		return '-'
	}
	return c
}

// breakText ends a paragraph, a cell or a row.
func (w *textWalker) breakText(c uint16, fc uint32, to destination) {
	p, known := w.paragraphs.find(fc)
	switch {
	case c == charCell && (known && p.rowEnd || !known && w.out.endsInCell()):
		w.out.row(to)
	case c == charCell:
		w.out.cell(to)
	case known && p.inTable:
		w.out.text(to, "\n")
	default:
		level := p.outlineLevel
		if !known || level == noLevel {
			level = w.outlineLevel(p.style)
		}
		w.out.paragraph(to, level)
	}
}

func (w *textWalker) outlineLevel(style int) int {
	if style < 0 || style >= len(w.levels) {
		return noLevel
	}
	return w.levels[style]
}

// writeNote writes the text of the note whose mark stands at a character.
func (w *textWalker) writeNote(at int, to destination) {
	if text, ok := w.notes[at]; ok && to == destBody {
		delete(w.notes, at) // once
		w.walk(text[0], text[1], destNote)
		w.out.endDestination(destNote)
	}
}

// noteRanges finds the texts of footnotes and endnotes by the places of their marks (MS-DOC 2.8.19).
func (d *wordFile) noteRanges() map[int][2]int {
	all := map[int][2]int{}
	for _, kind := range []struct{ refs, texts, span int }{{fcFootnoteRefs, fcFootnoteTexts, storyFootnotes}, {fcEndnoteRefs, fcEndnoteTexts, storyEndnotes}} {
		base, last := d.story(kind.span)
		refs, texts := d.fibData(kind.refs), d.fibData(kind.texts)
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

// separatorStories are the first texts among headers and footers, which are none.
const separatorStories = 6

// walkStory writes the texts that a table cuts one of the texts of the file into, from the nth.
func (w *textWalker) walkStory(span, table, n int, to destination) {
	base, last := w.story(span)
	ends := uint32s(w.fibData(table))
	for i := n; i+1 < len(ends); i++ {
		start, end := base+int(ends[i]), base+int(ends[i+1])
		if start < end && end <= last {
			w.walk(start, end, to)
			w.out.endDestination(to)
		}
	}
}

// endsInCell reports whether nothing was written since a cell ended: then another mark ends the row.
func (w *textWriter) endsInCell() bool { return w.inRow && strings.TrimSpace(w.current.String()) == "" }
