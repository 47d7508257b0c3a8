package office

import (
	"strconv"
	"strings"
)

// paragraph reads a paragraph. A paragraph inside another is in a text box that is anchored to the outer one.
func (w *word) paragraph() {
	if w.current != nil {
		w.textBox()
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
	clear(w.field) // a field code ends with its paragraph, even if its end mark is missing
	if w.endDeleted {
		w.merged, w.endDeleted = p, false
		return
	}
	w.put(p)
}

func (w *word) textBox() {
	outer, field, hidden := w.current, w.field, w.hidden
	w.current, w.field, w.hidden = &paragraph{}, nil, false
	w.children(w.node, nil)
	outer.boxes = append(outer.boxes, w.current)
	w.current, w.field, w.hidden, w.endDeleted = outer, field, hidden, false
}

// paragraphProperties reads style, outline level and list of the current paragraph; they precede its text.
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
			w.endDeleted = w.endDeleted || drop == "drop" || drop == "margin"
		case "w:rPr":
			w.children(func(name string) { w.endDeleted = w.endDeleted || name == "w:del" || name == "w:moveFrom" }, nil)
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
	if w.isBody {
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

// visible reports whether text is shown: it is neither hidden nor part of a field code.
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

// text trims spaces at both ends unless the element has xml:space="preserve".
func (w *word) text() {
	keep := w.attr("xml:space") == "preserve"
	s := strings.ReplaceAll(w.textContent(), softHyphen, "")
	if !keep {
		s = strings.Trim(s, " \t\r\n")
	}
	w.addText(s)
}

// softHyphen is invisible except at the end of a line.
const softHyphen = "\u00ad"

// symbolCharacter reads a character of a symbol font. It drops private-use codes (from U+F000), which have no text.
func (w *word) symbolCharacter() {
	code, err := strconv.ParseUint(w.attr("w:char"), 16, 16)
	if err == nil && code >= ' ' && code < 0xd800 {
		w.addText(string(rune(code)))
	}
}

// maxFields bounds the nesting of fields; only damaged files exceed it.
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

// note attaches a note to the paragraph that refers to it.
func (w *word) note(notes map[string][]*paragraph, count *int, write func(int) string) {
	id := w.attr("w:id")
	paragraphs := notes[id]
	if paragraphs == nil || !w.visible() {
		return
	}
	delete(notes, id) // a note that is referred to many times is written once
	n := note{paragraphs: paragraphs}
	if custom := w.attr("w:customMarkFollows"); custom == "" || !isOn(custom) {
		*count++
		n.mark = "[" + write(*count) + "]"
		w.current.pieces = append(w.current.pieces, piece{words: n.mark, call: true})
	}
	w.current.notes = append(w.current.notes, n)
}

// pageBreak starts a page where the program that saved the file last broke one.
func (w *word) pageBreak() {
	if !w.isBody {
		return
	}
	w.lastPage = max(w.lastPage, 1) + 1
	w.current.pieces = append(w.current.pieces, piece{page: w.lastPage})
}
