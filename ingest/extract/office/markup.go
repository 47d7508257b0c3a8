package office

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// mostDeep is how deep elements may lie in one another: the deepest table in a table in a text box of real offices is 90.
const mostDeep = 1000

var errDeep = errors.New("nested too deeply")

// markup reads XML element by element and never holds more than one of them. It is lenient: an end that does not match,
// an unknown entity, bytes that are no characters do not stop it. Entities that a file declares are not expanded.
// Elements and attributes are named by the short names of spaces, whatever prefix the file uses: "w:p".
type markup struct {
	decoder *xml.Decoder
	names   map[xml.Name]string
	attrs   []xml.Attr
	depth   int
	failed  error // why it ended before the end; nil if it did not
}

func newMarkup(r io.Reader) *markup {
	d := xml.NewDecoder(decoded(r))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &markup{decoder: d, names: make(map[xml.Name]string)}
}

// inside calls start for each element in the one that was begun last, and text for the text in it, until it ends. What
// start leaves unread of an element is skipped. Either may be nil.
func (m *markup) inside(start func(name string), text func(s string)) {
	own := m.depth
	for m.failed == nil {
		token, err := m.decoder.Token()
		if err != nil {
			if err != io.EOF {
				m.failed = err
			}
			m.depth = -1
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if m.depth++; m.depth > mostDeep {
				m.failed = errDeep
				return
			}
			if start != nil && m.depth == own+1 {
				m.attrs = t.Attr
				start(m.canonical(t.Name))
				m.leave(own)
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

// leave skips to the end of the element that lies in depth own.
func (m *markup) leave(own int) {
	for m.failed == nil && m.depth > own {
		token, err := m.decoder.Token()
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
			if m.depth++; m.depth > mostDeep {
				m.failed = errDeep
			}
		case xml.EndElement:
			m.depth--
		}
	}
}

// each calls start for every element of a file, in whatever element it lies.
func (m *markup) each(start func(name string)) {
	var one func(name string)
	one = func(name string) {
		depth := m.depth
		if start(name); m.depth == depth {
			m.inside(one, nil)
		}
	}
	m.inside(one, nil)
}

// content returns the text of the element that was begun last, and of those in it.
func (m *markup) content() string {
	var b strings.Builder
	text := func(s string) { b.WriteString(s) }
	var deeper func(string)
	deeper = func(string) { m.inside(deeper, text) }
	m.inside(deeper, text)
	return b.String()
}

// attr is an attribute of the element that was begun last, by its short name: "w:val", or "val" if it has no space.
func (m *markup) attr(name string) string {
	for _, a := range m.attrs {
		if m.canonical(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

func (m *markup) canonical(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	name, ok := m.names[n]
	if !ok {
		name = n.Local
		if short := shortSpace(n.Space); short != "" {
			name = short + ":" + n.Local
		}
		if len(m.names) < mostNames {
			m.names[n] = name
		}
	}
	return name
}

// mostNames bounds the names that are remembered: no format has so many.
const mostNames = 2000

// decoded turns XML into UTF-8 by its mark of byte order or its declaration, and takes out what XML does not allow, so
// that one wrong byte does not end a document.
func decoded(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(declarationBytes)
	if e := encodingOf(head); e != nil {
		in = bufio.NewReaderSize(e.NewDecoder().Reader(in), 64<<10)
	}
	return &cleaner{from: in}
}

// declarationBytes is where a declaration stands, if there is one.
const declarationBytes = 256

// encodingOf is nil for UTF-8, and for what is not known.
func encodingOf(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	name := declared(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	e, err := htmlindex.Get(name)
	if label := strings.ToLower(name); name == "" || err != nil || label == "utf-8" || strings.HasPrefix(label, "utf-16") {
		return nil
	}
	return e
}

// declared is the encoding that the declaration of an XML file names; "" if it names none.
func declared(raw []byte) string {
	head := string(raw[:min(len(raw), declarationBytes)])
	declaration, _, found := strings.Cut(head, "?>")
	_, name, named := strings.Cut(declaration, "encoding=")
	if !found || !named || len(name) < 2 || !strings.HasPrefix(head, "<?xml") {
		return ""
	}
	name, _, _ = strings.Cut(name[1:], name[:1])
	return name
}

// cleaner replaces what is no UTF-8 and the characters that XML forbids.
type cleaner struct{ from *bufio.Reader }

// Read wants room for one character at least, which every buffer has.
func (c *cleaner) Read(b []byte) (n int, err error) {
	if _, err = c.from.Peek(utf8.UTFMax); c.from.Buffered() == 0 {
		return 0, err
	}
	head, _ := c.from.Peek(c.from.Buffered())
	used := 0
	for used < len(head) && n+utf8.UTFMax <= len(b) && (used == 0 || utf8.FullRune(head[used:])) {
		r, size := utf8.DecodeRune(head[used:])
		n += utf8.EncodeRune(b[n:], allowed(r))
		used += size
	}
	_, err = c.from.Discard(used)
	return n, err
}

func allowed(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < ' ':
		return ' '
	case r == '\ufffe' || r == '\uffff':
		return utf8.RuneError
	}
	return r
}

// trouble says in words why a member was not read to its end; nil if it was.
func (m *markup) trouble(name string) error {
	var syntax *xml.SyntaxError
	switch {
	case m.failed == nil:
		return nil
	case errors.As(m.failed, &syntax):
		return fmt.Errorf("%s is damaged: read up to line %d (%s)", shown(name), syntax.Line, syntax.Msg)
	case errors.Is(m.failed, errDeep):
		return fmt.Errorf("%s is nested too deeply: elements in elements, at most %d", shown(name), mostDeep)
	}
	return fmt.Errorf("%s is damaged: read up to byte %d", shown(name), m.decoder.InputOffset())
}
