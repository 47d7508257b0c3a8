package office

import "strings"

// paragraphsOf reads the paragraphs of a part in DrawingML (ISO 29500-1 section 21.1.2): the words of a diagram.
func (o *openFile) paragraphsOf(part string) (all []string) {
	_ = o.part(part, func(m *xmlStream) {
		m.descendants(func(name string) {
			if name == "a:p" {
				all = append(all, drawingParagraph(m))
			}
		})
	})
	return all
}

// drawingParagraph returns the words of a paragraph that was begun last. What a field shows is read, and lines are spaces.
func drawingParagraph(m *xmlStream) string {
	var b strings.Builder
	var node func(string)
	node = func(name string) {
		switch name {
		case "a:t":
			b.WriteString(strings.ReplaceAll(m.textContent(), softHyphen, ""))
		case "a:br", "a:tab":
			b.WriteByte(' ')
		case "mc:AlternateContent":
			m.firstChoice(node)
		default:
			m.children(node, nil)
		}
	}
	m.children(node, nil)
	return b.String()
}

// firstChoice reads the first of several ways to write the same.
func (m *xmlStream) firstChoice(node func(string)) {
	taken := false
	m.children(func(name string) {
		if !taken && (name == "mc:Choice" || name == "mc:Fallback") {
			taken = true
			m.children(node, nil)
		}
	}, nil)
}

// diagram hangs the words of a diagram (SmartArt) on the paragraph in which it is drawn.
func (w *word) diagram(id string) {
	part, ok := w.targets[id]
	if !ok || !w.isBody {
		return
	}
	delete(w.targets, id)
	for _, words := range w.paragraphsOf(part) {
		p := &paragraph{}
		p.add(words)
		w.current.boxes = append(w.current.boxes, p)
	}
}
