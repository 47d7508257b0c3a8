package pdf

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"daftar/ingest/extract"
)

// paragraph is lines that belong together, possibly across pages.
type paragraph struct {
	lines   []placedLine
	heading bool
}

// placedLine is a line of a paragraph.
type placedLine struct {
	line
	page    int
	newLine bool // starts a new line of the text
}

// Thresholds, relative to the font size or the pitch of the block.
const (
	paragraphPitch = 1.3  // times the pitch starts a paragraph
	maxPitch       = 2.0  // times the font size does, in blocks without pitch
	minIndent      = 0.8  // a larger indent starts a paragraph
	sizeChange     = 1.08 // a larger ratio of sizes is different text
	headingRatio   = 1.15 // relative to the size of most text
	// longer text is a pull quote or a cover
	maxHeadingLines, headingRunes = 4, 200
)

// paragraphs joins the lines of a document.
func paragraphs(pages []page) []paragraph {
	var all []paragraph
	body := bodySize(pages)
	for _, pg := range pages {
		for b := range pg.blocks {
			p := &pg.blocks[b]
			for i := range p.lines {
				l := &p.lines[i]
				apart, begins := p.relation(i)
				if i == 0 {
					begins = !continuesParagraph(all, l, body)
				}
				if begins {
					all = append(all, paragraph{})
				}
				last := &all[len(all)-1]
				last.lines = append(last.lines, placedLine{line: *l, page: pg.number, newLine: apart && !begins})
			}
		}
	}
	for i := range all {
		all[i].heading = all[i].isHeading(body)
	}
	return all
}

// bodySize returns the font size of most text.
func bodySize(pages []page) float64 {
	sizes := make(map[float64]int)
	for _, pg := range pages {
		for _, p := range pg.blocks {
			for _, l := range p.lines {
				sizes[float64(int(2*l.size+0.5))/2] += len(l.text)
			}
		}
	}
	return mostFrequent(sizes)
}

// relation reports whether line i starts a new line of the text or a new paragraph.
func (p *textBlock) relation(i int) (apart, begins bool) {
	if i == 0 {
		return false, true
	}
	l, before := &p.lines[i], &p.lines[i-1]
	step := l.y - before.y
	far := maxPitch * max(l.size, before.size)
	if p.pitch > 0 && (p.pitch < far || p.pitchRepeats) {
		far = paragraphPitch * p.pitch
	}
	switch {
	case p.table && l.continues:
		return false, false
	case step > far || step < 0:
		return false, true
	case l.size > sizeChange*before.size || before.size > sizeChange*l.size || l.bold != before.bold && before.bold && p.freeSpace(before) > l.size*4:
		return false, true
	case p.table:
		return true, false
	case isListItem(l.text):
		return false, true
	}
	indent, indentBefore := p.indent(l), p.indent(before)
	if indent > indentBefore+minIndent*l.size && indent < (p.x1-p.x0)/2 && (i < 2 || !p.hangs(i-1)) && !isListItem(before.text) {
		return false, true
	}
	// The next word would have fitted: the line break is intended.
	fits := p.freeSpace(before) > l.firstWord+l.size
	return fits, fits && endsSentence(before.text)
}

// hangs reports whether line i starts left of the line before: it is the second of an indented paragraph.
func (p *textBlock) hangs(i int) bool {
	return p.indent(&p.lines[i]) < p.indent(&p.lines[i-1])-minIndent*p.lines[i].size
}

// continuesParagraph reports whether a line at the top of a column or page continues the last paragraph.
func continuesParagraph(all []paragraph, l *line, body float64) bool {
	if len(all) == 0 {
		return false
	}
	lines := all[len(all)-1].lines
	before := &lines[len(lines)-1]
	same := l.size < sizeChange*before.size && before.size < sizeChange*l.size && l.size < headingRatio*body && l.bold == before.bold
	return same && len(lines) > 1 && !endsSentence(before.text) && startsMidSentence(l.text)
}

func (p *paragraph) isHeading(body float64) bool {
	if len(p.lines) > maxHeadingLines {
		return false
	}
	runes, letters := 0, 0
	for i := range p.lines {
		l := &p.lines[i]
		if l.size < headingRatio*body {
			return false
		}
		runes += utf8.RuneCountInString(l.text)
		letters += countLetters(l.text)
	}
	return runes <= headingRunes && letters > 2
}

// write adds the paragraph to a text.
func (p *paragraph) write(to *extract.TextBuilder, h hyphens) {
	page := p.lines[0].page
	for i := range p.lines {
		l := &p.lines[i]
		if l.page != page {
			to.MarkPage(l.page)
			page = l.page
		}
		if l.newLine {
			to.Line()
		}
		text, next := leaders(l.text), ""
		if i+1 < len(p.lines) && !p.lines[i+1].newLine {
			next = p.lines[i+1].text
		}
		text, joined := h.lineEnd(text, next)
		to.Words(removeSoftHyphens(text))
		if !joined {
			to.Words(" ")
		}
	}
}

var dots = regexp.MustCompile(`\s*\.(\s?\.){4,}\s*`)

// leaders shortens the dots between a title and its page number.
func leaders(text string) string {
	if !strings.Contains(text, "...") && !strings.Contains(text, ". . .") {
		return text
	}
	return dots.ReplaceAllString(text, " … ")
}
