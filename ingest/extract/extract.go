package extract

import (
	"strings"
	"unicode/utf8"

	"daftar/index"
)

// Limits that no option changes.
const (
	// MaxFileBytes is more than any office document that people send. Larger files are disk images and films.
	MaxFileBytes = 512 << 20
	// MaxUnpackedBytes stops a compressed JSONL file that never ends. It is sixteen times MaxFileBytes; text rarely
	// compresses better.
	MaxUnpackedBytes = 8 << 30
	// MaxTextBytes is the text of a document: some forty thousand pages, and what a machine with 1.5 GiB can hold several
	// times while the text is split and tagged.
	MaxTextBytes = 64 << 20
	// MaxLineBytes is a line of JSONL: a text of MaxTextBytes, and half of that for escapes and other keys.
	MaxLineBytes = 96 << 20
	// MaxPageBytes is the HTML of a page. Its tree takes about ten times as much memory.
	MaxPageBytes = 32 << 20
	// MaxMetadataBytes is the front matter, sidecar or other keys of one document. A page of notes is 3 KB.
	MaxMetadataBytes = 64 << 10
	// MaxTitleBytes and MaxFieldBytes bound metadata.
	MaxTitleBytes = index.MaxTitleBytes
	MaxFieldBytes = index.MaxFieldBytes
	// MaxNameBytes is the id of a line of JSONL or the path of an embedded file: it becomes part of a path, and all paths
	// are kept in memory.
	MaxNameBytes = 512
)

// Version changes whenever the same file may give another text, whatever its format.
const Version = "2"

// Extracted is the text of a document and what its file states about it.
type Extracted struct {
	index.Metadata
	Overrides Overrides
	Format    string          // name of the format: txt, md, html, …
	Text      string          // UTF-8
	Breaks    []Break         // in the order of the text
	Limits    []index.Problem // limits that cut something, and what else a reader of the text must know

	Heading      string // first heading of the text, the title if the metadata has none
	DeclaredLang string // language that the markup of the file declares; templates often declare a wrong one
}

// Break is a place in a text where a heading or a page begins.
type Break struct {
	Offset  int    // in bytes
	Heading string // "" if only the page is new
	Page    int    // from 1; 0 if the text has no pages
}

// Document returns a document without ID, path, tags and passages. Its title is that of the metadata, or else the first
// heading, or else "".
func (r *Extracted) Document() *index.Document {
	title := r.Title
	if title == "" {
		title = r.Heading
	}
	return &index.Document{
		Title: title, Text: r.Text, Format: r.Format, Source: r.Source, URL: r.URL, Author: r.Author, Lang: r.Lang, Published: r.Published,
		Reliability: r.Reliability, Credibility: r.Credibility, Handling: r.Handling, Meta: r.Meta, Limits: r.Limits,
	}
}

// Override lets metadata replace what the file states: every field that m states, and all overrides or none, so that a
// sidecar can take one back.
func (r *Extracted) Override(m Metadata) {
	m.FillMissing(Metadata{r.Metadata, r.Overrides})
	r.Metadata, r.Overrides = m.Metadata, m.Overrides
}

// FillMissing takes from m what the file does not state.
func (r *Extracted) FillMissing(m Metadata) {
	own := Metadata{r.Metadata, r.Overrides}
	own.FillMissing(m)
	r.Metadata, r.Overrides = own.Metadata, own.Overrides
}

// Truncate cuts the text after maxBytes bytes. If it cut anything it returns true, and the last of the Limits reports it.
func (r *Extracted) Truncate(maxBytes int) bool {
	if len(r.Text) <= maxBytes {
		return false
	}
	r.Text = r.Text[:runeBoundary(r.Text, maxBytes)]
	r.Limits = append(r.Limits, limitText(maxBytes))
	for len(r.Breaks) > 0 && r.Breaks[len(r.Breaks)-1].Offset >= len(r.Text) {
		r.Breaks = r.Breaks[:len(r.Breaks)-1]
	}
	return true
}

// limitText is the problem of a text that was cut.
func limitText(maxBytes int) index.Problem {
	if maxBytes < 1<<20 {
		return index.NewProblem(index.ProblemLimitTextKB, maxBytes>>10)
	}
	return index.NewProblem(index.ProblemLimitText, maxBytes>>20)
}

// Finish ends the reading of a document: it cuts the text at MaxTextBytes and adds the Limits to the problems. Without any
// text it returns nil and a problem.
func (r *Extracted) Finish(problems []index.Problem) (*Extracted, []index.Problem) {
	if len(r.Limits) == 0 {
		r.Truncate(MaxTextBytes)
	} else {
		r.Text = r.Text[:runeBoundary(r.Text, MaxTextBytes)]
	}
	if isBlank(r.Text) {
		return nil, append(problems, index.NewProblem(index.ProblemEmpty))
	}
	return r, append(problems, r.Limits...)
}

// runeBoundary returns the largest offset of at most n bytes that does not lie inside a character.
func runeBoundary(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// OneLine returns s as a field of at most limit bytes: runs of white space become one space, control characters go.
func OneLine(s string, limit int) string {
	s = strings.Join(strings.Fields(strings.Map(printable, s)), " ")
	if len(s) <= limit {
		return s
	}
	return s[:runeBoundary(s, limit-len("…"))] + "…"
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

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }
