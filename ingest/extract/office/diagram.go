package office

import "strings"

// paragraphsOf returns the paragraphs of a DrawingML part, such as a diagram (ISO 29500-1 section 21.1.2).
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

// drawingParagraph returns the text of the current paragraph, with the results of fields; line breaks become spaces.
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

// firstChoice reads the first of several alternatives with the same content.
func (m *xmlStream) firstChoice(node func(string)) {
	taken := false
	m.children(func(name string) {
		if !taken && (name == "mc:Choice" || name == "mc:Fallback") {
			taken = true
			m.children(node, nil)
		}
	}, nil)
}

// diagram attaches the text of a diagram (SmartArt) to the paragraph that contains it.
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
