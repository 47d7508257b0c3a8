package office

import (
	"strings"
	"unicode"

	"daftar/ingest/extract"
)

// flow writes paragraphs, lists, tables and notes in reading order.
type flow struct {
	extract.TextBuilder
	title        string // first paragraph with a title style
	first        string // first heading
	page         int    // last page started; 0 if the file marks no pages
	tableDepth   int    // nesting depth of the next paragraph
	cellBegun    bool   // the current cell has a paragraph
	inList       bool   // the last paragraph was a list item
	hasComments  bool   // the heading of the comments was written
	pendingNotes []note // written after the table
}

// paragraph is written only when complete, because its properties may follow its text.
type paragraph struct {
	pieces  []piece
	heading bool
	title   bool
	point   bool   // a list item
	mark    string // label before a heading or list item: "3.2", or "-" for an item without a number
	notes   []note
	boxes   []*paragraph // anchored text boxes and frames
}

// piece is text, a line break or a page break.
type piece struct {
	words string
	line  bool
	page  int
	call  bool // a reference to a note
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

// rowOf joins the cells of a row into one paragraph, for tables outside the main text.
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
	if strings.Trim(row.plainText(), " |") == "" {
		row.pieces = nil
	}
	return row
}

// plainText returns the text of a paragraph on one line.
func (p *paragraph) plainText() string {
	var b strings.Builder
	for _, piece := range p.pieces {
		b.WriteString(piece.words)
		if piece.line {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func (p *paragraph) blank() bool {
	for _, piece := range p.pieces {
		if strings.TrimSpace(piece.words) != "" {
			return false
		}
	}
	return true
}

// put writes a paragraph, then its notes and text boxes. Inside a table, notes wait for its end.
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
		f.markPages(p)
	}
	f.pendingNotes = append(f.pendingNotes, p.notes...)
	if f.tableDepth == 0 {
		f.putNotes()
	}
	for _, box := range p.boxes {
		f.put(box)
	}
}

// begin separates a paragraph from the previous one.
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

// markPages marks the pages that start in a blank paragraph.
func (f *flow) markPages(p *paragraph) {
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
	due := f.pendingNotes
	f.pendingNotes = nil
	for _, n := range due {
		f.markedParagraphs(n.mark, n.paragraphs)
	}
}

// table calls write, which writes the rows and cells of a table.
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

func (f *flow) row() {
	f.Line()
	f.cellBegun = false
}

func (f *flow) cell() {
	f.Cell()
	f.cellBegun = false
}

// heading returns the title in the text, or else its first heading.
func (f *flow) heading() string {
	if f.title != "" {
		return f.title
	}
	return f.first
}

// comment writes a reviewer's comment; a heading precedes the first.
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

// markedParagraphs writes paragraphs with a label before the first that is not blank.
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

// headerFooter writes a header or footer unless it was written before or has no letter, such as a page number.
func (f *flow) headerFooter(p *paragraph, seen map[string]bool) {
	words := p.plainText()
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

// maxHeadersFooters bounds headers and footers: in a file with one section per page all of them may differ.
const maxHeadersFooters = 100
