package office

import (
	"reflect"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

const (
	wordSpace   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	wordTypes   = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	wordPackage = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// wordFile is a DOCX with a body, styles, notes and lists as in real files.
func wordFile(body string) made {
	return made{
		"[Content_Types].xml": wordTypes,
		"_rels/.rels":         `<Relationships><Relationship Id="rId1" Type="` + wordPackage + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordSpace + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml": `<w:styles ` + wordSpace + `>
			<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
			<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="House style"/><w:basedOn w:val="1"/></w:style>
			<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="Заголовок 2"/></w:style>
			<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
			<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
			<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>`,
		"word/footnotes.xml": `<w:footnotes ` + wordSpace + `><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>
			<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Letter of 4 May.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/endnotes.xml": `<w:endnotes ` + wordSpace + `><w:endnote w:id="1"><w:p><w:r><w:t>Archive of the ministry.</w:t></w:r></w:p></w:endnote></w:endnotes>`,
		"word/numbering.xml": `<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="0">
			<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
			<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
			<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
			<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
			<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>`,
	}
}

func para(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func listed(list, depth, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + depth + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func field(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText><w:t>` + code + `</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>` + result + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func TestWordParagraphsListsTablesAndNotes(t *testing.T) {
	box := `<w:txbxContent>` + para("In a box.") + `</w:txbxContent>`
	tests := []struct{ name, in, want string }{
		{"paragraphs", para("One.") + para("Two."), "One.\n\nTwo."},
		{"runs join", `<w:p><w:r><w:t>bor</w:t></w:r><w:r><w:t xml:space="preserve">der </w:t></w:r><w:r><w:t>post</w:t></w:r></w:p>`, "border post"},
		{"tabs, lines and hyphens", `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>x&#xAD;y</w:t></w:r></w:p>`, "a b\ncoop-xy"},
		{"insertions, not deletions", `<w:p><w:r><w:t>The</w:t></w:r><w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t xml:space="preserve"> here</w:t></w:r></w:moveTo></w:p>`, "The new here"},
		{"preserved spaces", `<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`, "The new"},
		{"deleted end of paragraph", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>` + para("sentence."), "One sentence."},
		{"drop cap", `<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>` + para("he border"), "The border"},
		{"field", `<w:p>` + field("PAGEREF x", "12") + `</w:p>`, "12"},
		{"field in a field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + field("IF", "inner") + `<w:r><w:fldChar w:fldCharType="separate"/><w:t>shown</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "shown"},
		{"field without end", `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>code</w:t></w:r></w:p>` + para("Text."), "Text."},
		{"simple field and link", `<w:p><w:hyperlink r:id="rId9"><w:r><w:t xml:space="preserve">a link </w:t></w:r></w:hyperlink><w:fldSimple w:instr="DATE"><w:r><w:t>4 May</w:t></w:r></w:fldSimple></w:p>`, "a link 4 May"},
		{"hidden run", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t></w:r></w:p>`, "open"},
		{"notes", `<w:p><w:r><w:t>Said so</w:t><w:footnoteReference w:id="2"/><w:t> twice</w:t><w:endnoteReference w:id="1"/></w:r></w:p>` + para("Next."),
			"Said so[1]twice[i]\n\n[1] Letter of 4 May.\n\n[i] Archive of the ministry.\n\nNext."},
		{"table", `<w:tbl><w:tr><w:tc>` + para("Name") + `</w:tc><w:tc>` + para("Post") + `</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + para("gone") + `</w:tc></w:tr><w:tr><w:tc>` + para("Ali") + para("Khan") + `</w:tc><w:sdt><w:sdtContent><w:tc>` + para("Torkham") + `</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>` + para("After."),
			"Name | Post\nAli\nKhan | Torkham\n\nAfter."},
		{"note in a table", `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ali</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:tc><w:tc>` + para("Khan") + `</w:tc></w:tr></w:tbl>`, "Ali[1] | Khan\n\n[1] Letter of 4 May."},
		{"lists", listed("1", "0", "one") + listed("1", "1", "inner") + listed("1", "1", "inner") + listed("1", "0", "two") + listed("3", "0", "seven") + listed("2", "0", "point") + para("After."),
			"1. one\n1.i) inner\n1.ii) inner\n2. two\n7. seven\n- point\n\nAfter."},
		{"first of alternative drawings", `<w:p><w:r><w:t>Text.</w:t><mc:AlternateContent><mc:Choice Requires="wps">` + box + `</mc:Choice><mc:Fallback>` + box + `</mc:Fallback></mc:AlternateContent></w:r></w:p>`, "Text.\n\nIn a box."},
		{"form fields and prompts", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + para("Click here.") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + para("Filled in.") + `</w:sdtContent></w:sdt>`, "Filled in."},
		{"ruby", `<w:p><w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "漢"},
		{"formula", `<w:p><w:r><w:t>If</w:t></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`, "If x=1"},
		{"unknown entity", para("a &lol; b"), "a &lol; b"},
		{"strict namespace", strings.NewReplacer("w:p>", "q:p>", "w:r>", "q:r>", "w:t>", "q:t>").Replace(`<q:x xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main">` + para("Strict.") + `</q:x>`), "Strict."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, extract.DOCX, wordFile(tt.in).zip(t)).Text; got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestWordMarksHeadingsAndPages(t *testing.T) {
	body := styled("1", "First") + para("Text.") + styled("Mine", "Second") +
		`<w:p><w:r><w:t xml:space="preserve">A sentence </w:t><w:lastRenderedPageBreak/><w:t>goes on.</w:t></w:r></w:p>` +
		styled("a7", "Third") + styled("Body", "No heading.") + styled("Loop", "Text.") + styled("T", "The title")
	r := read(t, extract.DOCX, wordFile(body).zip(t))
	want := []extract.Break{
		{Offset: 0, Page: 1}, {Offset: 0, Heading: "First"}, {Offset: 14, Heading: "Second"}, {Offset: 33, Page: 2},
		{Offset: 43, Heading: "Third"}, {Offset: 70, Heading: "The title"},
	}
	if !reflect.DeepEqual(r.Breaks, want) {
		t.Errorf("got  %+v\nwant %+v\nin %q", r.Breaks, want, r.Text)
	}
	if r.Heading != "The title" || r.Format != "docx" {
		t.Errorf("heading %q, format %q", r.Heading, r.Format)
	}
}

func TestWordCommentsHeadersAndMetadata(t *testing.T) {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + wordPackage + kind + `" Target="` + target + `"/>`
	}
	f := wordFile(para("Body.")).with(made{
		"word/_rels/document.xml.rels": `<Relationships>` + rel("r1", "header", "header1.xml") + rel("r2", "header", "/word/header2.xml") + rel("r3", "footer", "footer1.xml") + rel("r4", "comments", "comments.xml") + `</Relationships>`,
		"word/header1.xml":             `<w:hdr ` + wordSpace + `>` + para("Ministry of Trade") + `</w:hdr>`,
		"word/header2.xml":             `<w:hdr ` + wordSpace + `>` + para("Ministry of Trade") + `</w:hdr>`,
		"word/footer1.xml":             `<w:ftr ` + wordSpace + `>` + para("12") + para("For office use") + `</w:ftr>`,
		"word/comments.xml":            `<w:comments ` + wordSpace + `><w:comment w:id="0" w:author="Ali">` + para("Check this.") + `</w:comment></w:comments>`,
		"docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
			<dc:title>Microsoft Word - letter.doc</dc:title><dc:creator>R. Ahmadi</dc:creator><dc:language>fa-IR</dc:language><dcterms:created>2019-05-04T10:00:00Z</dcterms:created></cp:coreProperties>`,
	})
	r := read(t, extract.DOCX, f.zip(t))
	want := "Body.\n\nComment by Ali: Check this.\n\nMinistry of Trade\n\nFor office use"
	if r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	if r.Title != "" || r.Author != "R. Ahmadi" || r.DeclaredLang != "fa" || r.Lang != "" || r.Meta["created"] != "2019-05-04T10:00:00Z" || !r.Published.IsZero() {
		t.Errorf("metadata %+v, hint %q", r.Metadata, r.DeclaredLang)
	}
}
