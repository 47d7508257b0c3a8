package office

import (
	"strings"
	"unicode"
)

// wordStyles are paragraph styles by id. Ids are in the user interface language of the program. Word writes the names of
// built-in styles in English; other programs translate them.
type wordStyles map[string]wordStyle

type wordStyle struct {
	name, base string
	level      int    // outline level from 0; -1 if not set
	list       string // "" if not set
	depth      int
	title      bool
}

// bodyLevel is the outline level of body text; headings are below it.
const bodyLevel = 9

// maxStyles bounds memory: documents that were merged for years have up to 4,000 styles.
const maxStyles = 50_000

func readWordStyles(m *xmlStream) wordStyles {
	styles := make(wordStyles)
	m.descendants(func(name string) {
		if name != "w:style" || len(styles) >= maxStyles {
			return
		}
		id, s := m.attr("w:styleId"), wordStyle{level: -1, depth: -1}
		m.children(func(name string) {
			switch name {
			case "w:name":
				s.name = m.attr("w:val")
			case "w:basedOn":
				s.base = m.attr("w:val")
			case "w:pPr":
				m.children(func(name string) { s.property(m, name) }, nil)
			}
		}, nil)
		styles[id] = s
	})
	return styles
}

func (s *wordStyle) property(m *xmlStream, name string) {
	switch name {
	case "w:outlineLvl":
		s.level = number(m.attr("w:val"), -1)
	case "w:numPr":
		s.depth = 0
		m.children(func(name string) {
			switch name {
			case "w:numId":
				s.list = m.attr("w:val")
			case "w:ilvl":
				s.depth = number(m.attr("w:val"), 0)
			}
		}, nil)
	}
}

// maxBases bounds the chain of base styles; a longer chain is a cycle.
const maxBases = 20

// resolve merges a style with its base styles. An unknown id is taken as the name of a style.
func (all wordStyles) resolve(id string) wordStyle {
	s := wordStyle{level: -1, depth: -1}
	for range maxBases {
		if id == "" {
			break
		}
		next, ok := all[id]
		if !ok {
			next = wordStyle{name: id, level: -1, depth: -1}
		}
		if next.level < 0 {
			next.level = headingLevel(next.name)
		}
		if s.level < 0 {
			s.level = next.level
		}
		if s.list == "" {
			s.list, s.depth = next.list, max(s.depth, next.depth)
		}
		s.title = s.title || titleNames[strings.ToLower(next.name)]
		id = next.base
	}
	return s
}

var titleNames = map[string]bool{
	"title": true, "titel": true, "titre": true, "título": true, "titolo": true, "название": true, "заголовок": true, "назва": true,
	"konu başlığı": true, "标题": true, "標題": true, "表題": true, "عنوان": true, "العنوان": true,
}

// headingNames are names of heading styles in several languages, without the number of the level.
var headingNames = map[string]bool{
	"heading": true, "überschrift": true, "titre": true, "título": true, "titolo": true, "kop": true, "rubrik": true, "nagłówek": true,
	"заголовок": true, "başlık": true, "标题": true, "標題": true, "見出し": true, "제목": true, "عنوان": true, "العنوان": true, "سرفصل": true,
	"سرعنوان": true, "sarlavha": true, "тақырып": true, "nadpis": true, "címsor": true, "overskrift": true, "otsikko": true,
}

// headingLevel returns 1 for "heading 2", "Heading2", "Заголовок 2"; -1 for names of other styles.
func headingLevel(name string) int {
	runes := []rune(name)
	if len(runes) < 2 || !unicode.IsDigit(runes[len(runes)-1]) {
		return -1
	}
	level := number(string(runes[len(runes)-1:]), 0)
	if level < 1 || level > bodyLevel || !headingNames[strings.ToLower(strings.TrimRight(string(runes[:len(runes)-1]), " _"))] {
		return -1
	}
	return level - 1
}
