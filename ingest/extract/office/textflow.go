package office

import (
	"strings"
	"unicode"

	"daftar/ingest/extract"
)

// flow writes paragraphs, lists, tables and notes as a reader sees them one after another.
type flow struct {
	extract.TextBuilder
	title       string // the first paragraph that is styled as the title
	first       string // the first heading
	page        int    // the last that was begun; 0 if the file notes none
	tableDepth  int    // in which the next paragraph lies
	cellBegun   bool   // the cell has a paragraph
	inList      bool   // the last paragraph was a point of a list
	hasComments bool   // a comment was written
	notes       []note // due after the table
}

// paragraph is held until it ends: what it is may be known only then.
type paragraph struct {
	pieces  []piece
	heading bool
	title   bool
	point   bool   // of a list
	mark    string // "3.2", before a heading or a point; "-" of a point without a number
	notes   []note
	boxes   []*paragraph // that hang on it
}

// piece is text, or the beginning of a line or page before text.
type piece struct {
	words string
	line  bool
	page  int
	call  bool // of a note
}

type note struct {
	mark       string
	paragraphs []*paragraph
}

func (p *paragraph) add(words string) {
	if words != "" {
		p.pieces = append(p.pieces, piece{words: words})
	}
}

// rowOf makes a paragraph of the cells of a row, for tables that stand beside the text.
func rowOf(cells [][]*paragraph) *paragraph {
	row := &paragraph{point: true}
	for n, cell := range cells {
		if n > 0 {
			row.add(" | ")
		}
		for _, p := range cell {
			if row.pieces = append(row.pieces, p.pieces...); !p.blank() {
				row.add(" ")
			}
			row.notes, row.boxes = append(row.notes, p.notes...), append(row.boxes, p.boxes...)
		}
	}
	if strings.Trim(row.words(), " |") == "" {
		row.pieces = nil
	}
	return row
}

// words joins the words of a paragraph, for those who compare them.
func (p *paragraph) words() string {
	var b strings.Builder
	for _, piece := range p.pieces {
		b.WriteString(piece.words)
		if piece.line {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// blank reports whether a paragraph has no words.
func (p *paragraph) blank() bool {
	for _, piece := range p.pieces {
		if strings.TrimSpace(piece.words) != "" {
			return false
		}
	}
	return true
}

// put writes a paragraph with what hangs on it.
func (f *flow) put(p *paragraph) {
	if !p.blank() {
		f.begin(p)
		if p.heading {
			f.putHeading(p)
		} else {
			f.pieces(p)
		}
		if f.tableDepth == 0 && !p.point {
			f.Paragraph()
		}
		f.inList, f.cellBegun = p.point, true
	} else {
		f.pages(p)
	}
	f.notes = append(f.notes, p.notes...)
	if f.tableDepth == 0 {
		f.putNotes()
	}
	for _, box := range p.boxes {
		f.put(box)
	}
}

// begin sets a paragraph apart from what was before it.
func (f *flow) begin(p *paragraph) {
	switch {
	case f.tableDepth > 0 && f.cellBegun:
		f.Line()
	case f.tableDepth > 0:
	case p.point && f.inList:
		f.Line()
	default:
		f.Paragraph()
	}
}

func (f *flow) putHeading(p *paragraph) {
	heading := f.Heading(func() { f.pieces(p) })
	if p.mark != "" {
		heading = strings.TrimPrefix(heading, p.mark+" ")
	}
	if f.first == "" {
		f.first = heading
	}
	if p.title && f.title == "" {
		f.title = heading
	}
}

func (f *flow) pieces(p *paragraph) {
	if p.mark != "" {
		f.Words(p.mark + " ")
	}
	for _, piece := range p.pieces {
		switch {
		case piece.page > 0:
			f.markPage(piece.page)
		case piece.line && p.heading:
			f.Words(" ")
		case piece.line:
			f.Line()
		case piece.call && p.heading:
		default:
			f.Words(piece.words)
		}
	}
}

// pages turns the pages that begin in a paragraph without words.
func (f *flow) pages(p *paragraph) {
	for _, piece := range p.pieces {
		if piece.page > 0 {
			f.markPage(piece.page)
		}
	}
}

func (f *flow) markPage(page int) {
	f.page = page
	f.MarkPage(page)
}

func (f *flow) putNotes() {
	due := f.notes
	f.notes = nil
	for _, n := range due {
		f.markedParagraphs(n.mark, n.paragraphs)
	}
}

// table writes a table; rows and cells follow.
func (f *flow) table(write func()) {
	if f.tableDepth == 0 {
		f.Paragraph()
	}
	f.tableDepth++
	write()
	f.tableDepth--
	if f.tableDepth == 0 {
		f.Paragraph()
		f.putNotes()
		f.inList = false
	} else {
		f.cellBegun = true
	}
}

// row begins a row.
func (f *flow) row() {
	f.Line()
	f.cellBegun = false
}

// cell begins a cell.
func (f *flow) cell() {
	f.Cell()
	f.cellBegun = false
}

// heading is the text's own title.
func (f *flow) heading() string {
	if f.title != "" {
		return f.title
	}
	return f.first
}

// comment writes what somebody noted in the margin.
func (f *flow) comment(author string, paragraphs []*paragraph) {
	if !f.hasComments {
		f.hasComments = true
		f.MarkHeading("Comments")
	}
	mark := "Comment"
	if author = extract.OneLine(author, maxShownBytes); author != "" {
		mark += " by " + author
	}
	f.markedParagraphs(mark+":", paragraphs)
}

// markedParagraphs writes paragraphs of which the first says what they are.
func (f *flow) markedParagraphs(mark string, paragraphs []*paragraph) {
	f.Paragraph()
	for _, p := range paragraphs {
		if p.blank() {
			continue
		}
		if mark != "" {
			f.Words(mark + " ")
		}
		mark = ""
		f.pieces(p)
		f.Line()
	}
	f.Paragraph()
}

// headerFooter writes a header or footer once. One of digits and marks only is the number of a page.
func (f *flow) headerFooter(p *paragraph, seen map[string]bool) {
	words := p.words()
	if strings.IndexFunc(words, unicode.IsLetter) >= 0 && !seen[words] && len(seen) < maxHeadersFooters {
		if len(seen) == 0 {
			f.MarkHeading("Headers and footers")
		}
		seen[words] = true
		f.Paragraph()
		f.pieces(p)
		f.Paragraph()
	}
	for _, box := range p.boxes {
		f.headerFooter(box, seen)
	}
}

// maxHeadersFooters bounds the headers and footers: those of a file with a section a page differ in every one.
const maxHeadersFooters = 100
