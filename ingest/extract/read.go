package extract

import (
	"io"
	"strings"

	"daftar/index"
)

// Read takes a file apart that holds one document: text, Markdown or HTML; other formats have rooms of their own. It returns nil if there is nothing to read, with the problem that says
// why; problems beside a reading are of things that were left out of it.
func Read(f Format, r io.Reader) (*Extracted, []index.Problem) {
	if f != Text && f != Markdown && f != HTML {
		return nil, []index.Problem{{Reason: f.NotRead()}}
	}
	if f == HTML {
		return readPage(r)
	}
	w, err := readText(r, MaxTextBytes+MaxMetadataBytes, undeclared)
	if err != nil {
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	reading := &Extracted{Format: f.Name}
	if w.cut {
		reading.Limits = append(reading.Limits, textLimit)
	}
	matter, body, problems := splitFrontMatter(unixLines(w.text))
	if matter.text != "" {
		m, more := ParseMetadata([]byte(matter.text), matter.line)
		reading.Metadata = m
		problems = append(problems, more...)
	}
	reading.noteGuess(w.guess)
	if f == Markdown {
		reading.readMarkdown(body)
	} else {
		reading.Text = body
	}
	return reading.Finish(problems)
}

// noteGuess says which encoding was guessed, so that a reader of a garbled text knows why.
func (r *Extracted) noteGuess(encoding string) {
	if encoding == "" {
		return
	}
	r.Meta = fillMap(map[string]string{"encoding": encoding + " (guessed)"}, r.Meta)
}

// Finish cuts what is too long and says so, and refuses what is empty.
func (r *Extracted) Finish(problems []index.Problem) (*Extracted, []index.Problem) {
	if len(r.Limits) == 0 {
		r.limitText()
	} else {
		r.Text = r.Text[:runeBorder(r.Text, MaxTextBytes)]
	}
	if blank(r.Text) {
		return nil, append(problems, empty())
	}
	return r, append(problems, r.Limits...)
}

type frontMatter struct {
	text string
	line int // its first line, from 1
}

// splitFrontMatter takes YAML between two lines of three hyphens off the head of a text; the second may be three dots.
// Three hyphens also draw a line in Markdown: it is front matter only if a key follows.
func splitFrontMatter(text string) (frontMatter, string, []index.Problem) {
	const mark = "---\n"
	body, ok := strings.CutPrefix(text, mark)
	if !ok || !startsWithKey(body) {
		return frontMatter{}, text, nil
	}
	head := body[:runeBorder(body, MaxMetadataBytes)]
	for at := 0; at < len(head); {
		line, _, _ := strings.Cut(head[at:], "\n")
		next := min(at+len(line)+1, len(body))
		if end := strings.TrimRight(line, " \t"); end == "---" || end == "..." {
			return frontMatter{head[:at], 2}, strings.TrimLeft(body[next:], "\n"), nil
		}
		at = next
	}
	return frontMatter{}, text, []index.Problem{{Where: "line 1", Reason: "front matter has no end: a line --- is missing in its first 64 KB"}}
}

// startsWithKey reports whether the first line that is neither empty nor a comment is one of YAML's "key: value", or
// the end of an empty front matter.
func startsWithKey(s string) bool {
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, _, ok := strings.Cut(line, ":")
		return ok && key != "" && !strings.ContainsAny(key, " \t")
	}
	return false
}

// ReadFrontMatter reads only what stands at the head of a text: it is what a lint wants to see. Other formats have none.
func ReadFrontMatter(f Format, r io.Reader) (Metadata, []index.Problem) {
	if f != Text && f != Markdown {
		return Metadata{}, nil
	}
	raw, cut, err := readBytes(r, 2*MaxMetadataBytes)
	if err != nil {
		return Metadata{}, []index.Problem{{Reason: err.Error()}}
	}
	text, err := decode(raw, cut)
	if w, ok := decodeOld(raw, cut, undeclared); err != nil && ok {
		text, err = w.text, nil
	}
	if err != nil {
		return Metadata{}, []index.Problem{{Reason: err.Error()}}
	}
	matter, _, problems := splitFrontMatter(unixLines(text))
	m, more := ParseMetadata([]byte(matter.text), matter.line)
	return m, append(problems, more...)
}
