package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// invisible elements have no words for readers.
var invisible = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "head": true, "svg": true, "math": true, "iframe": true,
	"object": true, "select": true, "textarea": true, "canvas": true, "audio": true, "video": true,
}

// paragraphs are the elements with an empty line before and after them.
var paragraphs = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true,
	atom.Aside: true, atom.Nav: true, atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Table: true,
	atom.Figure: true, atom.Figcaption: true, atom.Form: true, atom.Fieldset: true, atom.Address: true, atom.Hr: true,
	atom.Details: true, atom.Summary: true, atom.Caption: true, atom.Center: true,
}

// lines are the elements that begin a new line.
var lines = map[atom.Atom]bool{atom.Li: true, atom.Dt: true, atom.Dd: true, atom.Tr: true, atom.Br: true, atom.Option: true}

var headings = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

// pageText returns the visible words of a tree, without style.
func pageText(n *html.Node) *TextBuilder {
	b := &TextBuilder{}
	b.element(n)
	return b
}

// element writes a node and its children. The parser bounds the depth of a tree at 512.
func (b *TextBuilder) element(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.Words(n.Data)
		return
	case html.ElementNode:
		if invisible[n.Data] || isHidden(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	switch {
	case n.DataAtom == atom.Pre:
		b.Paragraph()
		b.Verbatim(textOf(n))
		b.Paragraph()
	case headings[n.DataAtom]:
		b.Heading(func() { b.children(n) })
	case paragraphs[n.DataAtom]:
		b.Paragraph()
		b.children(n)
		b.Paragraph()
	case lines[n.DataAtom]:
		b.Line()
		b.children(n)
		b.Line()
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		b.Cell()
		b.children(n)
		b.Cell()
	default:
		b.children(n)
	}
}

func (b *TextBuilder) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.element(c)
	}
}

func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}

func (b *TextBuilder) firstHeading() string {
	for _, br := range b.breaks {
		if br.Heading != "" {
			return br.Heading
		}
	}
	return ""
}
