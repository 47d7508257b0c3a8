package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// prose collects running text from a tree of marked-up text: paragraphs stand apart by an empty line, white space inside
// them is one space, and headings are noted as breaks. What is beyond TextBytes is left out.
type prose struct {
	text    strings.Builder
	breaks  []Break
	gap     int    // line feeds due before the next word
	between string // what is due before the next word in the same line
	full    bool
	inside  bool // a heading; broken pages have headings in headings
}

func (p *prose) paragraph() { p.gap, p.between = 2, "" }

func (p *prose) line() { p.gap, p.between = max(p.gap, 1), "" }

// words adds text, of which all white space is alike.
func (p *prose) words(s string) {
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

func (p *prose) space() {
	if p.gap == 0 && p.between == "" {
		p.between = " "
	}
}

// cell begins the next cell of a row.
func (p *prose) cell() {
	if p.gap == 0 {
		p.between = " | "
	}
}

// verbatim adds text as it is, with its lines.
func (p *prose) verbatim(s string) {
	if s = strings.TrimRight(s, " \t\n"); s != "" {
		p.add(s)
	}
}

func (p *prose) add(s string) {
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
	if room := TextBytes - p.text.Len(); len(s) > room {
		p.full = true
		s = s[:runeBorder(s, max(room, 0))]
	}
	p.text.WriteString(s)
}

// heading notes the text that write adds as a heading, and returns it.
func (p *prose) heading(write func()) string {
	if p.inside {
		write()
		return ""
	}
	p.inside = true
	p.paragraph()
	start := p.text.Len()
	write()
	p.paragraph()
	p.inside = false
	title := p.text.String()[start:]
	trimmed := strings.TrimLeft(title, "\n")
	if trimmed == "" {
		return ""
	}
	heading := oneLine(trimmed, TitleBytes)
	p.breaks = append(p.breaks, Break{Offset: start + len(title) - len(trimmed), Heading: heading})
	return heading
}

// into hands the text over.
func (p *prose) into(r *Reading) {
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
