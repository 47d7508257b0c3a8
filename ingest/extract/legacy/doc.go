package legacy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"daftar/index"
	"daftar/ingest/extract"
)

// ReadDOC reads a Word file of the versions 2 to 2003: the text of its piece table, with notes after their paragraph,
// text boxes, and at the end comments, and headers and footers once. The title is that of its properties, unless a program put it there.
func ReadDOC(data []byte, l extract.Limits) (*extract.Reading, []index.Problem) {
	stream, table, summary := data, data, []byte(nil)
	switch {
	case isWordPerfect(data):
		return nil, []index.Problem{{Reason: "WordPerfect is not read"}}
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("<?xml")):
		return readWordXML(data)
	}
	c, err := OpenCompoundFile(data)
	switch {
	case err == nil:
		root := c.Root()
		stream, _ = root.Stream("WordDocument")
		table = tableOf(root, stream)
		summary, _ = root.Stream("\x05SummaryInformation")
	case bytes.HasPrefix(data, []byte(compoundMagic)):
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	f, err := readFIB(stream)
	if err != nil {
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	d := wordFile{fib: f, stream: stream, table: table}
	r := &extract.Reading{Format: extract.DOC.Name}
	if err := d.loadText(); err != nil {
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	d.writeText()
	d.out.Into(r)
	r.Heading = d.out.heading
	title, author := readSummary(summary)
	r.Title, r.Author = extract.GivenTitle(title), extract.OneLine(author, extract.FieldBytes)
	return r.Finish(nil)
}

func isWordPerfect(data []byte) bool { return len(data) > 4 && string(data[:4]) == "\xffWPC" }

// tableOf returns the table stream that the file says, or the one that is there.
func tableOf(root Storage, stream []byte) []byte {
	names := []string{"0Table", "1Table"}
	if len(stream) > 12 && binary.LittleEndian.Uint16(stream[10:])&flagTable1 != 0 {
		names = []string{"1Table", "0Table"}
	}
	for _, name := range names {
		if t, ok := root.Stream(name); ok && len(t) > 0 {
			return t
		}
	}
	return stream // Word 6 has no table stream
}

// Numbers of MS-DOC 2.5.
const (
	flagComplex   = 0x0004
	flagEncrypted = 0x0100
	flagTable1    = 0x0200

	word97 = 0xa5ec
	word6  = 0xa5dc
	word2  = 0xa5db
)

// fib is the head of a Word file: where what lies.
type fib struct {
	version   int // word97, word6 or word2
	language  int
	flags     uint16
	textStart int // of the text, in files without pieces
	ccp       [8]int
}

// The texts of a file, one after the other, in the order of fib.ccp.
const (
	storyMain = iota
	storyFootnotes
	storyHeaders
	storyMacros
	storyComments
	storyEndnotes
	storyTextboxes
	storyHeaderTextboxes
)

func readFIB(s []byte) (fib, error) {
	const shortest = 0x80
	le := binary.LittleEndian
	if len(s) < shortest {
		return fib{}, errors.New("no Word file: its text is missing")
	}
	f := fib{version: int(le.Uint16(s)), language: int(le.Uint16(s[6:])), flags: le.Uint16(s[10:]), textStart: int(le.Uint32(s[24:]))}
	first := 0x34 // of the counts of characters, in Word 2 and 6
	switch f.version {
	case word97:
		first = 0x4c
		if len(s) < 0x1aa {
			return fib{}, errors.New("damaged: it ends in its header")
		}
	case word6, word2, 0xa59b, 0xa59c:
	default:
		return fib{}, fmt.Errorf("no Word file of a version that is read (%#04x)", f.version)
	}
	if f.flags&flagEncrypted != 0 {
		return fib{}, errors.New("encrypted: a password is needed")
	}
	for i := range f.ccp {
		f.ccp[i] = int(min(le.Uint32(s[first+4*i:]), uint32(len(s))))
	}
	return f, nil
}

// story is one of the texts of a file, in characters.
func (f fib) story(n int) (start, end int) {
	for i := range n {
		start += f.ccp[i]
	}
	return start, start + f.ccp[n]
}

// wordFile is a Word file while it is read.
type wordFile struct {
	fib
	stream     []byte // WordDocument
	table      []byte
	pieces     []piece
	units      []uint16 // the characters of all texts, UTF-16
	paragraphs runs
	characters runs
	levels     []int // outline level by style, -1 for none
	out        textWriter
}

// fibData returns what the nth pair of offset and length in the header points at (MS-DOC 2.5.5).
func (d *wordFile) fibData(n int) []byte {
	if d.version != word97 {
		return nil
	}
	const first = 0x9a
	le := binary.LittleEndian
	at := first + 8*n
	if at+8 > len(d.stream) {
		return nil
	}
	return cut(d.table, uint64(le.Uint32(d.stream[at:])), uint64(le.Uint32(d.stream[at+4:])))
}

// cut returns size bytes from offset on, or what is there of them.
func cut(b []byte, offset, size uint64) []byte {
	if offset >= uint64(len(b)) {
		return nil
	}
	return b[offset:min(offset+size, uint64(len(b)))]
}

// Numbers of pairs in the header.
const (
	fcStyleSheet     = 1
	fcFootnoteRefs   = 2
	fcFootnoteTexts  = 3
	fcCommentTexts   = 5
	fcHeaderTexts    = 11
	fcCharacterPages = 12
	fcParagraphPages = 13
	fcPieceTable     = 33
	fcEndnoteRefs    = 46
	fcEndnoteTexts   = 47
	word6Pieces      = 0x160
	maxPieces        = 1 << 20
	fcCompressed     = 1 << 30 // the bit of a piece in 8-bit letters
)

// loadText reads the pieces of the text and what is known of its characters and paragraphs.
func (d *wordFile) loadText() error {
	switch {
	case d.version == word97:
		d.pieces = readPieces(d.fibData(fcPieceTable))
	case d.flags&flagComplex != 0 && d.version == word6 && len(d.stream) > word6Pieces+8:
		le := binary.LittleEndian
		clx := cut(d.stream, uint64(le.Uint32(d.stream[word6Pieces:])), uint64(le.Uint32(d.stream[word6Pieces+4:])))
		d.pieces = readPieces(clx)
		for i := range d.pieces { // its pieces are all of 8-bit letters
			d.pieces[i].fc, d.pieces[i].compressed = d.pieces[i].rawFC&^uint32(3<<30), true
		}
	}
	if len(d.pieces) == 0 {
		_, last := d.story(storyHeaderTextboxes)
		d.pieces = []piece{{end: last, fc: uint32(d.textStart), compressed: d.version != word97 || d.flags&0x1000 == 0}}
	}
	d.decodePieces()
	if len(d.units) == 0 {
		return errors.New("no Word file: it has no text")
	}
	if d.version == word97 {
		d.paragraphs = readRuns(d.stream, d.fibData(fcParagraphPages), papxRuns)
		d.characters = readRuns(d.stream, d.fibData(fcCharacterPages), chpxRuns)
		d.levels = readStyleLevels(d.fibData(fcStyleSheet))
	}
	return nil
}
