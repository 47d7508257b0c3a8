package legacy

import (
	"strconv"
	"strings"
	"unicode"

	"daftar/ingest/extract"
)

// textWriter collects the text of a document: paragraphs with their notes after them, headings, rows of tables, and at the
// end comments, headers and footers, each once.
type textWriter struct {
	extract.Prose
	heading string // the first

	current        strings.Builder // the paragraph or cell that is being written
	inRow          bool            // whether a row has begun
	note           strings.Builder
	notes          []string // of the paragraph
	number         int      // of notes
	comment        strings.Builder
	comments       []string // comments
	headerFooter   strings.Builder
	headersFooters []string
}

// maxParagraphBytes is more than any paragraph, note or margin: what is longer is written in pieces.
const maxParagraphBytes = 1 << 20

func (w *textWriter) text(to destination, s string) {
	s = strings.Map(cleanRune, s)
	switch to {
	case destBody:
		w.current.WriteString(s)
		if w.current.Len() > maxParagraphBytes {
			w.flush(-1)
		}
	case destNote:
		if w.note.Len() < maxParagraphBytes {
			w.note.WriteString(s)
		}
	case destComment:
		if w.comment.Len() < maxParagraphBytes {
			w.comment.WriteString(s)
		}
	case destHeaderFooter:
		if w.headerFooter.Len() < maxParagraphBytes {
			w.headerFooter.WriteString(s)
		}
	}
}

// cleanRune drops the signs that Word puts into text for itself, soft hyphens, and the pictures of symbol fonts.
func cleanRune(r rune) rune {
	switch {
	case r == '\uf0b7' || r == '\uf0a7':
		return '•'
	case r == '\u00ad' || r < ' ' && r != '\t' && r != '\n' || r >= '\ue000' && r <= '\uf8ff' || r == 0x7f:
		return -1
	}
	return r
}

// flush writes the paragraph that was collected, as a heading if it has a level of the outline.
func (w *textWriter) flush(level int) {
	s := strings.Trim(w.current.String(), "\n")
	w.current.Reset()
	w.writeLines(s, level)
	for _, note := range w.notes {
		w.Paragraph()
		w.Words(note)
		w.Paragraph()
	}
	w.notes = nil
}

const maxHeadingLevel = 8 // 9 is body text

func (w *textWriter) writeLines(s string, level int) {
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
	if level < 0 || level > maxHeadingLevel || w.inRow {
		write()
		return
	}
	if h := w.Heading(write); w.heading == "" {
		w.heading = h
	}
}

func (w *textWriter) paragraph(to destination, level int) {
	if to != destBody {
		w.text(to, " ")
		return
	}
	if w.inRow { // a table whose last row was not ended
		w.Line()
		w.inRow = false
	}
	w.Paragraph()
	w.flush(level)
	w.Paragraph()
}

func (w *textWriter) cell(to destination) {
	if to != destBody {
		w.text(to, " ")
		return
	}
	if !w.inRow {
		w.Line()
		w.inRow = true
	}
	cell := strings.Join(strings.Fields(w.current.String()), " ")
	w.current.Reset()
	w.current.WriteString(cell)
	notes := w.notes
	w.notes = nil
	w.flush(-1)
	w.notes = notes
	w.Cell()
}

func (w *textWriter) row(to destination) {
	if to != destBody {
		w.text(to, " ")
		return
	}
	w.flush(-1)
	w.inRow = false
	w.Line()
}

// endDestination is called when the text of a note or margin is done.
func (w *textWriter) endDestination(to destination) {
	switch to {
	case destNote:
		if s := strings.TrimSpace(w.note.String()); s != "" {
			w.number++
			w.notes = append(w.notes, noteLabel(w.number)+s)
		}
		w.note.Reset()
	case destComment:
		if s := strings.Join(strings.Fields(w.comment.String()), " "); s != "" && len(w.comments) < maxComments {
			w.comments = append(w.comments, "Comment: "+s)
		}
		w.comment.Reset()
	case destHeaderFooter:
		if s := strings.Join(strings.Fields(w.headerFooter.String()), " "); strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			w.addHeaderFooter(s)
		}
		w.headerFooter.Reset()
	}
}

// maxComments is more comments than any reader writes.
const maxComments = 10_000

// maxHeadersFooters is how many different headers and footers are kept: a section may have six.
const maxHeadersFooters = 100

func (w *textWriter) addHeaderFooter(s string) {
	for _, m := range w.headersFooters {
		if m == s {
			return
		}
	}
	if len(w.headersFooters) < maxHeadersFooters {
		w.headersFooters = append(w.headersFooters, s)
	}
}

func (w *textWriter) end() {
	w.paragraph(destBody, -1)
	w.appendSection("Comments", w.comments)
	w.appendSection("Headers and footers", w.headersFooters)
}

// noteLabel is what stands before a note, and where it belongs.
func noteLabel(n int) string { return "[" + strconv.Itoa(n) + "] " }

// appendSection writes what stands at the end of a text, in a place that has a name.
func (w *textWriter) appendSection(place string, paragraphs []string) {
	for n, s := range paragraphs {
		if n == 0 {
			w.Place(place)
		}
		w.Paragraph()
		w.Words(s)
		w.Paragraph()
	}
}
