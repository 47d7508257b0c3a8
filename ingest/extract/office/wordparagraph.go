package office

import (
	"strconv"
	"strings"
)

// paragraph reads one. A paragraph in another stands in a text box that hangs on it.
func (w *word) paragraph() {
	if w.current != nil {
		w.box()
		return
	}
	p := &paragraph{}
	if w.merged != nil {
		p, w.merged = w.merged, nil
	}
	if w.flow.Full() {
		w.stop()
		return
	}
	w.current = p
	w.children(w.node, nil)
	w.current = nil
	clear(w.field) // no code goes on behind its paragraph, whatever a broken file says
	if w.joins {
		w.merged, w.joins = p, false
		return
	}
	w.put(p)
}

func (w *word) box() {
	outer, field, hidden := w.current, w.field, w.hidden
	w.current, w.field, w.hidden = &paragraph{}, nil, false
	w.children(w.node, nil)
	outer.boxes = append(outer.boxes, w.current)
	w.current, w.field, w.hidden, w.joins = outer, field, hidden, false
}

// paragraphProperties tells what kind of paragraph it is. They stand before its text.
func (w *word) paragraphProperties() {
	style, level, list, depth := "", -1, "", -1
	w.children(func(name string) {
		switch name {
		case "w:pStyle":
			style = w.attr("w:val")
		case "w:outlineLvl":
			level = number(w.attr("w:val"), -1)
		case "w:numPr":
			w.children(func(name string) {
				switch name {
				case "w:numId":
					list = w.attr("w:val")
				case "w:ilvl":
					depth = number(w.attr("w:val"), -1)
				}
			}, nil)
		case "w:framePr":
			drop := w.attr("w:dropCap")
			w.joins = w.joins || drop == "drop" || drop == "margin"
		case "w:rPr":
			w.children(func(name string) { w.joins = w.joins || name == "w:del" || name == "w:moveFrom" }, nil)
		}
	}, nil)
	p, s := w.current, w.styles.resolve(style)
	if level < 0 {
		level = s.level
	}
	p.title = s.title
	p.heading = p.title || level >= 0 && level < bodyLevel
	if list == "" {
		list = s.list
	}
	if depth < 0 {
		depth = s.depth
	}
	if w.body {
		p.mark = w.lists.mark(list, depth, style)
	} else if list != "" && list != "0" {
		p.mark = "-"
	}
	p.point = p.mark != "" && !p.heading
	if p.heading && p.mark == "-" {
		p.mark = ""
	}
}

func (w *word) runProperties() {
	w.children(func(name string) {
		if name == "w:vanish" {
			w.hidden = isOn(w.attr("w:val"))
		}
	}, nil)
}

// visible reports whether text is shown: not hidden, and no code of a field.
func (w *word) visible() bool {
	for _, code := range w.field {
		if code {
			return false
		}
	}
	return !w.hidden
}

func (w *word) addText(words string) {
	if w.visible() {
		w.current.add(words)
	}
}

// text keeps the spaces at both ends only if the file says so.
func (w *word) text() {
	keep := w.attr("xml:space") == "preserve"
	s := strings.ReplaceAll(w.textContent(), softHyphen, "")
	if !keep {
		s = strings.Trim(s, " \t\r\n")
	}
	w.addText(s)
}

// softHyphen shows only where a line ends.
const softHyphen = "\u00ad"

// symbolCharacter is a character of a font; those of fonts of pictures (from U+F000) say nothing.
func (w *word) symbolCharacter() {
	code, err := strconv.ParseUint(w.attr("w:char"), 16, 16)
	if err == nil && code >= ' ' && code < 0xd800 {
		w.addText(string(rune(code)))
	}
}

// maxFields is how deep fields may lie in one another; more are the work of a broken file.
const maxFields = 100

func (w *word) fieldMark(kind string) {
	last := len(w.field) - 1
	switch {
	case kind == "begin" && last < maxFields:
		w.field = append(w.field, true)
	case kind == "separate" && last >= 0:
		w.field[last] = false
	case kind == "end" && last >= 0:
		w.field = w.field[:last]
	}
}

// note hangs a note on the paragraph that calls it.
func (w *word) note(notes map[string][]*paragraph, called *int, write func(int) string) {
	id := w.attr("w:id")
	paragraphs := notes[id]
	if paragraphs == nil || !w.visible() {
		return
	}
	delete(notes, id) // a note that is called a million times is written once
	n := note{paragraphs: paragraphs}
	if custom := w.attr("w:customMarkFollows"); custom == "" || !isOn(custom) {
		*called++
		n.mark = "[" + write(*called) + "]"
		w.current.pieces = append(w.current.pieces, piece{words: n.mark, call: true})
	}
	w.current.notes = append(w.current.notes, n)
}

// pageBreak begins the page that the program that wrote the file began here.
func (w *word) pageBreak() {
	if !w.body {
		return
	}
	w.paged = max(w.paged, 1) + 1
	w.current.pieces = append(w.current.pieces, piece{page: w.paged})
}
