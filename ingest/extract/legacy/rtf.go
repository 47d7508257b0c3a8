package legacy

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"daftar/index"
	"daftar/ingest/extract"
)

// mostGroups is how deep groups of RTF may lie in one another: tables in tables in lists are 30.
const mostGroups = 2000

// ReadRTF reads Rich Text Format (its specification 1.9.1): the text of the body with headings and tables, notes after
// their paragraph, comments and then headers and footers once at the end. Pictures, objects, hidden and deleted text are left
// out, and of fields the result is read. The title is the one given.
func ReadRTF(data []byte, l extract.Limits) (*extract.Reading, []index.Problem) {
	if !bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{\\rtf")) {
		return nil, []index.Problem{{Reason: "no RTF"}}
	}
	p := &rtf{data: data, codePage: western, fonts: map[int]font{}, styles: map[int]int{}}
	p.group = group{skip: 1, level: -1}
	p.parse()
	p.out.end()
	r := &extract.Reading{Format: extract.RTF.Name, Heading: p.out.heading}
	p.out.Into(r)
	r.Title = extract.GivenTitle(p.title.String())
	r.Author = extract.OneLine(p.author.String(), extract.FieldBytes)
	if p.limit != "" {
		r.Limits = append(r.Limits, p.limit)
	}
	return r.Finish(nil)
}

// rtf reads a text token by token.
type rtf struct {
	data     []byte
	at       int
	codePage int // of the document
	fonts    map[int]font
	styles   map[int]int // outline level by number of style
	deff     int

	group   group
	stack   []group
	limit   string
	star    bool // \* was just seen
	pending int  // characters to skip, which stand for a \u for old programs

	raw   []byte // letters of the 8-bit encoding that were not decoded yet
	units []uint16
	out   writer

	title, author strings.Builder
	style         int // whose definition is read
}

type font struct {
	charset  int
	codePage int // 0 if its charset says it
}

// destination is where the text of a group goes.
type destination byte

const (
	toBody destination = iota
	toNote
	toMargin // headers and footers
	toComment
	toTitle
	toAuthor
	toFonts
	toStyles
	toNowhere
)

// group is what a brace restores.
type group struct {
	to      destination
	was     destination // before the text went nowhere, for what is shown again inside
	font    int
	script  int    // 0 western, 1 of east Asia
	scripts [2]int // its font, +1
	skip    int    // \uc
	level   int    // outline level, -1 for none
	table   bool
	hidden  bool
	deleted bool
}

func (p *rtf) parse() {
	for p.at < len(p.data) && p.limit == "" && !p.out.Full() {
		switch c := p.data[p.at]; c {
		case '{':
			p.at++
			p.open()
		case '}':
			p.at++
			if !p.close() {
				return
			}
		case '\\':
			p.at++
			p.control()
		case '\r', '\n':
			p.at++
		default:
			p.letters()
		}
	}
	p.flush()
}

func (p *rtf) open() {
	p.flush()
	p.star, p.pending = false, 0
	if len(p.stack) >= mostGroups {
		p.limit = fmt.Sprintf("groups nested deeper than %d: the rest of the text was not read", mostGroups)
		return
	}
	p.stack = append(p.stack, p.group)
}

// close ends a group; it is false at the end of the text.
func (p *rtf) close() bool {
	p.flush()
	p.star, p.pending = false, 0
	if len(p.stack) == 0 {
		return false
	}
	before := p.group
	p.group = p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	if before.to != p.group.to {
		p.out.leave(before.to)
	}
	return len(p.stack) > 0
}

// letters takes the letters up to the next token.
func (p *rtf) letters() {
	end := bytes.IndexAny(p.data[p.at:], "{}\\\r\n")
	if end < 0 {
		end = len(p.data) - p.at
	}
	run := p.data[p.at : p.at+end]
	p.at += end
	skipped := min(p.pending, len(run))
	p.pending -= skipped
	p.add(run[skipped:])
}

func (p *rtf) add(run []byte) {
	if len(run) == 0 || p.silent() {
		return
	}
	p.flushUnits()
	p.raw = append(p.raw, run...)
}

func (p *rtf) silent() bool {
	return p.group.to == toNowhere || p.group.to == toFonts || p.group.hidden || p.group.deleted
}

// control reads what follows a backslash: a word with a number, or a sign.
func (p *rtf) control() {
	if p.at >= len(p.data) {
		return
	}
	start := p.at
	for p.at < len(p.data) && isSmall(p.data[p.at]|0x20) && p.at-start < longestWord {
		p.at++
	}
	if p.at == start {
		p.sign()
		return
	}
	word := string(p.data[start:p.at])
	number, given := p.number()
	if p.at < len(p.data) && p.data[p.at] == ' ' {
		p.at++
	}
	if p.pending > 0 && word != "u" && word != "bin" && isCharacter(word) {
		p.pending--
		return
	}
	p.word(word, number, given)
}

const longestWord = 32 // specification: Word 97 and later

func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }

func (p *rtf) number() (n int, given bool) {
	negative := false
	if p.at+1 < len(p.data) && p.data[p.at] == '-' && isDigit(p.data[p.at+1]) {
		negative = true
		p.at++
	}
	for p.at < len(p.data) && isDigit(p.data[p.at]) {
		if n < 1<<40 {
			n = n*10 + int(p.data[p.at]-'0')
		}
		p.at++
		given = true
	}
	if negative {
		n = -n
	}
	return n, given
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// sign reads a control of one sign: \'e4, \~, \_, \-, \*, or an escaped brace or backslash.
func (p *rtf) sign() {
	c := p.data[p.at]
	p.at++
	if c == '*' {
		p.star = true
		return
	}
	if c == '\'' {
		p.hexLetter()
		return
	}
	if p.pending > 0 {
		p.pending--
		return
	}
	switch c {
	case '\\', '{', '}':
		p.add([]byte{c})
	case '~':
		p.say("\u00a0")
	case '_':
		p.say("-")
	case '\n', '\r':
		p.mark("par")
	}
}

func (p *rtf) hexLetter() {
	if p.at+2 > len(p.data) {
		return
	}
	high, ok := unhex(p.data[p.at])
	low, also := unhex(p.data[p.at+1])
	if !ok || !also {
		return
	}
	p.at += 2
	if p.pending > 0 {
		p.pending--
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

// unicode adds a character given by its number, of which large ones are written negative and the largest as pairs.
func (p *rtf) unicode(n int) {
	p.pending = p.group.skip
	if p.silent() {
		return
	}
	p.flushRaw()
	switch {
	case n > 0xffff && n <= 0x10ffff:
		p.say(string(rune(n)))
	default:
		p.units = append(p.units, uint16(n))
	}
}

func (p *rtf) flush() {
	p.flushRaw()
	p.flushUnits()
}

func (p *rtf) flushUnits() {
	if len(p.units) > 0 {
		text := string(utf16.Decode(p.units))
		p.units = p.units[:0]
		p.write(text)
	}
}

func (p *rtf) flushRaw() {
	if len(p.raw) == 0 {
		return
	}
	text := ""
	if f := p.currentFont(); f.charset == symbolCharset {
		text = symbols(p.raw)
	} else {
		text = DecodeCodePage(p.raw, p.fontPage(f))
	}
	p.raw = p.raw[:0]
	p.write(text)
}

func (p *rtf) currentFont() font {
	if n := p.group.scripts[1]; p.group.script == 1 && n > 0 {
		return p.fonts[n-1]
	}
	return p.fonts[p.group.font]
}

func (p *rtf) fontPage(f font) int {
	if f.codePage != 0 {
		return f.codePage
	}
	if cp, ok := byCharset[f.charset]; ok {
		return cp
	}
	return p.codePage
}

// symbols are the words of a font of pictures: plain letters in it are real fonts under a wrong flag.
func symbols(raw []byte) string {
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

// say adds text that is no letter of the encoding.
func (p *rtf) say(text string) {
	if !p.silent() {
		p.flush()
		p.write(text)
	}
}

func (p *rtf) write(text string) {
	switch p.group.to {
	case toBody, toNote, toMargin, toComment:
		p.out.text(p.group.to, text)
	case toTitle:
		p.title.WriteString(text[:min(len(text), max(0, extract.FieldBytes-p.title.Len()))])
	case toAuthor:
		p.author.WriteString(text[:min(len(text), max(0, extract.FieldBytes-p.author.Len()))])
	}
}
