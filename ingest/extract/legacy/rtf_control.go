package legacy

// destinations are the control words that set where the text of their group goes.
var destinations = map[string]destination{
	"fonttbl": destFonts, "stylesheet": destStyles, "title": destTitle, "author": destAuthor, "footnote": destNote,
	"header": destHeaderFooter, "headerl": destHeaderFooter, "headerr": destHeaderFooter, "headerf": destHeaderFooter,
	"footer": destHeaderFooter, "footerl": destHeaderFooter, "footerr": destHeaderFooter, "footerf": destHeaderFooter,
	"info": destDiscard, "colortbl": destDiscard, "pict": destDiscard, "objdata": destDiscard, "objclass": destDiscard, "object": destBody, "fldinst": destDiscard,
	"listtable": destDiscard, "listoverridetable": destDiscard, "revtbl": destDiscard, "rsidtbl": destDiscard, "filetbl": destDiscard, "xmlnstbl": destDiscard,
	"generator": destDiscard, "nonshppict": destDiscard, "shprslt": destDiscard, "shpinst": destDiscard, "sp": destDiscard, "themedata": destDiscard, "colorschememapping": destDiscard,
	"datastore": destDiscard, "latentstyles": destDiscard, "annotation": destComment, "atnid": destDiscard, "atnauthor": destDiscard, "bkmkstart": destDiscard,
	"bkmkend": destDiscard, "template": destDiscard, "subject": destDiscard, "keywords": destDiscard, "operator": destDiscard, "comment": destDiscard, "doccomm": destDiscard,
	"company": destDiscard, "manager": destDiscard, "category": destDiscard, "hlinkbase": destDiscard, "creatim": destDiscard, "revtim": destDiscard, "printim": destDiscard,
	"buptim": destDiscard, "private": destDiscard, "xe": destDiscard, "tc": destDiscard, "tcn": destDiscard, "ftnsep": destDiscard, "ftnsepc": destDiscard, "ftncn": destDiscard,
	"aftnsep": destDiscard, "aftnsepc": destDiscard, "aftncn": destDiscard, "pntxta": destDiscard, "pntxtb": destDiscard, "pgdsctbl": destDiscard, "userprops": destDiscard,
	"mmath": destDiscard, "panose": destDiscard, "falt": destDiscard, "fname": destDiscard, "fontemb": destDiscard, "upr": destDiscard, "htmltag": destDiscard,
	"nesttableprops": destBody, "nonesttables": destDiscard,
}

// reopening are control words whose group is visible inside a discarded group.
var reopening = map[string]bool{"shptxt": true, "ud": true}

// specialChars are the control words that stand for a character.
var specialChars = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

// isSpecialChar reports whether a control word counts as a character in the fallback of a \u.
func isSpecialChar(word string) bool { return specialChars[word] != "" }

// controlWord executes a control word.
func (p *rtfReader) controlWord(word string, n int, given bool) {
	star := p.ignorable
	p.ignorable = false
	if dest, ok := destinations[word]; ok {
		p.redirect(dest)
		return
	}
	if reopening[word] {
		p.flush()
		if p.group.dest == destDiscard {
			p.group.dest = p.group.previous
		}
		return
	}
	if star {
		p.redirect(destDiscard)
		return
	}
	if sign := specialChars[word]; sign != "" {
		p.addText(sign)
		return
	}
	switch word {
	case "u":
		p.unicode(n)
	case "uc":
		p.group.unicodeSkip = max(0, min(n, 100))
	case "bin":
		p.flush()
		if n > 0 && n <= len(p.data)-p.pos { // a length beyond the end of the file is wrong
			p.pos += n
		}
	case "ansicpg", "mac", "pc", "pca":
		p.encodingWord(word, n)
	default:
		p.formattingWord(word, n, given)
	}
}

// redirect sends the text of a group elsewhere. Text inside a discarded group stays discarded, except title and author.
func (p *rtfReader) redirect(dest destination) {
	p.flush()
	switch {
	case p.group.dest == destFonts || p.group.dest == destStyles && dest != destDiscard:
		return
	case p.group.dest == destDiscard && dest != destTitle && dest != destAuthor:
		return
	case (dest == destNote || dest == destComment) && p.group.dest != destBody, dest == destBody:
		return
	}
	if p.group.dest != destDiscard {
		p.group.previous = p.group.dest
	}
	switch dest { // the last value wins: it may repeat the first in Unicode
	case destTitle:
		p.title.Reset()
	case destAuthor:
		p.author.Reset()
	}
	p.group.dest = dest
	p.group.hidden = false
}

func (p *rtfReader) encodingWord(word string, n int) {
	switch {
	case word == "mac":
		p.codePage = 10000
	case word == "pc":
		p.codePage = 437
	case word == "pca":
		p.codePage = 850
	case codePages[n] != nil:
		p.codePage = n
	}
}

// formattingWord handles control words of character formatting that affect the text.
func (p *rtfReader) formattingWord(word string, n int, given bool) {
	on := !given || n != 0
	switch word {
	case "f":
		p.flush()
		p.group.font, p.group.fontSlot = n, 0
	case "af":
		p.flush()
		p.group.slotFonts[p.group.fontSlot] = n + 1
	case "loch", "hich", "ltrch", "rtlch":
		p.flush()
		p.group.fontSlot = 0
	case "dbch":
		p.flush()
		p.group.fontSlot = 1
	case "fcharset", "cpg":
		p.fontWord(word, n)
	case "deff":
		p.defaultFont, p.group.font = n, n
	case "plain":
		p.flush()
		p.group.hidden, p.group.deleted, p.group.font = false, false, p.defaultFont
	case "v":
		p.flush()
		p.group.hidden = on
	case "deleted":
		p.flush()
		p.group.deleted = on
	default:
		p.paragraphWord(word, n)
	}
}

func (p *rtfReader) fontWord(word string, n int) {
	if p.group.dest != destFonts || len(p.fonts) > maxFonts {
		return
	}
	f := p.fonts[p.group.font]
	if word == "cpg" {
		f.codePage = n
	} else {
		f.charset = n
	}
	p.fonts[p.group.font] = f
}

// maxFonts is more than any document has.
const maxFonts = 1 << 16

// paragraphWord handles control words of paragraphs and tables.
func (p *rtfReader) paragraphWord(word string, n int) {
	switch word {
	case "pard":
		p.flush()
		p.group.level, p.group.inTable = -1, false
	case "intbl":
		p.group.inTable = true
	case "s":
		p.style = n
		if level, ok := p.styles[n]; ok && p.group.dest != destStyles {
			p.group.level = level
		}
	case "outlinelevel":
		if p.group.dest == destStyles && len(p.styles) < maxFonts {
			p.styles[p.style] = n
		} else {
			p.group.level = n
		}
	case "par", "line", "page", "sect", "column", "softline", "cell", "nestcell", "row", "nestrow":
		p.breakText(word)
	}
}

// breakText ends a line, paragraph, cell or row.
func (p *rtfReader) breakText(word string) {
	p.flush()
	if p.discards() {
		return
	}
	switch word {
	case "line", "softline":
		p.out.text(p.group.dest, "\n")
	case "cell", "nestcell":
		p.out.cell(p.group.dest)
	case "row", "nestrow":
		p.out.row(p.group.dest)
	default:
		if p.group.inTable {
			p.out.text(p.group.dest, "\n")
		} else {
			p.out.paragraph(p.group.dest, p.group.level)
		}
	}
}
