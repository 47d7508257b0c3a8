// Package help holds the guides of Daftar as Markdown files. The server shows them under /help/TOPIC and the command line
// prints them with "daftar help TOPIC".
//
// A guide is a file TOPIC.md whose first line is its title ("# Title"). Adding a file adds the guide to both.
package help

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

//go:embed *.md
var files embed.FS

// Guide is one topic.
type Guide struct {
	Topic    string // file name without .md, as in /help/TOPIC
	Title    string
	Markdown string // whole file, title included
}

// Guides returns all guides by topic, in alphabetical order.
var Guides = sync.OnceValue(readGuides)

func readGuides() []Guide {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(fmt.Sprintf("read the embedded guides: %v", err))
	}
	guides := make([]Guide, 0, len(entries))
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			panic(fmt.Sprintf("read the embedded guide %s: %v", e.Name(), err))
		}
		title, _, _ := strings.Cut(string(text), "\n")
		guides = append(guides, Guide{strings.TrimSuffix(e.Name(), ".md"), strings.TrimPrefix(title, "# "), string(text)})
	}
	return guides
}

// Find returns the guide on a topic, and false if there is none.
func Find(topic string) (Guide, bool) {
	for _, g := range Guides() {
		if g.Topic == topic {
			return g, true
		}
	}
	return Guide{}, false
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()))

// HTML returns the guide as HTML. Raw HTML in the Markdown is dropped, so the result is safe even for hostile text.
func (g Guide) HTML() (template.HTML, error) {
	var b bytes.Buffer
	if err := markdown.Convert([]byte(g.Markdown), &b); err != nil {
		return "", fmt.Errorf("render guide %s: %w", g.Topic, err)
	}
	return template.HTML(b.String()), nil
}
