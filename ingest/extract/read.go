package extract

import (
	"io"
	"strings"

	"daftar/index"
)

// Read reads a file that holds one document in the formats Text, Markdown and HTML; any other format is unsupported here.
// It returns nil if there is no text, with the problem that says why. Problems beside a text concern parts that were left
// out.
func Read(f Format, r io.Reader) (*Extracted, []index.Problem) {
	switch f {
	case HTML:
		return readPage(r)
	case Text, Markdown:
		return readText(f, r)
	}
	return nil, []index.Problem{f.Unsupported()}
}

func readText(f Format, r io.Reader) (*Extracted, []index.Problem) {
	source, err := readDecoded(r, MaxTextBytes+MaxMetadataBytes, noDeclaration)
	if err != nil {
		return nil, []index.Problem{ProblemOf(err)}
	}
	e := &Extracted{Format: f.Name}
	if source.truncated {
		e.Limits = append(e.Limits, limitText(MaxTextBytes))
	}
	matter, body, problems := splitFrontMatter(unixLines(source.text))
	m, more := ParseMetadata([]byte(matter.text), matter.line)
	e.Metadata, e.Overrides = m.Metadata, m.Overrides
	problems = append(problems, more...)
	e.noteGuess(source.guessed)
	if f == Markdown {
		e.readMarkdown(body)
	} else {
		e.Text = body
	}
	return e.Finish(problems)
}

// noteGuess records a guessed encoding in the metadata, so that a reader of a garbled text knows why.
func (r *Extracted) noteGuess(encoding string) {
	if encoding != "" {
		r.Metadata.FillMissing(index.Metadata{Meta: map[string]string{"encoding": encoding + " (guessed)"}})
	}
}

type frontMatter struct {
	text string
	line int // its first line, from 1
}

// splitFrontMatter splits YAML between two lines of three hyphens off the head of a text; the second may be three dots.
// Three hyphens also draw a line in Markdown: they begin front matter only if a key follows.
func splitFrontMatter(text string) (frontMatter, string, []index.Problem) {
	none := frontMatter{line: 1}
	body, ok := strings.CutPrefix(text, "---\n")
	if !ok || !startsWithKey(body) {
		return none, text, nil
	}
	head := body[:runeBoundary(body, MaxMetadataBytes)]
	for offset := 0; offset < len(head); {
		line, _, _ := strings.Cut(head[offset:], "\n")
		next := min(offset+len(line)+1, len(body))
		if mark := strings.TrimRight(line, " \t"); mark == "---" || mark == "..." {
			return frontMatter{head[:offset], 2}, strings.TrimLeft(body[next:], "\n"), nil
		}
		offset = next
	}
	noEnd := index.NewProblem(index.ProblemBadYAML, "the line --- that ends the front matter is missing in its first 64 KB")
	return none, text, []index.Problem{noEnd.At(index.Place{Line: 1})}
}

// startsWithKey reports whether the first line that is neither empty nor a comment is one of YAML's "key: value".
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

// ReadFrontMatter reads only the front matter of a text, for validation. Formats other than Text and Markdown have none.
func ReadFrontMatter(f Format, r io.Reader) (Metadata, []index.Problem) {
	if f != Text && f != Markdown {
		return Metadata{}, nil
	}
	raw, truncated, err := readBytes(r, 2*MaxMetadataBytes)
	if err != nil {
		return Metadata{}, []index.Problem{ProblemOf(err)}
	}
	source, err := decodeSource(raw, truncated, noDeclaration)
	if err != nil {
		return Metadata{}, []index.Problem{ProblemOf(err)}
	}
	matter, _, problems := splitFrontMatter(unixLines(source.text))
	m, more := ParseMetadata([]byte(matter.text), matter.line)
	return m, append(problems, more...)
}
