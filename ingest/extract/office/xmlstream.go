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

// maxElementDepth bounds the nesting of elements: the deepest table in a table in a text box of real offices is 90.
const maxElementDepth = 1000

var (
	errDeep = errors.New("nested too deeply")
	errStop = errors.New("stopped")
)

// xmlStream reads XML element by element and never holds more than one of them. It is lenient: an end that does not match,
// an unknown entity, bytes that are no characters do not stop it. Entities that a file declares are not expanded.
// Elements and attributes are named by the short names of spaces, whatever prefix the file uses: "w:p".
type xmlStream struct {
	decoder *xml.Decoder
	input   *xmlCleaner
	names   map[xml.Name]string
	attrs   []xml.Attr
	depth   int
	failed  error // why it ended before the end; nil if it did not
}

func newXMLStream(r io.Reader) *xmlStream {
	input := decoded(r)
	d := xml.NewDecoder(input)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &xmlStream{decoder: d, input: input, names: make(map[xml.Name]string)}
}

// children calls start for each element in the one that was begun last, and text for the text in it, until it ends. What
// start leaves unread of an element is skipped. Either may be nil.
func (m *xmlStream) children(start func(name string), text func(s string)) {
	own := m.depth
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
			if start != nil && m.depth == own+1 {
				m.attrs = t.Attr
				start(m.canonical(t.Name))
				m.skipTo(own)
			}
		case xml.EndElement:
			if m.depth--; m.depth < own {
				return
			}
		case xml.CharData:
			if text != nil && m.depth == own {
				text(string(t))
			}
		}
		if m.depth < own {
			return
		}
	}
}

// next returns the next token, of which the decoder holds all in memory.
func (m *xmlStream) next() (xml.Token, error) {
	m.input.since = 0
	return m.decoder.Token()
}

// skipTo skips to the end of the element that lies in depth own.
func (m *xmlStream) skipTo(own int) {
	for m.failed == nil && m.depth > own {
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

// descendants calls start for every element of a file, in whatever element it lies.
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

// stop ends reading: a limit was reached, and what comes would be left out.
func (m *xmlStream) stop() {
	if m.failed == nil {
		m.failed = errStop
	}
}

// textContent returns the text of the element that was begun last, and of those in it.
func (m *xmlStream) textContent() string {
	var b strings.Builder
	text := func(s string) { b.WriteString(s) }
	var deeper func(string)
	deeper = func(string) { m.children(deeper, text) }
	m.children(deeper, text)
	return b.String()
}

// attr is an attribute of the element that was begun last, by its short name: "w:val", or "val" if it has no space.
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

// maxNames bounds the names that are remembered: no format has so many.
const maxNames = 2000

// problem returns why a member was not read to its end; false if it was, or if stop ended it.
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

// number reads an attribute that is a whole number; without says what it is if it is none.
func number(s string, without int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return without
	}
	return n
}

// isOn reads a switch: it is on if it is there without a value.
func isOn(s string) bool { return s != "0" && s != "false" && s != "off" }
