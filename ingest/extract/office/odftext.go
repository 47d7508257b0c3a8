package office

import (
	"strconv"
	"strings"
)

// odfText reads paragraphs, lists, tables and notes of OpenDocument in a text, a slide or a cell.
type odfText struct {
	*odf
	put            func(*paragraph)
	current        *paragraph
	lists          []*odfList
	last           map[string]*odfList // last list of each style; a later list may continue its numbers
	counts         [maxListDepth]int   // numbers of headings
	noteCount      int                 // notes referred to so far
	marksPages     bool                // the text marks page breaks
	page           int
	hidden         bool
	isSpreadsheet  bool
	comments       []comment
	headersFooters []*paragraph
}

type comment struct {
	author     string
	paragraphs []*paragraph
}

func (t *odfText) read() {
	t.put = t.flow.put
	if t.attr("text:use-soft-page-breaks") == "true" {
		t.marksPages, t.page = true, 1
	}
	t.children(t.node, nil)
}

// writeCommentsAndMargins writes comments, then each distinct header and footer. It skips those of spreadsheets, which are
// page numbers that programs add by default.
func (t *odfText) writeCommentsAndMargins() {
	for _, r := range t.comments {
		t.flow.comment(r.author, r.paragraphs)
	}
	if t.isSpreadsheet {
		return
	}
	seen := make(map[string]bool)
	for _, p := range t.headersFooters {
		t.flow.headerFooter(p, seen)
	}
}

// masterPages collects the headers and footers of all page layouts.
func (t *odfText) masterPages() {
	t.descendants(func(name string) {
		switch name {
		case "style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first", "style:footer-first":
			t.headersFooters = append(t.headersFooters, t.innerParagraphs()...)
		case "presentation:notes", "draw:frame", "draw:custom-shape":
			t.skipTo(t.depth - 1)
		}
	})
}

// innerParagraphs returns the paragraphs of the current element without writing them.
func (t *odfText) innerParagraphs() (all []*paragraph) {
	inner := *t
	inner.put = func(p *paragraph) { all = append(all, p) }
	inner.current, inner.lists, inner.marksPages, inner.hidden = nil, nil, false, false
	inner.children(inner.node, nil)
	return all
}

// skippedODFElements hold no text of the document.
var skippedODFElements = map[string]bool{
	"text:tracked-changes": true, "office:forms": true, "text:sequence-decls": true, "text:variable-decls": true, "text:user-field-decls": true,
	"text:table-of-content-source": true, "text:illustration-index-source": true, "text:table-index-source": true, "text:object-index-source": true,
	"text:user-index-source": true, "text:alphabetical-index-source": true, "text:bibliography-source": true, "svg:title": true, "svg:desc": true,
	"text:ruby-text": true, "text:script": true, "office:script": true, "office:event-listeners": true, "office:binary-data": true,
	"text:note-citation": true, "dc:creator": true, "dc:date": true, "meta:creator-initials": true, "text:hidden-text": true, "math:annotation": true,
	"annotation": true, "text:dde-connection-decls": true, "text:alphabetical-index-auto-mark-file": true,
}

// node reads one element. It descends into unknown elements.
func (t *odfText) node(name string) {
	if skippedODFElements[name] {
		return
	}
	switch name {
	case "text:p", "text:h":
		t.paragraph(name == "text:h")
	case "text:list":
		t.list()
	case "text:section":
		if t.attr("text:display") != "none" {
			t.descend()
		}
	case "table:table":
		t.table()
	case "office:annotation":
		t.readComment()
	case "text:soft-page-break":
		t.pageBreak()
	default:
		if t.current == nil {
			t.descend()
		} else {
			t.inParagraph(name)
		}
	}
}

func (t *odfText) descend() { t.children(t.node, t.addText) }

func (t *odfText) inParagraph(name string) {
	p := t.current
	switch name {
	case "text:s", "text:tab":
		p.add(" ")
	case "text:line-break":
		p.pieces = append(p.pieces, piece{line: true})
	case "text:note":
		t.note()
	case "text:span":
		hidden := t.hidden
		if s, _, _ := t.styles.resolve("text", t.attr("text:style-name")); s.hidden != visibilityUnset {
			t.hidden = s.hidden == visibilityHidden
		}
		t.descend()
		t.hidden = hidden
	case "text:hidden-paragraph":
		t.hidden = t.hidden || t.attr("text:is-hidden") == "true"
	default:
		t.descend()
	}
}

// addText ignores text between paragraphs, which is only indentation of the XML.
func (t *odfText) addText(s string) {
	if t.current != nil && !t.hidden {
		t.current.add(strings.ReplaceAll(s, softHyphen, ""))
	}
}

// paragraph reads a paragraph. A paragraph inside another is in a frame that is anchored to the outer one.
func (t *odfText) paragraph(heading bool) {
	style := t.attr("text:style-name")
	s, title, level := t.styles.resolve("paragraph", style)
	if heading {
		level = number(t.attr("text:outline-level"), 1) - 1
	}
	p := &paragraph{title: title, heading: heading || title || level >= 0}
	p.mark = t.mark(p.heading, level)
	p.point = p.mark != "" && !p.heading
	if t.flow.Full() {
		t.stop()
		return
	}
	outer, hidden := t.current, t.hidden
	t.current, t.hidden = p, s.hidden == visibilityHidden
	if s.newPage && outer == nil && !t.flow.Empty() {
		t.pageBreak()
	}
	t.descend()
	t.current, t.hidden = outer, hidden
	if outer != nil {
		outer.boxes = append(outer.boxes, p)
		return
	}
	t.put(p)
}

// pageBreak starts a page if the text marks page breaks.
func (t *odfText) pageBreak() {
	if !t.marksPages {
		return
	}
	t.page++
	if t.current != nil {
		t.current.pieces = append(t.current.pieces, piece{page: t.page})
	} else {
		t.flow.markPage(t.page)
	}
}

// note attaches a note to the paragraph that refers to it.
func (t *odfText) note() {
	outer := t.current
	var n note
	t.children(func(name string) {
		if name == "text:note-body" {
			n.paragraphs = t.innerParagraphs()
		}
	}, nil)
	t.noteCount++
	n.mark = "[" + strconv.Itoa(t.noteCount) + "]"
	outer.pieces = append(outer.pieces, piece{words: n.mark, call: true})
	outer.notes = append(outer.notes, n)
}

// readComment keeps a comment to be written after the text.
func (t *odfText) readComment() {
	var r comment
	t.children(func(name string) {
		switch name {
		case "dc:creator":
			r.author = t.textContent()
		default:
			if !skippedODFElements[name] {
				inner := *t
				inner.put = func(p *paragraph) { r.paragraphs = append(r.paragraphs, p) }
				inner.current, inner.lists, inner.marksPages = nil, nil, false
				inner.node(name)
			}
		}
	}, nil)
	t.story.comments = append(t.story.comments, r)
}

// table writes rows and cells. Outside the main text each row becomes one paragraph.
func (t *odfText) table() {
	switch {
	case t == t.story && t.current == nil:
		t.flow.table(func() { t.children(t.row, nil) })
	case t.current != nil:
		inner := *t
		inner.put = func(p *paragraph) { t.current.boxes = append(t.current.boxes, p) }
		inner.current, inner.lists = nil, nil
		inner.children(inner.row, nil)
	default:
		t.children(t.row, nil)
	}
}

func (t *odfText) row(name string) {
	switch name {
	case "table:table-row":
		if t == t.story {
			t.flow.row()
			t.children(t.cell, nil)
			return
		}
		var cells [][]*paragraph
		t.children(func(name string) {
			if name == "table:table-cell" {
				cells = append(cells, t.innerParagraphs())
			}
		}, nil)
		t.put(rowOf(cells))
	case "table:table-header-rows", "table:table-rows", "table:table-row-group":
		t.children(t.row, nil)
	}
}

func (t *odfText) cell(name string) {
	if name != "table:table-cell" {
		return
	}
	t.flow.cell()
	lists := t.lists
	t.lists = nil
	t.children(t.node, nil)
	t.lists = lists
}
