// Package extract answers one question: what does this file say?
//
// It takes the bytes of a file and gives back text with its headings, and what the file, its front matter and its sidecar
// say about it: title, date, source, and what a person decided. One file holds one document (Read), or one a line
// (Lines). It neither walks folders nor opens files, guesses nothing that the file does not say (not the language, not a
// title where none is given), and knows no engine.
//
// Every file is hostile until read: all input is bounded by the limits below, and reaching one is said in words, with the
// document that was left (Reading.Limits) or as a problem of the file.
package extract

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"daftar/index"
)

// Limits of one file.
const (
	// MaxFileBytes is more than any office document people send one another; what is larger is a disk image or a film.
	MaxFileBytes = 512 << 20
	// MaxUnpackedBytes stops a compressed file that never ends: it is sixteen times FileBytes, text rarely packs better.
	MaxUnpackedBytes = 8 << 30
	// MaxTextBytes is the text of a document: some forty thousand pages, and what a machine with 1.5 GiB can hold several
	// times over while it is cut and tagged.
	MaxTextBytes = 64 << 20
	// MaxLineBytes is a line of JSONL: a text of TextBytes and a half more for escapes and other keys.
	MaxLineBytes = 96 << 20
	// MaxPageBytes is the HTML of a page: its tree takes about ten times as much memory.
	MaxPageBytes = 32 << 20
	// MaxMetadataBytes is the front matter, sidecar or other keys of one document: a page of notes is 3 KB.
	MaxMetadataBytes = 64 << 10
	// MaxTitleBytes and FieldBytes keep a lost quotation mark from making a title of a whole book.
	MaxTitleBytes = 1000
	MaxFieldBytes = 4096
	// MaxNameBytes is the id of a line in a JSONL file: it becomes part of a path, and paths are kept in memory.
	MaxNameBytes = 512
)

// Extracted is what a file, or one line of it, says: a text and what is known about it.
type Extracted struct {
	Metadata
	Format string // txt, md, html, jsonl
	Text   string // UTF-8
	Breaks []Break
	Limits []index.Problem // what limits cut, and what else a reader of the text must know

	Heading      string // the text's own title: its first heading
	DeclaredLang string // the language that the file's markup claims, which is often that of a template
}

// Version changes whenever the same file may be read in another way.
const Version = "2"

// Break is a place in a text where a new heading or page begins.
type Break struct {
	Offset  int    // in bytes
	Heading string // "" if only the page is new
	Page    int    // from 1; 0 if the text has no pages
}

// Document returns the reading as a document without id, path, tags and passages. A title is the one given, else the
// first heading; without either it is "".
func (r *Extracted) Document() *index.Document {
	title := r.Title
	if title == "" {
		title = r.Heading
	}
	return &index.Document{
		Title: title, Text: r.Text, Format: r.Format,
		Source: r.Source, URL: r.URL, Author: r.Author, Lang: r.Lang, Published: r.Published,
		Reliability: r.Reliability, Credibility: r.Credibility, Handling: r.Handling,
		Meta: r.Meta, Limits: r.Limits,
	}
}

// limitText cuts a text at TextBytes and says so.
func (r *Extracted) limitText() { r.Truncate(MaxTextBytes) }

// Truncate cuts a text at a number of bytes. If there was anything to cut, that is the last of the reading's Limits.
func (r *Extracted) Truncate(most int) bool {
	if len(r.Text) <= most {
		return false
	}
	r.Text = r.Text[:runeBorder(r.Text, most)]
	r.Limits = append(r.Limits, textLimitOf(most))
	for len(r.Breaks) > 0 && r.Breaks[len(r.Breaks)-1].Offset >= len(r.Text) {
		r.Breaks = r.Breaks[:len(r.Breaks)-1]
	}
	return true
}

var textLimit = textLimitOf(MaxTextBytes)

func textLimitOf(most int) index.Problem {
	if most < 1<<20 {
		return limit("only the first %d KB of the text were read", most>>10)
	}
	return limit("only the first %d MB of the text were read", most>>20)
}

func limit(format string, args ...any) index.Problem {
	return index.Problem{Reason: fmt.Sprintf(format, args...), Limit: true}
}

// runeBorder is the largest border between runes that is at most n.
func runeBorder(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// OneLine makes a field of at most limit bytes out of what was given: white space is one space, control characters go.
func OneLine(s string, limit int) string {
	s = strings.Join(strings.Fields(strings.Map(printable, s)), " ")
	if len(s) <= limit {
		return s
	}
	return s[:runeBorder(s, limit-len("…"))] + "…"
}

func printable(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return ' '
	case r < ' ' || r == 0x7f || r == utf8.RuneError:
		return -1
	}
	return r
}

// blank reports whether there is nothing to read in a text.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// empty is the problem of a file that says nothing.
func empty() index.Problem { return index.Problem{Reason: EmptyFile} }

// EmptyFile is the reason of the problem of a file without text.
const EmptyFile = "empty file"

// LeftOut ends the reason of a problem of a line that gave no document.
const LeftOut = ", not read"
