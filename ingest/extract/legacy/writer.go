package legacy

import (
	"strconv"
	"strings"
	"unicode"

	"daftar/ingest/extract"
)

// writer collects the text of a document: paragraphs with their notes after them, headings, rows of tables, and at the
// end comments, headers and footers, each once.
type writer struct {
	extract.Prose
	heading string // the first

	now     strings.Builder // the paragraph or cell that is being written
	row0    bool            // whether a row has begun
	note    strings.Builder
	notes   []string // of the paragraph
	number  int      // of notes
	comment strings.Builder
	remarks []string // comments
	margin  strings.Builder
	margins []string
}

// pieceBytes is more than any paragraph, note or margin: what is longer is written in pieces.
const pieceBytes = 1 << 20

func (w *writer) text(to destination, s string) {
	s = strings.Map(readable, s)
	switch to {
	case toBody:
		w.now.WriteString(s)
		if w.now.Len() > pieceBytes {
			w.put(-1)
		}
	case toNote:
		if w.note.Len() < pieceBytes {
			w.note.WriteString(s)
		}
	case toComment:
		if w.comment.Len() < pieceBytes {
			w.comment.WriteString(s)
		}
	case toMargin:
		if w.margin.Len() < pieceBytes {
			w.margin.WriteString(s)
		}
	}
}

// readable drops the signs that Word puts into text for itself, soft hyphens, and the pictures of symbol fonts.
func readable(r rune) rune {
	switch {
	case r == '\uf0b7' || r == '\uf0a7':
		return '•'
	case r == '\u00ad' || r < ' ' && r != '\t' && r != '\n' || r >= '\ue000' && r <= '\uf8ff' || r == 0x7f:
		return -1
	}
	return r
}

// put writes the paragraph that was collected, as a heading if it has a level of the outline.
func (w *writer) put(level int) {
	s := strings.Trim(w.now.String(), "\n")
	w.now.Reset()
	w.lines(s, level)
	for _, note := range w.notes {
		w.Paragraph()
		w.Words(note)
		w.Paragraph()
	}
	w.notes = nil
}

const deepestHeading = 8 // 9 is body text

func (w *writer) lines(s string, level int) {
	if strings.TrimSpace(s) == "" {
		return
	}
	write := func() {
		for n, line := range strings.Split(s, "\n") {
			if n > 0 {
				w.Line()
			}
			w.Words(line)
		}
	}
	if level < 0 || level > deepestHeading || w.row0 {
		write()
		return
	}
	if h := w.Heading(write); w.heading == "" {
		w.heading = h
	}
}

func (w *writer) paragraph(to destination, level int) {
	if to != toBody {
		w.text(to, " ")
		return
	}
	if w.row0 { // a table whose last row was not ended
		w.Line()
		w.row0 = false
	}
	w.Paragraph()
	w.put(level)
	w.Paragraph()
}

func (w *writer) cell(to destination) {
	if to != toBody {
		w.text(to, " ")
		return
	}
	if !w.row0 {
		w.Line()
		w.row0 = true
	}
	cell := strings.Join(strings.Fields(w.now.String()), " ")
	w.now.Reset()
	w.now.WriteString(cell)
	notes := w.notes
	w.notes = nil
	w.put(-1)
	w.notes = notes
	w.Cell()
}

func (w *writer) row(to destination) {
	if to != toBody {
		w.text(to, " ")
		return
	}
	w.put(-1)
	w.row0 = false
	w.Line()
}

// leave is called when the text of a note or margin is done.
func (w *writer) leave(to destination) {
	switch to {
	case toNote:
		if s := strings.TrimSpace(w.note.String()); s != "" {
			w.number++
			w.notes = append(w.notes, noteMark(w.number)+s)
		}
		w.note.Reset()
	case toComment:
		if s := strings.Join(strings.Fields(w.comment.String()), " "); s != "" && len(w.remarks) < mostRemarks {
			w.remarks = append(w.remarks, "Comment: "+s)
		}
		w.comment.Reset()
	case toMargin:
		if s := strings.Join(strings.Fields(w.margin.String()), " "); strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			w.addMargin(s)
		}
		w.margin.Reset()
	}
}

// mostRemarks is more comments than any reader writes.
const mostRemarks = 10_000

// mostMargins is how many different headers and footers are kept: a section may have six.
const mostMargins = 100

func (w *writer) addMargin(s string) {
	for _, m := range w.margins {
		if m == s {
			return
		}
	}
	if len(w.margins) < mostMargins {
		w.margins = append(w.margins, s)
	}
}

func (w *writer) end() {
	w.paragraph(toBody, -1)
	w.last("Comments", w.remarks)
	w.last("Headers and footers", w.margins)
}

// noteMark is what stands before a note, and where it belongs.
func noteMark(n int) string { return "[" + strconv.Itoa(n) + "] " }

// last writes what stands at the end of a text, in a place that has a name.
func (w *writer) last(place string, paragraphs []string) {
	for n, s := range paragraphs {
		if n == 0 {
			w.Place(place)
		}
		w.Paragraph()
		w.Words(s)
		w.Paragraph()
	}
}
