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
func (r *Reading) readMarkdown(body string) {
	if tangled(body) {
		r.Text = body
		r.Limits = append(r.Limits, "Markdown nested too deeply was read as plain text")
		return
	}
	source := []byte(body)
	p := &prose{}
	err := safely(func() error {
		parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
		w := markdownWriter{prose: p, source: source}
		w.blocks(parser.Parse(text.NewReader(source)))
		r.Heading = w.title
		return nil
	})
	if err != nil {
		r.Text = body
		r.Limits = append(r.Limits, "Markdown read as plain text: "+err.Error())
		return
	}
	p.into(r)
}

// markdownWriter walks the tree of a Markdown text.
type markdownWriter struct {
	*prose
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
		first := w.prose.text.Len() == 0
		heading := w.heading(func() { w.inline(n) })
		if w.title == "" && (n.Level == 1 || first) {
			w.title = heading
		}
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraphIn(n)
	case *ast.List:
		w.list(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.paragraph()
		w.verbatim(string(n.Lines().Value(w.source)))
		w.paragraph()
	case *ast.HTMLBlock:
		w.paragraph()
		w.words(stripTags(string(n.Lines().Value(w.source))))
		w.paragraph()
	case *extensions.TableHeader, *extensions.TableRow:
		w.line()
		w.blocks(n)
	case *extensions.TableCell:
		w.cell()
		w.inline(n)
	case *extensions.Table:
		w.paragraph()
		w.blocks(n)
		w.paragraph()
	default:
		w.blocks(n)
	}
}

// paragraphIn keeps the lines of a list together.
func (w *markdownWriter) paragraphIn(n ast.Node) {
	_, inList := n.Parent().(*ast.ListItem)
	if !inList || n.PreviousSibling() != nil {
		w.paragraph()
	}
	w.inline(n)
	if _, tight := n.(*ast.TextBlock); !tight {
		w.paragraph()
	}
}

func (w *markdownWriter) list(n *ast.List) {
	if _, inner := n.Parent().(*ast.ListItem); inner {
		w.line()
	} else {
		w.paragraph()
	}
	number := n.Start
	for point := n.FirstChild(); point != nil; point = point.NextSibling() {
		w.line()
		if n.IsOrdered() {
			w.words(strconv.Itoa(number) + ". ")
			number++
		} else {
			w.words("- ")
		}
		w.blocks(point)
	}
	if _, inner := n.Parent().(*ast.ListItem); !inner {
		w.paragraph()
	}
}

func (w *markdownWriter) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.words(plain(n.Value(w.source), n.IsRaw()))
			if n.HardLineBreak() {
				w.line()
			} else if n.SoftLineBreak() && !w.endsInHan() {
				w.space()
			}
		case *ast.String:
			w.words(string(n.Value))
		case *ast.AutoLink:
			w.words(string(n.Label(w.source)))
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
	s := w.prose.text.String()
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
