package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextBuilder collects running text from a tree of marked-up text: paragraphs stand apart by an empty line, white space inside
// them is one space, and headings are noted as breaks. What is beyond TextBytes is left out.
type TextBuilder struct {
	text    strings.Builder
	breaks  []Break
	gap     int    // line feeds due before the next word
	between string // what is due before the next word in the same line
	full    bool
	page    int    // that begins with the next word; 0 if none
	place   string // that begins with the next word; "" if none
	inside  bool   // a heading; broken pages have headings in headings
}

// Paragraph sets what comes next apart by an empty line.
func (p *TextBuilder) Paragraph() { p.gap, p.between = 2, "" }

// Line begins a new line.
func (p *TextBuilder) Line() { p.gap, p.between = max(p.gap, 1), "" }

// Words adds text, of which all white space is alike.
func (p *TextBuilder) Words(s string) {
	if startsWithSpace(s) {
		p.space()
	}
	for word := range strings.FieldsSeq(s) {
		p.add(word)
		p.space()
	}
	if !endsWithSpace(s) {
		p.between = ""
	}
}

func (p *TextBuilder) space() {
	if p.gap == 0 && p.between == "" {
		p.between = " "
	}
}

// Cell begins the next cell of a row.
func (p *TextBuilder) Cell() {
	if p.gap == 0 {
		p.between = " | "
	}
}

// Verbatim adds text as it is, with its lines.
func (p *TextBuilder) Verbatim(s string) {
	if s = strings.TrimRight(s, " \t\n"); s != "" {
		p.add(s)
	}
}

func (p *TextBuilder) add(s string) {
	if p.full {
		return
	}
	if p.text.Len() > 0 {
		if p.gap > 0 {
			p.text.WriteString("\n\n"[:p.gap])
		} else {
			p.text.WriteString(p.between)
		}
	}
	p.gap, p.between = 0, ""
	p.turn()
	if room := MaxTextBytes - p.text.Len(); len(s) > room {
		p.full = true
		s = s[:runeBorder(s, max(room, 0))]
	}
	p.text.WriteString(s)
}

// turn notes the page and the place that begin where the text ends now.
func (p *TextBuilder) turn() {
	if p.page == 0 && p.place == "" {
		return
	}
	p.breaks = append(p.breaks, Break{Offset: p.text.Len(), Page: p.page, Heading: p.place})
	p.page, p.place = 0, ""
}

// Heading notes the text that write adds as a heading, and returns it.
func (p *TextBuilder) Heading(write func()) string {
	if p.inside {
		write()
		return ""
	}
	p.inside = true
	p.Paragraph()
	start := p.text.Len()
	write()
	p.Paragraph()
	p.inside = false
	title := p.text.String()[start:]
	trimmed := strings.TrimLeft(title, "\n")
	if trimmed == "" {
		return ""
	}
	heading := OneLine(trimmed, MaxTitleBytes)
	if heading == "" {
		return "" // nothing but characters that could not be read
	}
	p.breaks = append(p.breaks, Break{Offset: start + len(title) - len(trimmed), Heading: heading})
	return heading
}

// StartPage begins page n, from 1, which sets what comes next apart. An empty page leaves no break.
func (p *TextBuilder) StartPage(n int) {
	p.Paragraph()
	p.page = n
}

// MarkPage notes that page n, from 1, begins with the next word, in the middle of a paragraph if need be.
func (p *TextBuilder) MarkPage(n int) { p.page = n }

// MarkHeading notes that what comes next lies in a place that has a name but no words in the text, such as rows of a sheet.
func (p *TextBuilder) MarkHeading(name string) { p.place = OneLine(name, MaxTitleBytes) }

// Empty reports whether no word was written yet.
func (p *TextBuilder) Empty() bool { return p.text.Len() == 0 }

// Full reports whether the text has reached TextBytes: what comes is left out.
func (p *TextBuilder) Full() bool { return p.full }

// CopyTo hands the text over.
func (p *TextBuilder) CopyTo(r *Extracted) {
	r.Text, r.Breaks = p.text.String(), p.breaks
	if p.full {
		r.Limits = append(r.Limits, textLimit)
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
