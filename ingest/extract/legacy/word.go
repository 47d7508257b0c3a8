package legacy

import (
	"bytes"
	"encoding/binary"

	"daftar/index"
	"daftar/ingest/extract"
)

// ReadDOC extracts the text of a Word file of version 2 to 2003: the main text with each note after its paragraph, then
// text boxes, comments, and each different header and footer once. The title comes from the document properties, unless
// the word processor made it up.
func ReadDOC(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	stream, table, summary := data, data, []byte(nil)
	switch {
	case isWordPerfect(data):
		return nil, []index.Problem{index.NewProblem(index.ProblemUnsupported, "WordPerfect")}
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("<?xml")):
		return readWordXML(data)
	}
	c, err := OpenCompoundFile(data)
	switch {
	case err == nil:
		root := c.Root()
		stream, _ = root.Stream("WordDocument")
		table = tableStream(root, stream)
		summary, _ = root.Stream("\x05SummaryInformation")
	case bytes.HasPrefix(data, []byte(compoundMagic)):
		return nil, []index.Problem{CompoundFileProblem(err, extract.DOC)}
	}
	f, problem := readFIB(stream)
	if problem != nil {
		return nil, []index.Problem{*problem}
	}
	d := wordFile{fib: f, stream: stream, table: table}
	r := &extract.Extracted{Format: extract.DOC.Name}
	if !d.loadText() {
		return nil, []index.Problem{index.NewProblem(index.ProblemDamaged, extract.DOC.Label, "")}
	}
	d.writeText()
	d.out.CopyTo(r)
	r.Heading = d.out.heading
	title, author := readSummary(summary)
	r.Title, r.Author = extract.CleanTitle(title), extract.OneLine(author, extract.MaxFieldBytes)
	return r.Finish(nil)
}

func isWordPerfect(data []byte) bool { return len(data) > 4 && string(data[:4]) == "\xffWPC" }

// tableStream returns the table stream that the FIB names, or else the other one.
func tableStream(root Storage, stream []byte) []byte {
	names := []string{"0Table", "1Table"}
	if len(stream) > 12 && binary.LittleEndian.Uint16(stream[10:])&flagTable1 != 0 {
		names = []string{"1Table", "0Table"}
	}
	for _, name := range names {
		if t, ok := root.Stream(name); ok && len(t) > 0 {
			return t
		}
	}
	return stream // Word 6 keeps the tables in the main stream
}

// Values of [MS-DOC] 2.5.
const (
	flagComplex   = 0x0004
	flagEncrypted = 0x0100
	flagTable1    = 0x0200

	word97 = 0xa5ec
	word6  = 0xa5dc
	word2  = 0xa5db
)

// fib is the file information block.
type fib struct {
	version   int // word97, word6 or word2
	language  int
	flags     uint16
	textStart int    // in files without a piece table
	ccp       [8]int // characters in each story
}

// The stories of a file, in the order of fib.ccp.
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

// readFIB reads the file information block of a stream WordDocument.
func readFIB(s []byte) (fib, *index.Problem) {
	const shortest = 0x80
	le := binary.LittleEndian
	if len(s) < shortest {
		return fib{}, new(index.NewProblem(index.ProblemNotFormat, extract.DOC.Label))
	}
	f := fib{version: int(le.Uint16(s)), language: int(le.Uint16(s[6:])), flags: le.Uint16(s[10:]), textStart: int(le.Uint32(s[24:]))}
	first := 0x34 // of the character counts in Word 2 and 6
	switch f.version {
	case word97:
		first = 0x4c
		if len(s) < 0x1aa {
			return fib{}, new(index.NewProblem(index.ProblemDamaged, extract.DOC.Label, ""))
		}
	case word6, word2, 0xa59b, 0xa59c:
	default:
		return fib{}, new(index.NewProblem(index.ProblemNotFormat, extract.DOC.Label))
	}
	if f.flags&flagEncrypted != 0 {
		return fib{}, new(index.NewProblem(index.ProblemEncrypted, "password"))
	}
	for i := range f.ccp {
		f.ccp[i] = int(min(le.Uint32(s[first+4*i:]), uint32(len(s))))
	}
	return f, nil
}

// story returns the character range of story n.
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
	units      []uint16 // characters of all stories, UTF-16
	paragraphs runs
	characters runs
	levels     []int // outline level by style, noLevel if none
	out        textWriter
}

// fibData returns the data that the nth offset and length of the FIB point to ([MS-DOC] 2.5.5).
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

// cut returns up to size bytes from offset on.
func cut(b []byte, offset, size uint64) []byte {
	if offset >= uint64(len(b)) {
		return nil
	}
	return b[offset:min(offset+size, uint64(len(b)))]
}

// Indexes of offset and length pairs in the FIB.
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
	fcCompressed     = 1 << 30 // flag of a piece with 8-bit characters
)

// loadText reads the piece table, the text, and the properties of characters and paragraphs. It returns false if the
// file has no text.
func (d *wordFile) loadText() bool {
	switch {
	case d.version == word97:
		d.pieces = readPieces(d.fibData(fcPieceTable))
	case d.flags&flagComplex != 0 && d.version == word6 && len(d.stream) > word6Pieces+8:
		le := binary.LittleEndian
		clx := cut(d.stream, uint64(le.Uint32(d.stream[word6Pieces:])), uint64(le.Uint32(d.stream[word6Pieces+4:])))
		d.pieces = readPieces(clx)
		for i := range d.pieces { // pieces of Word 6 always have 8-bit characters
			d.pieces[i].fc, d.pieces[i].compressed = d.pieces[i].rawFC&^uint32(3<<30), true
		}
	}
	if len(d.pieces) == 0 {
		_, last := d.story(storyHeaderTextboxes)
		d.pieces = []piece{{end: last, fc: uint32(d.textStart), compressed: d.version != word97 || d.flags&0x1000 == 0}}
	}
	d.decodePieces()
	if len(d.units) == 0 {
		return false
	}
	if d.version == word97 {
		d.paragraphs = readRuns(d.stream, d.fibData(fcParagraphPages), papxRuns)
		d.characters = readRuns(d.stream, d.fibData(fcCharacterPages), chpxRuns)
		d.levels = readStyleLevels(d.fibData(fcStyleSheet))
	}
	return true
}
