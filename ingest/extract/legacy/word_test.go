package legacy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy/legacytest"
)

// testWord describes a Word 97 file for a test.
type testWord struct {
	pieces   []string // a piece that starts with "8:" has 8-bit characters
	ccp      [8]int   // of all stories but the main one, which has the rest
	language uint16
	flags    uint16
	tables   map[int][]byte // by index in the FIB
	papx     []papx
	summary  []byte
}

// papx has the formatting of the paragraph that ends at a character.
type papx struct {
	end   int
	style uint16
	sprms []byte
}

const testTextOffset = 2048 // testTextOffset is the offset of the text in the stream.

// text returns the stream WordDocument with the text, the piece table, and the number of characters.
func (f testWord) text() (stream, table []byte, characters int) {
	le := binary.LittleEndian
	stream = make([]byte, testTextOffset)
	var pcds []byte
	for _, p := range f.pieces {
		table = le.AppendUint32(table, uint32(characters))
		fc := uint32(len(stream))
		if text, ok := strings.CutPrefix(p, "8:"); ok {
			fc = fc*2 | 1<<30
			stream = append(stream, text...)
			characters += len(text)
		} else {
			for _, u := range utf16.Encode([]rune(p)) {
				stream = le.AppendUint16(stream, u)
				characters++
			}
		}
		pcds = le.AppendUint32(append(pcds, 0, 0), fc)
		pcds = append(pcds, 0, 0)
	}
	return stream, append(le.AppendUint32(table, uint32(characters)), pcds...), characters
}

func (f testWord) bytes() []byte {
	le := binary.LittleEndian
	stream, pieces, characters := f.text()
	var table []byte
	put := func(n int, data []byte) {
		le.PutUint32(stream[0x9a+8*n:], uint32(len(table)))
		le.PutUint32(stream[0x9a+8*n+4:], uint32(len(data)))
		table = append(table, data...)
	}
	le.PutUint16(stream, word97)
	le.PutUint16(stream[6:], f.language)
	le.PutUint16(stream[10:], f.flags|flagTable1)
	body := characters
	for _, n := range f.ccp {
		body -= n
	}
	f.ccp[0] = body
	for i, n := range f.ccp {
		le.PutUint32(stream[0x4c+4*i:], uint32(n))
	}
	put(fcPieceTable, append(le.AppendUint32([]byte{2}, uint32(len(pieces))), pieces...))
	for n, data := range f.tables {
		put(n, data)
	}
	if len(f.papx) > 0 {
		stream = append(stream, make([]byte, 512-len(stream)%512)...)
		put(fcParagraphPages, le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, testTextOffset), uint32(len(stream))), uint32(len(stream)/512)))
		stream = append(stream, f.page()...)
	}
	all := map[string][]byte{"WordDocument": stream, "1Table": table}
	if f.summary != nil {
		all["\x05SummaryInformation"] = f.summary
	}
	return legacytest.CompoundFile(all)
}

// page returns a formatted disk page for a text in one piece of 16-bit characters.
func (f testWord) page() []byte {
	le := binary.LittleEndian
	page := make([]byte, 512)
	page[511] = byte(len(f.papx))
	le.PutUint32(page, testTextOffset)
	where := 500
	for i, p := range f.papx {
		le.PutUint32(page[4*i+4:], testTextOffset+2*uint32(p.end))
		body := append(le.AppendUint16(nil, p.style), p.sprms...)
		if len(body)%2 == 0 {
			body = append(body, 0)
		}
		where = (where - len(body) - 1) &^ 1
		page[where] = byte(len(body)+1) / 2
		copy(page[where+1:], body)
		page[4*(len(f.papx)+1)+13*i] = byte(where / 2)
	}
	return page
}

func sprm(code uint16, value byte) []byte {
	return append(binary.LittleEndian.AppendUint16(nil, code), value)
}

func cps(list ...uint32) []byte {
	var out []byte
	for _, n := range list {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	return out
}

// styleSheet has the styles Normal, heading 1, and a user's style based on heading 1.
func styleSheet() []byte {
	le := binary.LittleEndian
	out := append(le.AppendUint16(nil, 18), make([]byte, 18)...)
	for _, std := range [][2]uint16{{0, 0xfff1}, {1, 0<<4 | 1}, {0xffe, 1<<4 | 1}} {
		out = le.AppendUint16(out, 10)
		out = append(le.AppendUint16(le.AppendUint16(out, std[0]), std[1]), make([]byte, 6)...)
	}
	return out
}

func summary(title, author string) []byte {
	le := binary.LittleEndian
	text := func(s string) []byte {
		s += "\x00"
		return append(le.AppendUint32(le.AppendUint32(nil, vtLPSTR), uint32(len(s))), s...)
	}
	head := 8 + 3*8
	values := [][]byte{append(le.AppendUint32(nil, vtI2), 0xe3, 0x04, 0, 0), text(title), text(author)}
	set := cps(0, 3)
	at := head
	for i, id := range []uint32{pidCodePage, pidTitle, pidAuthor} {
		set = append(set, cps(id, uint32(at))...)
		at += len(values[i])
	}
	set = append(set, bytes.Join(values, nil)...)
	out := make([]byte, 48)
	le.PutUint16(out, 0xfffe)
	le.PutUint32(out[24:], 1)
	le.PutUint32(out[44:], 48)
	return append(out, set...)
}

func TestDOC(t *testing.T) {
	const tables = "a\x07b\x07\x07c\rd\x07e\x07\x07after\r"
	row := sprm(sprmRowEnd, 1)
	inTable := sprm(sprmInTable, 1)
	tests := []struct {
		name string
		file testWord
		want string
	}{
		{"16-bit characters", testWord{pieces: []string{"Встреча в Душанбе\rвторой абзац\r"}}, "Встреча в Душанбе\n\nвторой абзац"},
		{"8-bit characters", testWord{pieces: []string{"8:caf\xe9 \x93now\x94\r"}, language: 0x409}, "café “now”"},
		{"pieces of a fast save", testWord{pieces: []string{"8:one ", "два ", "8:three\r"}}, "one два three"},
		{"Russian 8-bit characters of an older version", testWord{pieces: []string{"8:\xcf\xf0\xe8\xe2\xe5\xf2\r"}, language: 0x419}, "Привет"},
		{"Persian 8-bit characters", testWord{pieces: []string{"8:\xc7\xe1\xcd\xcf\xe6\xcf\r"}, language: 0x429}, "الحدود"},
		{"fields", testWord{pieces: []string{"see \x13 HYPERLINK \"no\" \x13 PAGE \x14no\x15 \x14there\x15 now\r"}}, "see there now"},
		{"field without end", testWord{pieces: []string{"see \x13 this\r"}}, "see this"},
		{"special characters", testWord{pieces: []string{"a\x0bb\x1ec\x1fd\x01\x08\x0ce\r"}}, "a\nb-cd\n\ne"},
		{"notes", testWord{
			pieces: []string{"8:word\x02 goes on\rnext\r" + "\x02 a note\r" + "\r"}, ccp: [8]int{storyFootnotes: 9, storyHeaders: 1},
			tables: map[int][]byte{fcFootnoteRefs: append(cps(4, 20), 0, 0), fcFootnoteTexts: cps(0, 9, 10)},
		}, "word goes on\n\n[1] a note\n\nnext"},
		{"headers once", testWord{
			pieces: []string{"8:body\r" + "Secret\rSecret\r12\r"}, ccp: [8]int{storyHeaders: 17},
			tables: map[int][]byte{fcHeaderTexts: cps(0, 0, 0, 0, 0, 0, 0, 7, 14, 17, 17)},
		}, "body\n\nSecret"},
		{"comments", testWord{
			pieces: []string{"8:bo\x05dy\r" + "\x05look\r" + "\r"}, ccp: [8]int{storyComments: 7}, tables: map[int][]byte{fcCommentTexts: cps(0, 6, 7)},
		}, "body\n\nComment: look"},
		{"tables without formatting", testWord{pieces: []string{"a\x07b\x07\x07c\x07d\x07\x07after\r"}}, "a | b\nc | d\n\nafter"},
		{"tables", testWord{pieces: []string{tables}, papx: []papx{
			{end: 2, sprms: inTable}, {end: 4, sprms: inTable}, {end: 5, sprms: row}, {end: 7, sprms: inTable}, {end: 9, sprms: inTable},
			{end: 11, sprms: inTable}, {end: 12, sprms: row}, {end: 18},
		}}, "a | b\nc d | e\n\nafter"},
		{"text boxes", testWord{pieces: []string{"8:body\rbox\r"}, ccp: [8]int{storyTextboxes: 4}}, "body\n\nbox"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := ReadDOC(tt.file.bytes(), extract.DefaultLimits())
			if r == nil {
				t.Fatal(describeProblems(problems))
			}
			if r.Text != tt.want {
				t.Errorf("got %q, want %q", r.Text, tt.want)
			}
		})
	}
}

func TestDOCHeadingsAndTitle(t *testing.T) {
	f := testWord{
		pieces: []string{"First\rtext\rMine\rThird\r"}, tables: map[int][]byte{fcStyleSheet: styleSheet()},
		papx:    []papx{{end: 6, style: 1}, {end: 11}, {end: 16, style: 2}, {end: 22, sprms: sprm(sprmOutline, 2)}},
		summary: summary("\xc3\xf0\xe0\xed\xe8\xf6\xe0", "Ann"),
	}
	r, problems := ReadDOC(f.bytes(), extract.DefaultLimits())
	if r == nil {
		t.Fatal(describeProblems(problems))
	}
	var got []string
	for _, b := range r.Breaks {
		got = append(got, b.Heading)
	}
	if strings.Join(got, " ") != "First Mine Third" || r.Title != "Граница" || r.Author != "Ann" {
		t.Errorf("headings %q, title %q, author %q", got, r.Title, r.Author)
	}
	f.summary = summary("Microsoft Word - x.doc", "")
	if r, _ := ReadDOC(f.bytes(), extract.DefaultLimits()); r.Title != "" {
		t.Errorf("title %q", r.Title)
	}
}

func TestDOCDropsHiddenText(t *testing.T) {
	page := make([]byte, 512)
	le := binary.LittleEndian
	page[511] = 2
	le.PutUint32(page, testTextOffset)
	le.PutUint32(page[4:], testTextOffset+8)
	le.PutUint32(page[8:], testTextOffset+100)
	page[12] = 250
	page[500] = 3
	copy(page[501:], sprm(sprmHidden, 1))
	data := testWord{pieces: []string{"not shown\r"}}
	whole := data.bytes()
	c, _ := OpenCompoundFile(whole)
	stream, _ := c.Root().Stream("WordDocument")
	table, _ := c.Root().Stream("1Table")
	stream = append(stream, make([]byte, 512-len(stream)%512)...)
	le.PutUint32(stream[0x9a+8*fcCharacterPages:], uint32(len(table)))
	le.PutUint32(stream[0x9a+8*fcCharacterPages+4:], 12)
	table = append(table, cps(testTextOffset, testTextOffset+100, uint32(len(stream)/512))...)
	stream = append(stream, page...)
	r, problems := ReadDOC(legacytest.CompoundFile(map[string][]byte{"WordDocument": stream, "1Table": table}), extract.DefaultLimits())
	if r == nil || r.Text != "shown" {
		t.Errorf("%+v %s", r, describeProblems(problems))
	}
}

func TestDOCOlderVersions(t *testing.T) {
	old := func(magic uint16, language uint16, text string) []byte {
		s := make([]byte, 768)
		le := binary.LittleEndian
		le.PutUint16(s, magic)
		le.PutUint16(s[6:], language)
		le.PutUint32(s[24:], 768)
		le.PutUint32(s[0x34:], uint32(len(text)))
		return append(s, text...)
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"Word 6", legacytest.CompoundFile(map[string][]byte{"WordDocument": old(word6, 0x419, "\xcf\xf0\xe8\xe2\xe5\xf2\rand\r")}), "Привет\n\nand"},
		{"Word 2", old(word2, 0x409, "one\rtwo\r"), "one\n\ntwo"},
		{"XML of Word 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>` +
			`<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:instrText>no</w:instrText></w:r><w:del><w:t>no</w:t></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>`), "Head\n\na b\n\nx | y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := ReadDOC(tt.data, extract.DefaultLimits())
			if r == nil {
				t.Fatal(describeProblems(problems))
			}
			if r.Text != tt.want {
				t.Errorf("got %q, want %q", r.Text, tt.want)
			}
		})
	}
}

func TestDOCProblems(t *testing.T) {
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"encrypted", testWord{pieces: []string{"x"}, flags: flagEncrypted}.bytes(), "encrypted password"},
		{"WordPerfect", []byte("\xffWPC" + strings.Repeat("x", 300)), "unsupported WordPerfect"},
		{"Excel file", legacytest.CompoundFile(map[string][]byte{"Workbook": []byte("x")}), "not_format Word 97"},
		{"truncated header", testWord{pieces: []string{"x"}}.bytes()[:700], "damaged Word 97 "},
		{"no text", testWord{}.bytes(), "damaged Word 97 "},
		{"truncated XML", []byte("<?xml version='1.0'?><w:p><w:t"), "damaged Word 97 XML"},
	}
	for _, tt := range tests {
		if r, problems := ReadDOC(tt.data, extract.DefaultLimits()); r != nil || describeProblems(problems) != tt.want {
			t.Errorf("%s: %v %q, want %q", tt.name, r, describeProblems(problems), tt.want)
		}
	}
}

func FuzzDOC(f *testing.F) {
	for _, file := range []testWord{
		{pieces: []string{"8:word\x02 \x13a\x14b\x15\rnext\x07\x07\r\x02 a note\r\r"}, ccp: [8]int{storyFootnotes: 9, storyHeaders: 1}, tables: map[int][]byte{
			fcFootnoteRefs: append(cps(4, 20), 0, 0), fcFootnoteTexts: cps(0, 9, 10), fcStyleSheet: styleSheet(), fcHeaderTexts: cps(0, 0, 0, 0, 0, 0, 0, 1),
		}},
		{pieces: []string{"a\rb\r"}, papx: []papx{{end: 2, style: 1}, {end: 4, sprms: sprm(sprmRowEnd, 1)}}, summary: summary("t", "a")},
	} {
		c, _ := OpenCompoundFile(file.bytes())
		stream, _ := c.Root().Stream("WordDocument")
		table, _ := c.Root().Stream("1Table")
		props, _ := c.Root().Stream("\x05SummaryInformation")
		f.Add(stream, table, props)
	}
	f.Fuzz(func(t *testing.T, stream, table, props []byte) {
		data := legacytest.CompoundFile(map[string][]byte{"WordDocument": stream, "1Table": table, "\x05SummaryInformation": props})
		for _, in := range [][]byte{data, stream} {
			check(t, fmt.Sprintf("%q", in), func() (*extract.Extracted, []index.Problem) { return ReadDOC(in, extract.DefaultLimits()) })
		}
	})
}

func FuzzWordXML(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><w:p><w:r><w:t>a</w:t><w:br/></w:r></w:p><w:tc><w:p/></w:tc></w:tr>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, fmt.Sprintf("%q", data), func() (*extract.Extracted, []index.Problem) { return readWordXML(data) })
	})
}
