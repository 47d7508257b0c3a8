package legacy

import (
	"strconv"
	"strings"
	"unicode"

	"daftar/ingest/extract"
)

// textWriter collects the text of a document: paragraphs with their notes after them, headings, table rows, and at the
// end comments, headers and footers.
type textWriter struct {
	extract.TextBuilder
	heading string // the first one

	current        strings.Builder // open paragraph or cell
	inRow          bool            // a table row is open
	note           strings.Builder
	notes          []string // of the open paragraph
	number         int      // of notes so far
	comment        strings.Builder
	comments       []string // comments
	headerFooter   strings.Builder
	headersFooters []string
}

// maxParagraphBytes is more than any paragraph, note or header has: longer ones are written in parts.
const maxParagraphBytes = 1 << 20

func (w *textWriter) text(dest destination, s string) {
	s = strings.Map(cleanRune, s)
	switch dest {
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

// cleanRune drops control characters of Word, soft hyphens and pictures of symbol fonts.
func cleanRune(r rune) rune {
	switch {
	case r == '\uf0b7' || r == '\uf0a7':
		return '•'
	case r == '\u00ad' || r < ' ' && r != '\t' && r != '\n' || r >= '\ue000' && r <= '\uf8ff' || r == 0x7f:
		return -1
	}
	return r
}

// flush writes the open paragraph, as a heading if it has an outline level.
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

func (w *textWriter) paragraph(dest destination, level int) {
	if dest != destBody {
		w.text(dest, " ")
		return
	}
	if w.inRow { // the last row of a table was not ended
		w.Line()
		w.inRow = false
	}
	w.Paragraph()
	w.flush(level)
	w.Paragraph()
}

func (w *textWriter) cell(dest destination) {
	if dest != destBody {
		w.text(dest, " ")
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

func (w *textWriter) row(dest destination) {
	if dest != destBody {
		w.text(dest, " ")
		return
	}
	w.flush(-1)
	w.inRow = false
	w.Line()
}

// endDestination ends a note, comment, header or footer.
func (w *textWriter) endDestination(dest destination) {
	switch dest {
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

// maxComments is more than people write.
const maxComments = 10_000

// maxHeadersFooters bounds the different headers and footers: a section has up to six.
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

// noteLabel is the label of note n, at its reference and before its text.
func noteLabel(n int) string { return "[" + strconv.Itoa(n) + "] " }

// appendSection writes paragraphs at the end of the text, under a name that is not part of the text.
func (w *textWriter) appendSection(place string, paragraphs []string) {
	for n, s := range paragraphs {
		if n == 0 {
			w.MarkHeading(place)
		}
		w.Paragraph()
		w.Words(s)
		w.Paragraph()
	}
}

// endsInCell reports whether nothing was written since the last cell ended: then another cell mark ends the row.
func (w *textWriter) endsInCell() bool { return w.inRow && strings.TrimSpace(w.current.String()) == "" }
