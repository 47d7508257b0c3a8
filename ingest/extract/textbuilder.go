package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextBuilder builds plain text from marked-up text: an empty line between paragraphs, one space for white space inside
// them, headings and pages as breaks. Text beyond MaxTextBytes is dropped. The zero value is ready to use.
type TextBuilder struct {
	text      strings.Builder
	breaks    []Break
	lineFeeds int    // due before the next word
	separator string // due before the next word of the same line
	full      bool
	page      int    // begins with the next word; 0 if none
	heading   string // begins with the next word; "" if none
	inHeading bool   // broken pages have headings in headings
}

// Paragraph begins a new paragraph.
func (b *TextBuilder) Paragraph() { b.lineFeeds, b.separator = 2, "" }

// Line begins a new line.
func (b *TextBuilder) Line() { b.lineFeeds, b.separator = max(b.lineFeeds, 1), "" }

// Words adds text, in which all white space counts as a space.
func (b *TextBuilder) Words(s string) {
	if startsWithSpace(s) {
		b.space()
	}
	for word := range strings.FieldsSeq(s) {
		b.add(word)
		b.space()
	}
	if !endsWithSpace(s) {
		b.separator = ""
	}
}

func (b *TextBuilder) space() {
	if b.lineFeeds == 0 && b.separator == "" {
		b.separator = " "
	}
}

// Cell begins the next cell of a row.
func (b *TextBuilder) Cell() {
	if b.lineFeeds == 0 {
		b.separator = " | "
	}
}

// Verbatim adds text as it is, with its lines.
func (b *TextBuilder) Verbatim(s string) {
	if s = strings.TrimRight(s, " \t\n"); s != "" {
		b.add(s)
	}
}

func (b *TextBuilder) add(s string) {
	if b.full {
		return
	}
	if b.text.Len() > 0 {
		if b.lineFeeds > 0 {
			b.text.WriteString("\n\n"[:b.lineFeeds])
		} else {
			b.text.WriteString(b.separator)
		}
	}
	b.lineFeeds, b.separator = 0, ""
	b.addBreak()
	if left := MaxTextBytes - b.text.Len(); len(s) > left {
		b.full = true
		s = s[:runeBoundary(s, max(left, 0))]
	}
	b.text.WriteString(s)
}

// addBreak adds the page and the heading that begin at the end of the text.
func (b *TextBuilder) addBreak() {
	if b.page == 0 && b.heading == "" {
		return
	}
	b.breaks = append(b.breaks, Break{Offset: b.text.Len(), Page: b.page, Heading: b.heading})
	b.page, b.heading = 0, ""
}

// Heading makes a heading of the text that write adds, and returns it.
func (b *TextBuilder) Heading(write func()) string {
	if b.inHeading {
		write()
		return ""
	}
	b.inHeading = true
	b.Paragraph()
	start := b.text.Len()
	write()
	b.Paragraph()
	b.inHeading = false
	title := b.text.String()[start:]
	trimmed := strings.TrimLeft(title, "\n")
	heading := OneLine(trimmed, MaxTitleBytes)
	if heading != "" {
		b.breaks = append(b.breaks, Break{Offset: start + len(title) - len(trimmed), Heading: heading})
	}
	return heading
}

// StartPage begins page n, from 1, in a new paragraph. A page without words leaves no break.
func (b *TextBuilder) StartPage(n int) {
	b.Paragraph()
	b.page = n
}

// MarkPage makes page n, from 1, begin with the next word, even inside a paragraph.
func (b *TextBuilder) MarkPage(n int) { b.page = n }

// MarkHeading puts the next words under a heading that is not part of the text, such as the name of a sheet.
func (b *TextBuilder) MarkHeading(name string) { b.heading = OneLine(name, MaxTitleBytes) }

// Empty reports whether no word was written yet.
func (b *TextBuilder) Empty() bool { return b.text.Len() == 0 }

// Full reports whether the text has reached MaxTextBytes: further text is dropped.
func (b *TextBuilder) Full() bool { return b.full }

// CopyTo sets the text and the breaks of a document, and the limit if text was dropped.
func (b *TextBuilder) CopyTo(r *Extracted) {
	r.Text, r.Breaks = b.text.String(), b.breaks
	if b.full {
		r.Limits = append(r.Limits, limitText(MaxTextBytes))
	}
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func endsWithSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}
