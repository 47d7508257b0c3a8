package office

import (
	"strings"
	"unicode"
)

// wordStyles are the styles of paragraphs, by id. Ids are in the language of the program that made the file; the names of
// built-in styles are English, whatever it speaks, but other programs write their own.
type wordStyles map[string]wordStyle

type wordStyle struct {
	name, base string
	level      int    // of an outline, from 0; -1 if the style says none
	list       string // "" if the style says none
	depth      int
	title      bool
}

// bodyLevel is the outline level of text that is no heading.
const bodyLevel = 9

// maxStyles bounds the styles that are kept: documents that were pasted together for years have 4,000.
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

// maxBases is how long a chain of styles may be that are based on one another; a longer one bites its tail.
const maxBases = 20

// resolve follows the styles that a style is based on. An id that no style has is its own name.
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

// headingNames are what programs call the styles of headings, before the number of the level.
var headingNames = map[string]bool{
	"heading": true, "überschrift": true, "titre": true, "título": true, "titolo": true, "kop": true, "rubrik": true, "nagłówek": true,
	"заголовок": true, "başlık": true, "标题": true, "標題": true, "見出し": true, "제목": true, "عنوان": true, "العنوان": true, "سرفصل": true,
	"سرعنوان": true, "sarlavha": true, "тақырып": true, "nadpis": true, "címsor": true, "overskrift": true, "otsikko": true,
}

// headingLevel reads "heading 2", "Heading2", "Заголовок 2" as level 1; -1 if a name is none of a heading.
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
