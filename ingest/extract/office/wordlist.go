package office

import (
	"strconv"
	"strings"
)

// wordLists numbers list items as Word shows them (ISO 29500-1 section 17.9). Each list (num) has a pattern (abstractNum).
// Lists with the same pattern share one counter: the second continues the numbers of the first.
type wordLists struct {
	patterns map[string]*wordPattern
	lists    map[string]*wordList
}

type wordPattern struct {
	levels [bodyLevel]wordLevel
	counts [bodyLevel]int
	begun  [bodyLevel]bool
	styles map[string]int // paragraph style to level
}

type wordLevel struct {
	format, text string
	start        int
}

type wordList struct {
	pattern string
	starts  map[int]int // level to start number, where it overrides the pattern
	used    bool
}

// maxLists bounds memory: the longest report with many authors that was measured has 3,000 lists.
const maxLists = 50_000

func readWordLists(m *xmlStream) *wordLists {
	w := &wordLists{patterns: make(map[string]*wordPattern), lists: make(map[string]*wordList)}
	m.descendants(func(name string) {
		switch {
		case len(w.patterns) >= maxLists || len(w.lists) >= maxLists:
		case name == "w:abstractNum":
			id := m.attr("w:abstractNumId")
			p := &wordPattern{styles: make(map[string]int)}
			m.children(func(name string) {
				if name == "w:lvl" {
					p.read(m)
				}
			}, nil)
			w.patterns[id] = p
		case name == "w:num":
			w.readList(m)
		}
	})
	return w
}

func (p *wordPattern) read(m *xmlStream) {
	n := number(m.attr("w:ilvl"), -1)
	if n < 0 || n >= len(p.levels) {
		return
	}
	level := wordLevel{start: 1, format: "decimal"}
	m.children(func(name string) {
		switch name {
		case "w:start":
			level.start = number(m.attr("w:val"), 1)
		case "w:numFmt":
			level.format = m.attr("w:val")
		case "w:lvlText":
			level.text = m.attr("w:val")
		case "w:pStyle":
			p.styles[m.attr("w:val")] = n
		}
	}, nil)
	p.levels[n] = level
}

func (w *wordLists) readList(m *xmlStream) {
	id, list := m.attr("w:numId"), &wordList{starts: make(map[int]int)}
	m.children(func(name string) {
		switch name {
		case "w:abstractNumId":
			list.pattern = m.attr("w:val")
		case "w:lvlOverride":
			level := number(m.attr("w:ilvl"), 0)
			m.children(func(name string) {
				if name == "w:startOverride" {
					list.starts[level] = number(m.attr("w:val"), 1)
				}
			}, nil)
		}
	}, nil)
	w.lists[id] = list
}

// mark counts a list item and returns its label: "3.2", "-" for an item without a number, "" if it is not in a list.
func (w *wordLists) mark(id string, depth int, style string) string {
	if id == "" || id == "0" {
		return ""
	}
	if w == nil || w.lists[id] == nil || w.patterns[w.lists[id].pattern] == nil {
		return "-"
	}
	list := w.lists[id]
	p := w.patterns[list.pattern]
	if level, ok := p.styles[style]; ok && style != "" {
		depth = level
	}
	depth = min(max(depth, 0), len(p.levels)-1)
	if !list.used {
		list.used = true
		for level, start := range list.starts {
			if level >= 0 && level < len(p.levels) {
				p.levels[level].start, p.begun[level] = start, false
			}
		}
	}
	p.count(depth)
	return p.write(depth)
}

func (p *wordPattern) count(depth int) {
	if p.begun[depth] {
		p.counts[depth]++
	} else {
		p.counts[depth], p.begun[depth] = p.levels[depth].start, true
	}
	for n := range p.levels {
		if n > depth {
			p.begun[n] = false
		} else if !p.begun[n] {
			p.counts[n], p.begun[n] = p.levels[n].start, true
		}
	}
}

// write fills in the label template of a level: in "%1.%2", %1 is the number of the first level, %2 of the second.
func (p *wordPattern) write(depth int) string {
	level := p.levels[depth]
	switch {
	case level.format == "bullet":
		return "-"
	case level.format == "none" || !strings.Contains(level.text, "%"):
		return strings.TrimSpace(level.text)
	}
	text := level.text
	for n := range p.levels {
		count := "" // a level cannot show the numbers of deeper levels
		if n <= depth {
			count = numeral(p.counts[n], p.levels[n].format)
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(n+1), count)
	}
	return strings.TrimSpace(text)
}

// numeral formats a list number; formats it does not know are written in digits.
func numeral(n int, format string) string {
	switch format {
	case "lowerLetter", "a":
		return alphabetic(n)
	case "upperLetter", "A":
		return strings.ToUpper(alphabetic(n))
	case "lowerRoman", "i":
		return roman(n)
	case "upperRoman", "I":
		return strings.ToUpper(roman(n))
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// alphabetic counts a to z, then aa, bb, as Word does; numbers out of range are written in digits.
func alphabetic(n int) string {
	const limit = 20 * 26
	if n < 1 || n > limit {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	const limit = 3999
	if n < 1 || n > limit {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{
		{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"},
		{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
	} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
