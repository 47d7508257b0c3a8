package office

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// tokenBytes bounds a text or a tag: an element with a million attributes takes thirty times its size.
const tokenBytes = 16 << 20

var errLong = errors.New("a tag or text in it is too long")

// decoded turns XML into UTF-8 by its mark of byte order or its declaration, and takes out what XML does not allow, so
// that one wrong byte does not end a document.
func decoded(r io.Reader) *cleaner {
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
type cleaner struct {
	from  *bufio.Reader
	given int // bytes since the last token
}

// Read wants room for one character at least, which every buffer has.
func (c *cleaner) Read(b []byte) (n int, err error) {
	if c.given > tokenBytes {
		return 0, errLong
	}
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
	c.given += n
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
