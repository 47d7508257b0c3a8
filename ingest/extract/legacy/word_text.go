package legacy

import (
	"encoding/binary"
	"unicode/utf16"
)

// Special characters of [MS-DOC] 2.4.1.
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

// writeText writes all stories in reading order.
func (d *wordFile) writeText() {
	start, end := d.story(storyMain)
	w := textWalker{doc: d, notes: d.noteRanges()}
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

// textWalker writes ranges of characters.
type textWalker struct {
	doc          *wordFile
	notes        map[int][2]int // range of a note by the position of its mark, in characters
	hiddenBits   []uint64       // one bit a character: it belongs to a field code
	pieceIndex   int            // piece of the last character looked up
	charRun      run            // run of the last character looked up
	charRunKnown bool           // charRun is valid
}

// hideFieldCodes marks the codes of fields as hidden. A field without end hides nothing.
func (w *textWalker) hideFieldCodes(start, end int) {
	w.hiddenBits = make([]uint64, (end+63)/64+1)
	var open []int // starts of open field codes; -1 after the separator
	for pos := start; pos < end; pos++ {
		switch w.doc.units[pos] {
		case fieldBegin:
			open = append(open, pos)
		case fieldSeparator, fieldEnd:
			if len(open) == 0 {
				continue
			}
			if begin := open[len(open)-1]; begin >= 0 {
				w.hideRange(begin, pos)
				open[len(open)-1] = -1
			}
			if w.doc.units[pos] == fieldEnd {
				open = open[:len(open)-1]
			}
		}
	}
}

func (w *textWalker) hideRange(start, end int) {
	for pos := start; pos <= end; {
		if pos%64 == 0 && pos+64 <= end {
			w.hiddenBits[pos/64] = ^uint64(0)
			pos += 64
			continue
		}
		w.hiddenBits[pos/64] |= 1 << (pos % 64)
		pos++
	}
}

func (w *textWalker) hidden(pos int) bool { return w.hiddenBits[pos/64]&(1<<(pos%64)) != 0 }

// fileOffset returns the offset of a character in the stream.
func (w *textWalker) fileOffset(pos int) uint32 {
	for w.pieceIndex > 0 && pos < w.doc.pieces[w.pieceIndex].start {
		w.pieceIndex--
	}
	for w.pieceIndex < len(w.doc.pieces)-1 && pos >= w.doc.pieces[w.pieceIndex].end {
		w.pieceIndex++
	}
	p := w.doc.pieces[w.pieceIndex]
	size := uint32(2)
	if p.compressed {
		size = 1
	}
	return p.fc + size*uint32(pos-p.start)
}

// walk writes the characters from start to end.
func (w *textWalker) walk(start, end int, dest destination) {
	var line []uint16
	flush := func() {
		if len(line) > 0 {
			w.doc.out.text(dest, string(utf16.Decode(line)))
			line = line[:0]
		}
	}
	for pos := start; pos < min(end, len(w.doc.units)) && !w.doc.out.Full(); pos++ {
		c := w.doc.units[pos]
		if w.hidden(pos) || c == fieldEnd {
			continue
		}
		switch c {
		case charNote:
			flush()
			w.writeNote(pos, dest)
			continue
		case charParagraph, charCell, charPage:
			flush()
			w.breakText(c, w.fileOffset(pos), dest)
			continue
		}
		if c = w.visibleChar(c, w.fileOffset(pos)); c != 0 {
			line = append(line, c)
		}
	}
	flush()
}

// visibleChar returns the character as displayed, 0 for none.
func (w *textWalker) visibleChar(c uint16, fc uint32) uint16 {
	if !w.charRunKnown || fc < w.charRun.start || fc >= w.charRun.end {
		w.charRun, w.charRunKnown = w.doc.characters.find(fc)
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
func (w *textWalker) breakText(c uint16, fc uint32, dest destination) {
	p, known := w.doc.paragraphs.find(fc)
	switch {
	case c == charCell && (known && p.rowEnd || !known && w.doc.out.endsInCell()):
		w.doc.out.row(dest)
	case c == charCell:
		w.doc.out.cell(dest)
	case known && p.inTable:
		w.doc.out.text(dest, "\n")
	default:
		level := p.outlineLevel
		if !known || level == noLevel {
			level = w.outlineLevel(p.style)
		}
		w.doc.out.paragraph(dest, level)
	}
}

func (w *textWalker) outlineLevel(style int) int {
	if style < 0 || style >= len(w.doc.levels) {
		return noLevel
	}
	return w.doc.levels[style]
}

// writeNote writes the note whose mark is the character at.
func (w *textWalker) writeNote(pos int, dest destination) {
	if text, ok := w.notes[pos]; ok && dest == destBody {
		delete(w.notes, pos) // once
		w.walk(text[0], text[1], destNote)
		w.doc.out.endDestination(destNote)
	}
}

// noteRanges returns the ranges of footnotes and endnotes by the position of their marks ([MS-DOC] 2.8.19).
func (d *wordFile) noteRanges() map[int][2]int {
	all := map[int][2]int{}
	for _, kind := range []struct{ refs, texts, story int }{{fcFootnoteRefs, fcFootnoteTexts, storyFootnotes}, {fcEndnoteRefs, fcEndnoteTexts, storyEndnotes}} {
		base, last := d.story(kind.story)
		refs, texts := d.fibData(kind.refs), d.fibData(kind.texts)
		count := (len(refs) - 4) / 6 // each mark has two bytes of data
		for i := range max(count, 0) {
			if 4*i+8 > len(texts) {
				break
			}
			pos := int(binary.LittleEndian.Uint32(refs[4*i:]))
			start, end := base+int(binary.LittleEndian.Uint32(texts[4*i:])), base+int(binary.LittleEndian.Uint32(texts[4*i+4:]))
			if start < end && end <= last {
				all[pos] = [2]int{start, end}
			}
		}
	}
	return all
}

// separatorStories is the number of note separators at the start of the header story.
const separatorStories = 6

// walkStory writes the texts of a story, as divided by a table of positions, from the nth on.
func (w *textWalker) walkStory(story, table, n int, dest destination) {
	base, last := w.doc.story(story)
	ends := uint32s(w.doc.fibData(table))
	for i := n; i+1 < len(ends); i++ {
		start, end := base+int(ends[i]), base+int(ends[i+1])
		if start < end && end <= last {
			w.walk(start, end, dest)
			w.doc.out.endDestination(dest)
		}
	}
}
