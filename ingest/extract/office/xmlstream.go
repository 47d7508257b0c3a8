package office

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"daftar/index"
)

// maxElementDepth bounds the nesting of elements; the deepest real document that was measured has 90 levels.
const maxElementDepth = 1000

var (
	errDeep = errors.New("nested too deeply")
	errStop = errors.New("stopped")
)

// xmlStream reads XML as a stream of tokens, without building a tree. It is lenient: unmatched end tags, unknown entities
// and invalid bytes do not stop it. It does not expand entities that the file declares. Names use the prefixes of
// namespacePrefix ("w:p"), whatever prefix the file declares.
type xmlStream struct {
	decoder *xml.Decoder
	input   *xmlCleaner
	names   map[xml.Name]string
	attrs   []xml.Attr
	depth   int
	failed  error // why reading stopped before the end
}

func newXMLStream(r io.Reader) *xmlStream {
	input := decoded(r)
	d := xml.NewDecoder(input)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &xmlStream{decoder: d, input: input, names: make(map[xml.Name]string)}
}

// children reads the current element to its end. It calls start for each child element and text for each run of text
// directly in it; either may be nil. It skips the content of a child that start did not read.
func (m *xmlStream) children(start func(name string), text func(s string)) {
	parent := m.depth
	for m.failed == nil {
		token, err := m.next()
		if err != nil {
			if err != io.EOF {
				m.failed = err
			}
			m.depth = -1
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if m.depth++; m.depth > maxElementDepth {
				m.failed = errDeep
				return
			}
			if start != nil && m.depth == parent+1 {
				m.attrs = t.Attr
				start(m.canonical(t.Name))
				m.skipTo(parent)
			}
		case xml.EndElement:
			if m.depth--; m.depth < parent {
				return
			}
		case xml.CharData:
			if text != nil && m.depth == parent {
				text(string(t))
			}
		}
		if m.depth < parent {
			return
		}
	}
}

// next returns the next token. The decoder buffers whole tokens, so the size limit counts from here.
func (m *xmlStream) next() (xml.Token, error) {
	m.input.since = 0
	return m.decoder.Token()
}

// skipTo skips tokens until the depth is at most parent.
func (m *xmlStream) skipTo(parent int) {
	for m.failed == nil && m.depth > parent {
		token, err := m.next()
		switch {
		case err == io.EOF:
			m.depth = -1
			return
		case err != nil:
			m.failed = err
			return
		}
		switch token.(type) {
		case xml.StartElement:
			if m.depth++; m.depth > maxElementDepth {
				m.failed = errDeep
			}
		case xml.EndElement:
			m.depth--
		}
	}
}

// descendants calls start for every element at any depth below the current one, except inside elements that start read.
func (m *xmlStream) descendants(start func(name string)) {
	var one func(name string)
	one = func(name string) {
		depth := m.depth
		if start(name); m.depth == depth {
			m.children(one, nil)
		}
	}
	m.children(one, nil)
}

// stop ends reading early, after a limit was reached; it is not a problem.
func (m *xmlStream) stop() {
	if m.failed == nil {
		m.failed = errStop
	}
}

// textContent returns the text of the current element and its descendants.
func (m *xmlStream) textContent() string {
	var b strings.Builder
	text := func(s string) { b.WriteString(s) }
	var deeper func(string)
	deeper = func(string) { m.children(deeper, text) }
	m.children(deeper, text)
	return b.String()
}

// attr returns an attribute of the current element by its prefixed name: "w:val", or "val" without a namespace.
func (m *xmlStream) attr(name string) string {
	for _, a := range m.attrs {
		if m.canonical(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

func (m *xmlStream) canonical(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	name, ok := m.names[n]
	if !ok {
		name = n.Local
		if short := namespacePrefix(n.Space); short != "" {
			name = short + ":" + n.Local
		}
		if len(m.names) < maxNames {
			m.names[n] = name
		}
	}
	return name
}

// maxNames bounds the cache of names; no format has as many.
const maxNames = 2000

// problem returns why reading ended early; false if it reached the end or stop was called.
func (m *xmlStream) problem() (index.Problem, bool) {
	var syntax *xml.SyntaxError
	switch {
	case m.failed == nil || m.failed == errStop:
		return index.Problem{}, false
	case errors.Is(m.failed, errDeep):
		return index.NewProblem(index.ProblemLimitDepth, maxElementDepth), true
	case errors.Is(m.failed, errLong):
		return index.NewProblem(index.ProblemDamaged, "XML", errLong.Error()), true
	case errors.As(m.failed, &syntax):
		return index.NewProblem(index.ProblemDamaged, "XML", fmt.Sprintf("line %d: %s", syntax.Line, syntax.Msg)), true
	}
	return index.NewProblem(index.ProblemDamaged, "XML", fmt.Sprintf("byte %d", m.decoder.InputOffset())), true
}

// number parses an integer attribute, or returns fallback.
func number(s string, fallback int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return fallback
	}
	return n
}

// isOn parses an on/off attribute; an absent value means on.
func isOn(s string) bool { return s != "0" && s != "false" && s != "off" }
