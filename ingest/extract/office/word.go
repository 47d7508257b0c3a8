package office

import (
	"strconv"
)

// word reads one text of a DOCX: the body, or a note, comment, header or footer (WordprocessingML, ISO 29500-1 section 17).
type word struct {
	*xmlStream
	*openFile
	styles        wordStyles
	lists         *wordLists
	footnotes     map[string][]*paragraph // by id
	endnotes      map[string][]*paragraph
	put           func(*paragraph)
	footnoteCount int        // footnotes referred to so far
	endnoteCount  int        // endnotes referred to so far
	current       *paragraph // nil between paragraphs
	merged        *paragraph // its end was deleted, so the next one continues it
	field         []bool     // one per open field: true while its code is read
	hidden        bool       // the current run is hidden
	endDeleted    bool       // the end of the current paragraph was deleted
	isBody        bool       // only page breaks of the body count
	lastPage      int
	targets       map[string]string // of relationships, by id
}

// readWord writes the body of a DOCX with its notes, then comments, then each distinct header and footer.
func (o *openFile) readWord() error {
	name := o.relationsOf("").first("officeDocument", "word/document.xml")
	if !o.archive.Has(name) {
		name = "word/document.xml"
	}
	if err := o.part(o.relationsOf("").first("core-properties", "docProps/core.xml"), func(m *xmlStream) { o.properties = readProperties(m) }); err != nil {
		o.properties = properties{}
	}
	rels := o.relationsOf(name)
	base := &word{openFile: o, targets: rels.targets()}
	_ = o.part(rels.first("styles", "word/styles.xml"), func(m *xmlStream) { base.styles = readWordStyles(m) })
	_ = o.part(rels.first("numbering", "word/numbering.xml"), func(m *xmlStream) { base.lists = readWordLists(m) })
	base.footnotes = base.notes(rels.first("footnotes", "word/footnotes.xml"), "w:footnote")
	base.endnotes = base.notes(rels.first("endnotes", "word/endnotes.xml"), "w:endnote")

	err := o.part(name, func(m *xmlStream) {
		w := *base
		w.xmlStream, w.put, w.isBody = m, o.flow.put, true
		w.children(w.node, nil)
		if w.merged != nil {
			w.put(w.merged)
		}
	})
	if err != nil {
		return err
	}
	base.comments(rels.byKind("comments"))
	base.headersFooters(append(rels.byKind("header"), rels.byKind("footer")...))
	return nil
}

// story returns the paragraphs of a text outside the body.
func (w *word) story(m *xmlStream) (all []*paragraph) {
	inner := *w
	inner.xmlStream, inner.put = m, func(p *paragraph) { all = append(all, p) }
	inner.current, inner.field, inner.isBody = nil, nil, false
	inner.footnotes, inner.endnotes = nil, nil
	inner.children(inner.node, nil)
	return all
}

// notes returns footnotes or endnotes by id. Notes with a type other than normal are separator lines.
func (w *word) notes(part, element string) map[string][]*paragraph {
	byID := make(map[string][]*paragraph)
	_ = w.part(part, func(m *xmlStream) {
		m.descendants(func(name string) {
			id, kind := m.attr("w:id"), m.attr("w:type")
			if name == element && (kind == "" || kind == "normal") && id != "" {
				byID[id] = w.story(m)
			}
		})
	})
	return byID
}

func (w *word) comments(parts []string) {
	for _, part := range parts {
		_ = w.part(part, func(m *xmlStream) {
			m.descendants(func(name string) {
				if name != "w:comment" {
					return
				}
				author := m.attr("w:author")
				w.flow.comment(author, w.story(m))
			})
		})
	}
}

// headersFooters writes each distinct header and footer; a document repeats them for odd, even and first pages.
func (w *word) headersFooters(parts []string) {
	seen := make(map[string]bool)
	for _, part := range parts {
		_ = w.part(part, func(m *xmlStream) {
			for _, p := range w.story(m) {
				w.flow.headerFooter(p, seen)
			}
		})
	}
}

// skippedWordElements hold no text of the document: deleted and moved text, field codes, phonetic guides, properties.
var skippedWordElements = map[string]bool{
	"w:del": true, "w:moveFrom": true, "w:instrText": true, "w:delText": true, "w:delInstrText": true, "w:rt": true,
	"w:sectPr": true, "w:tblPr": true, "w:tblGrid": true, "w:tcPr": true, "w:sdtPr": true, "w:tblPrEx": true, "w:binData": true,
	"w:rPrChange": true, "w:pPrChange": true, "w:ffData": true, "a:blip": true,
}

// node reads one element. It descends into unknown elements.
func (w *word) node(name string) {
	switch {
	case skippedWordElements[name]:
	case name == "w:p":
		w.paragraph()
	case name == "w:tbl":
		w.table()
	case name == "w:sdt":
		w.contentControl()
	case name == "mc:AlternateContent":
		w.firstChoice(w.node)
	case w.current == nil:
		w.children(w.node, nil)
	default:
		w.inParagraph(name)
	}
}

func (w *word) inParagraph(name string) {
	p := w.current
	switch name {
	case "w:pPr":
		w.paragraphProperties()
	case "w:r":
		hidden := w.hidden
		w.children(w.node, nil)
		w.hidden = hidden
	case "w:rPr":
		w.runProperties()
	case "w:t", "m:t":
		w.text()
	case "w:tab", "w:ptab":
		w.addText(" ")
	case "w:br", "w:cr":
		if w.visible() {
			p.pieces = append(p.pieces, piece{line: true})
		}
	case "m:oMath":
		w.addText(" ")
		w.children(w.node, nil)
		w.addText(" ")
	case "dgm:relIds":
		w.diagram(w.attr("r:dm"))
	case "w:noBreakHyphen":
		w.addText("-")
	case "w:softHyphen":
	case "w:sym":
		w.symbolCharacter()
	case "w:fldChar":
		w.fieldMark(w.attr("w:fldCharType"))
	case "w:footnoteReference":
		w.note(w.footnotes, &w.footnoteCount, strconv.Itoa)
	case "w:endnoteReference":
		w.note(w.endnotes, &w.endnoteCount, roman)
	case "w:lastRenderedPageBreak":
		w.pageBreak()
	default:
		w.children(w.node, nil)
	}
}

// contentControl reads a form field, except a placeholder that prompts for input.
func (w *word) contentControl() {
	prompt := false
	w.children(func(name string) {
		if name == "w:sdtPr" {
			w.children(func(name string) { prompt = prompt || name == "w:showingPlcHdr" && isOn(w.attr("w:val")) }, nil)
		} else if !prompt {
			w.node(name)
		}
	}, nil)
}

// table writes rows and cells. Outside the body each row becomes one paragraph.
func (w *word) table() {
	switch {
	case w.current == nil && w.isBody:
		w.flow.table(func() { w.children(w.row, nil) })
	case w.current == nil:
		w.children(w.row, nil)
	default:
		outer := w.current
		inner := *w
		inner.current, inner.field, inner.isBody = nil, nil, false
		inner.put = func(p *paragraph) { outer.boxes = append(outer.boxes, p) }
		inner.children(inner.row, nil)
	}
}

func (w *word) row(name string) {
	switch {
	case skippedWordElements[name]:
	case name != "w:tr":
		w.children(w.row, nil)
	case w.isBody:
		w.flow.row()
		w.cells(func() {
			w.flow.cell()
			w.children(w.node, nil)
		})
	default:
		var cells [][]*paragraph
		w.cells(func() { cells = append(cells, w.story(w.xmlStream)) })
		w.put(rowOf(cells))
	}
}

// cells calls read for each cell, or not at all if the row was deleted.
func (w *word) cells(read func()) {
	gone := false
	var cell func(string)
	cell = func(name string) {
		switch {
		case name == "w:trPr":
			w.children(func(name string) { gone = gone || name == "w:del" }, nil)
		case gone || skippedWordElements[name]:
		case name == "w:tc":
			read()
		default:
			w.children(cell, nil)
		}
	}
	w.children(cell, nil)
}
