package office

import (
	"reflect"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

const (
	odfSpace = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
		xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
		xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
		xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"`
	odfStylesPart = `<office:styles>
		<style:style style:name="Title" style:family="paragraph"/>
		<style:style style:name="Mine" style:family="paragraph" style:default-outline-level="2"/>
		<style:style style:name="Hide" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
		<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>
		</office:styles><office:automatic-styles>
		<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
		<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
		<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
		<style:style style:name="T2" style:family="text"><style:text-properties text:display="true"/></style:style>
		<style:style style:name="dp1" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
		<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>
		<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
		<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>
		<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style></office:automatic-styles>`
	odfMasters = `<office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Ministry of Trade</text:p></style:header>
		<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>`
)

// odfFile is an OpenDocument file of a kind such as "text".
func odfFile(kind, body string) made {
	root := func(name, inner string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><office:` + name + ` ` + odfSpace + `>` + inner + `</office:` + name + `>`
	}
	return made{
		"mimetype":    "application/vnd.oasis.opendocument." + kind,
		"styles.xml":  root("document-styles", odfStylesPart),
		"content.xml": root("document-content", odfStylesPart+`<office:body><office:`+kind+`>`+body+`</office:`+kind+`></office:body>`),
		"meta.xml":    root("document-meta", `<office:meta><dc:title>On trade</dc:title><meta:initial-creator>R. Ahmadi</meta:initial-creator><dc:creator>B. Khan</dc:creator><dc:language>ur</dc:language><dc:date>2020-01-02T03:04:05</dc:date></office:meta>`),
	}
}

func TestODTParagraphsListsTablesAndNotes(t *testing.T) {
	p := func(s string) string { return `<text:p>` + s + `</text:p>` }
	item := func(s string) string { return `<text:list-item>` + s + `</text:list-item>` }
	cell := func(s string) string { return `<table:table-cell>` + p(s) + `</table:table-cell>` }
	tests := []struct{ name, in, want string }{
		{"spaces", p(`a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d  e`), "a b c\nd e"},
		{"headings", `<text:h text:outline-level="1">One</text:h>` + p("x") + `<text:h text:outline-level="1">Two</text:h>`, "I. One\n\nx\n\nII. Two"},
		{"deleted", `<text:tracked-changes><text:changed-region><text:deletion>` + p("gone") + `</text:deletion></text:changed-region></text:tracked-changes>` + p(`<text:change-start/>new<text:change-end/>`), "new"},
		{"note", p(`Said<text:note text:note-class="footnote"><text:note-citation>7</text:note-citation><text:note-body>`+p("Letter.")+`</text:note-body></text:note> so`) + p("Next."), "Said[1] so\n\n[1] Letter.\n\nNext."},
		{"comment", p(`Text<office:annotation><dc:creator>Ali</dc:creator><dc:date>2020</dc:date>` + p("Check.") + `</office:annotation>.`), "Text.\n\nComment by Ali: Check."},
		{"lists", `<text:list text:style-name="L1">` + item(p("a")+`<text:list>`+item(p("b"))+item(p("c"))+`</text:list>`) + item(p("d")+p("more")) + `</text:list><text:list text:style-name="L1" text:continue-numbering="true">` + item(p("e")) + `</text:list><text:list text:style-name="L2">` + item(p("f")) + `</text:list>`,
			"1. a\n1.a) b\n1.b) c\n2. d\n\nmore\n\n3. e\n- f"},
		{"table", `<table:table><table:table-header-rows><table:table-row>` + cell("A") + cell("B") + `</table:table-row></table:table-header-rows><table:table-row>` + cell("1") + `<table:covered-table-cell/>` + cell("2") + `</table:table-row></table:table>` + p("After."), "A | B\n1 | 2\n\nAfter."},
		{"frame", p(`Text<draw:frame><draw:text-box>`+p("Boxed")+`</draw:text-box><svg:desc>picture</svg:desc></draw:frame> on`) + p("Next"), "Text on\n\nBoxed\n\nNext"},
		{"hidden", p(`a<text:span text:style-name="T1">secret</text:span>b`) + `<text:p text:style-name="Hide">secret<text:span text:style-name="T2">c</text:span></text:p><text:section text:display="none">` + p("secret") + `</text:section>`, "ab\n\nc"},
		{"table of contents", `<text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template></text:table-of-content-source><text:index-body>` + p("One 1") + `</text:index-body></text:table-of-content>`, "One 1"},
		{"ruby and soft hyphens", p(`<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby> co&#xAD;op`), "漢 coop"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, extract.ODT, odfFile("text", tt.in).zip(t)).Text; got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestODTHeadingsPagesFootersAndMetadata(t *testing.T) {
	body := `<text:p text:style-name="P1">The title</text:p><text:p text:style-name="Mine">Part</text:p><text:p>One <text:soft-page-break/>two.</text:p><text:p text:style-name="P2">Three.</text:p>`
	f := odfFile("text", body)
	f["content.xml"] = strings.Replace(f["content.xml"], "<office:text>", `<office:text text:use-soft-page-breaks="true">`, 1)
	f["styles.xml"] = strings.Replace(f["styles.xml"], "</office:automatic-styles>", "</office:automatic-styles>"+odfMasters, 1)
	r := read(t, extract.ODT, f.zip(t))
	if want := "The title\n\nPart\n\nOne two.\n\nThree.\n\nMinistry of Trade\n\nPage 1"; r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	want := []extract.Break{{Offset: 0, Page: 1}, {Offset: 0, Heading: "The title"}, {Offset: 11, Heading: "Part"}, {Offset: 21, Page: 2}, {Offset: 27, Page: 3}, {Offset: 35, Heading: "Headers and footers"}}
	if !reflect.DeepEqual(r.Breaks, want) {
		t.Errorf("got  %+v\nwant %+v", r.Breaks, want)
	}
	if r.Title != "On trade" || r.Heading != "The title" || r.Author != "R. Ahmadi" || r.DeclaredLang != "ur" || !r.Published.IsZero() || r.Meta["modified"] != "2020-01-02T03:04:05" {
		t.Errorf("metadata %+v, hint %q, heading %q", r.Metadata, r.DeclaredLang, r.Heading)
	}
}

func TestODFVariantsAndDamagedFiles(t *testing.T) {
	zipped := odfFile("text", "<text:p>Text.</text:p>")
	flat := `<?xml version="1.0"?><office:document ` + odfSpace + ` office:mimetype="application/vnd.oasis.opendocument.text">` + odfStylesPart + `<office:body><office:text><text:p>Text.</text:p></office:text></office:body></office:document>`
	tests := []struct {
		name     string
		in       []byte
		text     string
		problems string
	}{
		{"flat", []byte(flat), "Text.", ""},
		{"truncated flat file", []byte(flat[:len(flat)-40]), "Text.", "damaged"},
		{"a million attributes", []byte(strings.Replace(flat, "</office:text>", "<text:p "+strings.Repeat(`a="" `, 4<<20), 1)), "Text.", "damaged(XML,tag or text too long)"},
		{"flat without a body", []byte("<html/>"), "", "part_missing(office:body)"},
		{"encrypted", zipped.with(made{"META-INF/manifest.xml": `<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>`}).zip(t), "", "encrypted(password)"},
		{"OpenOffice.org 1.0", made{"content.xml": strings.ReplaceAll(zipped["content.xml"], "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "http://openoffice.org/2000/office")}.zip(t), "Text.", ""},
		{"without content", made{"styles.xml": zipped["styles.xml"]}.zip(t), "", "part_missing(content.xml)"},
		{"empty", odfFile("text", "<text:p/>").zip(t), "", "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(extract.ODT, tt.in, tight())
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if got := ""; r != nil {
				if got = r.Text; got != tt.text {
					t.Errorf("got %q, want %q", got, tt.text)
				}
			} else if tt.text != "" {
				t.Error("nothing was read")
			}
		})
	}
}

func FuzzODF(f *testing.F) {
	f.Add("text", `<text:h text:outline-level="1">a</text:h><text:list><text:list-item><text:p>b`)
	f.Add("presentation", `<draw:page><draw:frame presentation:class="title"><text:p>a</text:p></draw:frame><presentation:notes><draw:frame><text:p>b`)
	f.Add("spreadsheet", `<table:table table:name="a"><table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="9"><text:p>a`)
	f.Fuzz(func(t *testing.T, kind, body string) {
		for _, format := range []extract.Format{extract.ODT, extract.ODS} {
			if r, _ := Read(format, odfFile(kind, body).zip(t), tight()); r != nil {
				checkReading(t, r)
			}
		}
	})
}
