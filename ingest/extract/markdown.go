package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensions "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// readMarkdown makes plain text of Markdown (CommonMark with tables and strikethrough): no marks, the words of links
// without their addresses, and headings as breaks. A text that the parser cannot take is kept as it is.
func (r *Extracted) readMarkdown(body string) {
	if tangled(body) {
		r.Text = body
		r.Limits = append(r.Limits, limit("Markdown nested too deeply was read as plain text"))
		return
	}
	source := []byte(body)
	p := &TextBuilder{}
	err := safely(func() error {
		parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
		w := markdownWriter{TextBuilder: p, source: source}
		w.blocks(parser.Parse(text.NewReader(source)))
		r.Heading = w.title
		return nil
	})
	if err != nil {
		r.Text = body
		r.Limits = append(r.Limits, limit("Markdown read as plain text: %v", err))
		return
	}
	p.CopyTo(r)
}

// markdownWriter walks the tree of a Markdown text.
type markdownWriter struct {
	*TextBuilder
	source []byte
	title  string // the first heading of level 1, or the very first block
}

func (w *markdownWriter) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

func (w *markdownWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		first := w.TextBuilder.text.Len() == 0
		heading := w.Heading(func() { w.inline(n) })
		if w.title == "" && (n.Level == 1 || first) {
			w.title = heading
		}
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraphIn(n)
	case *ast.List:
		w.list(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.Paragraph()
		w.Verbatim(string(n.Lines().Value(w.source)))
		w.Paragraph()
	case *ast.HTMLBlock:
		w.Paragraph()
		w.Words(stripTags(string(n.Lines().Value(w.source))))
		w.Paragraph()
	case *extensions.TableHeader, *extensions.TableRow:
		w.Line()
		w.blocks(n)
	case *extensions.TableCell:
		w.Cell()
		w.inline(n)
	case *extensions.Table:
		w.Paragraph()
		w.blocks(n)
		w.Paragraph()
	default:
		w.blocks(n)
	}
}

// paragraphIn keeps the lines of a list together.
func (w *markdownWriter) paragraphIn(n ast.Node) {
	_, inList := n.Parent().(*ast.ListItem)
	if !inList || n.PreviousSibling() != nil {
		w.Paragraph()
	}
	w.inline(n)
	if _, tight := n.(*ast.TextBlock); !tight {
		w.Paragraph()
	}
}

func (w *markdownWriter) list(n *ast.List) {
	if _, inner := n.Parent().(*ast.ListItem); inner {
		w.Line()
	} else {
		w.Paragraph()
	}
	number := n.Start
	for point := n.FirstChild(); point != nil; point = point.NextSibling() {
		w.Line()
		if n.IsOrdered() {
			w.Words(strconv.Itoa(number) + ". ")
			number++
		} else {
			w.Words("- ")
		}
		w.blocks(point)
	}
	if _, inner := n.Parent().(*ast.ListItem); !inner {
		w.Paragraph()
	}
}

func (w *markdownWriter) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.Words(plain(n.Value(w.source), n.IsRaw()))
			if n.HardLineBreak() {
				w.Line()
			} else if n.SoftLineBreak() && !w.endsInHan() {
				w.space()
			}
		case *ast.String:
			w.Words(string(n.Value))
		case *ast.AutoLink:
			w.Words(string(n.Label(w.source)))
		case *ast.RawHTML:
			// Tags stand between words, their attributes say nothing.
		default:
			w.inline(n)
		}
	}
}

// plain resolves what Markdown writes in other words: \* and &amp;.
func plain(value []byte, raw bool) string {
	if raw {
		return string(value)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value))))
}

// endsInHan reports whether the text ends in a script that has no spaces between lines.
func (w *markdownWriter) endsInHan() bool {
	s := w.TextBuilder.text.String()
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("，。、；：！？", last)
}

// stripTags returns the words between the tags of HTML.
func stripTags(s string) string {
	var b strings.Builder
	hidden := ""
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			if name, _ := z.TagName(); silent[string(name)] && hidden == "" {
				hidden = string(name)
			}
			b.WriteByte(' ')
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == hidden {
				hidden = ""
			}
			b.WriteByte(' ')
		}
	}
}
