package legacy

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"daftar/index"
	"daftar/ingest/extract"
)

// maxGroups is the maximum nesting of groups: tables in tables in lists have 30.
const maxGroups = 2000

// ReadRTF extracts the text of a Rich Text Format document: body with headings and tables, each note after its
// paragraph, comments at the end, then each different header and footer once. It leaves out pictures, objects, and
// hidden or deleted text; of fields it reads the result. The title comes from the document information.
func ReadRTF(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	if !bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{\\rtf")) {
		return nil, []index.Problem{index.NewProblem(index.ProblemNotFormat, extract.RTF.Label)}
	}
	p := &rtfReader{data: data, codePage: windows1252, fonts: map[int]font{}, styles: map[int]int{}}
	p.group = group{unicodeSkip: 1, level: -1}
	p.parse()
	p.out.end()
	r := &extract.Extracted{Format: extract.RTF.Name, Heading: p.out.heading}
	p.out.CopyTo(r)
	r.Title = extract.CleanTitle(p.title.String())
	r.Author = extract.OneLine(p.author.String(), extract.MaxFieldBytes)
	if p.tooDeep {
		r.Limits = append(r.Limits, index.NewProblem(index.ProblemLimitDepth, maxGroups))
	}
	return r.Finish(nil)
}

// rtfReader reads a document token by token.
type rtfReader struct {
	data        []byte
	pos         int
	codePage    int // of the document
	fonts       map[int]font
	styles      map[int]int // outline level by style number
	defaultFont int

	group     group
	stack     []group
	tooDeep   bool // the text ends before a group deeper than maxGroups
	ignorable bool // the last token was \*
	toSkip    int  // characters to skip: the fallback of a \u

	raw   []byte   // 8-bit text that is not decoded yet
	units []uint16 // UTF-16 of \u that is not decoded yet
	out   textWriter

	title, author strings.Builder
	style         int // style whose definition is read
}

type font struct {
	charset  int
	codePage int // 0 if the charset decides
}

// destination is where the text of a group goes.
type destination byte

const (
	destBody destination = iota
	destNote
	destHeaderFooter
	destComment
	destTitle
	destAuthor
	destFonts
	destStyles
	destDiscard
)

// group is the state that a closing brace restores.
type group struct {
	dest        destination
	previous    destination // destination before destDiscard, for groups inside that are visible again
	font        int
	fontSlot    int    // 0 western, 1 East Asian
	slotFonts   [2]int // font of each slot, plus 1
	unicodeSkip int    // \uc
	level       int    // outline level, -1 for none
	inTable     bool
	hidden      bool
	deleted     bool
}

func (p *rtfReader) parse() {
	for p.pos < len(p.data) && !p.tooDeep && !p.out.Full() {
		switch c := p.data[p.pos]; c {
		case '{':
			p.pos++
			p.open()
		case '}':
			p.pos++
			if !p.close() {
				return
			}
		case '\\':
			p.pos++
			p.readControl()
		case '\r', '\n':
			p.pos++
		default:
			p.readText()
		}
	}
	p.flush()
}

func (p *rtfReader) open() {
	p.flush()
	p.ignorable, p.toSkip = false, 0
	if len(p.stack) >= maxGroups {
		p.tooDeep = true
		return
	}
	p.stack = append(p.stack, p.group)
}

// close ends a group. It returns false at the end of the document.
func (p *rtfReader) close() bool {
	p.flush()
	p.ignorable, p.toSkip = false, 0
	if len(p.stack) == 0 {
		return false
	}
	before := p.group
	p.group = p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	if before.dest != p.group.dest {
		p.out.endDestination(before.dest)
	}
	return len(p.stack) > 0
}

// readText reads text up to the next token.
func (p *rtfReader) readText() {
	end := bytes.IndexAny(p.data[p.pos:], "{}\\\r\n")
	if end < 0 {
		end = len(p.data) - p.pos
	}
	run := p.data[p.pos : p.pos+end]
	p.pos += end
	skipped := min(p.toSkip, len(run))
	p.toSkip -= skipped
	p.add(run[skipped:])
}

func (p *rtfReader) add(run []byte) {
	if len(run) == 0 || p.discards() {
		return
	}
	p.flushUnits()
	p.raw = append(p.raw, run...)
}

func (p *rtfReader) discards() bool {
	return p.group.dest == destDiscard || p.group.dest == destFonts || p.group.hidden || p.group.deleted
}

// readControl reads a control word with its number, or a control symbol, after a backslash.
func (p *rtfReader) readControl() {
	if p.pos >= len(p.data) {
		return
	}
	start := p.pos
	for p.pos < len(p.data) && isLowerASCII(p.data[p.pos]|0x20) && p.pos-start < maxControlWord {
		p.pos++
	}
	if p.pos == start {
		p.controlSymbol()
		return
	}
	word := string(p.data[start:p.pos])
	number, given := p.number()
	if p.pos < len(p.data) && p.data[p.pos] == ' ' {
		p.pos++
	}
	if p.toSkip > 0 && word != "u" && word != "bin" && isSpecialChar(word) {
		p.toSkip--
		return
	}
	p.controlWord(word, number, given)
}

const maxControlWord = 32 // limit of the specification

func isLowerASCII(c byte) bool { return c >= 'a' && c <= 'z' }

func (p *rtfReader) number() (n int, given bool) {
	negative := false
	if p.pos+1 < len(p.data) && p.data[p.pos] == '-' && isDigit(p.data[p.pos+1]) {
		negative = true
		p.pos++
	}
	for p.pos < len(p.data) && isDigit(p.data[p.pos]) {
		if n < 1<<40 {
			n = n*10 + int(p.data[p.pos]-'0')
		}
		p.pos++
		given = true
	}
	if negative {
		n = -n
	}
	return n, given
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// controlSymbol reads a control of one character: \'e4, \~, \_, \-, \*, or an escaped brace or backslash.
func (p *rtfReader) controlSymbol() {
	c := p.data[p.pos]
	p.pos++
	if c == '*' {
		p.ignorable = true
		return
	}
	if c == '\'' {
		p.hexChar()
		return
	}
	if p.toSkip > 0 {
		p.toSkip--
		return
	}
	switch c {
	case '\\', '{', '}':
		p.add([]byte{c})
	case '~':
		p.addText("\u00a0")
	case '_':
		p.addText("-")
	case '\n', '\r':
		p.breakText("par")
	}
}

func (p *rtfReader) hexChar() {
	if p.pos+2 > len(p.data) {
		return
	}
	high, ok := unhex(p.data[p.pos])
	low, also := unhex(p.data[p.pos+1])
	if !ok || !also {
		return
	}
	p.pos += 2
	if p.toSkip > 0 {
		p.toSkip--
		return
	}
	p.add([]byte{high<<4 | low})
}

func unhex(c byte) (byte, bool) {
	switch lower := c | 0x20; {
	case isDigit(c):
		return c - '0', true
	case lower >= 'a' && lower <= 'f':
		return lower - 'a' + 10, true
	}
	return 0, false
}

// unicode adds a character by its number: UTF-16 with values above 32767 written as negative numbers, in some files a
// whole code point.
func (p *rtfReader) unicode(n int) {
	p.toSkip = p.group.unicodeSkip
	if p.discards() {
		return
	}
	p.flushRaw()
	switch {
	case n > 0xffff && n <= 0x10ffff:
		p.addText(string(rune(n)))
	default:
		p.units = append(p.units, uint16(n))
	}
}

func (p *rtfReader) flush() {
	p.flushRaw()
	p.flushUnits()
}

func (p *rtfReader) flushUnits() {
	if len(p.units) > 0 {
		text := string(utf16.Decode(p.units))
		p.units = p.units[:0]
		p.write(text)
	}
}

func (p *rtfReader) flushRaw() {
	if len(p.raw) == 0 {
		return
	}
	text := ""
	if f := p.currentFont(); f.charset == symbolCharset {
		text = symbolText(p.raw)
	} else {
		text = DecodeCodePage(p.raw, p.fontCodePage(f))
	}
	p.raw = p.raw[:0]
	p.write(text)
}

func (p *rtfReader) currentFont() font {
	if n := p.group.slotFonts[1]; p.group.fontSlot == 1 && n > 0 {
		return p.fonts[n-1]
	}
	return p.fonts[p.group.font]
}

func (p *rtfReader) fontCodePage(f font) int {
	if f.codePage != 0 {
		return f.codePage
	}
	if cp, ok := codePageOfCharset[f.charset]; ok {
		return cp
	}
	return p.codePage
}

// symbolText decodes text in a symbol font: bullets stay; plain letters are text with a wrong charset.
func symbolText(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		switch {
		case c == 0xb7 || c == 0xa7 || c == 0xa8:
			b.WriteString("•")
		case c < 0x80:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// addText adds text that is not in the 8-bit encoding.
func (p *rtfReader) addText(text string) {
	if !p.discards() {
		p.flush()
		p.write(text)
	}
}

func (p *rtfReader) write(text string) {
	switch p.group.dest {
	case destBody, destNote, destHeaderFooter, destComment:
		p.out.text(p.group.dest, text)
	case destTitle:
		p.title.WriteString(text[:min(len(text), max(0, extract.MaxFieldBytes-p.title.Len()))])
	case destAuthor:
		p.author.WriteString(text[:min(len(text), max(0, extract.MaxFieldBytes-p.author.Len()))])
	}
}
