package office

import (
	"strconv"
	"strings"
)

// odfText reads paragraphs, lists, tables and notes of OpenDocument, in a text, on a slide or in a cell.
type odfText struct {
	*odf
	put     func(*paragraph)
	current *paragraph
	lists   []*odfList
	last    map[string]*odfList // the last list of each style, which a later one may go on counting
	counts  [maxListDepth]int   // of headings
	called  int                 // notes
	paged   bool                // the text notes where its pages begin
	page    int
	hidden  bool
	sheet   bool // it is a spreadsheet
	remarks []remark
	margins []*paragraph
}

type remark struct {
	author     string
	paragraphs []*paragraph
}

// read reads the body of a text.
func (t *odfText) read() {
	t.put = t.flow.put
	if t.attr("text:use-soft-page-breaks") == "true" {
		t.paged, t.page = true, 1
	}
	t.children(t.node, nil)
}

// rest writes comments, and headers and footers once. Those of spreadsheets are for paper: programs put numbers of pages
// there by themselves.
func (t *odfText) rest() {
	for _, r := range t.remarks {
		t.flow.comment(r.author, r.paragraphs)
	}
	if t.sheet {
		return
	}
	seen := make(map[string]bool)
	for _, p := range t.margins {
		t.flow.headerFooter(p, seen)
	}
}

// masters keeps the headers and footers of all kinds of pages.
func (t *odfText) masters() {
	t.descendants(func(name string) {
		switch name {
		case "style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first", "style:footer-first":
			t.margins = append(t.margins, t.aside()...)
		case "presentation:notes", "draw:frame", "draw:custom-shape":
			t.skipTo(t.depth - 1)
		}
	})
}

// aside reads the paragraphs in an element that stand beside the text.
func (t *odfText) aside() (all []*paragraph) {
	inner := *t
	inner.put = func(p *paragraph) { all = append(all, p) }
	inner.current, inner.lists, inner.paged, inner.hidden = nil, nil, false, false
	inner.children(inner.node, nil)
	return all
}

// unreadShapes are elements of OpenDocument that hold no text of the document.
var unreadShapes = map[string]bool{
	"text:tracked-changes": true, "office:forms": true, "text:sequence-decls": true, "text:variable-decls": true, "text:user-field-decls": true,
	"text:table-of-content-source": true, "text:illustration-index-source": true, "text:table-index-source": true, "text:object-index-source": true,
	"text:user-index-source": true, "text:alphabetical-index-source": true, "text:bibliography-source": true, "svg:title": true, "svg:desc": true,
	"text:ruby-text": true, "text:script": true, "office:script": true, "office:event-listeners": true, "office:binary-data": true,
	"text:note-citation": true, "dc:creator": true, "dc:date": true, "meta:creator-initials": true, "text:hidden-text": true, "math:annotation": true,
	"annotation": true, "text:dde-connection-decls": true, "text:alphabetical-index-auto-mark-file": true,
}

// node reads one element. What is not known is looked into.
func (t *odfText) node(name string) {
	if unreadShapes[name] {
		return
	}
	switch name {
	case "text:p", "text:h":
		t.paragraph(name == "text:h")
	case "text:list":
		t.list()
	case "text:section":
		if t.attr("text:display") != "none" {
			t.deeper()
		}
	case "table:table":
		t.table()
	case "office:annotation":
		t.remark()
	case "text:soft-page-break":
		t.turn()
	default:
		if t.current == nil {
			t.deeper()
		} else {
			t.inParagraph(name)
		}
	}
}

func (t *odfText) deeper() { t.children(t.node, t.say) }

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
		if s, _, _ := t.styles.about("text", t.attr("text:style-name")); s.hidden != visibilityUnset {
			t.hidden = s.hidden == visibilityHidden
		}
		t.deeper()
		t.hidden = hidden
	case "text:hidden-paragraph":
		t.hidden = t.hidden || t.attr("text:is-hidden") == "true"
	default:
		t.deeper()
	}
}

// say adds the text of a paragraph; text between paragraphs is the layout of the file.
func (t *odfText) say(s string) {
	if t.current != nil && !t.hidden {
		t.current.add(strings.ReplaceAll(s, softHyphen, ""))
	}
}

// paragraph reads one. A paragraph in another stands in a frame that hangs on it.
func (t *odfText) paragraph(heading bool) {
	style := t.attr("text:style-name")
	s, title, level := t.styles.about("paragraph", style)
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
		t.turn()
	}
	t.deeper()
	t.current, t.hidden = outer, hidden
	if outer != nil {
		outer.boxes = append(outer.boxes, p)
		return
	}
	t.put(p)
}

// turn begins a page, if the text notes them.
func (t *odfText) turn() {
	if !t.paged {
		return
	}
	t.page++
	if t.current != nil {
		t.current.pieces = append(t.current.pieces, piece{page: t.page})
	} else {
		t.flow.markPage(t.page)
	}
}

// note hangs a note on the paragraph that calls it.
func (t *odfText) note() {
	outer := t.current
	var n note
	t.children(func(name string) {
		if name == "text:note-body" {
			n.paragraphs = t.aside()
		}
	}, nil)
	t.called++
	n.mark = "[" + strconv.Itoa(t.called) + "]"
	outer.pieces = append(outer.pieces, piece{words: n.mark, call: true})
	outer.notes = append(outer.notes, n)
}

// remark keeps a comment for the end.
func (t *odfText) remark() {
	var r remark
	t.children(func(name string) {
		switch name {
		case "dc:creator":
			r.author = t.textContent()
		default:
			if !unreadShapes[name] {
				inner := *t
				inner.put = func(p *paragraph) { r.paragraphs = append(r.paragraphs, p) }
				inner.current, inner.lists, inner.paged = nil, nil, false
				inner.node(name)
			}
		}
	}, nil)
	t.story.remarks = append(t.story.remarks, r)
}

// table writes rows and cells; beside the text, a row is a paragraph.
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
				cells = append(cells, t.aside())
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
