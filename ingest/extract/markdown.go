package extract

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensions "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// readMarkdown makes plain text of Markdown (CommonMark with tables and strikethrough): without marks, with the words of
// links but not their addresses, and with headings as breaks. A text that cannot be parsed is kept as it is.
func (r *Extracted) readMarkdown(body string) {
	b, source := &TextBuilder{}, []byte(body)
	parse := func() error {
		parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
		w := markdownWriter{TextBuilder: b, source: source}
		w.blocks(parser.Parse(text.NewReader(source)))
		r.Heading = w.title
		return nil
	}
	if isTooNested(body) || recoverError(parse) != nil {
		r.Text = body
		r.Limits = append(r.Limits, index.NewProblem(index.ProblemPlainText, Markdown.Label))
		return
	}
	b.CopyTo(r)
}

// markdownWriter writes the tree of a Markdown text.
type markdownWriter struct {
	*TextBuilder
	source []byte
	title  string // the first heading of level 1, or any heading at the very beginning
}

func (w *markdownWriter) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
}

func (w *markdownWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		first := w.text.Len() == 0
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
			// tags have no words
		default:
			w.inline(n)
		}
	}
}

// plain resolves escapes and entities: \* and &amp;.
func plain(value []byte, raw bool) string {
	if raw {
		return string(value)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value))))
}

// endsInHan reports whether the text ends in a script without spaces between words.
func (w *markdownWriter) endsInHan() bool {
	s := w.text.String()
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana) || strings.ContainsRune("，。、；：！？", last)
}

// stripTags returns the words between the tags of HTML, except those of invisible elements.
func stripTags(s string) string {
	var b strings.Builder
	inside := ""
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if inside == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			if name, _ := z.TagName(); invisible[string(name)] && inside == "" {
				inside = string(name)
			}
			b.WriteByte(' ')
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == inside {
				inside = ""
			}
			b.WriteByte(' ')
		}
	}
}
