package legacy

// destinations are the words that say where the text of their group goes.
var destinations = map[string]destination{
	"fonttbl": toFonts, "stylesheet": toStyles, "title": toTitle, "author": toAuthor, "footnote": toNote,
	"header": toMargin, "headerl": toMargin, "headerr": toMargin, "headerf": toMargin,
	"footer": toMargin, "footerl": toMargin, "footerr": toMargin, "footerf": toMargin,
	"info": toNowhere, "colortbl": toNowhere, "pict": toNowhere, "objdata": toNowhere, "objclass": toNowhere, "object": toBody, "fldinst": toNowhere,
	"listtable": toNowhere, "listoverridetable": toNowhere, "revtbl": toNowhere, "rsidtbl": toNowhere, "filetbl": toNowhere, "xmlnstbl": toNowhere,
	"generator": toNowhere, "nonshppict": toNowhere, "shprslt": toNowhere, "shpinst": toNowhere, "sp": toNowhere, "themedata": toNowhere, "colorschememapping": toNowhere,
	"datastore": toNowhere, "latentstyles": toNowhere, "annotation": toComment, "atnid": toNowhere, "atnauthor": toNowhere, "bkmkstart": toNowhere,
	"bkmkend": toNowhere, "template": toNowhere, "subject": toNowhere, "keywords": toNowhere, "operator": toNowhere, "comment": toNowhere, "doccomm": toNowhere,
	"company": toNowhere, "manager": toNowhere, "category": toNowhere, "hlinkbase": toNowhere, "creatim": toNowhere, "revtim": toNowhere, "printim": toNowhere,
	"buptim": toNowhere, "private": toNowhere, "xe": toNowhere, "tc": toNowhere, "tcn": toNowhere, "ftnsep": toNowhere, "ftnsepc": toNowhere, "ftncn": toNowhere,
	"aftnsep": toNowhere, "aftnsepc": toNowhere, "aftncn": toNowhere, "pntxta": toNowhere, "pntxtb": toNowhere, "pgdsctbl": toNowhere, "userprops": toNowhere,
	"mmath": toNowhere, "panose": toNowhere, "falt": toNowhere, "fname": toNowhere, "fontemb": toNowhere, "upr": toNowhere, "htmltag": toNowhere,
	"nesttableprops": toBody, "nonesttables": toNowhere,
}

// inside are the words that show text again inside of a group that goes nowhere.
var inside = map[string]bool{"shptxt": true, "ud": true}

// signs are the words that stand for a character.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

// isCharacter reports whether a word counts as one of the characters that stand for a \u.
func isCharacter(word string) bool { return signs[word] != "" }

// word does what a control word says.
func (p *rtf) word(word string, n int, given bool) {
	star := p.star
	p.star = false
	if to, ok := destinations[word]; ok {
		p.redirect(to)
		return
	}
	if inside[word] {
		p.flush()
		if p.group.to == toNowhere {
			p.group.to = p.group.was
		}
		return
	}
	if star {
		p.redirect(toNowhere)
		return
	}
	if sign := signs[word]; sign != "" {
		p.say(sign)
		return
	}
	switch word {
	case "u":
		p.unicode(n)
	case "uc":
		p.group.skip = max(0, min(n, 100))
	case "bin":
		p.flush()
		if n > 0 && n <= len(p.data)-p.at { // a length that leads out of the file is a lie
			p.at += n
		}
	case "ansicpg", "mac", "pc", "pca":
		p.encoding(word, n)
	default:
		p.layout(word, n, given)
	}
}

// redirect sends the text of a group elsewhere; what goes nowhere stays there, but for the info in it.
func (p *rtf) redirect(to destination) {
	p.flush()
	switch {
	case p.group.to == toFonts || p.group.to == toStyles && to != toNowhere:
		return
	case p.group.to == toNowhere && to != toTitle && to != toAuthor:
		return
	case (to == toNote || to == toComment) && p.group.to != toBody, to == toBody:
		return
	}
	if p.group.to != toNowhere {
		p.group.was = p.group.to
	}
	switch to { // the last one stands: it may be the same in Unicode
	case toTitle:
		p.title.Reset()
	case toAuthor:
		p.author.Reset()
	}
	p.group.to = to
	p.group.hidden = false
}

func (p *rtf) encoding(word string, n int) {
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

// layout follows what changes the meaning of text, not its looks.
func (p *rtf) layout(word string, n int, given bool) {
	on := !given || n != 0
	switch word {
	case "f":
		p.flush()
		p.group.font, p.group.script = n, 0
	case "af":
		p.flush()
		p.group.scripts[p.group.script] = n + 1
	case "loch", "hich", "ltrch", "rtlch":
		p.flush()
		p.group.script = 0
	case "dbch":
		p.flush()
		p.group.script = 1
	case "fcharset", "cpg":
		p.font(word, n)
	case "deff":
		p.deff, p.group.font = n, n
	case "plain":
		p.flush()
		p.group.hidden, p.group.deleted, p.group.font = false, false, p.deff
	case "v":
		p.flush()
		p.group.hidden = on
	case "deleted":
		p.flush()
		p.group.deleted = on
	default:
		p.paragraph(word, n)
	}
}

func (p *rtf) font(word string, n int) {
	if p.group.to != toFonts || len(p.fonts) > mostFonts {
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

// mostFonts and styles are more than any document has.
const mostFonts = 1 << 16

// paragraph follows the words about paragraphs and tables.
func (p *rtf) paragraph(word string, n int) {
	switch word {
	case "pard":
		p.flush()
		p.group.level, p.group.table = -1, false
	case "intbl":
		p.group.table = true
	case "s":
		p.style = n
		if level, ok := p.styles[n]; ok && p.group.to != toStyles {
			p.group.level = level
		}
	case "outlinelevel":
		if p.group.to == toStyles && len(p.styles) < mostFonts {
			p.styles[p.style] = n
		} else {
			p.group.level = n
		}
	case "par", "line", "page", "sect", "column", "softline", "cell", "nestcell", "row", "nestrow":
		p.mark(word)
	}
}

// mark ends a line, paragraph, cell or row.
func (p *rtf) mark(word string) {
	p.flush()
	if p.silent() {
		return
	}
	switch word {
	case "line", "softline":
		p.out.text(p.group.to, "\n")
	case "cell", "nestcell":
		p.out.cell(p.group.to)
	case "row", "nestrow":
		p.out.row(p.group.to)
	default:
		if p.group.table {
			p.out.text(p.group.to, "\n")
		} else {
			p.out.paragraph(p.group.to, p.group.level)
		}
	}
}
