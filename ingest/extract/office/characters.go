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

// maxTokenBytes bounds a text or a tag: an element with a million attributes takes thirty times its size.
const maxTokenBytes = 16 << 20

var errLong = errors.New("tag or text too long")

// decoded decodes XML by its byte order mark or its declaration, and replaces characters that XML does not allow, so that
// one wrong byte does not end a document.
func decoded(r io.Reader) *xmlCleaner {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(declarationBytes)
	if e := encodingOf(head); e != nil {
		in = bufio.NewReaderSize(e.NewDecoder().Reader(in), 64<<10)
	}
	return &xmlCleaner{from: in}
}

// declarationBytes is the length of the start of a file in which the XML declaration must be.
const declarationBytes = 256

// encodingOf returns nil for UTF-8 and for unknown encodings.
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

// declared returns the encoding in the declaration of an XML file, "" if there is none.
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

// xmlCleaner replaces bytes that are not UTF-8 and characters that XML forbids.
type xmlCleaner struct {
	from  *bufio.Reader
	since int // bytes since the last token
}

// Read requires len(b) >= utf8.UTFMax.
func (c *xmlCleaner) Read(b []byte) (n int, err error) {
	if c.since > maxTokenBytes {
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
	c.since += n
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
