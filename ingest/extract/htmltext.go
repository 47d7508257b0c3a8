package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// silent elements hold no words for readers.
var silent = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "head": true, "svg": true, "math": true, "iframe": true,
	"object": true, "select": true, "textarea": true, "canvas": true, "audio": true, "video": true,
}

// paragraphs are the elements that stand apart from what is around them.
var paragraphs = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true,
	atom.Aside: true, atom.Nav: true, atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Table: true,
	atom.Figure: true, atom.Figcaption: true, atom.Form: true, atom.Fieldset: true, atom.Address: true, atom.Hr: true,
	atom.Details: true, atom.Summary: true, atom.Caption: true, atom.Center: true,
}

// lines are the elements that begin a line.
var lines = map[atom.Atom]bool{atom.Li: true, atom.Dt: true, atom.Dd: true, atom.Tr: true, atom.Br: true, atom.Option: true}

var headings = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

// pageText writes the words of a tree as a reader sees them, without style.
func pageText(n *html.Node) *TextBuilder {
	p := &TextBuilder{}
	p.element(n)
	return p
}

// element writes a node and what is below it. The parser bounds the depth of a tree at 512.
func (p *TextBuilder) element(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.Words(n.Data)
		return
	case html.ElementNode:
		if silent[n.Data] || hidden(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	switch {
	case n.DataAtom == atom.Pre:
		p.Paragraph()
		p.Verbatim(textOf(n))
		p.Paragraph()
	case headings[n.DataAtom]:
		p.Heading(func() { p.children(n) })
	case paragraphs[n.DataAtom]:
		p.Paragraph()
		p.children(n)
		p.Paragraph()
	case lines[n.DataAtom]:
		p.Line()
		p.children(n)
		p.Line()
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		p.Cell()
		p.children(n)
		p.Cell()
	default:
		p.children(n)
	}
}

func (p *TextBuilder) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.element(c)
	}
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}

// title is the first heading.
func (p *TextBuilder) title() string {
	for _, b := range p.breaks {
		if b.Heading != "" {
			return b.Heading
		}
	}
	return ""
}
